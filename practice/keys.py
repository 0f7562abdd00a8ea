"""Which decisions of practice Vigil works by, and what each number counts. The numbers themselves are dated rows.

What an Act says is not here: nobody decides it for a force, and the rule-sets in force say it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from practice.rules import Unit, in_words


class Group(StrEnum):
    """The headings under which a force reads its policy, in this order."""

    VISITS = "Home visits"
    RISK = "Risk assessment and plans"
    REACTIVE = "Reactive management"
    WORKLOAD = "Caseload, cover and handover"
    STATION = "At the station"
    CONCERNS = "Breaches, missing people and intelligence"
    DISCLOSURE = "Requests for disclosure"
    ASSURANCE = "Polygraph and quality"
    RETENTION = "Keeping records"
    RECORD = "How long a confirmation of the record holds"
    MONITORING = "Devices and monitoring"
    OTHER = "Other"


class Mark(StrEnum):
    """Where a first value comes from: how firmly a force may lean on it. None of them is law."""

    GUIDANCE = "National guidance or inspection, not law"
    COMMON = "Common practice, not law"
    PROPOSED = "Vigil’s proposal, not law"


@dataclass(frozen=True, slots=True)
class Key:
    """`name` stands in the table and in addresses and never changes; `label` is what a force calls it."""

    name: str
    unit: Unit
    label: str
    group: Group = Group.OTHER
    least: int = 1
    most: int = 120
    mark: Mark = Mark.PROPOSED
    note: str = ""  # what somebody about to change it must know
    none: str = ""  # what nought means, where it means something
    waits: bool = False  # nothing in Vigil reads it yet

    def in_words(self, value: int) -> str:
        """`3 months`; nought in the key's own words."""
        return self.none if self.none and not value else in_words(value, self.unit)

    def refusal(self, value: int) -> str:
        """Why a force cannot decide this value; empty when it can."""
        if self.least <= value <= self.most:
            return ""
        least, most = self.in_words(self.least), self.in_words(self.most)
        return f"Enter a whole number from {least} to {most}."


KEYS: dict[str, Key] = {}


def add(
    name: str,
    unit: Unit,
    label: str,
    group: Group = Group.OTHER,
    *,
    least: int = 1,
    most: int = 120,
    mark: Mark = Mark.PROPOSED,
    note: str = "",
    none: str = "",
    waits: bool = False,
) -> str:
    """Declare a key; floors above declare theirs as they start. Gives its name back."""
    KEYS[name] = Key(name, unit, label, group, least, most, mark, note, none, waits)
    return name


def put_to_use(*names: str) -> None:
    """Say that these are read from now on: the floor that does says so as it starts."""
    for name in names:
        KEYS[name] = replace(KEYS[name], waits=False)


_G, _C, _P = Mark.GUIDANCE, Mark.COMMON, Mark.PROPOSED
_REPLACED = "Where a person’s plan sets its own interval, the plan’s is worked to."


def _visits() -> None:
    levels = {"very_high": "very high", "high": "high", "medium": "medium", "low": "low"}
    for level, said in levels.items():
        add(
            f"visit.interval.{level}",
            Unit.MONTHS,
            f"Between home visits: {said} risk",
            Group.VISITS,
            most=24,
            mark=_G,
            note=f"National guidance before 2017; since then the plan decides. {_REPLACED}",
            waits=True,
        )
    add(
        "visit.interval.reactive",
        Unit.MONTHS,
        "Between home visits: managed reactively",
        Group.VISITS,
        least=0,
        most=24,
        mark=_G,
        none="no visits at an interval",
        waits=True,
    )
    add(
        "visit.interval.unassessed",
        Unit.MONTHS,
        "Between home visits: risk not assessed yet",
        Group.VISITS,
        most=24,
        note="As for high risk, until an assessment says otherwise.",
        waits=True,
    )
    add(
        "visit.initial_after_release",
        Unit.DAYS,
        "First home visit after release",
        Group.VISITS,
        most=60,
        note="National standards say 15 days for probation; the police have adopted it here.",
        waits=True,
    )
    add(
        "visit.attempts_before_decision",
        Unit.ATTEMPTS,
        "Failed visits before a supervisor decides",
        Group.VISITS,
        least=2,
        most=5,
        mark=_G,
        note="For a warrant to enter, section 96B asks for at least two attempts. That is the law’s and cannot be "
        "set here.",
        waits=True,
    )
    add(
        "visit.record_within",
        Unit.DAYS,
        "To write up a home visit",
        Group.VISITS,
        most=28,
        waits=True,
    )
    add("crew.minimum", Unit.OFFICERS, "Officers at a home visit", Group.VISITS, most=4, mark=_G, waits=True)


def _risk() -> None:
    add(
        "arms.first_police_led",
        Unit.WORKING_DAYS,
        "First ARMS assessment: police lead",
        Group.RISK,
        most=60,
        waits=True,
    )
    add(
        "arms.probation_led",
        Unit.DAYS,
        "First ARMS assessment: probation leads",
        Group.RISK,
        most=60,
        mark=_G,
        waits=True,
    )
    add("arms.review", Unit.MONTHS, "Between ARMS assessments", Group.RISK, most=24, mark=_C, waits=True)
    for level in ("very_high", "high", "medium", "low"):
        add(
            f"rmp.review.{level}",
            Unit.MONTHS,
            f"Between reviews of the plan: {level.replace('_', ' ')} risk",
            Group.RISK,
            most=24,
            waits=True,
        )
    add(
        "reactive.min_low_period",
        Unit.YEARS,
        "At low risk before reactive management",
        Group.REACTIVE,
        most=10,
        mark=_G,
        waits=True,
    )
    add(
        "reactive.desk_review",
        Unit.MONTHS,
        "Between desk reviews while managed reactively",
        Group.REACTIVE,
        most=24,
        waits=True,
    )


def _work() -> None:
    add(
        "caseload.max",
        Unit.PEOPLE,
        "Most people for one manager",
        Group.WORKLOAD,
        least=10,
        most=200,
        mark=_G,
        waits=True,
    )
    add(
        "caseload.max_high_share",
        Unit.PERCENT,
        "Most of a caseload at high or very high risk",
        Group.WORKLOAD,
        least=5,
        most=100,
        mark=_C,
        waits=True,
    )
    add(
        "pdp.review",
        Unit.MONTHS,
        "Between reviews of a potentially dangerous person",
        Group.CONCERNS,
        most=12,
        waits=True,
    )
    note = "The disclosure scheme’s guidance sets these."
    scheme = {"group": Group.DISCLOSURE, "mark": _G, "note": note, "waits": True}
    add("csods.initial", Unit.HOURS, "First checks", **scheme, most=72)  # type: ignore[arg-type]
    add("csods.interview", Unit.DAYS, "Interview of the applicant", **scheme, most=28)  # type: ignore[arg-type]
    add("csods.decision", Unit.DAYS, "Decision", **scheme, most=60)  # type: ignore[arg-type]


def _assurance() -> None:
    add(
        "polygraph.maintenance",
        Unit.MONTHS,
        "Between polygraph sessions",
        Group.ASSURANCE,
        most=24,
        mark=_C,
        waits=True,
    )
    add(
        "dip_sample.monthly",
        Unit.PERCENT,
        "Records sampled each month",
        Group.ASSURANCE,
        most=100,
        waits=True,
    )
    add(
        "dip_sample.least",
        Unit.PEOPLE,
        "Records sampled each month of each manager, at least",
        Group.ASSURANCE,
        least=0,
        most=50,
        waits=True,
    )
    kept = {"group": Group.RETENTION, "mark": _C, "waits": True}
    add("retention.group_1.age", Unit.YEARS, "Group 1: kept until they would be", **kept, least=85)  # type: ignore[arg-type]
    add("retention.group_1.review", Unit.YEARS, "Group 1: reviewed each", **kept, most=20)  # type: ignore[arg-type]
    add("retention.group_2", Unit.YEARS, "Group 2: kept without a new matter for", **kept, most=50)  # type: ignore[arg-type]
    add("retention.group_3", Unit.YEARS, "Group 3: kept without a new matter for", **kept, most=50)  # type: ignore[arg-type]


_visits()
_risk()
_work()
_assurance()
INTEL_READ = add(
    "intel.read_by_manager",
    Unit.DAYS,
    "For the manager to read a report",
    Group.CONCERNS,
    least=0,
    most=28,
    none="the day it comes in",
    note="Reports that are read by a day already keep that day.",
)
COVER_LONGEST = add(
    "cover.longest",
    Unit.DAYS,
    "Longest cover for an absence",
    Group.WORKLOAD,
    least=14,
    most=366,
    note="After that another manager is named.",
)
HANDOVER_AHEAD = add(
    "handover.ahead",
    Unit.DAYS,
    "What is due, as a handover note lists it",
    Group.WORKLOAD,
    least=7,
    most=90,
    note="How far ahead the note looks. No date moves.",
)
REFER_CHILD = add(
    "station.refer_child",
    Unit.DAYS,
    "To tell children's services of a child with whom somebody stays",
    Group.STATION,
    least=0,
    most=7,
    none="the same day",
)
CHECK_NOTIFIED = add(
    "station.check",
    Unit.DAYS,
    "For the manager to check what was notified against the record",
    Group.STATION,
    least=0,
    most=28,
    none="the same day",
)
ALERT_ABROAD = add(
    "station.alert_abroad",
    Unit.DAYS,
    "To decide whether to alert where somebody travels",
    Group.STATION,
    least=0,
    most=7,
    none="the same day",
)
AWAIT_RETURN = add(
    "station.await_return",
    Unit.DAYS,
    "To look into a return that was expected and not notified",
    Group.STATION,
    least=0,
    most=28,
    none="the same day",
)
BEGUN_KEPT = add(
    "station.begun_kept",
    Unit.DAYS,
    "How long a notification that was begun at the counter and not recorded is kept",
    Group.STATION,
    most=90,
    note="From the last page that was answered. Nothing of it is on the record.",
)
EXPECTED_WITHIN = add(
    "station.expected_within",
    Unit.DAYS,
    "How far ahead a regular notification is taken for what they came for",
    Group.STATION,
    least=0,
    most=120,
    none="only on its day",
    note="The first page ticks it; the counter may take the tick away. No date moves.",
)
BREACH_CHECKS = add(
    "breach.checks_within",
    Unit.DAYS,
    "For the checks of a suspected breach",
    Group.CONCERNS,
    least=0,
    most=7,
    none="the same day",
)
BREACH_NATIONAL = add(
    "breach.record_after_established",
    Unit.HOURS,
    "To record a breach on PNC and ViSOR once it is established",
    Group.CONCERNS,
    most=168,
    mark=_G,
    note="MAPPA guidance. What a person must notify, and by when, is law and not here.",
)
BREACH_DECISION = add(
    "breach.decide_within", Unit.DAYS, "To decide what to do about a breach", Group.CONCERNS, most=180
)
BREACH_REVIEW = add(
    "breach.review_plan_within",
    Unit.DAYS,
    "To review risk and plan after a breach has ended",
    Group.CONCERNS,
    most=90,
)
SOUGHT_CIRCULATED = add(
    "sought.circulate_within",
    Unit.HOURS,
    "To circulate somebody missing or wanted on PNC",
    Group.CONCERNS,
    most=168,
)
MISSING_REVIEW = add(
    "missing.review", Unit.MONTHS, "Between reviews of somebody wanted or missing", Group.CONCERNS, most=6
)
DIGEST_FROM = add(
    "mail.digest_from",
    Unit.OCLOCK,
    "The daily e-mail is sent from",
    Group.OTHER,
    least=0,
    most=23,
    note="To those who chose one e-mail a day. By the clock in London.",
)
INTEL_REVIEW = add(
    "intel.review_after",
    Unit.YEARS,
    "A report of intelligence is reviewed after",
    Group.CONCERNS,
    most=10,
    mark=_C,
    note="Offered as a new report’s day of review, which the officer may change. Reports already in keep theirs.",
)
