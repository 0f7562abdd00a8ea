"""Looking at the log: who may, for what purpose, what they are shown, and that they are in it themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access import actions
from access.choices import Channel, Operation
from access.models import AccessEvent, MonthReviewed
from accounts.choices import Role
from accounts.models import User
from offenders import actions as offenders
from tests import world
from tests.access.log.conftest import tampering

pytestmark = [pytest.mark.django_db]
SignIn = Callable[[User], Client]
PURPOSE = {"purpose": "lawfulness", "note": "PSD 26/114"}


@pytest.fixture(autouse=True)
def _now(clock: Callable[[date], None]) -> None:
    """The log keeps the wall clock's time, whatever the day of the pages; here they agree."""
    clock(timezone.localdate())


def a_day() -> dict[str, str]:
    day = f"{timezone.localdate():%d/%m/%Y}"
    return {"since": day, "until": day}


def newest() -> AccessEvent:
    return AccessEvent.objects.order_by("-seq")[0]


class TestWhoHasSeenThisRecord:
    def test_it_asks_for_what_first(self, sign_in: SignIn) -> None:
        person = world.person()
        client = sign_in(world.supervisor())
        url = reverse("person-log", args=[person.pk])
        answer = client.get(url)
        assert "What do you need it for?" in answer.content.decode()
        assert "page" not in answer.context
        assert "Select what you need it for" in client.post(url, {"note": "x"}).content.decode()

    def test_then_it_shows_who_looked_and_how(self, sign_in: SignIn) -> None:
        person, looker = world.person(), world.officer(of=world.unit("West unit"))
        sign_in(looker).get(reverse("person", args=[person.pk]))
        stranger = world.officer(of=world.unit("East unit"))
        sign_in(stranger).get(reverse("person", args=[person.pk]))
        answer = sign_in(world.supervisor()).post(
            reverse("person-log", args=[person.pk]), PURPOSE, follow=True
        )
        text = answer.content.decode()
        assert str(looker).replace("'", "&#x27;") in text
        assert str(stranger) in text
        assert "Refused" in text
        assert "Same unit" in text

    def test_and_that_is_itself_in_the_log_with_its_purpose(self, sign_in: SignIn) -> None:
        person, supervisor = world.person(), world.supervisor()
        client = sign_in(supervisor)
        client.post(reverse("person-log", args=[person.pk]), PURPOSE, follow=True)
        event = newest()
        assert (event.action, event.actor_id, event.person_ids) == ("person-log", supervisor.pk, [person.pk])
        assert (event.reason_code, event.reason) == ("lawfulness", "PSD 26/114")
        assert "access log" in event.sections

    def test_the_purpose_of_one_record_does_not_open_another_and_lasts_an_hour(
        self, sign_in: SignIn, clock: Callable[[datetime], None]
    ) -> None:
        one, other = world.person(), world.person(family_name="Reed")
        client = sign_in(world.supervisor())
        there = client.post(reverse("person-log", args=[one.pk]), PURPOSE)["Location"]
        asked = there.split("?")[1]
        assert "page" in client.get(there).context
        assert "page" not in client.get(f"{reverse('person-log', args=[other.pk])}?{asked}").context
        clock(world.at(timezone.localdate(), 10, 1))
        assert "page" not in client.get(there).context

    def test_nothing_of_it_stands_in_the_address(self, sign_in: SignIn) -> None:
        person = world.person()
        there = sign_in(world.supervisor()).post(reverse("person-log", args=[person.pk]), PURPOSE)["Location"]
        assert re.fullmatch(r"/people/[0-9a-f-]{36}/looks/\?asked=[0-9a-f-]{36}", there)

    def test_officers_are_not_offered_it(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        page = reverse("person", args=[person.pk])
        assert "Who has seen it" not in sign_in(officer).get(page).content.decode()
        assert "Who has seen it" in sign_in(world.supervisor()).get(page).content.decode()


class TestAuditor:
    def search(self, client: Client, **asked: object) -> list[AccessEvent]:
        answer = client.post("/audit/", {**a_day(), **PURPOSE, **asked}, follow=True)
        return [row.event for row in answer.context["rows"]]

    def test_by_record_by_user_and_by_operation(self, sign_in: SignIn) -> None:
        officer = world.officer()
        one, other = world.person(officer), world.person(officer, family_name="Reed")
        for person in (one, other):
            sign_in(officer).get(reverse("person", args=[person.pk]))
        client = sign_in(world.user(Role.AUDITOR))
        found = self.search(client, reference=one.reference)
        assert {(*event.person_ids,) for event in found} == {(one.pk,)}
        assert {event.operation for event in found} == {"collection", "consultation"}
        found = self.search(client, actor=officer.collar_number, operation=["consultation"])
        assert {event.actor_id for event in found} == {officer.pk}
        assert {event.operation for event in found} == {"consultation"}

    def test_finds_who_looked_at_a_restricted_record(self, sign_in: SignIn) -> None:
        inspector, person = world.user(Role.DETECTIVE_INSPECTOR), world.person()
        offenders.restrict(inspector, person=person, readers=[], reason="Staff", now=world.at(world.TODAY))
        found = self.search(sign_in(world.user(Role.AUDITOR)), reference=person.reference.lower())
        assert [event.action for event in found][:1] == ["restrict record"]
        foreign = sign_in(world.user(Role.AUDITOR, of=world.unit("Far unit", "NX")))
        answer = foreign.post("/audit/", {**a_day(), **PURPOSE, "reference": person.reference})
        assert answer.status_code != 302

    def test_sees_references_and_no_name(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        sign_in(officer).get("/")
        text = (
            sign_in(world.user(Role.AUDITOR))
            .post("/audit/", {**a_day(), **PURPOSE}, follow=True)
            .content.decode()
        )
        assert person.reference in text
        assert "marsh" not in text.lower()

    def test_each_search_is_in_the_log(self, sign_in: SignIn) -> None:
        person, auditor = world.person(), world.user(Role.AUDITOR)
        self.search(sign_in(auditor), reference=person.reference)
        event = newest()
        assert (event.action, event.channel, event.actor_id) == ("audit", Channel.SEARCH, auditor.pk)
        assert (event.object_type, event.reason_code, event.reason) == (
            "access log",
            "lawfulness",
            "PSD 26/114",
        )
        assert event.person_ids == [person.pk]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"purpose": ""}, "Select what you need it for"),
            ({"reference": "CU-999999"}, "No record of your force has this reference"),
            ({"actor": "nobody at all"}, "Nobody who signs in is called that"),
            ({"since": "2/1/2026", "until": "1/1/2026"}, "cannot be before the first"),
            ({"since": "1/1/2024", "until": "1/6/2026"}, "at most 366 days"),
        ],
    )
    def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
        self, sign_in: SignIn, asked: dict[str, str], said: str
    ) -> None:
        client = sign_in(world.user(Role.AUDITOR))
        answer = client.post("/audit/", {**a_day(), **PURPOSE, **asked})
        text = answer.content.decode()
        assert said in text
        assert 'value="PSD 26/114"' in text

    def test_officers_of_other_forces_are_theirs_to_audit(self, sign_in: SignIn) -> None:
        ours = world.person()
        away = world.officer(of=world.unit("Their unit", "NB"))
        theirs = world.person(away, family_name="Reed")
        for person in (ours, theirs):
            sign_in(away).get(reverse("person", args=[person.pk]))
        client = sign_in(world.user(Role.AUDITOR))
        assert away.pk not in {event.actor_id for event in self.search(client)}
        # What they tried on a record of ours is ours to see.
        assert away.pk in {event.actor_id for event in self.search(client, reference=ours.reference)}
        answer = client.post("/audit/", {**a_day(), **PURPOSE, "reference": theirs.reference})
        assert "No record of your force" in answer.content.decode()

    def test_pages_by_key_show_each_event_once_and_keep_the_purpose(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        for _ in range(60):
            client.get(reverse("person", args=[person.pk]))
        client = sign_in(world.user(Role.AUDITOR))
        answer = client.post("/audit/", {**a_day(), **PURPOSE, "reference": person.reference}, follow=True)
        seen = [row.event.seq for row in answer.context["rows"]]
        answer = client.get("/audit/" + answer.context["page"].next.href)
        seen += [row.event.seq for row in answer.context["rows"]]
        assert seen[:61] == sorted(seen[:61], reverse=True)
        assert len(set(seen)) == len(seen) >= 61
        assert newest().reason_code == "lawfulness"

    def test_it_costs_the_same_however_much_it_shows(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer)
        client = sign_in(world.user(Role.AUDITOR))
        there = client.post("/audit/", {**a_day(), **PURPOSE})["Location"]

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert "rows" in client.get(there).context
            return len(captured)

        few = queries()
        for number in range(40):
            world.person(officer, family_name=f"Person{number}")
        assert queries() == few <= 8


class TestReview:
    def last_month(self) -> date:
        return (timezone.localdate().replace(day=1) - world.days(1)).replace(day=1)

    def look(self, by: User, person: object, **about: object) -> None:
        event = AccessEvent(
            **{
                "actor_id": by.pk,
                "actor": str(by),
                "unit_id": by.unit_id,
                "operation": Operation.CONSULTATION,
                "channel": Channel.PAGE,
                "person_ids": [person],
                "basis": "unit",
                "at": world.at(self.last_month(), 12),
                **about,
            }
        )
        with tampering():  # nobody else may say that it was last month
            event.save(force_insert=True)

    def test_lists_who_opened_what_beyond_their_caseload(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        person, other = world.person(), world.person(family_name="Reed")
        for _ in range(3):
            self.look(officer, person.pk)
        self.look(officer, person.pk, reason="Asked to by the front counter")
        self.look(officer, other.pk, operation=Operation.DENIED, basis="")
        self.look(officer, other.pk, basis="manager")
        self.look(officer, other.pk, basis="cover")
        self.look(supervisor, person.pk)
        self.look(world.officer(of=world.unit("East unit")), person.pk)
        looks = sign_in(supervisor).get("/audit/review/").context["looks"]
        assert [(look.reference, look.times, look.reasoned, look.refused) for look in looks] == [
            (person.reference, 4, 1, 0),
            (other.reference, 1, 0, 1),
        ]

    def test_a_month_is_signed_off_once_when_it_is_over(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        client = sign_in(supervisor)
        month = self.last_month()
        url = f"/audit/review/?month={month:%Y-%m}"
        client.post(url, {"note": "Spoke to one officer"})
        row = MonthReviewed.objects.get()
        assert (row.month, row.signed_by, row.note) == (month, supervisor, "Spoke to one officer")
        assert "Signed off by" in client.get(url).content.decode()
        assert "signed off already" in client.post(url, {}).content.decode()
        assert MonthReviewed.objects.count() == 1
        event = AccessEvent.objects.filter(operation=Operation.ADMINISTRATION).latest("seq")
        assert event.action == "sign off a month's looks"

    def test_this_month_and_another_unit_are_refused(self) -> None:
        supervisor = world.supervisor()
        now = timezone.localtime()
        what = {"looks": 0, "note": "", "now": now}
        with pytest.raises(ValidationError):
            actions.sign_off_month(supervisor, unit=supervisor.unit, month=now.date().replace(day=1), **what)
        with pytest.raises(PermissionDenied):
            actions.sign_off_month(supervisor, unit=world.unit("East unit"), month=self.last_month(), **what)
        with pytest.raises(PermissionDenied):
            actions.sign_off_month(world.officer(), unit=supervisor.unit, month=self.last_month(), **what)

    def test_a_sign_off_stays(self) -> None:
        supervisor = world.supervisor()
        actions.sign_off_month(
            supervisor,
            unit=supervisor.unit,
            month=self.last_month(),
            looks=0,
            note="",
            now=timezone.localtime(),
        )
        for change in (lambda rows: rows.update(note="x"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(MonthReviewed.objects.all())

    @pytest.mark.parametrize("month", ["", "2026-13", "9999-01", "x", "2026-02-30"])
    def test_a_made_up_month_shows_the_last_one(self, sign_in: SignIn, month: str) -> None:
        answer = sign_in(world.supervisor()).get("/audit/review/", {"month": month})
        assert answer.context["month"] == self.last_month()

    def test_it_costs_the_same_however_much_it_shows(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        client = sign_in(supervisor)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/audit/review/").status_code == 200
            return len(captured)

        self.look(officer, world.person().pk)
        few = queries()
        for _ in range(30):
            self.look(officer, uuid4())
        assert queries() == few <= 9
