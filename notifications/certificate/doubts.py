"""What is uncertain in a calculation, said beside it: pure.

Each doubt here stands in docs/law.md too, with its place in the Act. A rule that nobody doubts has no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from notifications.law import DutyResult, PeriodResult

Document = dict[str, Any]

OLD_TEXT: Final = (
    "Sections 83 and 84 were read as they stood on 1 December 2010, with the later amendments that are known. An "
    "amendment that was missed is possible: compare the current text before an enforcement decision."
)
PART_DAYS: Final = (
    "The Act does not say whether the day on which custody, detention in hospital or an absence abroad begins or ends "
    "counts. Both readings are computed: the strictest for reminders, the most lenient before anything is called late."
)
_HOUSEHOLD: Final = (
    "Whether the three days begin with the day of arrival or with the day on which the twelfth hour ends is not "
    "settled; both are computed. The Regulations exempt only a household notified under s.83(1)."
)
_RETURN_ANCHOR: Final = (
    "“12 hours” and “24 hours before that date” may run from the midnight with which the date begins or from the time "
    "of departure. Both are computed where both are known."
)
_NOT_READ: Final = (
    "The final text of the Crime and Policing Act 2026 and its commencement have not been verified."
)

OF_RULES: Final[Mapping[str, str]] = {
    "84(1)(a)": "Whether an online name is “used” in the sense of s.84(1)(a) is not settled.",
    "84(1)(c)": "Whether the days of arrival and of departure both count towards seven days is not settled. Both are "
    "counted here, and the event is the seventh day.",
    "84(1)(d)": "Whether temporary release, leave from hospital and release on an electronic tag are releases in the "
    "sense of s.84(1)(d) is not settled.",
    "84(1)(ca)-child-household": _HOUSEHOLD,
    "84(1)(ca)-identity-document-ceased": "Whether an expired passport is still “held” is not settled.",
    "5(2)(a)": "“Not less than seven days before” may mean seven days or seven clear days. Both are computed.",
    "5(2)(b)": _RETURN_ANCHOR,
    "5(3)": _RETURN_ANCHOR,
    "7": _RETURN_ANCHOR,
    "8(2)": "“Within three days of his return” may or may not count the day of return. Both are computed.",
    "122G": "Section 122G was not read in full when this rule was written.",
    "CPA2026-name": _NOT_READ,
    "85ZA": _NOT_READ,
    "82(1)-row-8": "When the period begins if a conditional discharge is broken and another sentence is passed is not "
    "settled (R v Rawlinson [2018] EWCA Crim 2825 was found, its outcome not read).",
}

OF_DISPOSALS: Final[Mapping[str, str]] = {
    "special_custodial_sentence": "That the custodial term and the licence period count together is drawn from "
    "Sentencing Code s.278(2) and R (Minter); no decision on these sentences is known.",
    "detention_and_training_order": "That only half of a detention and training order counts rests on s.131(a) and "
    "R v Slocombe [2005] EWCA Crim 2997, whose judgment was not read in full.",
    "service_detention": "Little is known of how these rules apply to sentences of service courts.",
}
_WEEKS: Final = (
    "The Act speaks of months. 52 weeks are taken as 12 months, so that 26 weeks are 6 months and 130 weeks are 30; no "
    "decision on this is known."
)
_MISSING_DAY: Final = (
    "A period that would end in a month without the corresponding day is taken to end with that month; no decision on "
    "29 February is known."
)
_AGGREGATE: Final = (
    "How an activated suspended sentence, or one substituted on appeal, counts beside others under s.82(3) is not "
    "settled."
)

_NEVER_RELEASED: Final = (
    "The years to a review begin with the first notification given when first released (s.91B(10)). No release is on "
    "record; whether and when they begin for somebody who was never detained is not settled."
)
_NO_BODY: Final = (
    "No responsible body was told of the application: the six weeks to decide have no start then (s.91C(1))."
)


def of_review(document: Document) -> Iterator[str]:
    """What is uncertain in the dates of a review computed from these facts."""
    review = document.get("review", {})
    released = any(change["kind"] == "released" for change in document.get("changes", ()))
    if "relevant_notification" in review and not released:
        yield _NEVER_RELEASED
    if "application" in review and not review["application"].get("responsible_bodies"):
        yield _NO_BODY


def of_duty(duty: DutyResult, document: Document) -> Iterator[str]:
    """What is uncertain in a duty computed from these facts."""
    if duty["state"] == "not_required":
        return
    if duty["kind"] in ("initial", "change", "non_occurrence"):
        yield OLD_TEXT
    if duty["rule"] in OF_RULES:
        yield OF_RULES[duty["rule"]]
    if document.get("absences") and not duty["kind"].startswith("travel"):
        yield PART_DAYS
    if duty["kind"] == "periodic" and str(duty["arises_on"]).endswith("-02-29"):
        yield _MISSING_DAY


def of_period(period: PeriodResult, document: Document) -> Iterator[str]:
    """What is uncertain in a period computed from these facts."""
    if period["rule"] in OF_RULES:
        yield OF_RULES[period["rule"]]
    trigger = next(
        (each for each in document.get("triggers", ()) if each["id"] == period.get("trigger")), Document()
    )
    disposal = trigger.get("disposal", {})
    if disposal.get("type") in OF_DISPOSALS:
        yield OF_DISPOSALS[disposal["type"]]
    if "weeks" in disposal.get("term", {}):
        yield _WEEKS
    if "runs" in disposal:
        yield _AGGREGATE
    if int(str(period["relevant_date"] or "-0")[-2:]) > 28:
        yield _MISSING_DAY
