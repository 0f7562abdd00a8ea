"""The verbs of orders: applications and their states, service, conditions checked and varied, passports, duties."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from access.recording import Stale
from accounts.models import User
from diary import actions as diary
from notifications.models import Breach
from offenders import actions as people
from offenders.models import CourtOrder, OrderCondition, Person
from offenders.queries import conditions_in_force
from riskplans.choices import Complied
from riskplans.models import ConditionChecked, OrderApplication, OrderService, PassportHeld, RiskReview
from riskplans.orders import effect, queries
from riskplans.orders.choices import ApplicationState, OrderState, Purpose
from tests import world
from tests.riskplans import visiting
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, kept.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


class TestApplications:
    def test_a_new_order_from_the_first_thought_to_the_order(self, officer: User, person: Person) -> None:
        application = kept.considered(officer, person)
        application = kept.applied(officer, application, hearing_on=TODAY + world.days(9))
        assert kept.duty(person, "order_hearing").last == TODAY + world.days(9)

        application = kept.further(
            officer, application, ApplicationState.INTERIM, made_on=TODAY - world.days(3), last_day=None
        )
        interim = application.interim
        assert interim
        assert (interim.kind, interim.court) == ("interim_shpo", "Kirkby Magistrates’ Court")

        application = kept.further(
            officer, application, ApplicationState.GRANTED, decided_on=TODAY, last_day=date(2031, 6, 14)
        )
        made = application.order
        assert made
        assert (made.kind, made.made_on, made.last_day) == ("shpo", TODAY, date(2031, 6, 14))
        interim.refresh_from_db()
        assert interim.discharged_on == TODAY

    def test_the_same_form_twice_is_one_application_and_one_step(self, officer: User, person: Person) -> None:
        number = uuid4()
        fields = {"purpose": "new", "kind": "sro", "considered_on": TODAY, **kept.NEED}
        for _ in range(2):
            found = actions_consider(officer, person, fields, number)
        kept.applied(officer, found, applied_on=TODAY)
        kept.applied(officer, found, applied_on=TODAY)
        assert OrderApplication.objects.get().version == 2

    def test_what_the_court_grants_changes_the_order(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        renewal = kept.applied(officer, kept.considered(officer, person, Purpose.RENEW, order=made))
        kept.further(officer, renewal, ApplicationState.GRANTED, decided_on=TODAY, last_day=date(2033, 5, 25))
        made.refresh_from_db()
        assert made.last_day == date(2033, 5, 25)

        discharge = kept.applied(officer, kept.considered(officer, person, Purpose.DISCHARGE, order=made))
        kept.further(officer, discharge, ApplicationState.GRANTED, decided_on=TODAY)
        made.refresh_from_db()
        assert made.discharged_on == TODAY

    def test_a_refusal_leaves_the_order_and_says_why(self, officer: User, person: Person) -> None:
        made = kept.order(officer, person)
        discharge = kept.applied(officer, kept.considered(officer, person, Purpose.DISCHARGE, order=made))
        with pytest.raises(ValidationError) as refused:
            kept.further(officer, discharge, ApplicationState.REFUSED, decided_on=TODAY, outcome=" ")
        assert set(refused.value.error_dict) == {"outcome"}
        kept.further(officer, discharge, ApplicationState.REFUSED, decided_on=TODAY, outcome="Risk remains")
        made.refresh_from_db()
        assert made.discharged_on is None

    def test_a_second_application_for_the_same_waits_for_the_first(
        self, officer: User, person: Person
    ) -> None:
        made = kept.order(officer, person)
        kept.considered(officer, person, Purpose.VARY, order=made)
        with pytest.raises(ValidationError, match="open already"):
            kept.considered(officer, person, Purpose.VARY, order=made)
        kept.considered(officer, person, Purpose.RENEW, order=made)

    @pytest.mark.parametrize("state", ["granted", "refused", "interim"])
    def test_the_database_refuses_a_step_out_of_order(
        self, officer: User, person: Person, state: str
    ) -> None:
        kept.considered(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderApplication.objects.update(state=state)

    def test_the_database_lets_nothing_follow_what_is_over(self, officer: User, person: Person) -> None:
        application = kept.considered(officer, person)
        kept.further(
            officer, application, ApplicationState.DROPPED, decided_on=TODAY, outcome="Licence is enough"
        )
        for state in ("considered", "applied", "granted"):
            with pytest.raises(DatabaseError), transaction.atomic():
                OrderApplication.objects.update(
                    state=state, decided_on=None, applied_on=TODAY, court="Kirkby"
                )

    def test_somebody_quicker_is_noticed(self, officer: User, person: Person) -> None:
        from riskplans import actions

        application = kept.considered(officer, person)
        kept.applied(officer, application)
        with pytest.raises(Stale):
            actions.take_application_further(
                officer,
                application=application,
                version=1,
                state=ApplicationState.WITHDRAWN,
                said={"decided_on": TODAY, "outcome": "No longer needed"},
                now=NOW,
            )

    def test_another_units_officer_is_refused(self, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            kept.considered(world.officer(of=world.unit("East unit")), person)


def actions_consider(by: User, of: Person, fields: dict[str, object], number: object) -> OrderApplication:
    from riskplans import actions

    return actions.consider_order(by, person=of, fields=fields, now=NOW, submission=number)  # type: ignore[arg-type]


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
        from riskplans import actions

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


class TestPassports:
    def test_held_and_given_back_once_the_order_is_over(self, officer: User, person: Person) -> None:
        from riskplans import actions

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
        assert review.changes.filter(what="An order has ended.").count() == 1


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
