"""Meetings as tests need them, made through the application's own verbs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from accounts.choices import Role
from accounts.models import Agency, User
from mappa import actions
from mappa.actions.attending import Came
from mappa.models import (
    AgencyReturn,
    AgencyStanding,
    AgreedAction,
    CaseReview,
    Invitation,
    Paragraph,
    Release,
    Sitting,
)
from mappa.room.choices import Method
from mappa.sittings.choices import Purpose, SittingState
from offenders.models import MappaStatus, Person
from tests import world

DAY = world.TODAY  # a Monday
NOW = world.at(DAY)
BEFORE = date(2026, 4, 14)  # a Tuesday, the day of an earlier meeting
_STEPS = (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED, SittingState.OPEN)


def coordinator(**fields: Any) -> User:
    return world.user(Role.MAPPA_COORDINATOR, rank="Staff", **fields)


def chair(**fields: Any) -> User:
    return world.user(Role.CHAIR, **{"rank": "D/Supt", **fields})


def agency(body: str = "probation", standing: str = "responsible", name: str = "") -> Agency:
    made, _ = Agency.objects.get_or_create(force=world.force(), name=name or f"{body.title()} Service")
    AgencyStanding.objects.get_or_create(agency=made, defaults={"standing": standing, "body": body})
    return made


def partner(of: Agency, **fields: Any) -> User:
    """Somebody who speaks for an agency."""
    return world.user(
        Role.PARTNER, **{"rank": "Partner", "force": None, "unit": None, "agency": of, **fields}
    )


def managed(person: Person, level: str = "2", category: str = "1", lead: str = "police") -> Person:
    """The person is under MAPPA, since long ago."""
    MappaStatus.objects.create(
        person=person,
        category=category,
        level=level,
        lead_agency=lead,
        area="Cumberfell",
        starts_on=date(2025, 1, 6),
        recorded_at=NOW,
    )
    return person


def said(**fields: Any) -> dict[str, Any]:
    """A meeting day as a form says it."""
    return {
        "area": "Cumberfell",
        "level": "2",
        "held_on": DAY,
        "starts_at": time(10),
        "ends_at": time(13),
        "place": "Kirkby station, room 2",
        "joining": "",
        **fields,
    }


def sitting(by: User | None = None, *, now: datetime | None = None, **fields: Any) -> Sitting:
    """A meeting day, planned by a coordinator and chaired by a superintendent."""
    if "chair" not in fields:
        fields["chair"] = chair()
    on = fields.get("held_on", DAY)
    now = now or world.at(on - world.days(21))
    return actions.plan_sitting(by or coordinator(), said=said(**fields), now=now)


def case(
    on: Sitting, person: Person, *, at: int = 10, now: datetime | None = None, **fields: Any
) -> CaseReview:
    """The person's case, for half an hour from `at`."""
    return actions.list_case(
        on.recorded_by,
        sitting=on,
        person=person,
        **{
            "begins_at": time(at),
            "ends_at": time(at, 30),
            "purpose": Purpose.REVIEW,
            "question": "Step down to level 1?",
            "now": now or on.recorded_at,
            **fields,
        },
    )


def invited(to: CaseReview, *agencies: Agency | None) -> list[Invitation]:
    """The police and probation, unless others are named."""
    wanted = agencies or (None, agency())
    return actions.invite(to.sitting.recorded_by, cases=[to], agencies=wanted, now=to.sitting.recorded_at)


def asked_before(to: CaseReview, *agencies: Agency) -> None:
    """Invitations as they stand where agencies were asked before the case was heard, which is over by now."""
    on = to.sitting
    for each in agencies:
        Invitation.objects.create(
            person_id=to.person_id,
            case=to,
            agency=each,
            opens_on=on.recorded_at.date(),
            closes_on=on.held_on + world.days(30),
            recorded_at=on.recorded_at,
            recorded_by=on.recorded_by,
        )


def given(to: Invitation, **fields: Any) -> AgencyReturn:
    """A return, entered by who plans the meeting."""
    return actions.give_return(
        to.case.sitting.recorded_by,
        invitation=to,
        now=world.at(to.case.sitting.held_on - world.days(6)),
        **{"nothing_known": False, "text": "Seen twice.", "so_what": "Nothing.", **fields},
    )


def released(to: CaseReview, agency: Agency | None, *things: Any) -> list[Release]:
    """Others' words, shown to an agency."""
    assert agency
    return actions.release(
        to.sitting.recorded_by,
        case=to,
        agency=agency,
        things=things,
        purpose="To find him another flat",
        now=world.at(to.sitting.held_on, 10, 5),
    )


def opened(on: Sitting) -> Sitting:
    """Every step up to the meeting itself, on its day."""
    for step in _STEPS:
        on = brought(on, step)
    return on


def brought(on: Sitting, to: SittingState) -> Sitting:
    """Sent out when it was planned, and every other step on its day."""
    on.refresh_from_db()
    now = on.recorded_at if to == SittingState.NOTICED else world.at(on.held_on, 9, 30)
    return actions.advance_sitting(on.recorded_by, sitting=on, version=on.version, to=to, now=now)


def came(to: CaseReview, *, but: Iterable[str] = (), who: str = "") -> list[Came]:
    """Everybody invited is there, but for the agencies named; the police hold the case. As the rows stand now."""
    versions = dict(to.attendance.values_list("invitation", "version"))
    return [
        Came(
            each,
            "absent" if each.called in but else "present",
            "" if each.called in but else who or f"{each.called}’s own, manager",
            holds_case=each.agency_id is None,
            commits=True,
            version=versions.get(each.pk, 0),
        )
        for each in to.invitations.select_related("agency")
    ]


def ready(
    person: Person, *, but: Iterable[str] = (), besides: Iterable[Agency] = (), **fields: Any
) -> CaseReview:
    """A case on an open meeting, with attendance and the confidentiality statement, and not begun; `besides` the police
    and probation these are invited, and of all of them those named in `but` did not come."""
    on = sitting(**fields)
    made = case(on, person)
    invited(made, None, agency(), *besides)
    on = opened(on)
    made = again(made)
    at = world.at(on.held_on, 10)
    actions.record_attendance(
        on.recorded_by, case=made, came=came(made, but=but), chair_is_there=True, now=at
    )
    actions.confirm_confidentiality(on.recorded_by, case=made, method=Method.READ, now=at)
    return again(made)


def begun(person: Person, **fields: Any) -> CaseReview:
    """A case in session."""
    made = ready(person, **fields)
    at = world.at(made.sitting.held_on, 10, 1)
    actions.begin_case(made.sitting.recorded_by, case=made, version=made.version, now=at)
    return again(made)


RISK: dict[str, Any] = {
    **dict.fromkeys(("public", "adult", "staff", "prisoners", "self_harm"), "low"),
    "children": "high",
    "why": "Girls under ten whom he meets through friends.",
    "dissent": "",
}
PLAN = {
    "supervision": "Visits each month from July.",
    "monitoring": "The tablet is monitored from Friday.",
    "interventions": "Not applicable: the programme is done.",
    "victims": "No contact; zone stands.",
    "contingency": "Recall at once if he approaches the school.",
}
DISCLOSURE: dict[str, Any] = {
    **dict.fromkeys(("to_whom", "by_whom", "how", "informed", "informed_why", "presumption"), ""),
    "decision": "not",
    "why": "Nobody new is at risk: he lives alone.",
    "children": "no",
    "by_when": None,
    "follow_up_on": None,
    "disclosure": None,
}
LEVEL = {
    "outcome": "stays",
    "category": "1",
    "level": "2",
    "lead_agency": "police",
    "rationale": "Housing and health still have to act together.",
    "criteria": "",
    "dissents": "no",
    "dissent": "",
}


def complete(to: CaseReview, *, next_on: date | None = None, **parts: dict[str, Any]) -> CaseReview:
    """Everything said that a decision needs; a part named is said otherwise."""
    by, at = to.sitting.recorded_by, world.at(to.sitting.held_on, 10, 10)
    about: dict[str, Any] = {"case": to, "version": 0, "now": at}
    actions.write_paragraph(by, case=to, agency=None, topic="update", text="Seen twice.", now=at)
    actions.judge_risk(by, said={**RISK, **parts.get("risk", {})}, **about)
    actions.go_through_plan(by, said={**PLAN, **parts.get("plan", {})}, **about)
    actions.record_disclosure_decision(by, said={**DISCLOSURE, **parts.get("disclosure", {})}, **about)
    actions.record_level_decision(by, said={**LEVEL, **parts.get("level", {})}, **about)
    to = again(to)
    actions.set_next_review(
        by,
        case=to,
        version=to.version,
        next_on=next_on or to.sitting.held_on + world.days(84),
        why="",
        now=at,
    )
    return again(to)


def decided(to: CaseReview) -> CaseReview:
    """The chair closes the case."""
    by = to.sitting.chair
    return actions.decide_case(by, case=to, version=to.version, now=world.at(to.sitting.held_on, 10, 20))


def proposed(to: CaseReview, **fields: Any) -> AgreedAction:
    """An action put before the meeting, owed by the person's manager unless it says otherwise."""
    manager = User.objects.get(assignments__person=to.person_id, assignments__ends_on__isnull=True)
    return actions.propose_action(
        fields.pop("by", to.sitting.recorded_by),
        case=to,
        now=world.at(to.sitting.held_on, 10, 15),
        **{
            "what": "Find him another flat",
            "agency": None,
            "owner": manager,
            "owner_name": "",
            "due_on": to.sitting.held_on + world.days(14),
            "success": "He has moved in",
            **fields,
        },
    )


def agreed(person: Person, *, held_on: date = BEFORE, **fields: Any) -> AgreedAction:
    """An action agreed at a meeting that is over."""
    heard = begun(person, held_on=held_on)
    made = proposed(heard, **fields)
    decided(complete(heard))
    brought(heard.sitting, SittingState.CLOSED)
    return AgreedAction.objects.get(pk=made.pk)


def again(row: CaseReview) -> CaseReview:
    """As it stands now."""
    return CaseReview.objects.select_related(
        "person", "sitting__recorded_by", "sitting__chair", "sitting__force"
    ).get(pk=row.pk)


def one_of_each(person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of meetings and actions: probation is invited to one that was sent out."""
    action = agreed(person)
    to = case(sitting(), person)
    probation = next(each for each in invited(to) if each.agency)
    assert probation.agency_id
    brought(to.sitting, SittingState.NOTICED)
    [shown] = released(to, probation.agency, given(to.invitations.get(agency=None)))
    line = Paragraph.objects.get(case=action.case_id).line
    on: list[object] = [to.sitting_id]
    of: list[object] = [*on, to.pk]
    return {
        **dict.fromkeys(("meeting", "advance-meeting", "chase-returns", "meeting-calendar"), on),
        "meeting-step": [*on, "change"],
        "mappa-agency": [probation.agency_id],
        "mappa-figure": ["k1"],
        "meeting-case": of,
        "case-part": [*of, "risk"],
        "case-paragraph": [action.case.sitting_id, action.case_id, line],
        **{
            name: [*of, probation.pk]
            for name in ("reply-to-invitation", "give-return", "withdraw-invitation")
        },
        "case-releases": of,
        "take-back-release": [*of, shown.pk],
        "agreed-action": [action.pk],
        "agreed-action-step": [action.pk, "done"],
    }
