"""Orders served, their conditions checked and varied."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from notifications.models import Breach
from offenders import actions as people
from offenders.models import OrderCondition, Person
from offenders.queries import conditions_in_force
from riskplans import actions
from riskplans.choices import Complied
from riskplans.models import ConditionChecked, OrderService, RiskReview
from riskplans.orders import queries
from riskplans.orders.choices import OrderState
from tests import world
from tests.riskplans import visiting
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, kept.NOW


class TestService:
    def test_the_day_goes_on_the_order_and_the_duty_is_met(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        assert kept.duty(person, "order_service").last == TODAY + world.days(7)
        kept.served(officer, made, kept.MADE + world.days(1))
        made.refresh_from_db()
        assert made.served_on == kept.MADE + world.days(1)
        assert not person.diary_entries.open().filter(kind="order_service").exists()
        assert queries.shown(person, TODAY).live[0].state is OrderState.LIVE

    def test_until_then_it_is_made_and_not_live(self, officer: User, person: Person) -> None:
        kept.order(officer, person)
        assert queries.shown(person, TODAY).live[0].state is OrderState.MADE

    def test_service_before_the_order_was_made_is_refused(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            kept.served(officer, kept.order(officer, person), kept.MADE - world.days(1))
        assert set(refused.value.error_dict) == {"served_on"}
        assert not OrderService.objects.exists()

    def test_conditions_that_nobody_recorded_were_not_explained(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        with pytest.raises(ValidationError, match="Add its conditions first"):
            kept.served(officer, made, explained=True)
        kept.condition(officer, made)
        assert kept.served(officer, made, explained=True).explained

    def test_an_order_is_served_once(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        kept.served(officer, made)
        with pytest.raises(ValidationError, match="on record already"):
            kept.served(officer, made)

    def test_the_database_wants_the_day(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderService.objects.create(
                person=person, order=made, how="post", served_by="A", proof="B", recorded_at=NOW
            )


class TestChecks:
    def test_a_round_of_checks_is_one_duty_until_every_condition_was_checked(
        self, officer: User, person: Person
    ) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        first, second = kept.condition(officer, made), kept.condition(officer, made, "devices")
        assert kept.duty(person, "order_conditions").last == date(2026, 9, 15)
        kept.checked(officer, first)
        assert kept.duty(person, "order_conditions").last == date(2026, 9, 15)
        later = TODAY + world.days(10)
        kept.checked(officer, second, on=later)
        assert kept.duty(person, "order_conditions").last == date(2026, 9, 25)
        met = person.diary_entries.get(kind="order_conditions", met_on__isnull=False)
        assert (met.last, met.met_on) == (date(2026, 9, 15), later)

    def test_a_check_at_a_visit_counts_as_one(self, officer: User, person: Person) -> None:
        only = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        visit = visiting.made(officer, person)
        actions.complete_visit(
            officer,
            visit=visit,
            version=0,
            record={},
            found=actions.Found(conditions={only.pk: (Complied.CONCERN, "Evasive")}),
            now=world.at(TODAY, 14),
        )
        (its,) = queries.shown(person, TODAY).live[0].conditions
        assert its.latest
        assert (its.latest.on, its.latest.who) == (TODAY, str(officer))
        assert its.result[0] == "A concern"
        assert its.due == date(2026, 9, 15)

    def test_a_breach_opens_one_enquiry_with_the_condition_and_one_review(
        self, officer: User, person: Person
    ) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        term = kept.condition(officer, made, "devices")
        check = kept.checked(officer, term, Complied.BREACH, how="device", note="A second telephone.")
        breach = Breach.objects.get()
        assert (breach.order_condition, breach.happened_on, breach.account) == (
            term,
            TODAY,
            "A second telephone.",
        )
        assert breach.found == "monitoring"
        assert RiskReview.objects.open().filter(person=person).count() == 1
        assert queries.enquiry_into(check) == breach

        kept.checked(officer, term, Complied.BREACH, note="And a tablet.")
        assert Breach.objects.count() == 1
        assert RiskReview.objects.open().filter(person=person).count() == 1

    def test_the_same_form_twice_is_one_check_and_one_enquiry(self, officer: User, person: Person) -> None:
        term = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        number = uuid4()
        for _ in range(2):
            kept.checked(officer, term, Complied.BREACH, submission=number)
        assert (ConditionChecked.objects.count(), Breach.objects.count()) == (1, 1)

    def test_a_check_by_itself_has_its_day_and_its_words(self, officer: User, person: Person) -> None:
        term = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        kept.checked(officer, term)
        for wrong in ({"checked_on": None}, {"note": ""}, {"checked_by": ""}, {"how": ""}):
            with pytest.raises(DatabaseError), transaction.atomic():
                ConditionChecked.objects.update(**wrong)

    def test_somebody_in_custody_is_not_checked_by_a_day(self, officer: User, person: Person) -> None:
        kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        people.record_custody(officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOW)
        assert kept.duty(person, "order_conditions").last is None


class TestConditions:
    def test_one_may_be_made_for_a_time_and_none_begins_before_its_order(
        self, officer: User, person: Person
    ) -> None:
        made = kept.order(officer, person)
        until = TODAY + world.days(700)
        assert kept.condition(officer, made, ends_on=until).ends_on == until
        with pytest.raises(ValidationError, match="before the order was made"):
            kept.condition(officer, made, "work", starts_on=kept.MADE - world.days(1))

    def test_a_number_is_one_condition_in_force(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        first = kept.condition(officer, made)
        with pytest.raises(ValidationError, match="on record already"):
            kept.condition(officer, made, "work", number=1)
        other = kept.condition(officer, made, "work")
        with pytest.raises(DatabaseError, match="numbered_once"), transaction.atomic():
            OrderCondition.objects.filter(pk=other.pk).update(number=1)
        assert vary(officer, first).number == 1

    def test_the_page_and_the_diary_have_one_day_for_checks(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        first = kept.condition(officer, made)
        kept.condition(officer, made, "devices")
        due = kept.duty(person, "order_conditions").last
        assert [each.due for each in queries.shown(person, TODAY).live[0].conditions] == [due, due]
        kept.checked(officer, first)
        assert [each.due for each in queries.shown(person, TODAY).live[0].conditions] == [None, due]


class TestVariation:
    def test_new_words_from_a_day_and_the_earlier_stay(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person, served_on=kept.MADE)
        before = kept.condition(officer, made)
        varied = vary(officer, before, wording="Not to be alone with anyone under 18.")
        before.refresh_from_db()
        assert before.ends_on == TODAY - world.days(1)
        orders, _ = conditions_in_force(person, TODAY)
        assert orders == [varied]
        (its,) = queries.shown(person, TODAY).live[0].conditions
        assert [each.wording for each in its.earlier] == [kept.SIX["children"]]
        assert its.result[0] == queries.TO_BE_CHECKED

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"wording": kept.SIX["children"]}, "wording"),
            ({"wording": " "}, "wording"),
            ({"checked": ""}, "checked"),
            ({"varied_on": TODAY + world.days(1)}, "varied_on"),
            ({"varied_on": kept.MADE}, "varied_on"),
        ],
    )
    def test_what_is_refused(
        self, officer: User, person: Person, said: dict[str, object], field: str
    ) -> None:
        before = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        with pytest.raises(ValidationError) as refused:
            vary(officer, before, **said)
        assert set(refused.value.error_dict) == {field}

    def test_the_earlier_words_cannot_be_varied_again(self, officer: User, person: Person) -> None:
        before = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
        vary(officer, before)
        before.refresh_from_db()
        with pytest.raises(ValidationError, match="no longer in force"):
            vary(officer, before, version=2, wording="Once more.")


def vary(by: User, condition: OrderCondition, **said: object) -> OrderCondition:
    values = {
        "version": 1,
        "wording": "Not to meet anyone under 18.",
        "checked": "Asked about",
        "varied_on": TODAY,
        "variation": "Kirkby Crown Court, on our application",
    }
    varied = people.vary_condition(by, condition=condition, now=NOW, **{**values, **said})  # type: ignore[arg-type]
    assert isinstance(varied, OrderCondition)
    return varied
