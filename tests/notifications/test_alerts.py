"""A journey to a high-risk country asks whether to alert the destination; the decision keeps its rationale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from access.recording import SentOtherwise
from accounts.models import User
from diary.models import Task
from notifications import actions
from notifications.choices import AlertKind
from notifications.models import AlertDecision, Attendance, Journey
from notifications.travelling import trip, trips
from offenders.models import Person
from tests import world
from tests.counting import queries_of
from tests.notifications.station.counter import Counter, front_counter
from tests.notifications.station.test_pages import settled
from tests.practice.listed import listed, taken_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY, NOW = world.TODAY, world.at(world.TODAY)
LEAVES = TODAY + world.days(20)
WHY = "Low risk, and he visits his mother."


def going(by: User, person: Person, *countries: str, leaves: date = LEAVES) -> Journey:
    journey = {"countries": [*countries], "departs_on": leaves, "details_known_on": TODAY}
    return actions.record_journey(by, person=person, journey=journey, now=NOW)


def decided(by: User, journey: Journey, **said: Any) -> AlertDecision:
    fields = {"decision": AlertKind.NONE, "rationale": WHY, "now": NOW, **said}
    return actions.decide_alert(by, journey=journey, **fields)


class TestAsked:
    def test_of_a_country_that_is_on_the_list_and_of_no_other(self) -> None:
        by = world.officer()
        person = world.person(by)
        listed()
        assert trip(person, going(by, person, "ES", "TH")).high_risk == ["Thailand"]
        assert not trip(person, going(by, person, "ES")).asks

    def test_on_the_day_it_was_recorded_or_the_day_they_leave(self) -> None:
        by = world.officer()
        person = world.person(by)
        listed(since=TODAY + world.days(10))
        soon, later = (going(by, person, "TH", leaves=TODAY + world.days(n)) for n in (5, 15))
        assert [each.asks for each in trips(person, [soon, later])] == [False, True]
        listed("KH")
        taken_off("KH", TODAY + world.days(1))
        assert trip(person, going(by, person, "KH")).asks

    def test_neither_once_decided_nor_once_they_are_back(self) -> None:
        by = world.officer()
        person = world.person(by)
        listed()
        first, second = going(by, person, "TH"), going(by, person, "TH", leaves=TODAY)
        decided(by, first)
        actions.record_return(by, journey=second, returned_on=TODAY, point="", now=NOW)
        second.refresh_from_db()
        assert not any(each.asks for each in trips(person, [first, second]))


class TestDecision:
    def test_it_needs_a_rationale_and_the_database_says_so_too(self) -> None:
        by = world.officer()
        journey = going(by, world.person(by), "TH")
        with pytest.raises(ValidationError) as refused:
            decided(by, journey, rationale="  ")
        assert list(refused.value.message_dict) == ["rationale"]
        made = decided(by, journey)
        with pytest.raises(IntegrityError, match="alert_decision_says_why"), transaction.atomic():
            AlertDecision.objects.filter(pk=made.pk).update(rationale="")

    def test_only_who_writes_on_the_record_decides(self) -> None:
        by = world.officer()
        journey = going(by, world.person(by), "TH")
        with pytest.raises(PermissionDenied):
            decided(world.officer(of=world.unit("Far unit", "FA")), journey)

    def test_a_later_one_holds_and_the_earlier_stays(self) -> None:
        by = world.officer()
        person = world.person(by)
        journey = going(by, person, "TH")
        decided(by, journey)
        later = decided(by, journey, decision=AlertKind.GREEN_NOTICE, now=world.at(TODAY, 15))
        assert [each.decision for each in trip(person, journey).decisions] == ["green_notice", "none"]
        assert trip(person, journey).decisions[0] == later

    def test_the_same_again_is_one_and_something_else_is_refused(self) -> None:
        by = world.officer()
        journey, submission = going(by, world.person(by), "TH"), uuid4()
        first = decided(by, journey, submission=submission)
        assert decided(by, journey, submission=submission) == first
        with pytest.raises(SentOtherwise):
            decided(by, journey, submission=submission, rationale="Otherwise")
        assert AlertDecision.objects.count() == 1


class TestPages:
    def test_who_records_a_journey_there_is_asked_at_once(self, sign_in: SignIn) -> None:
        by = world.officer()
        person = world.person(by)
        listed()
        client, url = sign_in(by), reverse("record-journey", args=[person.pk])

        def send(countries: str) -> str:
            return client.post(
                url,
                {
                    "countries": countries,
                    "departs_on": f"{TODAY + world.days(20):%d/%m/%Y}",
                    "details_known_on": f"{TODAY:%d/%m/%Y}",
                    "submission": str(uuid4()),
                },
            ).headers["Location"]

        assert send("ES") == reverse("person", args=[person.pk])
        asked = send("ES th")
        journey = Journey.objects.get(countries__contains=["TH"])
        assert asked == reverse("decide-alert", args=[person.pk, journey.pk])
        shown = client.get(asked).content.decode()
        assert "Thailand is on the force’s list of high-risk countries" in shown
        notified = reverse("person-notification", args=[person.pk])
        assert "Nobody has decided whether to alert the destination" in client.get(notified).content.decode()
        assert client.post(asked, {"decision": "none", "submission": str(uuid4())}).status_code == 200
        sent = {"decision": "diffusion", "rationale": WHY, "submission": str(uuid4())}
        assert client.post(asked, sent).headers["Location"] == notified
        shown = client.get(notified).content.decode()
        assert "Nobody has decided" not in shown
        assert WHY in shown

    def test_the_counter_says_so_and_the_decision_finishes_the_managers_task(self, sign_in: SignIn) -> None:
        manager = world.officer()
        person = settled(manager)
        listed()
        counter = Counter(sign_in(front_counter()), person)
        travels = {
            "departs_on": "29/6/2026",
            "country": "Thailand",
            "details_known_on": "15/6/2026",
            "again": "no",
        }
        counter.walk("travels", travels=travels)
        counter.record()
        task = Task.objects.get(title="Decide whether to alert where they travel: a high-risk country")
        assert task.detail.startswith("On the list: Thailand.")
        assert Attendance.objects.count() == 1
        decided(manager, Journey.objects.get())
        task.refresh_from_db()
        assert task.done_by == manager
        assert WHY in task.done_note

    def test_queries_do_not_grow_with_the_journeys(self, sign_in: SignIn) -> None:
        by = world.officer()
        person = world.person(by)
        listed()
        client, url = sign_in(by), reverse("person-notification", args=[person.pk])
        decided(by, going(by, person, "TH"))
        few = queries_of(client, url)
        for _ in range(3):
            decided(by, going(by, person, "TH", "ES"))
        assert queries_of(client, url) == few
