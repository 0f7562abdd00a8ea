"""Thirty people through sixty days of a unit's work: the diary is what a rebuild makes. `make year` goes further."""

from __future__ import annotations

from datetime import date

import pytest

from diary.models import Entry
from offenders.models import Assignment
from ops.year import year
from ops.year.year import live

pytestmark = pytest.mark.django_db


@pytest.mark.timeout(240)
def test_the_diary_never_drifts_and_nobody_is_without_a_manager() -> None:
    lived = live(30, 4, date(2027, 1, 1), 60, pace=30, seed=7)
    assert lived.drifted == lived.orphaned == lived.managers == []
    # It was no year of empty rooms.
    assert {"plan_visit", "record_outcome", "decide_attempts", "record_check"} <= lived.done.keys()
    assert {"arrange_cover", "assign_manager"} <= lived.done.keys()
    assert {"attends", "moves", "is_detained"} <= lived.happened.keys()
    assert lived.done["record_outcome"] > 3 * lived.refused["record_outcome"]


def test_it_sees_what_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(day: date) -> None:
        entry = Entry.objects.open().filter(last__isnull=False).order_by("pk").first()
        if entry and day.day == 20:
            Entry.objects.filter(pk=entry.pk).delete()
            Assignment.objects.filter(person=Assignment.objects.earliest("pk").person).update(ends_on=day)

    monkeypatch.setattr(year, "_night", lambda day: None)
    drift = year._drift

    def spoiled(day: date):
        spoil(day)
        return drift(day)

    monkeypatch.setattr(year, "_drift", spoiled)
    lived = live(6, 2, date(2027, 1, 1), 21, pace=500, seed=3)
    assert not lived.clean
    assert lived.drifted
    assert lived.managers
