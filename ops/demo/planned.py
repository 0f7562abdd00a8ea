"""The risk management plans of the county's people: nearly all in force, some waiting, returned, due again or begun.

Pure: the same county and ordinal give the same rows. What belongs to a plan comes before it, because nothing is added
to a plan that was signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from offenders.choices import ManagementLevel
from ops.demo import plan_rows
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.days_rows import LicenceCondition, OrderCondition
from ops.demo.rows import Assignment, Id
from ops.demo.rows import Person as PersonRow

_MONTHS = {
    ManagementLevel.VERY_HIGH.value: 1,
    ManagementLevel.HIGH.value: 3,
    ManagementLevel.MEDIUM.value: 6,
    ManagementLevel.LOW.value: 12,
    ManagementLevel.UNASSESSED.value: 3,
}
_FIRST = 28  # days within which the first plan is in force
# Of a hundred whose first plan is old enough: due again, waiting, returned, being written; the rest are in force.
_STAGES = (("overdue", 3), ("submitted", 2), ("returned", 1), ("draft", 3))
_CHECKED = ["risks", "smart", "owners", "contingency", "victims", "interval", "flags"]
_AT_RISK = ["Children under 16 known to the family.", "Women living alone.", "Girls of 13 to 15 met online."]
_HARM = [
    "Sexual assault after winning the trust of a parent.",
    "Contact through games and messages, then pressure to send images.",
    "Assault by somebody who had been drinking.",
]
_SOON = [
    "Not in the next weeks; sooner if he loses his home or starts to drink.",
    "When alone in the evenings with a device that nobody has checked.",
    "If a relationship with a mother of young children begins.",
]
_TRIGGERS = [
    "Drinking, missed appointments, a new telephone.",
    "Boredom, secrecy about the internet, moving in with somebody.",
]
_ACTIONS = {
    "supervision": [
        ("Visit at home unannounced, in the evening", "The visit stands on record as seen"),
        ("Ask the landlord about visitors and complaints", "The answer stands in the contact log"),
    ],
    "monitoring": [
        ("Check each declared device with the triage tool", "The result stands on the examination form"),
        (
            "Check the conditions one by one and note how each was met",
            "The checks stand on the visit's record",
        ),
    ],
    "interventions": [
        ("Refer to the alcohol service and hear whether they came", "The service's letter is filed"),
        ("Ask probation for the report of the programme", "The report is filed"),
    ],
    "victims": [("Ask the victim liaison officer whether anything has changed", "The reply is filed")],
}
_WHY_SO_OFTEN = "As the level asks; nothing calls for more, and less would miss a change at home."
_RETURNED = [
    ("supervision", "Say who visits in the evening, and how often."),
    ("contingency", "Nobody is named for the weekend."),
]


@dataclass(slots=True)
class _Writer:
    """Who writes a person's plans, who signs them, and the random numbers for both."""

    rng: Random
    person: Id
    opened_at: datetime
    level: str
    author: Id
    supervisor: Id
    inspector: Id
    conditions: list[Any]

    def id(self) -> Id:
        return uuid_from(self.rng.getrandbits(128))

    @property
    def months(self) -> int:
        return _MONTHS[self.level]


def planned(county: County, ordinal: int, life: list[Any]) -> Iterator[Any]:
    """The rows of one person's plans, those of each version before the version itself."""
    rng = county.rng("plans", ordinal)
    person = next(row for row in life if isinstance(row, PersonRow))
    manager = next(
        (row.manager_id for row in reversed(life) if isinstance(row, Assignment)), person.recorded_by_id
    )
    writer = _Writer(
        rng,
        person.id,
        person.recorded_at,
        person.management_level,
        manager,
        county.supervisor_id(county.unit_of(county.manager_of(ordinal))),
        county.id_of("user", "inspector"),
        [
            row
            for row in life
            if isinstance(row, OrderCondition | LicenceCondition) and not getattr(row, "ends_on", None)
        ],
    )
    opened, as_of = person.recorded_at.date(), county.as_of
    if opened > as_of - timedelta(days=_FIRST):
        begun = max(opened, as_of - timedelta(days=rng.randrange(1, 8)))
        yield from _version(writer, 1, "draft", begun, as_of)
        return
    stage = rng.choices([name for name, _ in _STAGES] + ["approved"], [share for _, share in _STAGES] + [91])[
        0
    ]
    long = writer.months * 30
    ago = long + rng.randrange(1, 30) if stage == "overdue" else rng.randrange(1, max(2, round(long * 0.9)))
    since = max(as_of - timedelta(days=ago), opened + timedelta(days=rng.randrange(8, _FIRST)))
    before = since - timedelta(days=long)
    number = 1
    if before > opened + timedelta(days=_FIRST):
        yield from _version(writer, 1, "superseded", before, as_of, until=since)
        number = 2
    yield from _version(writer, number, "approved", since, as_of)
    if stage in ("submitted", "returned", "draft") and since < as_of - timedelta(days=16):
        began = as_of - timedelta(days=rng.randrange(2, 15))
        yield from _version(writer, number + 1, stage, began, as_of)


def _version(
    by: _Writer, number: int, state: str, day: date, as_of: date, *, until: date | None = None
) -> Iterator[Any]:
    """One version, signed (or begun, or submitted) on `day`."""
    rng, plan, at = by.rng, by.id(), _at(day, 14)
    written = max(at - timedelta(days=1), by.opened_at)
    review = months_after(day, by.months)
    who = {"person_id": by.person, "plan_id": plan, "recorded_at": written, "recorded_by_id": by.author}
    yield from _parts(by, who, day, review, as_of)
    signed = state in ("approved", "superseded")
    if signed or state == "returned":
        decision = by.id()
        yield plan_rows.PlanDecision(
            id=decision,
            person_id=by.person,
            plan_id=plan,
            round=1,
            verdict="approved" if signed else "returned",
            checked=_CHECKED if signed else [],
            note="",
            decided_at=at,
            # A plan for somebody very high is the inspector's to sign: no countersignature besides.
            decided_by_id=by.inspector if by.level == ManagementLevel.VERY_HIGH else by.supervisor,
        )
        if not signed:
            place, reason = rng.choice(_RETURNED)
            yield plan_rows.PlanRemark(by.id(), by.person, decision, place, reason)
    sent = state != "draft"
    yield plan_rows.Plan(
        id=plan,
        person_id=by.person,
        number=number,
        occasion="first" if number == 1 else "review",
        state=state,
        authors=[by.author],
        at_risk=rng.choice(_AT_RISK),
        harm=rng.choice(_HARM),
        soon=rng.choice(_SOON),
        serious="Lasting psychological harm; physical harm possible.",
        triggers=rng.choice(_TRIGGERS),
        protective="Work, a sister who tells us, keeps appointments.",
        supervision="Seen at home by two, at changing times.",
        visit_amount=by.months,
        visit_span="months",
        visit_why=_WHY_SO_OFTEN,
        contact="Unannounced. Two visits in three after five in the evening.",
        disclosure="considered",
        disclosure_why="Nobody lives with them or is visited whom a disclosure would protect now.",
        briefing="Known to the unit. Be polite, two officers, no need to mention why. Report who is with them.",
        review_on=review if sent else None,
        flags_checked_on=day if sent else None,
        level=by.level if sent else "",
        round=int(sent),
        submitted_at=written if sent else None,
        submitted_by_id=by.author if sent else None,
        approved_at=at if signed else None,
        superseded_at=_at(until, 14) if until else None,
        recorded_at=written,
        recorded_by_id=by.author,
    )
    if state == "approved":  # visits follow the plan in force until the next
        yield plan_rows.VisitInterval(
            id=by.id(),
            person_id=by.person,
            plan_id=plan,
            amount=by.months,
            span="months",
            why=_WHY_SO_OFTEN,
            starts_on=day,
            answer="approved",
            answer_note=f"With plan {number}.",
            answered_at=at,
            answered_by_id=by.supervisor,
            recorded_at=at,
            recorded_by_id=by.author,
        )


def _parts(by: _Writer, who: dict[str, Any], day: date, review: date, as_of: date) -> Iterator[Any]:
    """An action of each pillar, the checks of conditions, and what is done if something goes wrong."""
    rng = by.rng
    for pillar, offered in _ACTIONS.items():
        what, measure = rng.choice(offered)
        due = review if rng.random() < 0.7 else day + (review - day) * 2 // 3
        late = rng.random() < 0.02
        action = by.id()
        yield plan_rows.PlanAction(
            id=action,
            line=by.id(),
            pillar=pillar,
            what=what,
            owner_id=by.author,
            partner="",
            due_on=due if due > as_of or late else max(review, as_of + timedelta(days=rng.randrange(5, 30))),
            measure=measure,
            **who,
        )
        for condition in by.conditions if pillar == "monitoring" else ():
            of_order = isinstance(condition, OrderCondition)
            yield plan_rows.ConditionAction(
                id=by.id(),
                action_id=action,
                order_condition_id=condition.id if of_order else None,
                licence_condition_id=None if of_order else condition.id,
                **who,
            )
    yield plan_rows.Contingency(
        id=by.id(),
        line=by.id(),
        happens="they are not where they say they live",
        then="Look at the known addresses, then decide whether to open a missing person enquiry",
        who="The duty officer of the unit",
        within="24 hours",
        **who,
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON)
