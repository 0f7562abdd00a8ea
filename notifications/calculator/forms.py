"""The questions of the calculator: one form for each thing of a facts document (docs/law-engine.md, "Facts").

The forms refuse what is no date or no number. What cannot be in law is the engine's to refuse: it alone knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from frontend.fields import DateField, presented
from notifications.calculator.countries import code_of
from notifications.calculator.items import (
    Choices,
    Document,
    Item,
    Sheetlet,
    choice,
    day,
    hour,
    known,
    line,
    number,
    tick,
)
from notifications.calculator.words import CHANGES
from notifications.choices import HomeNotified, Section
from offenders.choices import AbsenceKind, DisposalKind, OrderKind, TriggerKind

PICK = [("", "Choose one")]


class PersonForm(Sheetlet):
    """Who the question is about, and the day it is asked of."""

    date_of_birth = DateField(
        label="Date of birth",
        birthday=True,
        required=True,
        help_text="For example, 31 3 1980",
        error_messages={"required": "Enter the date of birth: periods are shorter for those under 18."},
    )
    judged_on = day("Judge it on", help_text="Today, unless you ask about another day")
    judged_time = hour("Time of day", "Only where an hour matters, as before a journey")
    jurisdiction = choice(
        "Where?",
        [
            ("england-and-wales", "England and Wales"),
            ("scotland", "Scotland (travel only)"),
            ("northern-ireland", "Northern Ireland (travel only)"),
        ],
        initial="england-and-wales",
    )
    law = presented(
        forms.ChoiceField(
            label="By which law?",
            choices=[
                ("now", "As it is in force"),
                ("cpa2026", "As if the Crime and Policing Act 2026 were too"),
            ],
            initial="now",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose by which law"},
        ),
        hints={
            "cpa2026": "Notice before a new name is used, and before an absence from home: not in force yet"
        },
        reveals={"cpa2026": ["commence_on"]},
        small=True,
    )
    commence_on = day("In force from")

    paths = {"as_at": "judged_on", "person.date_of_birth": "date_of_birth", "rules": "commence_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("law") == "now":
            # Its date is not on the page then, so neither is its fault.
            self.errors.pop("commence_on", None)
            cleaned["commence_on"] = None
        elif not cleaned.get("commence_on") and "commence_on" not in self.errors:
            self.add_error("commence_on", "In force from: enter the day, for the sake of argument")
        if not cleaned.get("judged_on") and "judged_on" not in self.errors:
            self.add_error("judged_on", "Judge it on: enter the day")
        return cleaned

    def is_further_open(self) -> bool:
        """Whether what stands behind "Another hour ..." holds something that must be seen."""
        names = ("judged_time", "jurisdiction", "law", "commence_on")
        return self.is_bound and any(name in self.changed_data or self[name].errors for name in names)

    def document(self) -> Document:
        cleaned = self.cleaned_data
        return known(
            jurisdiction=cleaned["jurisdiction"],
            as_at=self.when("judged"),
            person=known(date_of_birth=cleaned["date_of_birth"]),
            rules=known(**{"EW-CPA2026": cleaned["commence_on"]}),
        )


class TriggerItem(Item):
    """What makes a person subject (ss.80, 81, 96ZA, 122G), and what the court did."""

    group, part, noun = "triggers", "triggers", "conviction"
    asked = ("kind", "date", "disposal", "term_years", "term_months", "term_weeks")

    kind = choice("What happened?", TriggerKind.choices, initial=TriggerKind.CONVICTION)
    date = day("Date", help_text="Of the plea, verdict, finding or caution, not of the sentence")
    disposal = choice(
        "Sentence or other disposal", [("", "Not sentenced yet, or a caution"), *DisposalKind.choices]
    )
    term_years = number("Years")
    term_months = number("Months")
    term_weeks = number("Weeks")
    order = choice("Which order was breached?", PICK)
    disposal_date = day("Date of the sentence, if later")
    extension_years = number("Extension: years")
    extension_months = number("Extension: months")
    extension_weeks = number("Extension: weeks")
    runs = choice(
        "How does the sentence run?",
        [
            ("", "On its own"),
            ("consecutive_to", "After another (consecutive)"),
            ("concurrent_with", "Beside another (concurrent)"),
        ],
    )
    runs_with = choice("After or beside which?", PICK)
    overlap_months = number("Months in which the two overlap, if not wholly")
    schedule_3 = choice("Is the offence listed in Schedule 3?", [("yes", "Yes"), ("no", "No")], initial="yes")
    threshold = choice(
        "Did the sentence meet any threshold in Schedule 3?",
        [("yes", "Yes, or there is none"), ("no", "No, never")],
        initial="yes",
    )
    condition_met_on = day("Day on which a sentencing threshold was met (s.132)")
    notice_given_on = day("Conviction abroad: day the s.96ZA notice was handed over")
    ended_on = day("Last day, if quashed or tried after a finding of disability")
    carried_over = tick("Before September 1997: a condition of s.81(3) to (6) was met on 1 September 1997")

    paths = {
        "disposal.type": "disposal",
        "disposal.date": "disposal_date",
        **{f"disposal.term.{unit}": f"term_{unit}" for unit in ("years", "months", "weeks")},
        "disposal.term": "term_years",
        **{f"disposal.extension.{unit}": f"extension_{unit}" for unit in ("years", "months", "weeks")},
        "disposal.extension": "extension_years",
        "disposal.runs.overlap": "overlap_months",
        "disposal.runs": "runs_with",
        "threshold_met": "threshold",
        "order": "order",
    }
    said = {
        "disposal.term": "Enter the length of the sentence: the period turns on it.",
        "disposal.extension": "Only an extended or special custodial sentence has an extension: leave it empty.",
        "disposal.runs.consecutive_to": "Choose a conviction that is filled in and has a sentence.",
        "disposal.runs.concurrent_with": "Choose a conviction that is filled in and has a sentence.",
        "order": "Add the sexual risk order that was breached under “Orders”, and choose it here.",
        "notice_given_on": "Enter the day the s.96ZA notice was handed over, for a conviction abroad only.",
    }

    @property
    def identity(self) -> str:
        kind = (self.data.get(self.add_prefix("kind")) if self.is_bound else "") or ""
        return f"{noun_of(kind)} {self.key}"

    def offer(self, offered: Mapping[str, Choices]) -> None:
        others = [choice for choice in offered.get("triggers", []) if choice[0] != self.token]
        self.refer("runs_with", others, "Choose one")
        if not others:
            del self.fields["runs"], self.fields["overlap_months"]
        self.refer("order", offered.get("orders", []), "No order")

    def blame(self, path: str, message: str) -> None:
        if path == "disposal" and message.startswith("Remove"):
            self.add_error(
                "disposal",
                "This takes no sentence: choose “Not sentenced yet, or a caution”, with no length.",
            )
        elif path == "disposal.term" and message.startswith(
            "Remove"
        ):  # pragma: no cover - no kind does today
            self.add_error("term_years", "This takes no length: leave it empty.")
        else:
            super().blame(path, message)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("disposal") and (self._term("term") or self._term("extension")):
            self.add_error("disposal", "Choose what the sentence was, or clear its length")
        if cleaned.get("runs") and not cleaned.get("runs_with"):
            self.add_error("runs_with", "Choose the sentence it runs after or beside")
        return cleaned

    def _term(self, name: str) -> Document:
        return known(
            **{unit: self.cleaned_data.get(f"{name}_{unit}") for unit in ("years", "months", "weeks")}
        )

    def _runs(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        how = cleaned.get("runs")
        if not how:
            return {}
        overlap = cleaned.get("overlap_months")
        return {
            how: ids.get(cleaned["runs_with"], "-"),
            **({} if overlap is None else {"overlap": {"months": overlap}}),
        }

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        disposal = cleaned["disposal"] and known(
            type=cleaned["disposal"],
            date=cleaned["disposal_date"],
            term=self._term("term"),
            extension=self._term("extension"),
            runs=self._runs(ids),
        )
        found = known(
            id=self.identity,
            kind=cleaned["kind"],
            date=cleaned["date"],
            condition_met_on=cleaned["condition_met_on"],
            notice_given_on=cleaned["notice_given_on"],
            disposal=disposal,
            order=ids.get(cleaned.get("order", "")),
            carried_over=cleaned["carried_over"],
            ended_on=cleaned["ended_on"],
        )
        if cleaned["schedule_3"] == "no":
            found["schedule_3"] = False
        if cleaned["threshold"] == "no":
            found["threshold_met"] = False
        return found


def noun_of(kind: str) -> str:
    """What a thing of this kind is called in a reason: "caution 2" rather than "conviction 2"."""
    return {
        "caution": "caution",
        "finding_insanity": "finding",
        "finding_disability": "finding",
        "overseas_notice": "notice",
        "sro_breach": "breach",
    }.get(kind, "conviction")


class AbsenceItem(Item):
    """Time that may not count (s.83(6))."""

    group, part, noun = "absences", "absences", "absence"
    asked = ("kind", "from_on", "to_on")

    kind = choice("Where?", [*PICK, *AbsenceKind.choices])
    from_on = day("From")
    to_on = day("Until", help_text="The day of release or return. Leave empty if still there")
    from_time = hour("Time it began")
    to_time = hour("Time it ended")

    paths = {"from": "from_on", "to": "to_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(kind=self.cleaned_data["kind"], from_=self.when("from"), to=self.when("to"))


class OrderItem(Item):
    """A civil order of a court."""

    group, part, noun = "orders", "orders", "order"
    asked = ("kind", "made_on", "last_day")

    kind = choice("Which order?", [*PICK, *OrderKind.choices])
    made_on = day("Made on")
    last_day = day("Last day", help_text="Leave empty for “until further order”")
    served_on = day("Served on, if later")
    discharged_on = day("Discharged: last day in force")

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(id=self.identity, **self.cleaned_data)


class NotificationItem(Item):
    """What the police were told."""

    group, part, noun = "notifications", "notifications", "notification"
    asked = ("section", "given_on", "home", "about")

    section = choice("What was notified?", [*PICK, *Section.choices])
    given_on = day("Given on")
    home = choice("Home address notified", HomeNotified.choices, initial=HomeNotified.RESIDENCE)
    about = presented(
        forms.MultipleChoiceField(
            label="What was it about?", required=False, widget=forms.CheckboxSelectMultiple
        ),
        small=True,
    )
    given_time = hour("Time it was given")
    specified_date = day(
        "In advance: the day it was to happen", help_text="Makes it notice of a change to come (s.84(2))"
    )
    addresses = line("Other addresses named", help_text="Separate them with semicolons")
    households = line("Child households named", help_text="Separate them with semicolons")

    paths = {"given_at": "given_on"}
    said = {"about": "What was it about? Fill in what you ticked, or untick it"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        subjects = [
            choice
            for group in (
                "changes",
                "stays",
                "child_stays",
                "nevers",
                "names_intended",
                "absences_intended",
                "journeys",
            )
            for choice in offered.get(group, [])
        ]
        notices = [choice for choice in offered.get("notices", []) if choice[0] != self.token]
        self.refer("about", [*subjects, *notices])

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            section=cleaned["section"],
            given_at=self.when("given"),
            home=cleaned["home"],
            addresses=_listed(cleaned["addresses"]),
            households=_listed(cleaned["households"]),
            about=[ids.get(token, "-") for token in cleaned.get("about", [])],
            specified_date=cleaned["specified_date"],
        )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


class _Change(Item):
    """Something that happened; any of them may have been foretold (s.84(2))."""

    part = "changes"
    kinds: ClassVar[str] = ""

    advance_notice = choice("Notice given in advance", PICK)

    said = {"advance_notice": "Choose a notification that says when it was to happen"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        self.refer("advance_notice", offered.get("notices", []), "None")

    def _foretold(self, ids: Mapping[str, str]) -> str | None:
        token = self.cleaned_data.get("advance_notice")
        return ids.get(token, "-") if token else None


class ChangeItem(_Change):
    """A change on a day (s.84(1)(a), (b), (ca), (d))."""

    group, noun = "changes", "change"
    asked = ("kind", "on", "advance_notice")

    kind = choice("What changed?", [*PICK, *((kind, said) for kind, said in CHANGES.items())])
    on = day("On", help_text="The three days begin with this day")

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity, kind=cleaned["kind"], on=cleaned["on"], advance_notice=self._foretold(ids)
        )


class StayItem(_Change):
    """Days at an address that was not notified (s.84(1)(c))."""

    group, noun = "stays", "stay"
    asked = ("address", "from_on", "to_on", "advance_notice")

    address = line("Address", help_text="Or a word for it: the same word means the same address")
    from_on = day("First day")
    to_on = day("Last day", help_text="Both days count")

    paths = {"from": "from_on", "to": "to_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            kind="stay",
            from_=cleaned["from_on"],
            to=cleaned["to_on"],
            address=cleaned["address"],
            advance_notice=self._foretold(ids),
        )


class ChildStayItem(_Change):
    """Twelve hours in a household with a child (S.I. 2012/1876 reg 10)."""

    group, noun = "child_stays", "child stay"
    asked = ("household", "from_on", "from_time", "to_on", "to_time", "advance_notice")

    household = line("Household", help_text="Or a word for it")
    from_on = day("Arrived on")
    from_time = hour("Arrived at")
    to_on = day("Left on")
    to_time = hour("Left at")

    paths = {"from": "from_on", "to": "to_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, said in (("from_time", "Arrived at"), ("to_time", "Left at")):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, f"{said}: enter the time, because hours are counted")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(
            id=self.identity,
            kind="child_household_stay",
            from_=self.when("from"),
            to=self.when("to"),
            household=self.cleaned_data["household"],
            advance_notice=self._foretold(ids),
        )


class NeverItem(Item):
    """What was foretold and did not happen (s.84(4))."""

    group, part, noun = "nevers", "changes", "non-event"
    asked = ("advance_notice",)

    advance_notice = choice("What did not happen after all?", PICK)

    said = {"advance_notice": "First add the notification that says when it was to happen"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        self.fields["advance_notice"].choices = [*PICK, *offered.get("notices", [])]  # type: ignore[attr-defined]

    def document(self, ids: Mapping[str, str]) -> Document:
        token = self.cleaned_data["advance_notice"]
        return known(
            id=self.identity, kind="did_not_occur", advance_notice=ids.get(token, "-") if token else None
        )


class NameIntendedItem(Item):
    """A name to be used (Crime and Policing Act 2026; not in force)."""

    group, part, noun = "names_intended", "changes", "intended name"
    asked = ("on",)

    on = day("First use intended on")

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(id=self.identity, kind="name_intended", on=self.cleaned_data["on"])


class AbsenceIntendedItem(Item):
    """An absence from home to come (Crime and Policing Act 2026, not in force; in force in Northern Ireland)."""

    group, part, noun = "absences_intended", "changes", "intended absence"
    asked = ("from_on", "from_time", "days")

    from_on = day("Leaving home on")
    from_time = hour("At")
    days = number("Days away")

    paths = {"from": "from_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("from_time") is None and "from_time" not in self.errors:
            self.add_error("from_time", "At: enter the time, because hours are counted")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(
            id=self.identity,
            kind="absence_intended",
            from_=self.when("from"),
            days=self.cleaned_data["days"],
        )


class JourneyItem(Item):
    """Leaving the United Kingdom (s.86)."""

    group, part, noun = "journeys", "journeys", "journey"
    asked = ("to", "departs_on", "departs_time", "known_on", "notified_on")

    to = line("To which countries?", help_text="Such as: Spain, Ireland")
    departs_on = day("Leaving on")
    departs_time = hour("Leaving at, if known")
    known_on = day("Details known since", help_text="Date, first country and where they arrive")
    notified_on = day("Notified on", help_text="Leave empty if not yet")
    known_time = hour("Time the details were known")
    notified_time = hour("Time it was notified")
    reasonable_excuse = tick("There was a reasonable excuse for not notifying seven days before")
    changed_on = day("Notified details ceased to be right on")
    changed_time = hour("At")
    foretold_on = day("Return notified for")
    foretold_point = line("Place of return notified")
    returned_on = day("Returned on")
    returned_point = line("Place of return")
    told_on = day("Return notified on")
    told_time = hour("Time the return was notified")

    paths = {
        "departs": "departs_on",
        "details_known": "known_on",
        "notified_at": "notified_on",
        "details_changed_at": "changed_on",
        "notified_return.date": "foretold_on",
        "notified_return.point": "foretold_point",
        "returned.date": "returned_on",
        "returned.point": "returned_point",
        "notified_return": "foretold_on",
        "returned": "returned_on",
        "return_notified_at": "told_on",
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("changed_on") and cleaned.get("changed_time") is None:
            self.add_error("changed_time", "At: enter the time at which they ceased to be right")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            departs=self.when("departs"),
            details_known=self.when("known"),
            to=[code_of(name) for name in cleaned["to"].replace(";", ",").split(",") if name.strip()],
            notified_at=self.when("notified"),
            reasonable_excuse=cleaned["reasonable_excuse"],
            details_changed_at=self.when("changed"),
            notified_return=known(date=cleaned["foretold_on"], point=cleaned["foretold_point"]),
            returned=known(date=cleaned["returned_on"], point=cleaned["returned_point"]),
            return_notified_at=self.when("told"),
        )


class DeterminationItem(Item):
    """A decision on an application for review (s.91C)."""

    group, part, noun = "determinations", "review.determinations", "decision"
    asked = ("on", "outcome", "further_years", "received_on")

    on = day("Decided on")
    outcome = choice("Outcome", [*PICK, ("refused", "Refused"), ("granted", "Granted")])
    further_years = number("Further period: years", 99)
    received_on = day("Notice received on")

    paths = {"further_period": "further_years", "notice_received_on": "received_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            on=cleaned["on"],
            outcome=cleaned["outcome"],
            further_period=known(years=cleaned["further_years"]),
            notice_received_on=cleaned["received_on"],
        )


class ReviewForm(Sheetlet):
    """Review of indefinite requirements (ss.91A to 91F)."""

    relevant = choice("Which notification counts? (s.91B(10))", PICK)
    applied_on = day("Application received on")
    body_1_on = day("Responsible bodies notified on")
    body_2_on = day("A second body notified on")
    body_3_on = day("A third body notified on")
    appeal = choice("Appeal", [("", "None"), ("allowed", "Allowed"), ("dismissed", "Dismissed")])
    appeal_on = day("Appeal decided on")

    paths = {
        "relevant_notification": "relevant",
        "application.received_on": "applied_on",
        "application.responsible_bodies": "body_1_on",
        "application": "applied_on",
        "appeal.outcome": "appeal",
        "appeal.on": "appeal_on",
    }
    said = {"relevant_notification": "Choose a notification under s.83, 84 or 85 that is filled in"}

    def __init__(self, *args: Any, notifications: Choices, **kwargs: Any) -> None:
        super().__init__(*args, prefix="review", empty_permitted=True, **kwargs)
        self.fields["relevant"].choices = [("", "None"), *notifications]  # type: ignore[attr-defined]

    def document(self, ids: Mapping[str, str], determinations: list[Document]) -> Document:
        cleaned = self.cleaned_data if self.has_changed() else {}
        token = cleaned.get("relevant")
        bodies = [{"notified_on": on.isoformat()} for n in (1, 2, 3) if (on := cleaned.get(f"body_{n}_on"))]
        return known(
            relevant_notification=ids.get(token, "-") if token else None,
            determinations=determinations,
            application=known(received_on=cleaned.get("applied_on"), responsible_bodies=bodies),
            appeal=known(outcome=cleaned.get("appeal"), on=cleaned.get("appeal_on")),
        )


ITEMS: tuple[type[Item], ...] = (
    TriggerItem,
    AbsenceItem,
    NotificationItem,
    OrderItem,
    ChangeItem,
    StayItem,
    ChildStayItem,
    NeverItem,
    NameIntendedItem,
    AbsenceIntendedItem,
    JourneyItem,
    DeterminationItem,
)
