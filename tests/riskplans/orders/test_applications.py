"""Applications for orders and their states."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from access.recording import Stale
from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.models import OrderApplication
from riskplans.orders.choices import ApplicationState, Purpose
from tests import world
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, kept.NOW


class TestApplications:
    def test_a_new_order_from_the_first_thought_to_the_order(self, officer: User, person: Person) -> None:
        application = kept.considered(officer, person)
        application = kept.applied(officer, application, hearing_on=TODAY)
        assert kept.duty(person, "order_hearing").last == TODAY

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

    def test_a_shorter_order_than_the_law_has_it_says_why(self, officer: User, person: Person) -> None:
        application = kept.applied(officer, kept.considered(officer, person))
        said = {"decided_on": TODAY, "last_day": TODAY + world.days(10)}
        with pytest.raises(ValidationError, match="at least 5 years"):
            kept.further(officer, application, ApplicationState.GRANTED, **said)
        done = kept.further(
            officer, application, ApplicationState.GRANTED, **said, outcome="It bans travel abroad alone"
        )
        assert done.order
        assert done.order.last_day == TODAY + world.days(10)

    def test_an_interim_order_without_a_next_hearing_leaves_the_day_that_is_known(
        self, officer: User, person: Person
    ) -> None:
        day = TODAY + world.days(9)
        application = kept.applied(officer, kept.considered(officer, person), hearing_on=day)
        said = {"made_on": TODAY, "last_day": None, "hearing_on": None}
        for _ in range(2):
            application = kept.further(officer, application, ApplicationState.INTERIM, **said)
        assert (application.hearing_on, application.version) == (day, 3)
        with pytest.raises(Stale):
            actions.take_application_further(
                officer,
                application=application,
                version=2,
                state=ApplicationState.INTERIM,
                said={**said, "last_day": day},
                now=NOW,
            )

    def test_a_hearing_is_put_off_and_its_duty_with_it(self, officer: User, person: Person) -> None:
        application = kept.applied(officer, kept.considered(officer, person), hearing_on=TODAY)
        said = {"hearing_on": TODAY + world.days(30), "why": "No interpreter", "now": NOW}
        for _ in range(2):
            actions.adjourn_hearing(officer, application=application, version=2, **said)
        assert kept.duty(person, "order_hearing").last == TODAY + world.days(30)
        with pytest.raises(DatabaseError, match="to_a_day"), transaction.atomic():
            OrderApplication.objects.update(hearing_on=None)
        kept.further(officer, application, ApplicationState.WITHDRAWN, decided_on=TODAY, outcome="Moved")
        with pytest.raises(ValidationError, match="No hearing"):
            actions.adjourn_hearing(
                officer, application=application, version=4, **{**said, "why": "Court closed"}
            )

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
    return actions.consider_order(by, person=of, fields=fields, now=NOW, submission=number)  # type: ignore[arg-type]
