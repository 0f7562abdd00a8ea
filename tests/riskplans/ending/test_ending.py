"""The review before notification ends: its days, who hands it in and who answers, and the duty that it meets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from access.recording import SentOtherwise, Stale
from accounts.choices import Role
from diary import actions as diary
from diary import clock as now_is
from diary import noticeboard
from diary.models import Ending, Entry, Task
from offenders import actions as offenders
from offenders.choices import ArchiveReason
from offenders.models import Person
from riskplans import actions
from riskplans.ending import queries, rules
from riskplans.ending.choices import Check
from riskplans.ending.keys import ASKED, DECIDED, OPENS
from riskplans.models import EndReview
from tests import world
from tests.riskplans import ended
from tests.riskplans.ended import LAST_DAY, NOW, SAID
from tests.riskplans.orders import kept

Clock = Callable[[date], None]


def due(person: Person) -> Entry | None:
    return Entry.objects.filter(person=person, kind="ending").first()


class TestDays:
    @given(
        st.dates(date(2020, 1, 1), date(2100, 1, 1)),
        st.integers(0, 366),
        st.integers(1, 366),
        st.integers(1, 366),
    )
    def test_they_follow_each_other_however_a_force_sets_them(
        self, ends_on: date, opens: int, asked: int, decided: int
    ) -> None:
        found = rules.days(ends_on, opens=opens, asked=asked, decided=decided)
        assert found.opens <= found.asked <= found.decided < ends_on

    def test_as_practice_has_them(self) -> None:
        found = rules.days(date(2026, 7, 5), opens=28, asked=14, decided=7)
        assert found == (date(2026, 6, 7), date(2026, 6, 21), date(2026, 6, 28))

    def test_a_forces_own_decision_comes_before_everybodys(self) -> None:
        rows = [(None, date(2020, 1, 1), 0), (None, date(2026, 6, 1), 28), (7, date(2026, 1, 1), 40)]
        said = [
            rules.value_on(rows, force, day) for force in (7, 8) for day in (date(2026, 5, 1), NOW.date())
        ]
        assert said == [40, 40, 0, 28]
        assert rules.value_on([], 7, NOW.date()) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestDuty:
    def test_it_stands_in_the_diary_by_the_forces_policy(self) -> None:
        person = ended.ends_soon(world.officer())
        found = due(person)
        assert found
        assert (found.arises_on, found.work_to, found.last) == (
            LAST_DAY - timedelta(28),
            LAST_DAY - timedelta(14),
            LAST_DAY - timedelta(7),
        )

    def test_nobody_is_asked_of_an_end_that_is_far(self) -> None:
        assert due(world.person()) is None
        assert due(world.without_end(world.officer())) is None

    def test_nor_of_one_that_came_before_the_record(self) -> None:
        person = ended.ends_soon(world.officer(), today=LAST_DAY + timedelta(2))
        assert Ending.objects.get(person=person).ends_on == LAST_DAY
        assert due(person) is None

    def test_nor_of_one_that_came_before_the_force_asked(self, clock: Clock) -> None:
        person = ended.ends_soon(world.officer())
        world.decided(OPENS, 0, LAST_DAY - timedelta(1))
        after = LAST_DAY + timedelta(30)
        world.decided(OPENS, 28, after)
        clock(after)
        diary.refresh([person.pk], today=now_is.today())
        assert due(person) is None

    def test_a_force_that_asks_for_none_has_none(self) -> None:
        world.decided(OPENS, 0)
        assert due(ended.ends_soon(world.officer())) is None

    def test_the_check_finds_nothing_and_another_provider_alone_keeps_it(self) -> None:
        person = ended.ends_soon(world.officer())
        assert not diary.refresh([person.pk], today=world.TODAY)
        with diary.refreshing_only("ending"):
            assert not diary.refresh([person.pk], today=world.TODAY)

    def test_policy_moves_it(self) -> None:
        person = ended.ends_soon(world.officer())
        world.decided(ASKED, 10)
        world.decided(DECIDED, 3)
        diary.refresh([person.pk], today=world.TODAY)
        found = due(person)
        assert found
        assert (found.work_to, found.last) == (LAST_DAY - timedelta(10), LAST_DAY - timedelta(3))

    def test_an_approved_review_meets_it_and_a_moved_end_asks_anew(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        review = ended.handed_in(officer, person)
        assert due(person).met_on is None  # type: ignore[union-attr]
        ended.answered(supervisor, review)
        assert due(person).met_on == world.TODAY  # type: ignore[union-attr]
        offenders.correct(
            officer,
            fact=person.triggers.get(),
            version=1,
            changes={"date": date(2021, 6, 29)},
            reason="Court register",
            now=NOW,
        )
        found = due(person)
        assert found
        assert found.met_on is None
        assert found.last == LAST_DAY - timedelta(7 + 7)

    def test_of_the_dead_nothing_is_reviewed(self) -> None:
        officer = world.officer()
        person = ended.ends_soon(officer)
        world.detail(officer, person, "gone", kind="deceased", starts_on=world.TODAY)
        assert due(person) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestHandingIn:
    def test_a_supervisor_is_asked_and_the_section_is_kept(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        review = ended.handed_in(officer, person)
        assert review.ends_on == LAST_DAY
        assert review.citation == Ending.objects.get(person=person).citation
        assert [each.name for each in noticeboard_rows(supervisor)] == ["end reviews"]
        assert noticeboard_rows(officer) == []
        task = Task.objects.get(person=person, source__startswith="riskplans/ending:")
        assert task.owner == supervisor
        assert task.due_on == LAST_DAY - timedelta(7)

    def test_not_before_it_has_opened(self) -> None:
        officer = world.officer()
        person = ended.ends_soon(officer)
        with pytest.raises(ValidationError, match="too early"):
            ended.handed_in(officer, person, now=world.at(LAST_DAY - timedelta(29)))

    def test_of_another_last_day_than_was_seen(self) -> None:
        officer = world.officer()
        person = ended.ends_soon(officer)
        with pytest.raises(Stale):
            ended.handed_in(officer, person, seen=LAST_DAY - timedelta(1))

    def test_an_end_without_a_day_is_not_reviewed(self) -> None:
        officer = world.officer()
        with pytest.raises(ValidationError, match="no last day"):
            ended.handed_in(officer, world.without_end(officer), seen=LAST_DAY)

    def test_an_order_that_runs_on_is_spoken_of(self) -> None:
        officer = world.officer()
        person = ended.ends_soon(officer)
        kept.order(officer, person, kind="restraining", made_on=date(2021, 7, 6), last_day=date(2031, 7, 5))
        (order,) = queries.running_on(person, LAST_DAY)
        assert (order.words, order.until) == ("Restraining order", date(2031, 7, 5))
        with pytest.raises(ValidationError) as refused:
            ended.handed_in(officer, person, after="keep")
        assert set(refused.value.message_dict) == {"orders", "basis"}
        review = ended.handed_in(
            officer, person, after="keep", basis="The order", orders="The unit goes on visiting."
        )
        assert review.basis == "The order"

    def test_sent_twice_is_one_and_with_something_else_is_refused(self) -> None:
        officer = world.officer()
        person, form = ended.ends_soon(officer), uuid4()
        first = ended.handed_in(officer, person, submission=form)
        assert ended.handed_in(officer, person, submission=form) == first
        with pytest.raises(SentOtherwise):
            ended.handed_in(officer, person, submission=form, risk="None at all")
        with pytest.raises(ValidationError, match="reviewed already"):
            ended.handed_in(officer, person, submission=uuid4())

    def test_whoever_may_not_record_hands_in_nothing(self) -> None:
        person = ended.ends_soon(world.officer())
        for user in (world.user(Role.AUDITOR), world.officer(of=world.unit("North", "NX"))):
            with pytest.raises(PermissionDenied):
                ended.handed_in(user, person)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestAnswering:
    def test_nobody_approves_their_own(self) -> None:
        supervisor = world.supervisor()
        person = ended.ends_soon(supervisor)
        review = ended.handed_in(supervisor, person)
        with pytest.raises(ValidationError, match="somebody else"):
            ended.answered(supervisor, review)
        assert noticeboard_rows(supervisor) == []

    def test_each_point_is_looked_at(self) -> None:
        review = ended.handed_in(officer := world.officer(), ended.ends_soon(officer))
        for some in ([], Check.values[:2]):
            with pytest.raises(ValidationError) as refused:
                ended.answered(world.supervisor(), review, checked=some)
            assert set(refused.value.message_dict) == {"checked"}

    def test_not_once_the_end_has_moved(self) -> None:
        officer = world.officer()
        person = ended.ends_soon(officer)
        review = ended.handed_in(officer, person)
        ended.said_to_end(person, LAST_DAY + timedelta(14))
        with pytest.raises(ValidationError, match="no longer ends"):
            ended.answered(world.supervisor(), review)
        assert ended.answered(world.supervisor(), review, "refused").state == "Returned"

    def test_the_same_answer_twice_is_one(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        review = ended.handed_in(officer, ended.ends_soon(officer))
        assert ended.answered(supervisor, review) == ended.answered(supervisor, review)
        with pytest.raises(SentOtherwise):
            ended.answered(supervisor, review, note="Another reason")
        with pytest.raises(ValidationError, match="already"):
            ended.answered(world.supervisor(), review, "refused")

    def test_what_was_returned_can_be_handed_in_again(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        ended.answered(supervisor, ended.handed_in(officer, person), "refused")
        assert ended.handed_in(officer, person).state == "Waits for a supervisor"

    def test_what_was_approved_can_be_taken_back_and_the_duty_runs_again(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        review = ended.answered(supervisor, ended.handed_in(officer, person))
        actions.take_back_end_review(
            officer, review=review, version=review.version, why="He was arrested", now=NOW
        )
        assert due(person).met_on is None  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestClosing:
    def test_once_it_has_ended_the_record_waits_to_be_closed(self, clock: Clock) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        # Everything that the law asks is done, so that nothing keeps the record open.
        ended.answered(supervisor, ended.handed_in(officer, person))
        assert noticeboard_rows(supervisor) == []
        after = LAST_DAY + timedelta(1)
        clock(after)
        (row,) = noticeboard_rows(supervisor, world.at(after))
        assert row.name == "ended"
        assert noticeboard_rows(officer, world.at(after)) == []
        Entry.objects.filter(person=person).delete()
        offenders.archive(
            supervisor,
            person=person,
            why=ArchiveReason.NO_LONGER_MANAGED,
            note="Notification ended",
            now=world.at(after),
        )
        assert noticeboard_rows(supervisor, world.at(after)) == []

    def test_a_record_is_not_closed_over_an_end_that_nobody_reviewed(self, clock: Clock) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        after = LAST_DAY + timedelta(1)
        clock(after)
        Entry.objects.filter(person=person).exclude(kind="ending").delete()
        with pytest.raises(ValidationError, match="review before notification ends"):
            offenders.archive(
                supervisor,
                person=person,
                why=ArchiveReason.NO_LONGER_MANAGED,
                note="Notification ended",
                now=world.at(after),
            )

    def test_whoever_goes_on_being_managed_is_not_closed(self, clock: Clock) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        ended.answered(supervisor, ended.handed_in(officer, person, after="keep", basis="MAPPA category 3"))
        after = LAST_DAY + timedelta(1)
        clock(after)
        assert noticeboard_rows(supervisor, world.at(after)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestTheDatabase:
    def refused(self, review: EndReview, **values: object) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            EndReview.objects.filter(pk=review.pk).update(**values)

    def test_it_holds_who_answers_and_what_was_handed_in(self) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = ended.ends_soon(officer)
        review = ended.handed_in(officer, person)
        answer = {"answer": "approved", "answer_note": "Yes", "answered_at": NOW}
        self.refused(review, **answer, answered_by=officer, checked=Check.values)
        self.refused(review, **answer, answered_by=supervisor, checked=["date"])
        self.refused(review, risk="Nothing")
        self.refused(review, taken_back_at=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            EndReview.objects.create(
                person=person, ends_on=LAST_DAY, citation="", recorded_at=NOW, recorded_by=officer, **SAID
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            review.delete()
        ended.answered(supervisor, review)
        self.refused(review, answer="refused")


def noticeboard_rows(user: object, now: object = NOW) -> list[noticeboard.ToDecide]:
    lines = noticeboard.to_decide(user, now).rows  # type: ignore[arg-type]
    ours = (noticeboard.deciding(line.source) for line in lines if line.source in ("end reviews", "ended"))
    return list(ours)
