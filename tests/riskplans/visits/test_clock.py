"""When a visit is due: what meets it, what moves it, what suspends it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from offenders import actions as people
from offenders.models import Person
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


class TestTheClock:
    def test_the_first_visit_is_due_fifteen_days_after_the_record_is_opened(self, person: Person) -> None:
        assert visiting.duty(person).last == TODAY + world.days(15)

    def test_being_seen_meets_the_duty_and_sets_the_next(self, officer: User, person: Person) -> None:
        before = visiting.duty(person)
        visit = visiting.made(officer, person)
        before.refresh_from_db()
        assert (before.met_on, before.met_by, before.last) == (TODAY, str(visit.pk), TODAY + world.days(15))
        assert visiting.duty(person).last == TODAY.replace(month=9)

    def test_a_failed_attempt_never_moves_it(self, officer: User, person: Person) -> None:
        before = visiting.duty(person).last
        for days, outcome in ((0, "not_in"), (1, "refused")):
            visiting.made(officer, person, outcome, TODAY + world.days(days))
            assert visiting.duty(person).last == before

    def test_custody_suspends_it_and_the_release_asks_for_a_visit(
        self, officer: User, person: Person
    ) -> None:
        visiting.made(officer, person)
        absence = people.record_custody(
            officer,
            person=person,
            kind="custody",
            starts_on=TODAY + world.days(1),
            place="",
            now=world.at(TODAY + world.days(1)),
        )
        assert visiting.duty(person).last is None
        out = TODAY + world.days(20)
        people.record_release(officer, absence=absence, released_on=out, now=world.at(out))
        assert visiting.duty(person).last == out + world.days(15)

    def test_nobody_visits_the_dead(self, officer: User, person: Person) -> None:
        world.detail(officer, person, "gone", kind="deceased", starts_on=TODAY, source="police")
        assert not person.diary_entries.open().filter(kind="visit").exists()
        with pytest.raises(ValidationError, match="died"):
            visiting.planned(officer, person)

    def test_the_level_decides_and_a_corrected_level_moves_it(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        person.refresh_from_db()
        people.correct(
            officer,
            fact=person,
            version=person.version,
            changes={"management_level": "low"},
            reason="Assessed",
            now=NOON,
        )
        assert visiting.duty(person).last == TODAY.replace(year=2027)

    def test_a_visit_due_keeps_no_record_from_being_archived(self, officer: User, supervisor: User) -> None:
        from offenders.choices import ArchiveReason

        person = world.person(officer)
        for fact in (person.disposals.get(), person.triggers.get()):
            people.void(officer, fact=fact, version=1, reason="Another person's", now=NOW)
        assert visiting.duty(person)
        people.archive(supervisor, person=person, why=ArchiveReason.ERRONEOUS, note="", now=NOW)
        assert not person.diary_entries.open().exists()
        people.reopen(supervisor, person=person, reason="Wrongly archived", now=NOW)
        assert visiting.duty(person)
