"""When requirements end is kept with the duties, equals what the law says, and is proved by the same check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diary import actions, clock
from diary.models import Ending
from notifications import facts
from notifications.law import evaluate
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)


def kept(person: Person) -> tuple[date | None, bool, str]:
    ending = Ending.objects.get(person=person)
    return ending.ends_on, ending.indefinite, ending.rule


def dead() -> Person:
    officer = world.officer()
    person = world.person(officer)
    world.detail(officer, person, "gone", kind="deceased", starts_on=world.TODAY)
    return person


def check() -> None:
    call_command("diary", "rebuild", "--check", stdout=StringIO())


def test_it_is_the_engines_last_day_with_its_section() -> None:
    person = world.person()
    ((_, document),) = facts.documents([person.pk], as_at=world.TODAY)
    subject = evaluate(document)["subject"]
    (period,) = subject["periods"]
    ending = Ending.objects.get(person=person)
    assert ending.ends_on
    assert ending.ends_on.isoformat() == subject["last_day"] == period["last_day"]
    assert (ending.rule, ending.citation) == (period["rule"], period["citation"])
    assert ending.rule.startswith("82(1)-row-")


def test_without_end_there_is_no_day_but_the_row_that_says_so() -> None:
    assert kept(world.without_end(world.officer())) == (None, True, "82(1)-row-1")


def test_a_correction_moves_it_in_the_same_transaction() -> None:
    officer = world.officer()
    person = world.person(officer)
    before, _, _ = kept(person)
    assert before
    day = person.triggers.get().date - timedelta(days=2)
    offenders.correct(
        officer,
        fact=person.triggers.get(),
        version=1,
        changes={"date": day},
        reason="Court register",
        now=NOW,
    )
    assert kept(person)[0] == before - timedelta(days=2)
    check()


def test_it_stays_right_as_days_pass(clock: Callable[[date], None]) -> None:
    person = world.person()
    for day in (date(2026, 6, 30), date(2031, 1, 1), date(2055, 1, 1)):
        clock(day)
        # Duties may come with the day; the end itself does not move.
        assert not actions.drift([person.pk], today=day).ends


def test_who_died_has_none() -> None:
    assert not Ending.objects.filter(person=dead()).exists()
    check()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Ending.objects.all().delete(),
        lambda: Ending.objects.update(ends_on=date(2040, 1, 1)),
        lambda: Ending.objects.update(citation="Nothing"),
        lambda: Ending.objects.create(person=dead(), indefinite=True),
    ],
)
def test_what_has_drifted_is_found_and_put_right(spoil: Callable[[], object]) -> None:
    world.person()
    spoil()
    out = StringIO()
    with pytest.raises(CommandError, match="drifted"):
        call_command("diary", "rebuild", "--check", stdout=out)
    assert "0 entries missing, 0 wrong, 0 orphaned, 1 ends of requirements wrong" in out.getvalue()
    call_command("diary", "rebuild", stdout=StringIO())
    check()


def test_the_nightly_check_fills_rows_that_an_upgrade_left_empty() -> None:
    person = world.person()
    right = kept(person)
    Ending.objects.all().delete()
    found = actions.refresh([person.pk], today=clock.today())
    assert len(found) == 1
    assert kept(person) == right


def test_refreshing_another_provider_alone_leaves_it() -> None:
    person = world.person()
    with actions.refreshing_only("tasks"):
        assert not actions.refresh([person.pk], today=clock.today())
    assert Ending.objects.filter(person=person).exists()
