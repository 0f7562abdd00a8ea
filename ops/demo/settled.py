"""The meetings of the months before, back into the year of the last annual report: settled, nothing of them left to do.

Whoever was met about then was met about in time ever since, so that nothing is overdue because of it. Agencies come
or not by turns, so that the report tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from accounts.models import Agency, User
from mappa import actions
from mappa.actions.attending import Came
from mappa.models import CaseReview, Invitation
from mappa.room.choices import THERE, Presence
from mappa.sittings.choices import Reply, SittingState
from mappa.sittings.keys import LIMIT
from offenders.models import Absence, MappaStatus, Person
from ops.demo.days import DAY
from ops.demo.heard import begin, decide, judge
from ops.demo.minuted import circulate
from ops.demo.sittings import answer, listed, moment, planned, step
from practice import working_days
from practice.policy import policy_of

_IN_THE_YEAR = 2  # meetings of each kind
_MOST = {"2": 2, "3": 1}  # people met about at each level; the demonstration starts later with each
_NOTICE = 15  # working days
# Working days from a meeting to its minutes; those of the second meeting at level 2 are late.
_MINUTES, _LATE = 4, 12
_WHY_LATE = "The chair was on leave, and nobody else had been there."
_PROBATION = "Probation Service, Cumberfell"
# How each agency comes, from case to case. The police and probation always do: without them there is no quorum.
_TURNS = {
    _PROBATION: (Presence.PRESENT, Presence.DEPUTY, Presence.REMOTE),
    "HM Prison Stonegarth": (Presence.REMOTE, Presence.ABSENT, Presence.REMOTE),
    "Fellside Mental Health Trust": (Presence.APOLOGIES, Presence.PRESENT),
    "Cumberfell Council, housing": (Presence.PRESENT, Presence.PRESENT, Presence.DEPUTY, Presence.ABSENT),
    "Cumberfell Council, children's services": (Presence.DEPUTY, Presence.PRESENT),
}
_REPLIES = {Presence.APOLOGIES: Reply.APOLOGIES, Presence.DEPUTY: Reply.DEPUTY}
_NOTES = (
    ("", "Seen at home each month since the last meeting, alone and sober."),
    (_PROBATION, "Keeps his appointments, and speaks of what he plans."),
)
_CRITERIA = "Three months without a concern, and work that he keeps."
_WHY = {
    "2": "Probation and housing still have to act together.",
    "3": "What watching him takes is still for senior staff to commit.",
}


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings at one level about some people, before the next about them, which is on `until`."""

    level: str
    until: date
    people: Sequence[Person]


def settle(
    by: User, chair: User, asked: Sequence[Agency | None], series: Sequence[Series], last: date
) -> None:
    """Hold them, the earliest first. `last`: the last day of the year of the last annual report."""
    meetings: dict[tuple[date, str], list[tuple[Person, date]]] = defaultdict(list)
    for level, most in _MOST.items():
        for person, days in _longest([each for each in series if each.level == level], last)[:most]:
            for on, after in pairwise(days):
                meetings[on, level].append((person, after))
    held: dict[str, list[int]] = {level: [] for level in _MOST}  # how many cases each meeting heard
    for on, level in sorted(meetings):
        turn, late = sum(held[level]), level == "2" and len(held[level]) == 1
        _hold(by, chair, asked, on, level, meetings[on, level], turn=turn, late=late)
        held[level].append(len(meetings[on, level]))


def days_before(until: date, weeks: int, last: date) -> list[date]:
    """Working days on which a meeting is held before that of `until`, the earliest first: each at most so many weeks
    before the next, as many as bring two of them within the year that ends on `last`."""
    calendar, on, found = working_days.of("england-and-wales"), until, list[date]()
    while sum(each <= last for each in found) < _IN_THE_YEAR:
        on = calendar.after(on - timedelta(weeks=weeks) - DAY, 1)
        found.append(on)
    return found[::-1]


def _longest(series: Sequence[Series], last: date) -> list[tuple[Person, list[date]]]:
    """Who was met about in the year, with all their meetings since and the next; whose are the most, first."""
    found = []
    for each in series:
        for person in each.people:
            weeks = policy_of(person.force_id, each.until).value(LIMIT[each.level]) - 1
            days = list(_met(person, each.level, days_before(each.until, weeks, last)))[::-1]
            if days and days[0] <= last:
                found.append((person, [*days, each.until]))
    return sorted(found, key=lambda each: (-len(each[1]), each[0].reference))


def _met(person: Person, level: str, days: Sequence[date]) -> Iterator[date]:
    """From the last of these days back, as long as they were at this level and at large."""
    calendar = working_days.of("england-and-wales")
    status = MappaStatus.objects.standing().filter(person=person, level=level, ends_on__isnull=True)
    away = Absence.objects.standing().filter(person=person)
    for on in reversed(days):
        early = calendar.before(on, _NOTICE)
        gone = away.filter(starts_on__lte=on).exclude(ended_on__lt=early)
        if not status.filter(starts_on__lte=early).exists() or gone.exists():
            return
        yield on


def _hold(
    by: User,
    chair: User,
    asked: Sequence[Agency | None],
    on: date,
    level: str,
    people: Sequence[tuple[Person, date]],
    *,
    turn: int,
    late: bool,
) -> None:
    """One meeting: planned, answered, heard, closed, its minutes given. `turn`: how many cases were heard before."""
    calendar = working_days.of("england-and-wales")
    early = moment(calendar.before(on, _NOTICE), 9)
    sitting = planned(by, chair, on, level, early)
    cases = listed(by, sitting, [person for person, _ in people], early)
    actions.invite(by, cases=cases, agencies=asked, now=early)
    for to in (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED):
        step(by, sitting, to, early)
    came = {case.pk: list(_came(case, turn + place)) for place, case in enumerate(cases)}
    for each in (each for rows in came.values() for each in rows):
        presence = Presence(each.presence)
        reply = _REPLIES.get(presence, Reply.ATTENDING)
        known = None if presence == Presence.ABSENT else presence == Presence.APOLOGIES
        answer(by, each.invitation, reply, early + timedelta(days=6), known=known)
    step(chair, sitting, SittingState.OPEN, moment(on, 9, 25))
    for case, (_, after) in zip(cases, people, strict=True):
        _hear(by, chair, case, came[case.pk], after, level)
    step(chair, sitting, SittingState.CLOSED, moment(on, 13, 20))
    given = calendar.after(on, _LATE if late else _MINUTES)
    circulate(by, chair, cases, moment(given, 16), _WHY_LATE if late else "")


def _came(case: CaseReview, turn: int) -> Iterator[Came]:
    """Who is there for the case whose turn it is; at level 3 with leave to commit what their agency has."""
    for each in Invitation.objects.filter(case=case).select_related("agency").order_by("agency__name"):
        turns = _TURNS.get(each.called, (Presence.PRESENT,))
        presence = turns[turn % len(turns)]
        there = presence in THERE
        who = f"{each.called}, {'deputy' if presence == Presence.DEPUTY else 'manager'}" if there else ""
        yield Came(each, presence, who, holds_case=each.agency is None, commits=there)


def _hear(by: User, chair: User, case: CaseReview, came: Sequence[Came], after: date, level: str) -> None:
    at = case.begins_at
    case = begin(by, case, came, at)
    agencies = {each.invitation.called: each.invitation.agency for each in came}
    for number, (name, text) in enumerate(_NOTES):
        now = at + timedelta(minutes=3 + number)
        actions.write_paragraph(by, case=case, agency=agencies.get(name), topic="update", text=text, now=now)
    now = at + timedelta(minutes=12)
    judge(by, case, now, rationale=_WHY[level], criteria=_CRITERIA)
    decide(by, chair, case, after, now)
