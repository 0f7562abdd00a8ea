"""The pages of breaches: what they show and to whom, nothing typed is lost, and how many queries they need."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from notifications import actions
from notifications.breaches import listing
from notifications.breaches.choices import DecisionKind, Outcome
from notifications.models import Breach, BreachDecision
from offenders import actions as offenders
from offenders.choices import SoughtEnd, SoughtKind
from offenders.models import Person, Sought
from tests import world
from tests.accounts import signing
from tests.notifications.breaches import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = made.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def mine(sign_in: SignIn, officer: User) -> Client:
    return sign_in(officer)


def plain(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def text_of(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return plain(answer.content)


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def missing(by: User, person: Person, **said: Any) -> Sought:
    values = {"starts_on": date(2026, 6, 5), "why": "Not seen since", "source": "observed"}
    return actions.declare_sought(
        by, person=person, kind=said.pop("kind", SoughtKind.MISSING), values=values, now=NOW, **said
    )


class TestStarting:
    def test_an_overdue_duty_leads_to_the_checks_and_nowhere_else(self, mine: Client, person: Person) -> None:
        entry = made.overdue(person)
        url = reverse("start-checks", args=[person.pk, entry.pk])
        assert url in mine.get("/").content.decode()
        assert url in mine.get(reverse("person", args=[person.pk])).content.decode()
        answer = mine.post(url, {"submission": uuid4(), "account": ""}, follow=True)
        breach = Breach.objects.get()
        assert answer.redirect_chain[-1][0] == reverse("breach", args=[person.pk, breach.pk])
        text = plain(answer.content)
        assert "Initial notification" in text
        assert "Check: custody" in text
        assert "Same-day checks: 0 of 8" in text

    def test_begun_already_they_go_on(self, mine: Client, officer: User, person: Person) -> None:
        entry = made.overdue(person)
        breach = made.suspected(officer, person)
        answer = mine.get(reverse("start-checks", args=[person.pk, entry.pk]))
        assert answer.headers["Location"] == reverse("breach", args=[person.pk, breach.pk])

    def test_today_shows_what_is_next_on_the_breach_and_begins_no_checks_anew(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        texts = self.offered(mine, person)
        assert set(texts) == {
            ("Check: custody", reverse("record-check", args=[person.pk, breach.pk, "custody"]))
        }
        made.recorded(officer, breach)
        assert set(dict(self.offered(mine, person))) == {"Propose what to do"}
        decision = made.proposed(officer, breach, DecisionKind.ARREST)
        page = reverse("breach", args=[person.pk, breach.pk])
        assert set(self.offered(mine, person)) == {("See the breach: a supervisor decides", page)}
        client = signing.sign_in(world.supervisor())
        decide = reverse("decide-breach", args=[person.pk, decision.pk])
        assert set(self.offered(client, person)) == {("Authorise or return: arrest", decide)}

    def test_a_breach_that_has_ended_leaves_the_notification_to_be_taken(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        breach = made.recorded(officer, made.suspected(officer, person))
        made.decided(officer, world.supervisor(), breach, DecisionKind.NFA)
        assert "Take the notification" in dict(self.offered(mine, person))
        assert "Start same-day checks" not in dict(self.offered(mine, person))

    def offered(self, client: Client, person: Person) -> list[tuple[str, str]]:
        """What Today offers about the person, but for tasks and the look at their risk that a breach asks for."""
        buckets = client.get("/").context["buckets"]
        entries = [
            entry
            for bucket in buckets
            for entry in bucket.entries
            if entry.kind not in ("task", "risk_review")
        ]
        # Whoever is in no category has that to be said besides.
        return [
            (entry.next_action.text, entry.next_action.href)
            for entry in entries
            if entry.kind != "mappa_identify"
        ]

    def test_by_hand_nothing_typed_is_lost(self, mine: Client, person: Person) -> None:
        url = reverse("record-breach", args=[person.pk])
        answer = mine.post(
            url,
            {
                "of": "requirement",
                "provision": "",
                "happened_on": "10/6/2026",
                "found": "visit",
                "account": "Would not be photographed.",
                "submission": uuid4(),
            },
        )
        text = answer.content.decode()
        assert "Select the requirement." in text
        assert "Would not be photographed." in text
        assert not Breach.objects.exists()


class TestTheBreach:
    def test_what_this_record_holds_stands_beside_each_check(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        text = text_of(mine, "breach", person.pk, breach.pk)
        assert "By this record they were subject to notification on 4 June 2026." in text
        assert "Initial notification: due by the end of 3 June 2026." in text

    def test_what_has_no_evidence_is_named_each_by_itself(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        breach = made.checked(officer, made.suspected(officer, person))
        establish = reverse("breach-step", args=[person.pk, breach.pk, "establish"])
        form = mine.post(establish, {"version": breach.version}).context["form"]
        said = [error for errors in form.errors.values() for error in errors]
        assert len(set(said)) == len(said) == 3

    def test_an_overtaken_form_shows_both_versions(self, mine: Client, officer: User, person: Person) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.heard(officer, breach)
        answer = mine.post(
            reverse("breach-step", args=[person.pk, breach.pk, "excuse"]),
            {"excuse_asked_on": "15/6/2026", "excuse_view": "none", "excuse_why": "Mine", "version": "1"},
        )
        text = plain(answer.content)
        assert "What the record says now, and what you typed" in text
        assert "I forgot." in text
        assert "Mine" in text

    def test_a_supervisor_is_led_to_the_verdict_and_the_officer_is_not(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        decision = made.proposed(officer, breach, DecisionKind.ARREST)
        url = reverse("decide-breach", args=[person.pk, decision.pk])
        page = reverse("breach", args=[person.pk, breach.pk])
        assert url not in sign_in(officer).get(page).content.decode()
        supervisor = world.supervisor()
        client = sign_in(supervisor)
        assert url in client.get(page).content.decode()
        said = {"verdict": "authorised", "note": "", "version": 1}
        assert "/account/reauthenticate/" in client.post(url, said)["Location"]
        assert BreachDecision.objects.get().is_waiting
        client = signing.sign_in(supervisor)
        client.post(url, said)
        assert BreachDecision.objects.get().verdict == "authorised"

    def test_a_proposal_stands_on_todays_page_of_those_who_may_decide(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.heard(officer, breach)
        decision = made.proposed(officer, breach)
        supervisor = world.supervisor()
        [line] = sign_in(supervisor).get("/").context["to_decide"].rows
        assert line.words == f"Charge, proposed by {officer.family_name}"
        assert line.href == reverse("decide-breach", args=[person.pk, decision.pk])
        elsewhere = world.supervisor(of=world.unit("East unit"))
        assert sign_in(elsewhere).get("/").context["to_decide"].rows == []
        assert sign_in(officer).get("/").context["to_decide"].rows == []
        actions.give_verdict(
            supervisor, decision=decision, version=1, verdict="returned", note="Ask again", now=NOW
        )
        assert sign_in(supervisor).get("/").context["to_decide"].rows == []

    def test_where_the_excuse_stands_in_the_way_of_a_charge_the_page_leads_to_it(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        breach = made.recorded(officer, made.suspected(officer, person))
        excuse = reverse("breach-step", args=[person.pk, breach.pk, "excuse"])
        propose = reverse("breach-step", args=[person.pk, breach.pk, "decision"])
        assert excuse in mine.get(propose).content.decode()
        said = {"kind": "charge", "rationale": "He admits it.", "submission": uuid4()}
        refused = mine.post(propose, said).content.decode()
        assert "Ask them for their excuse first" in refused
        assert excuse in refused
        made.heard(officer, breach)
        assert excuse not in mine.get(propose).content.decode()

    def test_only_a_supervisor_is_offered_to_take_it_off_the_record(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        args = [person.pk, "breach", breach.pk]
        assert "A supervisor takes it off the record." in text_of(sign_in(officer), "correct-fact", *args)
        void = {"void": "yes", "reason": "Opened by mistake", "version": 1}
        void |= {"happened_on": "4/6/2026", "found": "overdue"}
        where = reverse("correct-fact", args=args)
        assert sign_in(officer).post(where, void).status_code == 403
        client = sign_in(world.supervisor())
        assert "Take off the record: entered in error" in text_of(client, "correct-fact", *args)
        client.post(where, void)
        assert not Breach.objects.standing().exists()

    def test_who_reads_no_daily_work_learns_nothing(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        breach = made.suspected(officer, person)
        client = sign_in(world.user(Role.BRIEFING_READER))
        for url in ("person-breaches", "breach"):
            args = [person.pk, breach.pk] if url == "breach" else [person.pk]
            assert client.get(reverse(url, args=args)).status_code == 404
        assert client.get("/breaches/").status_code == 403

    def test_the_timeline_tells_of_it(self, mine: Client, officer: User, person: Person) -> None:
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.proposed(officer, breach, DecisionKind.ARREST)
        text = text_of(mine, "person-timeline", person.pk)
        assert "Proposed about a breach: arrest" in text


class TestTheRoom:
    def test_the_worst_and_oldest_first_with_what_is_next(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        worst = world.person(officer, given_names="Bo", family_name="Worst", management_level="very_high")
        made.recorded(officer, made.suspected(officer, person))
        made.suspected(officer, worst)
        text = text_of(mine, "breaches")
        assert text.index("WORST") < text.index("MARSH")
        assert "Check: custody" in text
        assert "Propose what to do" in text

    def test_missing_and_wanted_stand_apart_with_their_length(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        missing(officer, person)
        assert "10 days" in text_of(mine, "breaches", query="?show=missing")
        assert "Nobody is wanted." in text_of(mine, "breaches", query="?show=wanted")
        assert "Missing 10 days" in text_of(mine, "person", person.pk)

    def test_a_search_that_has_ended_is_past(self, mine: Client, officer: User, person: Person) -> None:
        sought = missing(officer, person)
        assert "Missing for 10 days" in text_of(mine, "person-search", person.pk, sought.pk)
        ended = {"ends_on": world.TODAY, "outcome": SoughtEnd.COMPLYING, "found": "At his sister's"}
        actions.end_search(officer, sought=sought, version=sought.version, now=NOW, **ended)
        assert "Was missing for 10 days" in text_of(mine, "person-search", person.pk, sought.pk)

    def test_nobody_elses_people_are_in_it(self, sign_in: SignIn, officer: User, person: Person) -> None:
        made.suspected(officer, person)
        missing(officer, person)
        client = sign_in(world.officer(of=world.unit("East unit")))
        for show in ("open", "missing", "wanted", "closed"):
            assert "MARSH" not in text_of(client, "breaches", query=f"?show={show}&whose=all")

    def test_a_page_needs_as_many_queries_for_ten_as_for_one(
        self, mine: Client, officer: User, person: Person
    ) -> None:
        made.suspected(officer, person)
        missing(officer, person)
        few = {show: queries_of(mine, f"/breaches/?show={show}") for show in ("open", "missing")}
        for number in range(5):
            another = world.person(officer, given_names=f"No {number}")
            made.recorded(officer, made.suspected(officer, another))
            missing(officer, another)
        assert {show: queries_of(mine, f"/breaches/?show={show}") for show in few} == few

    @pytest.mark.parametrize(
        ("name", "budget"),
        [
            ("breaches", 16),
            ("person-breaches", 20),
            ("breach", 34),
            ("person-search", 17),
            ("record-breach", 16),
        ],
    )
    def test_budgets(self, mine: Client, officer: User, person: Person, name: str, budget: int) -> None:
        breach = made.suspected(officer, person)
        sought = missing(officer, person, breach=breach)
        args = {
            "breaches": [],
            "breach": [person.pk, breach.pk],
            "person-search": [person.pk, sought.pk],
        }.get(name, [person.pk])
        assert queries_of(mine, reverse(name, args=args)) <= budget


class TestTheCount:
    def convicted(self, officer: User, outcome: Outcome, on: date, **fields: Any) -> None:
        person = world.person(officer, **fields)
        breach = made.suspected(officer, person)
        made.recorded(officer, breach)
        made.heard(officer, breach)
        kind = DecisionKind.CHARGE if outcome == Outcome.CONVICTED else DecisionKind.CAUTION
        made.decided(officer, world.supervisor(), breach, kind)
        made.ended(officer, breach, outcome, on=on, now=world.at(on))

    def test_a_year_runs_from_april_to_march(self, officer: User) -> None:
        self.convicted(officer, Outcome.CONVICTED, date(2027, 3, 31))
        self.convicted(officer, Outcome.CAUTIONED, date(2027, 4, 1))
        rows = {row.year: row for row in listing.annual_count(world.force())}
        assert (rows[2026].convictions, rows[2026].cautions, rows[2026].people) == (1, 0, 1)
        assert (rows[2027].convictions, rows[2027].cautions) == (0, 1)
        assert rows[2026].in_words == "1 April 2026 to 31 March 2027"

    def test_of_one_force_alone_and_of_no_other_outcome(self, officer: User) -> None:
        self.convicted(officer, Outcome.CONVICTED, date(2026, 6, 15))
        far = world.officer(of=world.unit("Far unit", "FA"))
        made.suspected(far, world.person(far))
        assert [row.convictions for row in listing.annual_count(world.force())] == [1]
        assert listing.annual_count(world.force("FA")) == []

    def test_it_is_the_same_whoever_asks_and_restricted_records_are_in_it(self, officer: User) -> None:
        self.convicted(officer, Outcome.CONVICTED, date(2026, 6, 15))
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=Person.objects.get(), readers=[], reason="Staff", now=NOW)
        with world.read_by(world.supervisor()):
            assert not Person.objects.exists()
            assert [row.convictions for row in listing.annual_count(world.force())] == [1]

    def test_supervisors_see_it_and_the_file_hides_small_numbers(
        self, sign_in: SignIn, officer: User
    ) -> None:
        self.convicted(officer, Outcome.CONVICTED, date(2026, 6, 15))
        assert sign_in(officer).get("/breaches/count/").status_code == 403
        client = signing.sign_in(world.supervisor())  # has just shown who they are
        assert "Small numbers can tell who somebody is" in text_of(client, "breach-count")
        file = client.post(reverse("breach-count-export"), {"form": "csv"})
        assert '"fewer than 5"' in file.content.decode()
        assert "Marsh" not in file.content.decode()
