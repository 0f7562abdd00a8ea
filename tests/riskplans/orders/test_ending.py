"""Passports under a prohibition of travel, the end of an order, and what it does to notification."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from diary import actions as diary
from offenders.models import CourtOrder, Person
from riskplans import actions
from riskplans.models import PassportHeld, RiskReview
from riskplans.orders import effect, queries
from riskplans.orders.choices import ApplicationState, OrderState, Purpose
from tests import world
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, kept.NOW


class TestPassports:
    @pytest.mark.parametrize("how", ["passport", "check"])
    def test_a_prohibition_of_travel_asks_for_the_passport(
        self, officer: User, person: Person, how: str
    ) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        kept.condition(officer, made)
        assert not person.diary_entries.filter(kind="passport_surrender").exists()
        travel = kept.condition(officer, made, "travel")
        assert kept.duty(person, "passport_surrender").last == TODAY + world.days(3)
        if how == "passport":
            kept.passport(officer, made)
        else:
            kept.checked(officer, travel, note="Seen with his sister: he has no passport.")
        assert not person.diary_entries.open().filter(kind="passport_surrender").exists()

    def test_held_and_given_back_once_the_order_is_over(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        held = kept.passport(officer, made)
        assert not person.diary_entries.filter(kind="passport_return").exists()
        discharge = kept.applied(officer, kept.considered(officer, person, Purpose.DISCHARGE, order=made))
        kept.further(officer, discharge, ApplicationState.GRANTED, decided_on=TODAY)
        assert kept.duty(person, "passport_return").last == TODAY
        actions.return_passport(
            officer, passport=held, version=1, returned_on=TODAY, returned_to="To him: order ended", now=NOW
        )
        assert not person.diary_entries.open().filter(kind="passport_return").exists()

    def test_one_passport_is_held_once(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        document = world.detail(
            officer, person, "identity-document", kind="passport", issuer="United Kingdom", source="document"
        )
        kept.passport(officer, made, document=document, described="")
        with pytest.raises(ValidationError, match="held already"):
            kept.passport(officer, made, document=document, described="")
        assert queries.passports(person) == []

    def test_a_return_has_its_day_and_to_whom(self, officer: User, person: Person) -> None:
        kept.passport(officer, kept.order(officer, person))
        for wrong in (
            {"returned_on": TODAY},
            {"returned_to": "Him"},
            {"returned_on": TODAY - world.days(30), "returned_to": "Him"},
            {"kept_at": ""},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                PassportHeld.objects.update(**wrong)


class TestTheEnd:
    def test_six_months_before_the_end_renewal_is_decided(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, served_on=kept.MADE, last_day=TODAY + world.days(400))
        due = kept.duty(person, "order_ending")
        assert due.last == date(2027, 1, 20)
        renewal = kept.considered(officer, person, Purpose.RENEW, order=made)
        assert kept.duty(person, "order_ending")
        kept.further(officer, renewal, ApplicationState.DROPPED, decided_on=TODAY, outcome="Risk has fallen")
        assert not person.diary_entries.open().filter(kind="order_ending").exists()

    def test_a_renewal_that_was_granted_leaves_the_next_end_to_be_prompted_for(
        self, officer: User, person: Person
    ) -> None:
        made = kept.order(officer, person, served_on=kept.MADE, last_day=TODAY + world.days(400))
        renewal = kept.applied(officer, kept.considered(officer, person, Purpose.RENEW, order=made))
        kept.further(officer, renewal, ApplicationState.GRANTED, decided_on=TODAY, last_day=date(2033, 5, 25))
        assert kept.duty(person, "order_ending").last == date(2032, 11, 25)

    def test_an_order_that_ended_leaves_no_duty_behind(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, last_day=TODAY + world.days(400))
        kept.condition(officer, made)
        over = made.last_day + world.days(1)  # type: ignore[operator]
        list(diary.rebuild(today=over))
        kinds = {"order_conditions", "order_service", "order_ending"}
        assert not person.diary_entries.open().filter(kind__in=kinds).exists()
        assert [each.state for each in queries.shown(person, over).over] == [OrderState.EXPIRED]

    def test_a_discharge_raises_one_review(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        before = RiskReview.objects.filter(person=person).count()
        discharge = kept.applied(officer, kept.considered(officer, person, Purpose.DISCHARGE, order=made))
        assert RiskReview.objects.filter(person=person).count() == before
        kept.further(officer, discharge, ApplicationState.GRANTED, decided_on=TODAY)
        (review,) = RiskReview.objects.open().filter(person=person)
        over = world.at(made.last_day + world.days(1))  # type: ignore[operator]
        actions.notice_endings(now=over)
        assert review.changes.filter(what="An order has ended.").count() == 1
        assert RiskReview.objects.filter(person=person).count() == before + 1


class TestWhatItDoesToNotification:
    def test_the_law_engine_says_until_when(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        found = effect.of_orders(person, [made], TODAY)[made.pk]
        assert found.says == "Keeps them subject to notification until 25 May 2031."
        assert "103G" in found.citation
        assert found.why

    def test_requirements_that_run_longer_are_said(self, officer: User) -> None:
        person = world.without_end(officer)
        made = kept.order(officer, person)
        says = effect.of_orders(person, [made], TODAY)[made.pk].says
        assert says == (
            "Keeps them subject to notification until 25 May 2031. Other requirements of theirs run longer."
        )

    def test_until_further_order(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, last_day=None)
        assert effect.of_orders(person, [made], TODAY)[made.pk].says.endswith("until further order.")

    @pytest.mark.parametrize(
        ("kind", "words", "cited"),
        [
            ("sro", "a breach of it does", "122G"),
            ("voo", "requirements of its own", "2008"),
            ("notification", "does not compute its end", "s.97"),
            ("restraining", "no effect", ""),
        ],
    )
    def test_others_say_what_they_do(
        self, officer: User, person: Person, kind: str, words: str, cited: str
    ) -> None:
        made = kept.order(officer, person, kind=kind)
        found = effect.of_orders(person, [made], TODAY)[made.pk]
        assert words in found.says
        assert cited in found.citation


def test_the_duties_read_as_many_tables_whoever_is_asked_of(
    officer: User, person: Person, django_assert_max_num_queries: object
) -> None:
    from riskplans.orders import duties

    for _ in range(3):
        made = kept.order(officer, world.person(officer))
        kept.checked(officer, kept.condition(officer, made, checked="Asked"))
    asked = list(Person.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert list(duties.duties_for(asked, TODAY))
    assert CourtOrder.objects.count() == 3
