"""One case in the room, as any is heard: who is there, what is judged of the risk and the plan, the level, the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from mappa import actions
from mappa.actions.attending import Came
from mappa.models import CaseReview
from mappa.room.choices import Method
from offenders.models import MappaStatus

_RISK = {
    **dict.fromkeys(("public", "adult", "staff", "prisoners", "self_harm"), "low"),
    "children": "high",
    "why": "Girls under ten, met through friends who have children. He has asked twice to look after them.",
    "dissent": "",
}
_PLAN = {
    "supervision": "Visits each month until the move.",
    "monitoring": "The tablet is monitored from this week.",
    "interventions": "Nothing beyond the programme.",
    "victims": "No contact; the zone stands.",
    "contingency": "Arrest at once if he is seen near the school.",
}
_DISCLOSURE: dict[str, Any] = {
    **dict.fromkeys(("to_whom", "by_whom", "how", "informed", "informed_why"), ""),
    **dict.fromkeys(("by_when", "follow_up_on", "disclosure")),
    "decision": "not",
    "why": "Nobody new is at risk: he lives alone, and the friends know.",
    "children": "yes",
    "presumption": "Considered: no particular child is at risk beyond those whose parents know already.",
}


def begin(by: User, case: CaseReview, came: Sequence[Came], at: datetime) -> CaseReview:
    """Who is there, the statement read to them, and the case is in session."""
    actions.record_attendance(by, case=case, came=came, chair_is_there=True, now=at)
    actions.confirm_confidentiality(by, case=case, method=Method.READ, now=at)
    case.refresh_from_db()
    return actions.begin_case(by, case=case, version=case.version, now=at)


def judge(
    by: User,
    case: CaseReview,
    now: datetime,
    *,
    rationale: str,
    criteria: str,
    level: str = "",
    dissent: str = "",
) -> None:
    """The risk, the plan, disclosure and the level: the one held, or another."""
    about: dict[str, Any] = {"case": case, "version": 0, "now": now}
    held = MappaStatus.objects.on(now.date()).get(person=case.person_id)
    actions.judge_risk(by, said=_RISK, **about)
    actions.go_through_plan(by, said=_PLAN, **about)
    actions.record_disclosure_decision(by, said=_DISCLOSURE, **about)
    actions.record_level_decision(
        by,
        said={
            "outcome": "stays",
            "category": held.category,
            "level": level or held.level,
            "lead_agency": held.lead_agency,
            "rationale": rationale,
            "criteria": criteria,
            "dissents": "yes" if dissent else "no",
            "dissent": dissent,
        },
        **about,
    )


def decide(by: User, chair: User, case: CaseReview, next_on: date | None, now: datetime) -> None:
    """The day of the next review, unless there is none; some minutes later the chair closes the case."""
    case.refresh_from_db()
    if next_on:
        case = actions.set_next_review(by, case=case, version=case.version, next_on=next_on, why="", now=now)
    actions.decide_case(chair, case=case, version=case.version, now=now + timedelta(minutes=8))
