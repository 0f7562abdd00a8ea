"""Dip-samples of the first unit: those of two months published, this month's half gone through."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError

from accounts.models import User
from dashboards import actions
from dashboards.models import DipCase, DipSample
from dashboards.sampling.choices import Said
from dashboards.sampling.rules import Answered
from offenders.choices import ManagementLevel
from offenders.models import Assignment
from ops.demo.county import County
from ops.demo.days import LONDON, months_after

_NO = [
    Answered(
        Said.NO, "The last assessment is past its year, and says nothing of the new job.", "Assess again."
    ),
    Answered(Said.NO, "No visit of the last four was unannounced.", "Make the next one unannounced."),
    Answered(
        Said.NO, "The tablet on the order is in no visit record.", "Examine the tablet on the next visit."
    ),
]
_PARTLY = [
    Answered(Said.PARTLY, "Two of the plan’s actions have no day."),
    Answered(
        Said.PARTLY, "Who else was there is written down once in three visits.", "Write it down each time."
    ),
    Answered(Said.PARTLY, "Housing was told, and no lawful basis is on record."),
]


def sample(county: County) -> None:
    """By the supervisor of the first officer's unit, of people at medium; where nobody manages there, none."""
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    managed = Assignment.objects.filter(ends_on__isnull=True, person__unit=supervisor.unit_id)
    at_medium = managed.filter(person__management_level=ManagementLevel.MEDIUM).exclude(manager=supervisor)
    if not at_medium.exists():
        return
    try:
        _of_three_months(county, supervisor)
    except ValidationError as refused:
        if (
            refused.code != "nobody"
        ):  # in a small county all may be their own people, or of whom they stand in for
            raise


def _of_three_months(county: County, supervisor: User) -> None:
    month = county.as_of.replace(day=1)
    for back in (2, 1):
        drawn_on = months_after(month, -back) + timedelta(days=3)
        drawn = _drawn(county, supervisor, drawn_on)
        _go_through(county, supervisor, drawn, drawn_on + timedelta(days=4), of_ten=6 + (back == 1))
        _publish(supervisor, drawn, drawn_on + timedelta(days=7))
    drawn = _drawn(county, supervisor, county.as_of)
    first = drawn.cases.first()
    if first and drawn.size > 1:
        why = "Moved to another force this week: the papers are on their way."
        actions.exclude_record(supervisor, case=first, version=1, why=why, now=_at(county.as_of, 8))
    _go_through(county, supervisor, drawn, county.as_of, of_ten=7, half=True)


def _drawn(county: County, by: User, on: date) -> DipSample:
    """By a seed that follows from the county's own, so that the same county is the same again."""
    assert by.unit
    return actions.draw_sample(
        by,
        unit=by.unit,
        levels=[ManagementLevel.MEDIUM],
        reactively="",
        officer=None,
        now=_at(on, 8),
        seed=lambda: sha256(f"{county.seed} {on}".encode()).hexdigest(),
    )


def _go_through(
    county: County, by: User, drawn: DipSample, on: date, *, of_ten: int, half: bool = False
) -> None:
    cases = list(drawn.cases.standing())
    codes = list(drawn.questions.questions.values_list("code", flat=True))
    for case in cases[: len(cases) // 2] if half else cases:
        _answer(county, by, case, codes, _at(on, 8, 30), of_ten)


def _answer(county: County, by: User, case: DipCase, codes: list[str], now: datetime, of_ten: int) -> None:
    rng = county.rng("dip-sample", str(case.person_id), case.sample.month.isoformat())
    said = {}
    for code in codes:
        chance = rng.randrange(10)
        if chance < of_ten:
            said[code] = Answered(Said.YES)
        elif chance == of_ten:
            said[code] = Answered(Said.NOT_APPLICABLE)
        else:
            said[code] = rng.choice(_NO if rng.random() < 0.3 else _PARTLY)
    actions.answer_record(by, case=case, version=case.version, said=said, now=now)


def _publish(by: User, drawn: DipSample, on: date) -> None:
    drawn.refresh_from_db()
    actions.publish_sample(by, sample=drawn, version=drawn.version, now=_at(on, 15))


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), LONDON)
