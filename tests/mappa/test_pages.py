"""The pages of MAPPA: what they show, to whom, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.models import Referral
from mappa.referrals import queries as referrals
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.mappa import levelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


@pytest.fixture
def officer() -> User:
    return world.officer()


class TestOverview:
    def test_who_decided_what_and_why(self, sign_in: SignIn, officer: User) -> None:
        person = world.person(officer)
        levelled.stands(person, "2")
        levelled.decided(levelled.chair(), person, "2", dissent="Health: level 1.")
        page = sign_in(officer).get(url("person-mappa", person)).content.decode()
        for said in (levelled.WHY, "Health: level 1.", "They must notify"):
            assert said in page

    def test_one_next_step_for_each_reader(self, sign_in: SignIn, officer: User) -> None:
        person = world.person(officer)
        page = url("person-mappa", person)

        def step(user: User) -> str:
            found = sign_in(user).get(page).context["next"]
            return found["text"] if found else ""

        supervisor = world.supervisor()
        assert step(officer) == "Screen"
        screening = levelled.screened(officer, person, level="2")
        assert (step(officer), step(supervisor)) == ("", "Countersign the screening")
        levelled.countersigned(supervisor, screening)
        assert step(officer) == "Refer to level 2"
        levelled.referred(officer, person)
        assert step(officer) == "Open the referral"
        assert step(levelled.coordinator()) == "Decide the level"
        assert step(world.user(Role.MAPPA_ADMINISTRATOR)) == ""

    def test_what_is_sealed_is_not_shown_to_a_partner(self, sign_in: SignIn, officer: User) -> None:
        person, partner = world.person(officer), world.user(Role.PARTNER)
        offenders.share(
            world.supervisor(),
            person=person,
            user=partner,
            purpose="Joint visit",
            classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
            starts_on=world.TODAY,
            ends_on=None,
            now=levelled.NOW,
        )
        levelled.screened(officer, person, rationale="The victim lives next door.")
        parts = {**levelled.written().parts, "victims": "Her name is known.", "plan": "Seen monthly."}
        referral = levelled.referred(officer, person, parts=parts)
        client = sign_in(partner)
        mappa = client.get(url("person-mappa", person)).content.decode()
        whole = client.get(url("referral", person, referral.pk)).content.decode()
        assert "lives next door" not in mappa
        assert "Her name is known" not in whole
        assert "Held back from you" in whole
        assert "Seen monthly." in whole

    def test_it_costs_the_same_with_a_long_history(self, sign_in: SignIn, officer: User) -> None:
        person = world.person(officer)
        levelled.stands(person, "2")

        def more() -> None:
            levelled.decided(levelled.chair(), person, "2")
            referral = levelled.submitted(officer, person)
            levelled.triaged(levelled.coordinator(), referral, "accepted")
            levelled.countersigned(world.supervisor(), levelled.screened(officer, person))

        more()
        client, page = sign_in(officer), url("person-mappa", person)
        few = queries_of(client, page)
        for _ in range(3):
            more()
        assert queries_of(client, page) == few
        assert few <= 40


class TestReferring:
    def test_a_refused_one_loses_nothing(self, sign_in: SignIn, officer: User) -> None:
        # Scenario 5 on the form.
        person = world.person(officer)
        sent = {
            "level": "3",
            "category": "1",
            "area": "Cumberfell",
            "agency": "police",
            "contact": "01632 960 001",
            "urgent": "yes",
            "reason_text": "Formal meetings would add value.",
            "submission": str(person.pk),
        }
        page = sign_in(officer).post(url("refer-mappa", person), sent).content.decode()
        assert "Say what cannot be delivered at level 2" in page
        assert "Formal meetings would add value." in page
        assert page.count('name="why_level_3"') == 1
        assert not Referral.objects.exists()

    def test_it_begins_with_the_record_and_when_it_was_confirmed(
        self, sign_in: SignIn, officer: User
    ) -> None:
        person = world.person(officer)
        world.detail(officer, person, "nhs-number", number="9434765919", source="document")
        world.detail(
            officer,
            person,
            "victim",
            identity="Nora Fell",
            zone="Kirkby",
            known_as="a neighbour",
            source="document",
        )
        client = sign_in(officer)
        form = client.get(url("refer-mappa", person)).context["form"]
        assert "Sexual assault (s.3)" in form.initial["convictions_text"]
        assert "Ewe Close" in form.initial["offender_text"]
        # A part has nothing of a class that its readers do not read.
        assert "943" not in form.initial["offender_text"]
        # Nor what the record keeps encrypted.
        assert form.initial["victims_text"] == "Victim: a neighbour"
        trusted = {section.heading: section.trusted for section in form.sections()}
        assert "Never confirmed. Last recorded 15 June 2026" in trusted["Who they are"]
        assert queries_of(client, url("refer-mappa", person)) <= 75

    def test_a_sent_back_one_is_filled_in_as_it_was(self, sign_in: SignIn, officer: User) -> None:
        person = world.person(officer)
        referral = levelled.endorsed(world.supervisor(), levelled.referred(officer, person), False)
        page = sign_in(officer).get(url("resubmit-referral", person, referral.pk))
        assert page.context["form"].initial["reason_text"] == "What is to be said of why they are referred."
        assert page.context["asked"].note == "I agree."


class TestLists:
    def test_the_queue_of_approvals(self, sign_in: SignIn, officer: User) -> None:
        levelled.screened(officer, world.person(officer))
        levelled.referred(officer, world.person(officer))
        rows = sign_in(world.supervisor()).get("/approvals/").context["queue"].rows
        assert {"MAPPA screening", "MAPPA referral"} <= {row.called for row in rows}

    def test_a_referrer_sees_theirs_and_the_coordinator_all(self, sign_in: SignIn, officer: User) -> None:
        mine = levelled.referred(officer, world.person(officer))
        east = world.officer(of=world.unit("East unit"))
        theirs = levelled.referred(east, world.person(east))

        def seen(user: User) -> set[object]:
            lists = sign_in(user).get("/referrals/").context["lists"]
            return {row.referral.pk for row in (*lists.waiting, *lists.others)}

        assert seen(officer) == {mine.pk}
        assert seen(levelled.coordinator()) == {mine.pk, theirs.pk}

    def test_each_list_is_paged_by_itself(
        self, sign_in: SignIn, officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(referrals, "A_PAGE", 2)
        first, second, urgent = (
            levelled.submitted(officer, world.person(officer), now=levelled.NOW - world.days(ago), **said)
            for ago, said in ((7, {}), (3, {}), (0, {"urgent": True, "urgent_why": "He moves in."}))
        )
        levelled.referred(officer, world.person(officer))
        client = sign_in(levelled.coordinator())
        lists = client.get("/referrals/").context["lists"]
        assert [row.referral for row in lists.waiting] == [urgent, first]
        assert (lists.totals["waiting"], len(lists.others)) == (3, 1)
        lists = client.get(f"/referrals/{lists.waiting.next.href}").context["lists"]
        assert [row.referral for row in lists.waiting] == [second]
        assert len(lists.others) == 1
        lists = client.get(f"/referrals/{lists.waiting.previous.href}").context["lists"]
        assert [row.referral for row in lists.waiting] == [urgent, first]

    def test_late_ones_are_counted(
        self, sign_in: SignIn, officer: User, clock: Callable[[object], None]
    ) -> None:
        levelled.submitted(officer, world.person(officer))
        client = sign_in(levelled.coordinator())
        assert client.get("/referrals/").context["lists"].late == 0
        clock("+8d")
        assert client.get("/referrals/").context["lists"].late == 1

    def test_who_may_be_at_too_low_a_level(self, sign_in: SignIn, officer: User) -> None:
        quiet, sought = world.person(officer), world.person(officer)
        for each in (quiet, sought):
            levelled.stands(each)
        world.detail(officer, sought, "sought", kind="missing", starts_on=world.TODAY)
        lists = sign_in(levelled.coordinator()).get("/referrals/levels/").context["lists"]
        assert [low.person for low in lists.low] == [sought]
        assert lists.low[0].reasons == ["Missing or wanted"]

    def test_who_is_in_no_category_and_by_when_it_is_said(self, sign_in: SignIn, officer: User) -> None:
        person = world.person(officer)  # on record since a Monday
        client = sign_in(levelled.coordinator())
        (found,) = client.get("/referrals/levels/").context["lists"].unplaced
        assert (found.person, found.last) == (person, world.TODAY + world.days(3))
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
        assert client.get("/referrals/levels/").context["lists"].unplaced == []

    def test_too_low_is_about_now(self, sign_in: SignIn, officer: User) -> None:
        coordinator = levelled.coordinator()
        person = world.person(officer)
        levelled.stands(person)
        referral = levelled.triaged(coordinator, levelled.submitted(officer, person), "accepted")
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, level="2"))
        client, page = sign_in(coordinator), "/referrals/levels/"
        assert client.get(page).context["lists"].low == []  # it is in hand
        actions.withdraw_referral(
            coordinator, referral=referral, version=referral.version, note="Moved.", now=levelled.NOW
        )
        (low,) = client.get(page).context["lists"].low
        assert low.reasons == ["Screened at level 2 on 15 June 2026, and at level 1 still"]

    def test_a_doubtful_category_is_the_coordinators_to_look_at(self, sign_in: SignIn, officer: User) -> None:
        day = date(2025, 1, 31)
        person = world.person(
            officer,
            trigger={"kind": "conviction", "date": day, "offence": "Coercion", "schedule_3": False},
            disposal={"kind": "imprisonment", "date": day, "term_months": 14},
        )
        said = {"category": "2", "conviction": person.triggers.get().pk, "listed": "ccb"}
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, **said))
        page, coordinator = "/referrals/levels/", levelled.coordinator()
        assert [each.person for each in sign_in(coordinator).get(page).context["lists"].doubts] == [person]
        levelled.decided(coordinator, person, "1", category="2", now=world.at(world.TODAY, 10))
        assert sign_in(coordinator).get(page).context["lists"].doubts == []

    def test_they_cost_the_same_for_one_and_for_many(self, sign_in: SignIn, officer: User) -> None:
        def one() -> None:
            person = world.person(officer)
            levelled.stands(person)
            world.detail(officer, person, "sought", kind="missing", starts_on=world.TODAY)
            levelled.submitted(officer, world.person(officer))
            accepted = world.person(officer)
            levelled.triaged(levelled.coordinator(), levelled.submitted(officer, accepted), "accepted")

        one()
        client = sign_in(levelled.coordinator())
        few = [queries_of(client, page) for page in ("/referrals/", "/referrals/levels/")]
        for _ in range(3):
            one()
        assert [queries_of(client, page) for page in ("/referrals/", "/referrals/levels/")] == few
        assert max(few) <= 25

    def test_a_chair_who_keeps_the_record_takes_a_referral_back_as_whoever_keeps_it(
        self, sign_in: SignIn
    ) -> None:
        both = world.user(Role.SUPERVISOR, Role.CHAIR, rank="DI")
        person = world.person(world.officer())
        referral = levelled.referred(both, person)
        client, page = sign_in(both), url("referral", person, referral.pk)
        step = url("referral-step", person, referral.pk, "withdraw")
        assert step in client.get(page).content.decode()
        assert "Take the referral back" in client.get(step).content.decode()
        client.post(step, {"version": str(referral.version), "note": "Written twice"})
        assert Referral.objects.get().state == "withdrawn"
