"""What the diary says is to be done about a breach and a search, by when, and what the sweep opens by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from diary import actions as diary
from diary.models import Entry
from notifications import actions
from notifications.actions import suspecting
from notifications.breaches.choices import CheckKind, CheckResult, DecisionKind, Outcome, SearchStepKind
from notifications.models import Breach
from offenders import actions as record
from offenders.choices import OccupancyKind, SoughtEnd, SoughtKind
from offenders.models import Absence, Person, Sought
from tests import world
from tests.notifications.breaches import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = made.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def duty(person: Person, kind: str) -> Entry:
    return Entry.objects.get(person=person, kind=f"breach_{kind}", met_on__isnull=True)


def duties(person: Person) -> set[str]:
    """The kinds of those that run."""
    entries = Entry.objects.open().filter(person=person, key__startswith="breaches/")
    return {entry.kind.removeprefix("breach_") for entry in entries}


class TestOfABreach:
    def test_the_checks_are_due_the_same_day_and_the_decision_in_the_forces_own_time(
        self, officer: User, person: Person
    ) -> None:
        world.decided("breach.decide_within", 14, date(2026, 1, 1), of=person.force)
        made.suspected(officer, person)
        assert duty(person, "checks").last == world.TODAY
        assert duty(person, "decision").last == world.TODAY + world.days(14)

    def test_the_checks_are_done_with_the_last_answer(self, officer: User, person: Person) -> None:
        made.checked(officer, made.suspected(officer, person))
        assert duties(person) == {"decision"}

    def test_or_when_one_explains_it(self, officer: User, person: Person) -> None:
        actions.record_check(
            officer,
            breach=made.suspected(officer, person),
            kind=CheckKind.CUSTODY,
            result=CheckResult.EXPLAINS,
            detail="HMP Moor since 1 June",
            now=NOW,
        )
        assert duties(person) == {"decision"}

    def test_pnc_is_due_24_hours_after_it_was_established(self, officer: User, person: Person) -> None:
        made.established(officer, made.suspected(officer, person))
        found = duty(person, "national")
        assert found.last_at == world.at(world.TODAY + world.days(1))

    def test_nothing_is_due_once_it_has_ended(self, officer: User, person: Person) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.decided(officer, world.supervisor(), breach, DecisionKind.NFA)
        assert duties(person) == set()

    def test_the_diary_never_drifts_from_it(self, officer: User, person: Person) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.heard(officer, breach)
        made.decided(officer, world.supervisor(), breach)
        made.ended(officer, breach, Outcome.CONVICTED)
        assert not diary.drift([person.pk], today=world.TODAY)


def missing(by: User, person: Person, *, kind: str = SoughtKind.MISSING, **said: Any) -> Sought:
    values = {"starts_on": date(2026, 6, 12), "why": "Not seen since", "source": "observed"}
    return actions.declare_sought(by, person=person, kind=kind, values=values, now=NOW, **said)


class TestOfASearch:
    def test_pnc_is_due_in_24_hours_and_reviews_each_month(self, officer: User, person: Person) -> None:
        sought = missing(officer, person)
        assert duty(person, "circulate").last_at == world.at(world.TODAY + world.days(1))
        assert duty(person, "review").last == date(2026, 7, 12)
        actions.record_search_step(
            officer,
            sought=sought,
            kind=SearchStepKind.REVIEW,
            done_on=world.TODAY,
            result="Bank checks next.",
            now=NOW,
        )
        assert duty(person, "review").last == date(2026, 7, 15)

    def test_somebody_wanted_is_circulated_and_not_reviewed(self, officer: User, person: Person) -> None:
        missing(officer, person, kind=SoughtKind.WANTED)
        assert duties(person) == {"circulate"}

    def test_found_after_40_days_ends_it_and_the_breach_stays_tied(
        self, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        sought = missing(officer, person, breach=breach)
        sought = actions.circulate(
            officer, sought=sought, version=1, circulation="26/9X", circulated_on=world.TODAY, now=NOW
        )
        later = world.at(date(2026, 7, 22))
        ended = actions.end_search(
            officer,
            sought=sought,
            version=2,
            ends_on=later.date(),
            outcome=SoughtEnd.COMPLYING,
            found="At his sister's, Holmrook",
            now=later,
        )
        assert ended.ends_on is not None
        assert ended.starts_on is not None
        assert (ended.ends_on - ended.starts_on).days == 40
        assert duties(person) == {"checks", "decision"}
        assert made.fresh(breach).missing == sought

    def test_missing_and_wanted_stand_beside_each_other(self, officer: User, person: Person) -> None:
        breach = made.established(officer, made.suspected(officer, person))
        first, second = (
            missing(officer, person, breach=breach),
            missing(officer, person, kind=SoughtKind.WANTED, breach=breach),
        )
        breach = made.fresh(breach)
        assert (breach.missing, breach.wanted) == (first, second)

    def test_said_again_it_is_the_same_entry(self, officer: User, person: Person) -> None:
        assert missing(officer, person) == missing(officer, person)


class TestTheSweep:
    @pytest.fixture
    def homeless(self, officer: User) -> Person:
        """Told where he can be found on 2 June: again by 8 June, and so each week."""
        person = world.person(
            officer, home={"starts_on": date(2026, 6, 1), "kind": OccupancyKind.NO_FIXED_ABODE}
        )
        told = world.at(date(2026, 6, 2))
        actions.record_notification(
            officer,
            person=person,
            given_at=told,
            station="Kirkby",
            answers=[made.overdue(person).key],
            now=told,
        )
        return person

    def weekly(self, person: Person) -> Entry:
        return Entry.objects.get(person=person, rule="85(5)(a)", met_on__isnull=True)

    def after(self, entry: Entry, *, days: int = 1) -> datetime:
        assert entry.last is not None
        return world.at(entry.last + world.days(days))

    def test_one_missed_week_opens_an_enquiry_the_same_day_once(self, homeless: Person) -> None:
        entry = self.weekly(homeless)
        assert actions.notice_breaches(now=self.after(entry, days=0)) == 0
        assert actions.notice_breaches(now=self.after(entry)) == 1
        assert actions.notice_breaches(now=self.after(entry, days=9)) == 0
        breach = Breach.objects.get()
        assert (breach.duty_key, breach.recorded_by) == (entry.key, None)
        assert duty(homeless, "checks").last == self.after(entry).date()

    def test_not_of_somebody_who_was_taken_into_custody(self, officer: User, homeless: Person) -> None:
        entry = self.weekly(homeless)
        assert entry.last is not None
        Absence.objects.create(
            person=homeless, kind="custody", starts_on=entry.last, recorded_at=NOW, recorded_by=officer
        )
        diary.refresh([homeless.pk], today=self.after(entry).date())
        assert actions.notice_breaches(now=self.after(entry)) == 0

    def test_nor_again_once_it_was_taken_off_the_record(self, officer: User, homeless: Person) -> None:
        entry = self.weekly(homeless)
        actions.notice_breaches(now=self.after(entry))
        record.void(
            world.supervisor(),
            fact=Breach.objects.get(),
            version=1,
            reason="Another man",
            now=self.after(entry),
        )
        assert actions.notice_breaches(now=self.after(entry)) == 0

    def test_what_one_record_refuses_does_not_stop_the_rest(
        self, homeless: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: object, **said: object) -> None:
            raise ValidationError("refused")

        entry = self.weekly(homeless)
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(suspecting, "open_suspected_breach", refuse)
            assert actions.notice_breaches(now=self.after(entry)) == 0
        assert actions.notice_breaches(now=self.after(entry)) == 1

    def test_an_overdue_annual_or_first_notification_waits_for_the_officer(self, person: Person) -> None:
        assert made.overdue(person)
        assert actions.notice_breaches(now=NOW) == 0
