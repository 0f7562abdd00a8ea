"""What is kept of officers: who records it, what is refused in which words, and what the database holds by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, models, transaction

from access.recording import Stale, events_of
from accounts.models import User
from offenders import actions
from offenders.models import Establishment, PsychologicalScreening, Training
from tests import world
from tests.dashboards.staff import kept
from tests.dashboards.staff.kept import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY


def strangers(officer: User) -> list[User]:
    """The officer, another officer, and whoever looks after another unit or force."""
    east = world.unit("East unit")
    return [officer, world.officer(), world.supervisor(of=east), world.supervisor(of=world.unit(code="LA"))]


class TestTraining:
    def test_the_same_again_is_one_and_another_end_is_refused(self) -> None:
        officer, by = world.officer(), world.supervisor()
        first = kept.trained(officer, by=by)
        assert kept.trained(officer, by=world.supervisor()) == first
        with pytest.raises(
            ValidationError, match=r"recorded for that day already, without an end\. Take that"
        ):
            kept.trained(officer, by=by, valid_until=TODAY)
        assert Training.objects.get().recorded_by == by

    @pytest.mark.parametrize(
        ("said", "field", "words"),
        [
            ({"completed_on": TODAY + world.days(1)}, "completed_on", "must not be in the future"),
            ({"valid_until": TODAY - world.days(365)}, "valid_until", "after the day of completion"),
            ({"course": "other", "called": "  "}, "called", "Enter the name of the course"),
        ],
    )
    def test_what_is_refused_keyed_by_field(self, said: dict[str, Any], field: str, words: str) -> None:
        with pytest.raises(ValidationError) as refused:
            kept.trained(world.officer(), **said)
        assert words in refused.value.message_dict[field][0]
        assert not Training.objects.exists()

    def test_a_name_stands_with_another_course_alone(self) -> None:
        officer = world.officer()
        assert kept.trained(officer, called="Something").called == ""
        assert kept.trained(officer, course="other", called=" Interviewing ").name == "Interviewing"

    def test_only_whoever_oversees_them(self) -> None:
        officer = world.officer()
        row = kept.trained(officer)
        for other in strangers(officer):
            with pytest.raises(PermissionDenied):
                kept.trained(officer, by=other, course="arms")
            with pytest.raises(PermissionDenied):
                actions.take_back_training(other, training=row, why="day", now=NOW)
        assert kept.trained(officer, by=kept.inspector(), course="arms")

    def test_taken_back_once_with_what_was_wrong(self) -> None:
        officer, by = world.officer(), world.supervisor()
        row = kept.trained(officer)
        taken = actions.take_back_training(by, training=row, why="day", now=NOW)
        assert (taken.taken_back_by, taken.get_taken_back_why_display()) == (by, "The day was wrong")
        assert actions.take_back_training(by, training=row, why="day", now=NOW) == taken
        with pytest.raises(Stale, match="taken back already"):
            actions.take_back_training(world.supervisor(), training=row, why="officer", now=NOW)
        assert not Training.objects.valid_on(TODAY).exists()
        assert events_of(Training).filter(pgh_obj=row.pk).count() == 2
        assert kept.trained(officer).pk != row.pk  # and may be recorded anew

    def test_it_counts_from_its_day_through_its_last(self) -> None:
        day = TODAY - world.days(30)
        row = kept.trained(world.officer(), completed_on=day, valid_until=TODAY)
        for on, counts in (
            (day - world.days(1), False),
            (day, True),
            (TODAY, True),
            (TODAY + world.days(1), False),
        ):
            assert Training.objects.valid_on(on).exists() == row.counts_on(on) == counts, on


class TestScreening:
    def test_the_same_again_is_one(self) -> None:
        officer = world.officer()
        assert kept.screened(officer, TODAY) == kept.screened(officer, TODAY)
        with pytest.raises(ValidationError, match="must not be in the future"):
            kept.screened(officer, TODAY + world.days(1))
        assert PsychologicalScreening.objects.count() == 1

    def test_dates_and_who_are_all_that_is_kept(self) -> None:
        """Not a word of health: nothing of what is kept is free text."""
        texts = [
            field.name
            for field in PsychologicalScreening._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        assert texts == []

    def test_only_whoever_oversees_them(self) -> None:
        officer = world.officer()
        row = kept.screened(officer, TODAY)
        for other in strangers(officer):
            with pytest.raises(PermissionDenied):
                kept.screened(officer, TODAY - world.days(9), by=other)
            with pytest.raises(PermissionDenied):
                actions.take_back_screening(other, screening=row, why="day", now=NOW)

    def test_taken_back_once(self) -> None:
        officer, by = world.officer(), world.supervisor()
        row = kept.screened(officer, TODAY)
        actions.take_back_screening(by, screening=row, why="not_held", now=NOW)
        assert actions.take_back_screening(by, screening=row, why="not_held", now=NOW)
        with pytest.raises(Stale):
            actions.take_back_screening(kept.inspector(), screening=row, why="not_held", now=NOW)
        assert not PsychologicalScreening.objects.standing().exists()


class TestPosts:
    def test_what_holds_is_the_latest_row_that_has_begun(self) -> None:
        unit = world.unit()
        for number, days in ((4, -400), (5, -10), (6, 30)):
            kept.posts(number, unit=unit, since=TODAY + world.days(days))
        kept.posts(9, unit=world.unit("East unit"))
        held = Establishment.objects.in_force
        assert [each.posts for each in held(TODAY).filter(unit=unit)] == [5]
        assert [each.posts for each in held(TODAY + world.days(30)).filter(unit=unit)] == [6]
        assert not held(TODAY - world.days(401)).exists()

    def test_the_same_again_is_one_and_another_number_is_refused(self) -> None:
        assert kept.posts(4) == kept.posts(4)
        with pytest.raises(ValidationError, match="are recorded already"):
            kept.posts(5)
        for said, words in ({"number": 501}, "from 0 to 500"), ({"number": 3, "reason": " "}, "comes from"):
            with pytest.raises(ValidationError, match=words):
                kept.posts(since=TODAY + world.days(9), **said)
        assert Establishment.objects.get().posts == 4

    def test_an_inspector_of_the_force_alone(self) -> None:
        row = kept.posts(4)
        for other in (
            world.officer(),
            world.supervisor(),
            world.user("detective_inspector", of=world.unit(code="LA")),
        ):
            with pytest.raises(PermissionDenied):
                kept.posts(5, since=TODAY + world.days(9), by=other)
            with pytest.raises(PermissionDenied):
                actions.take_back_posts(other, row=row, why="Another unit’s", now=NOW)

    def test_taken_back_what_held_before_holds_on(self) -> None:
        by = kept.inspector()
        before = kept.posts(4, since=TODAY - world.days(30))
        row = kept.posts(14)
        with pytest.raises(ValidationError, match="Say why"):
            actions.take_back_posts(by, row=row, why=" ", now=NOW)
        actions.take_back_posts(by, row=row, why="A slip", now=NOW)
        assert actions.take_back_posts(by, row=row, why="A slip", now=NOW)
        with pytest.raises(Stale):
            actions.take_back_posts(kept.inspector(), row=row, why="A slip", now=NOW)
        assert Establishment.objects.in_force(TODAY).get() == before
        assert kept.posts(5).pk != row.pk


ROWS: dict[str, Callable[[], models.Model]] = {
    "training": lambda: kept.trained(world.officer()),
    "screening": lambda: kept.screened(world.officer(), TODAY),
    "posts": lambda: kept.posts(4),
}


@pytest.mark.parametrize("kind", ROWS)
class TestTheDatabase:
    def refuses(self, change: Callable[[], object], words: str) -> None:
        with pytest.raises(Error, match=words), transaction.atomic():
            change()

    def test_nothing_is_deleted_or_rewritten(self, kind: str) -> None:
        row = ROWS[kind]()
        rows = type(row)._default_manager.filter(pk=row.pk)
        self.refuses(rows.delete, "never_deleted|Cannot delete")
        self.refuses(lambda: rows.update(recorded_at=NOW - world.days(1)), "recorded_once|Cannot update|read")
        self.refuses(lambda: rows.update(taken_back_at=NOW), "taken_back_whole")

    def test_taken_back_is_final(self, kind: str) -> None:
        row = ROWS[kind]()
        rows = type(row)._default_manager.filter(pk=row.pk)
        rows.update(taken_back_at=NOW, taken_back_by=kept.inspector(), taken_back_why="day")
        self.refuses(
            lambda: rows.update(taken_back_at=None, taken_back_by=None, taken_back_why=""),
            "taken_back_once|Cannot update",
        )


def test_the_days_hold_by_the_clock_in_london() -> None:
    """A quarter past midnight in summer is the day before by UTC, and the same day here."""
    by, officer = world.supervisor(), world.officer()
    row: dict[str, Any] = {"user": officer, "recorded_by": by, "recorded_at": world.at(TODAY, 0, 15)}
    PsychologicalScreening.objects.create(took_place_on=TODAY, **row)
    for change in (
        lambda: PsychologicalScreening.objects.create(took_place_on=TODAY + world.days(1), **row),
        lambda: Training.objects.create(course="arms", completed_on=TODAY + world.days(1), **row),
        lambda: Training.objects.create(course="arms", completed_on=TODAY, valid_until=TODAY, **row),
        lambda: Training.objects.create(course="other", completed_on=TODAY, **row),
        lambda: PsychologicalScreening.objects.create(took_place_on=TODAY, **row),
    ):
        with pytest.raises(Error) as refused, transaction.atomic():
            change()
        assert any(name in str(refused.value) for name in _HELD)


_HELD = ("completed_by_then", "took_place_by_then", "ends_after", "is_named", "screening_once")
