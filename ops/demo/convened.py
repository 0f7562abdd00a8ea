"""The county's MAPPA meetings: those of the months before, two with minutes lately, one to come with eight cases, one
just planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Agency, User
from dashboards.returns.rules import ReportYear, running_year
from mappa import actions
from mappa.actions.attending import Came
from mappa.models import AgreedAction, CaseReview, Invitation
from mappa.sittings.choices import Reply, SittingState
from mappa.status.choices import Stability
from offenders import actions as offenders
from offenders import kinds
from offenders.models import Absence, MappaStatus, Person
from ops.demo.county import County
from ops.demo.handed import change_plan, hand_over, take_over
from ops.demo.heard import begin, decide, judge
from ops.demo.minuted import in_hand, minute
from ops.demo.owned import ask_what_is_held
from ops.demo.settled import Series, settle
from ops.demo.sittings import answer, listed, moment, planned, step
from practice import working_days

_STANDINGS = {
    "Probation Service, Cumberfell": ("responsible", "probation"),
    "HM Prison Stonegarth": ("responsible", "prison"),
    "Fellside Mental Health Trust": ("duty", "health"),
    "Cumberfell Council, housing": ("duty", "housing"),
    "Cumberfell Council, children's services": ("duty", "children"),
    "Cumberfell Youth Justice Service": ("duty", "youth"),
    "Probation Service, victim contact": ("responsible", "victims"),
}
_INVITED = list(_STANDINGS)[:5]
_HELD, _COMING, _LATELY, _LEAST = 3, 8, 2, 2
_LOWERED = -1  # which of those held goes to level 1
_NOTES = (
    (
        None,
        "update",
        "Seen at home twice since the last meeting. The tablet he had not told us of was examined.",
    ),
    ("Probation Service, Cumberfell", "update", "Keeps his appointments; the programme ends in January."),
    (
        "Cumberfell Council, housing",
        "plan",
        "The flat in Ewe Close is opposite a school. Another is looked for.",
    ),
)
# To whom which of the notes is shown, and why.
_RELEASED = (
    ("Cumberfell Council, housing", 1, "To plan the move around his programme"),
    ("Probation Service, Cumberfell", 2, "To set where he may live"),
)


def convene(county: County) -> None:
    """Agencies with their standing, and the meetings; nothing in a county with next to nobody at level 2, which is one
    of a few dozen."""
    coordinator = User.objects.get(username="coordinator")
    chair = User.objects.get(username="chair")
    days = working_days.of("england-and-wales")
    agencies = {agency.name: agency for agency in Agency.objects.filter(name__in=_STANDINGS)}
    before, after = days.before(county.as_of, 38), days.after(county.as_of, 3)
    early = moment(days.before(before, 15), 9)
    stand = MappaStatus.objects.on(county.as_of).filter(level="2")
    people = _people(stand)
    inside = Absence.objects.on(before).values("person")
    then = _people(stand.filter(starts_on__lte=early.date()).exclude(person__in=inside))
    heard = then[-min(_HELD, len(people) // 2) :]
    to_hear = [each for each in people if each not in heard][:_COMING]
    if min(len(heard), len(to_hear)) < _LEAST:
        return
    for name, (standing, body) in _STANDINGS.items():
        speaks = User.objects.filter(agency=agencies[name]).first()
        actions.set_standing(
            coordinator,
            agency=agencies[name],
            said={"standing": standing, "body": body, "contact": speaks, "board": None},
            version=0,
            now=early,
        )
    asked = [None, *(agencies[name] for name in _INVITED if "Prison" not in name)]
    lately = [each for each in then if each not in (*heard, *to_hear)][:_LATELY]
    on, top = days.before(county.as_of, 4), days.after(county.as_of, 15)
    settle(
        coordinator,
        chair,
        [None, *(agencies[name] for name in _INVITED)],
        [
            *(Series("2", day, who) for day, who in ((before, heard), (on, lately), (after, to_hear))),
            Series("3", top, _people(MappaStatus.objects.on(county.as_of).filter(level="3"))),
        ],
        ReportYear(running_year(county.as_of) - 1, county.as_of).last,
    )
    cases = _past(coordinator, chair, before, early, heard, asked)
    _lower(coordinator, cases[_LOWERED])
    minute(coordinator, chair, cases)
    ask_what_is_held(coordinator, chair, cases[-2].person, cases[-1].person, county.as_of)
    take_over(cases, moment(days.after(before, 3), 11))
    hand_over(coordinator, cases[0].person, moment(days.after(before, 10), 10), accepted_by=chair)
    if lately:
        in_hand(
            coordinator, chair, _past(coordinator, chair, on, moment(days.before(on, 15), 9), lately, asked)
        )
    _coming(coordinator, chair, after, to_hear, asked, moment(days.before(county.as_of, 8), 10))
    hand_over(coordinator, (lately or to_hear)[-1], moment(days.before(county.as_of, 2), 10))
    planned(coordinator, chair, top, "3", moment(county.as_of, 7))


def _people(held: QuerySet[MappaStatus]) -> list[Person]:
    """Those of whom nothing else is told: here, at large, and with a manager."""
    managed = Person.objects.filter(assignments__isnull=False, assignments__ends_on__isnull=True)
    quiet = managed.filter(pk__in=held.values("person")).exclude(gone__isnull=False)
    away = quiet.filter(absences__ended_on__isnull=True, absences__isnull=False)
    return list(quiet.exclude(pk__in=away.values("pk")).order_by("reference"))


def _past(
    by: User,
    chair: User,
    day: date,
    early: datetime,
    people: Sequence[Person],
    asked: Sequence[Agency | None],
) -> list[CaseReview]:
    """Held and closed: every case decided, with an action each; one of them is overdue since."""
    on = planned(by, chair, day, "2", early)
    cases = listed(by, on, people, early)
    actions.invite(by, cases=cases, agencies=asked, now=early)
    for to in (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED):
        step(by, on, to, early)
    for number, invitation in enumerate(Invitation.objects.filter(case__in=cases)):
        answer(by, invitation, Reply.ATTENDING, early + timedelta(days=6), known=number % 3 > 0)
    step(chair, on, SittingState.OPEN, moment(day, 9, 25))
    _released(people[_LOWERED], day - timedelta(days=14))
    for place, case in enumerate(cases):
        _heard(by, chair, case, case.begins_at, place, lowers=case is cases[_LOWERED])
    step(chair, on, SittingState.CLOSED, moment(day, 13, 20))
    return cases


def _released(person: Person, day: date) -> None:
    """On licence since shortly before the meeting."""
    licence = kinds.named("licence")
    assert licence
    manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
    offenders.record_detail(
        manager,
        person=person,
        kind=licence,
        values={
            "kind": "standard",
            "starts_on": day,
            "licence_ends_on": day + timedelta(days=365),
            "source": "document",
        },
        now=moment(day, 9),
    )


def _lower(by: User, case: CaseReview) -> None:
    """As the meeting decided, so soon after release: an inspector is asked to countersign."""
    status = MappaStatus.objects.on(case.sitting.held_on).get(person=case.person_id)
    now = moment(case.sitting.held_on, 15)
    actions.ask_lower_level(
        by,
        person=case.person,
        category=status.category,
        level="1",
        lead_agency=status.lead_agency,
        area=status.area or "Cumberfell",
        why="Engaging well since release; housing and probation see no need to meet.",
        dissent="Children’s services would wait another month.",
        starts_on=now.date(),
        heard=case.pk,
        stable=[each for each in Stability if each != Stability.PARTNERS],
        despite="Their worry is met by the plan: he is seen every week until March.",
        now=now,
    )


def _heard(by: User, chair: User, case: CaseReview, at: datetime, place: int, *, lowers: bool) -> None:
    invitations = list(Invitation.objects.filter(case=case).select_related("agency"))
    came = [
        Came(each, "present", f"{each.called}, manager", holds_case=each.agency is None)
        for each in invitations
    ]
    case = begin(by, case, came, at)
    agencies = {each.called: each.agency for each in invitations}
    said = []
    for number, (name, topic, text) in enumerate(_NOTES):
        agency = agencies[name] if name else None
        now = at + timedelta(minutes=3 + number)
        said.append(actions.write_paragraph(by, case=case, agency=agency, topic=topic, text=text, now=now))
    for name, whose, purpose in _RELEASED:
        to = agencies[name]
        if to:
            actions.release(by, case=case, agency=to, things=[said[whose]], purpose=purpose, now=now)
    now = at + timedelta(minutes=12)
    judge(
        by,
        case,
        now,
        level="1" if lowers else "",
        rationale="Housing and probation still have to act together until he has moved.",
        criteria="Moved, and three months without a concern.",
        dissent="" if place else "Health would step down: the medication works.",
    )
    housing = agencies["Cumberfell Council, housing"]
    manager = User.objects.get(assignments__person=case.person_id, assignments__ends_on__isnull=True)
    to_do = (
        ("Find him a flat away from the school", housing, None, "Lettings manager", 55),
        ("Examine the telephone he has since October", None, manager, "", 45),
        ("Tell the group where he volunteers that he cannot go on", None, manager, "", 60),
    )
    what, agency, owner, name, days = to_do[place % len(to_do)]
    actions.propose_action(
        by,
        case=case,
        what=what,
        agency=agency,
        owner=owner,
        owner_name=name,
        due_on=now.date() + timedelta(days=days),
        success="Written word of it, with the day",
        now=now,
    )
    change_plan(by, case, now)
    decide(by, chair, case, None if lowers else now.date() + timedelta(weeks=12), now)
    action = AgreedAction.objects.get(case=case)
    if place == 1:
        actions.acknowledge_action(
            manager, action=action, version=action.version, now=at + timedelta(hours=5)
        )
    if place == 2:
        later = at + timedelta(days=20)
        actions.finish_action(
            manager,
            action=action,
            version=action.version,
            evidence="The group's secretary has written that he no longer comes.",
            done_on=later.date(),
            now=later,
        )


def _coming(
    by: User, chair: User, day: date, people: Sequence[Person], asked: Sequence[Agency | None], now: datetime
) -> None:
    """Sent out, its pack open: two of the first case's returns are missing, as before any meeting."""
    on = planned(by, chair, day, "2", now)
    cases = listed(by, on, people, now)
    actions.invite(by, cases=cases, agencies=asked, now=now)
    step(by, on, SittingState.NOTICED, now)
    step(by, on, SittingState.PACK_OPEN, now + timedelta(days=2))
    for place, case in enumerate(cases):
        for number, invitation in enumerate(Invitation.objects.filter(case=case).select_related("agency")):
            if (place + number) % 4 == 0:
                continue
            reply = Reply.APOLOGIES if (place, number) == (2, 1) else Reply.ATTENDING
            known = (place + number) % 3 > 0
            answer(by, invitation, reply, now + timedelta(days=3), known=known)
    _for_a_victim(by, cases[0], now + timedelta(days=4))


def _for_a_victim(by: User, case: CaseReview, now: datetime) -> None:
    """Victim contact asks for an exclusion zone; where she lives no other agency is shown."""
    liaison = Agency.objects.get(name="Probation Service, victim contact")
    [asked] = actions.invite(by, cases=[case], agencies=[liaison], now=now)
    actions.give_return(
        by,
        invitation=asked,
        nothing_known=False,
        text="She was told of the meeting, and is afraid that he will come back to the town.",
        so_what="The zone should reach as far as the station.",
        victim_safety="An exclusion zone around the town centre, from the station to the river.",
        victim_where="14 Tarn Street, Cumberfell",
        now=now + timedelta(hours=2),
    )
