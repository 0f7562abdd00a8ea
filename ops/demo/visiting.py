"""What is arranged and decided about visits to some of the county's people, by the verbs that officers use."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from offenders.models import Person, Sought
from ops.demo.county import County
from ops.demo.days import LONDON, years_before
from riskplans import actions
from riskplans.choices import Outcome, System
from riskplans.models import Visit

_PLAN = {
    "kind": "routine",
    "aims": "",
    "second": "PC 2214 Hale",
    "uniform": False,
    "accredited": True,
    "announced": False,
    "announced_why": "",
}


def visit(county: County) -> None:
    """Of the first officer's people: one visited today by two, one to be visited alone, one not found twice, one whose
    interval is asked to be longer, one seen with something to follow; and checks before a visit."""
    officer = User.objects.get(pk=county.manager_id(0))
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    free = theirs.exclude(absences__ended_on__isnull=True, absences__isnull=False).exclude(gone__isnull=False)
    free = free.exclude(pk__in=Sought.objects.on(county.as_of).values("person"))
    free = free.exclude(date_of_birth__gt=years_before(county.as_of, 18))
    people = list(free.with_name().in_level_order().order_by(F("level_order"), "reference")[:8])
    if len(people) < 6:
        return
    today, alone, missed, steady, seen, announced = people[:6]
    now = _at(county, 0, 7)
    _checks(county, officer, today)
    _plan(county, officer, today, _at(county, 0, 18), aims="Ask about the woman who was there in spring.")
    lonely = _plan(county, officer, alone, _at(county, -1, 11), second="")
    actions.ask_to_visit_alone(
        officer,
        visit=lonely,
        why="My colleague is at court all day.",
        safeguards="No warnings on record. I stay at the door, my car is in sight, the desk has the address.",
        now=now,
    )
    for days, hour in ((4, 10), (1, 19)):
        _not_in(county, officer, missed, days, hour)
    actions.set_interval(
        officer,
        person=steady,
        amount=14,
        span_of="months",
        why="Four years settled, in work, no concern.",
        now=now,
    )
    plan = _plan(county, officer, announced, _at(county, 3, 14), now=_at(county, 4, 9), announced=True,
                 announced_why="The interpreter had to be booked with them.")  # fmt: skip
    _record(county, officer, plan, Outcome.SEEN_HOME, 3, 14)
    found = _plan(county, officer, seen, _at(county, 2, 17), now=_at(county, 3, 9))
    _record(
        county,
        officer,
        found,
        Outcome.SEEN_HOME,
        2,
        17,
        devices=[{"kind": "phone", "make": "Samsung Galaxy A05, black", "serial": ""}],
        breach="A telephone in the kitchen drawer that they had not told us of.",
    )


def _plan(
    county: County, officer: User, person: Person, at: datetime, *, now: datetime | None = None, **plan: Any
) -> Visit:
    home = (
        person.occupancies.standing().homes().filter(ends_on__isnull=True).select_related("address").first()
    )
    place = str(home.address) if home else "Where they can regularly be found"
    said = {**_PLAN, "planned_for": at, "place": place, **plan}
    return actions.plan_visit(officer, person=person, plan=said, now=now or _at(county, 0, 7))


def _record(
    county: County, officer: User, visit: Visit, outcome: Outcome, days: int, hour: int, **follows: Any
) -> Visit:
    said = {
        "arrived_at": _at(county, days, hour),
        "left_at": _at(county, days, hour) + timedelta(minutes=35),
        "happened": "Alone. Let us in after a minute; answered everything.",
        "risk": "same",
        "risk_why": "",
        "safeguarding": "",
    }
    return actions.record_outcome(
        officer,
        visit=visit,
        version=visit.version,
        outcome=outcome,
        said=said,
        now=_at(county, days, hour + 2),
        **follows,
    )


def _not_in(county: County, officer: User, person: Person, days: int, hour: int) -> None:
    visit = _plan(county, officer, person, _at(county, days, hour), now=_at(county, days, 8))
    actions.record_outcome(
        officer,
        visit=visit,
        version=visit.version,
        outcome=Outcome.NOT_IN,
        said={
            "arrived_at": _at(county, days, hour),
            "left_at": None,
            "entry_sought": "yes",
            "happened": "Knocked three times. A light upstairs, nobody came. Card left.",
            "safeguarding": "",
        },
        now=_at(county, days, hour + 1),
    )


def _checks(county: County, officer: User, person: Person) -> None:
    for days, systems in ((40, [System.OPEN_SOURCE]), (2, [System.PNC, System.LOCAL, System.CUSTODY])):
        at = _at(county, days, 9)
        actions.record_check(
            officer, person=person, systems=systems, checked_on=at.date(), found="Nothing new", now=at
        )


def _at(county: County, days_ago: int, hour: int) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(hour, 15), LONDON)
