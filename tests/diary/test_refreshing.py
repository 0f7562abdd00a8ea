"""The diary equals the facts: kept so by every change, proved by `diary rebuild --check`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from diary import actions, clock
from diary.models import Entry
from offenders import actions as offenders
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)


def check() -> str:
    out = StringIO()
    call_command("diary", "rebuild", "--check", stdout=out)
    return out.getvalue()


def test_every_verb_leaves_it_clean() -> None:
    officer = world.officer()
    person = world.person(officer)
    assert "1 people: 0 entries missing, 0 wrong, 0 orphaned" in check()
    absence = offenders.record_custody(
        officer, person=person, kind="custody", starts_on=date(2026, 6, 1), place="", now=NOW
    )
    check()
    offenders.record_release(officer, absence=absence, released_on=date(2026, 6, 9), now=NOW)
    check()
    trigger = person.triggers.get()
    offenders.correct(
        officer,
        fact=trigger,
        version=1,
        changes={"date": date(2026, 5, 30)},
        reason="Court register",
        now=NOW,
    )
    check()
    assert Entry.objects.get(kind="initial").arises_on == date(2026, 5, 30)


def test_it_stays_clean_as_days_pass(clock: Callable[[date], None]) -> None:
    world.person()
    for day in (date(2026, 6, 16), date(2026, 6, 30), date(2027, 6, 15), date(2035, 1, 1)):
        clock(day)
        check()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Entry.objects.all().delete(), "5 entries missing"),
        (lambda: Entry.objects.filter(kind="initial").update(last=date(2026, 6, 4)), "1 wrong"),
        (
            lambda: Entry.objects.create(
                person=world.Person.objects.get(),
                key="notifications/periodic:none",
                kind="periodic",
                title="x",
            ),
            "1 orphaned",
        ),
    ],
)
def test_drift_is_named_and_put_right(spoil: Callable[[], object], said: str) -> None:
    world.person()
    spoil()
    out = StringIO()
    with pytest.raises(CommandError, match="drifted"):
        call_command("diary", "rebuild", "--check", stdout=out)
    assert said in out.getvalue()
    call_command("diary", "rebuild", stdout=StringIO())
    check()


def test_an_entry_keeps_its_row_when_its_date_moves() -> None:
    officer = world.officer()
    person = world.person(officer)
    before = Entry.objects.get(kind="initial").pk
    why = {"version": 1, "reason": "Register", "now": NOW}
    later = {"date": date(2026, 6, 2)}
    with pytest.raises(ValidationError, match="Correct the sentence first"):
        offenders.correct(officer, fact=person.triggers.get(), changes=later, **why)
    offenders.correct(officer, fact=person.disposals.get(), changes=later, **why)
    offenders.correct(officer, fact=person.triggers.get(), changes=later, **why)
    entry = Entry.objects.get(kind="initial")
    assert (entry.pk, entry.last) == (before, date(2026, 6, 4))


class TestClock:
    def test_an_offset_moves_it(self, clock: Callable[[str], None]) -> None:
        from diary import clock as vigil

        clock("")
        real = vigil.now()
        clock("+14d")
        assert (vigil.now() - real).days == 14
        clock("-3h")
        assert vigil.now() < real

    def test_midnight_in_london_is_the_boundary_in_summer_too(self, clock: Callable[[object], None]) -> None:
        from diary import clock as vigil

        clock("2026-06-14T23:30:00+00:00")
        assert vigil.today() == date(2026, 6, 15)

    def test_production_has_no_clock_file(self) -> None:
        from config.settings import base

        assert base.CLOCK_FILE is None


def test_refresh_says_what_it_changed() -> None:
    person = world.person()
    Entry.objects.all().delete()
    found = actions.refresh([person.pk], today=clock.today())
    assert {entry.kind for entry in found.missing} == {
        *("initial", "visit", "assessment", "plan", "mappa_identify")
    }
    assert not actions.refresh([person.pk], today=clock.today())
