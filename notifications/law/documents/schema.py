"""The facts document as tables: which fields each thing takes, which it must have, and how each is read.

law-engine.md, "Facts". Where it marks no field as needed, none is; where it gives a field to one kind alone, no other
kind takes it, and where it is silent every kind does.
"""

from typing import Final

from notifications.law.documents.shapes import Alternatives, Field, Kinds, Many, Thing
from notifications.law.documents.values import (
    a_country,
    a_date,
    an_id,
    an_instant,
    any_date,
    date_or_instant,
    one_of,
    some_text,
    whole,
    yes_or_no,
)

_COUNT = whole(0)
_LENGTH: Final[Field] = Thing({"years": _COUNT, "months": _COUNT, "weeks": _COUNT}, never_empty=True)
_OVERLAP = Thing({"months": _COUNT}, ("months",))
_RUNS = Alternatives(
    {
        "consecutive_to": Thing({"consecutive_to": an_id}),
        "concurrent_with": Thing({"concurrent_with": an_id, "overlap": _OVERLAP}),
    }
)

_DISPOSAL: Final[dict[str, Field]] = {"type": some_text, "date": any_date, "term": _LENGTH, "runs": _RUNS}
_PLAIN = Thing(_DISPOSAL, ("type",))
# The period turns on the term of these kinds. It is asked for whatever the trigger: a kind's fields are its own.
_TERM = Thing(_DISPOSAL, ("type", "term"))
# law-engine.md marks `term` as needed and says nothing so of `extension`: without one, there is none.
_EXTENDED = Thing({**_DISPOSAL, "extension": _LENGTH}, ("type", "term"))
DISPOSALS: Final = Kinds(
    "type",
    {
        "imprisonment": _TERM,
        "suspended_imprisonment": _TERM,
        "extended_sentence": _EXTENDED,
        "special_custodial_sentence": _EXTENDED,
        "life": _PLAIN,
        "imprisonment_for_public_protection": _PLAIN,
        "detention_and_training_order": _TERM,
        "youth_detention": _TERM,
        "hospital_order": _PLAIN,
        "hospital_and_restriction_order": _PLAIN,
        "service_detention": _PLAIN,
        "conditional_discharge": _TERM,
        "absolute_discharge": _PLAIN,
        "community_order": _PLAIN,
        "youth_rehabilitation_order": _PLAIN,
        "referral_order": _PLAIN,
        "fine": _PLAIN,
        "other": _PLAIN,
    },
)

_TRIGGER: Final[dict[str, Field]] = {
    "id": an_id,
    "kind": some_text,
    "date": any_date,
    "condition_met_on": any_date,
    "threshold_met": yes_or_no,
    "schedule_3": yes_or_no,
    "carried_over": yes_or_no,
    "ended_on": a_date,
}
_NEEDED = ("id", "kind", "date")
_SENTENCED = Thing({**_TRIGGER, "disposal": DISPOSALS}, _NEEDED)
TRIGGERS: Final = Kinds(
    "kind",
    {
        "conviction": _SENTENCED,
        "finding_insanity": _SENTENCED,
        "finding_disability": _SENTENCED,
        "caution": Thing(_TRIGGER, _NEEDED),
        "service_conviction": _SENTENCED,
        "overseas_notice": Thing(
            {**_TRIGGER, "disposal": DISPOSALS, "notice_given_on": a_date}, (*_NEEDED, "notice_given_on")
        ),
        "sro_breach": Thing({**_TRIGGER, "order": an_id}, (*_NEEDED, "order")),
    },
)

ORDERS: Final = Thing(
    {
        "id": an_id,
        "kind": one_of("shpo", "interim_shpo", "sopo", "interim_sopo", "sro", "interim_sro", "voo"),
        "made_on": a_date,
        "served_on": a_date,
        "last_day": a_date,
        "discharged_on": a_date,
    },
    ("id", "kind", "made_on"),
)

ABSENCES: Final = Thing(
    {
        "kind": one_of(
            "custody",
            "service_custody",
            "sentence",
            "hospital_part_3",
            "abroad",
            "hospital_other",
            "police_detention",
        ),
        "from": date_or_instant,
        "to": date_or_instant,
    },
    ("kind", "from"),
)

_NOTIFICATION: Final[dict[str, Field]] = {
    "id": an_id,
    "section": some_text,
    "given_at": date_or_instant,
    "home": one_of("residence", "no_fixed_abode"),
    "addresses": Many(some_text),
    "households": Many(some_text),
    "about": Many(an_id),
}
_TOLD = Thing(_NOTIFICATION, ("id", "section", "given_at"))
NOTIFICATIONS: Final = Kinds(
    "section",
    {
        "83(1)": _TOLD,
        "84(1)": Thing({**_NOTIFICATION, "specified_date": a_date}, ("id", "section", "given_at")),
        "84(4)(b)": _TOLD,
        "85(1)": _TOLD,
        "86(2)": _TOLD,
        "86(3)": _TOLD,
    },
)

_CHANGE: Final[dict[str, Field]] = {"id": an_id, "kind": some_text}
_FORETOLD: Final[dict[str, Field]] = {**_CHANGE, "advance_notice": an_id}
_ON = Thing({**_FORETOLD, "on": a_date}, ("id", "kind", "on"))
# Only the kinds listed before that sentence may carry `advance_notice`; the intended ones come after it.
_ON_ALONE = Thing({**_CHANGE, "on": a_date}, ("id", "kind", "on"))
CHANGES: Final = Kinds(
    "kind",
    {
        "name_used": _ON,
        "home_address_changed": _ON,
        "released": _ON_ALONE,
        "account_opened": _ON,
        "account_closed": _ON,
        "card_obtained": _ON,
        "card_no_longer_held": _ON,
        "financial_information_altered": _ON,
        "identity_document_obtained": _ON,
        "identity_document_ceased": _ON,
        "child_household_residence": _ON,
        "child_household_ceased": _ON,
        "stay": Thing(
            {**_FORETOLD, "from": a_date, "to": a_date, "address": some_text},
            ("id", "kind", "from", "to", "address"),
        ),
        "child_household_stay": Thing(
            {**_FORETOLD, "from": an_instant, "to": an_instant, "household": some_text},
            ("id", "kind", "from", "to", "household"),
        ),
        "did_not_occur": Thing(_FORETOLD, ("id", "kind", "advance_notice")),
        "name_intended": _ON_ALONE,
        "absence_intended": Thing(
            {**_CHANGE, "from": an_instant, "days": _COUNT}, ("id", "kind", "from", "days")
        ),
    },
)

_ARRIVAL = Thing({"date": a_date, "point": some_text}, ("date",))
JOURNEYS: Final = Thing(
    {
        "id": an_id,
        "departs": date_or_instant,
        "details_known": date_or_instant,
        "to": Many(a_country, at_least_one=True),
        "notified_at": date_or_instant,
        "reasonable_excuse": yes_or_no,
        "details_changed_at": an_instant,
        "notified_return": _ARRIVAL,
        "returned": _ARRIVAL,
        "return_notified_at": date_or_instant,
    },
    ("id", "departs", "details_known", "to"),
)

_DETERMINATION: Final[dict[str, Field]] = {"on": a_date, "outcome": some_text, "notice_received_on": a_date}
# S.91B(5)-(6): a further period is 8 to 15 years.
_REFUSAL: Final[dict[str, Field]] = {
    **_DETERMINATION,
    "further_period": Thing({"years": whole(8, 15)}, ("years",)),
}
REVIEW: Final = Thing(
    {
        "relevant_notification": an_id,
        "determinations": Many(
            Kinds(
                "outcome",
                {
                    "refused": Thing(_REFUSAL, ("on", "outcome")),
                    "granted": Thing(_DETERMINATION, ("on", "outcome")),
                },
            )
        ),
        "application": Thing(
            {
                "received_on": a_date,
                "responsible_bodies": Many(Thing({"notified_on": a_date}, ("notified_on",))),
            },
            ("received_on",),
        ),
        "appeal": Thing({"outcome": one_of("allowed", "dismissed"), "on": a_date}, ("outcome", "on")),
    }
)

DOCUMENT: Final = Thing(
    {
        "jurisdiction": one_of("england-and-wales", "scotland", "northern-ireland"),
        "as_at": date_or_instant,
        "person": Thing({"date_of_birth": any_date}, ("date_of_birth",)),
        "triggers": Many(TRIGGERS),
        "orders": Many(ORDERS),
        "absences": Many(ABSENCES),
        "notifications": Many(NOTIFICATIONS),
        "changes": Many(CHANGES),
        "journeys": Many(JOURNEYS),
        "review": REVIEW,
        "rules": Thing({"EW-CPA2026": a_date}),
    },
    ("as_at", "person"),
)
