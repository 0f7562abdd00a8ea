"""The pages of visits: what they show, to whom, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from diary.models import Task
from notifications.models import Breach
from offenders import actions as people
from offenders.models import LicenceCondition, Person
from riskplans import actions
from riskplans.models import AttemptsDecision, Visit
from riskplans.visits import queries
from riskplans.visits.habits import HOURS, drawing
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


class TestList:
    def test_each_person_stands_in_one_list_by_level_and_then_by_lateness(self, sign_in: SignIn) -> None:
        officer = world.officer()
        late_low, late_high = (
            visiting.known_for(officer, 80, family_name=name, management_level=level)
            for name, level in (("Low", "low"), ("High", "high"))
        )
        visiting.planned(officer, world.person(officer, family_name="Planned"))
        world.person(officer, family_name="Soon")
        held = world.person(officer, family_name="Held")
        people.record_custody(
            officer, person=held, kind="custody", starts_on=TODAY, place="", now=world.at(TODAY)
        )
        buckets = sign_in(officer).get("/visits/").context["buckets"]
        assert {bucket.name: [row.person.family_name for row in bucket.rows] for bucket in buckets} == {
            "overdue": ["High", "Low"],
            "decision": [],
            "planned": ["Planned"],
            "due": ["Soon"],
            "away": ["Held"],
        }
        assert late_low != late_high

    def test_a_plan_takes_nobody_out_of_the_overdue(self, sign_in: SignIn) -> None:
        officer = world.officer()
        visiting.planned(officer, visiting.known_for(officer, 80))
        page = sign_in(officer).get("/visits/")
        totals = {bucket.name: bucket.total for bucket in page.context["buckets"]}
        assert (totals["overdue"], totals["planned"]) == (1, 0)
        assert page.context["tiles"][0]["number"] == 1
        overdue = page.content.decode().partition('id="overdue"')[2].partition("</section>")[0]
        assert "Planned for" in overdue

    def test_a_list_counts_those_beyond_its_last_row(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "A_LIST", 2)
        officer = world.officer()
        for _ in range(3):
            visiting.known_for(officer, 80)
        bucket = sign_in(officer).get("/visits/").context["buckets"][0]
        assert (bucket.name, bucket.total, len(bucket.rows)) == ("overdue", 3, 2)

    def test_a_row_tells_the_last_visit_of_many(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        for days, outcome in ((20, "not_in"), (15, "seen_home"), (9, "not_in")):
            visiting.made(officer, person, outcome, TODAY - world.days(days))
        visit = visiting.planned(officer, person)
        buckets = sign_in(officer).get("/visits/").context["buckets"]
        (row,) = [row for bucket in buckets for row in bucket.rows]
        assert (row.seen_on, row.failed, row.visit) == (TODAY - world.days(15), 1, visit)

    def test_it_costs_the_same_for_one_and_for_thirty(self, sign_in: SignIn) -> None:
        """To the supervisor, who sees besides the list what waits and who is silent."""
        officer, client = world.officer(), sign_in(world.supervisor())

        def four(number: int) -> None:
            waits, alone, longer, late = (
                world.person(officer, family_name=f"P{number}{i}") for i in range(4)
            )
            visiting.twice_not_in(officer, waits)
            now = world.at(TODAY)
            visit = visiting.planned(officer, alone, world.at(TODAY, 15), second="")
            actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car outside", now=now)
            actions.set_interval(officer, person=longer, amount=6, span_of="months", why="Stable", now=now)
            silent = visiting.planned(officer, late)
            Visit.objects.filter(pk=silent.pk).update(
                state="started", started_at=now, check_in_by=now - world.days(1)
            )

        four(0)
        few = queries_of(client, "/visits/")
        for number in range(1, 8):
            four(number)
        assert queries_of(client, "/visits/") == few
        assert few <= 21

    def test_what_waits_for_a_decision_stands_in_the_one_queue(self, sign_in: SignIn) -> None:
        for user, led_there in ((world.supervisor(), True), (world.officer(), False)):
            text = sign_in(user).get("/visits/").content.decode()
            assert ("What waits for your decision" in text) is led_there

    def test_today_says_plan_a_visit(self, sign_in: SignIn) -> None:
        officer = world.officer()
        visiting.known_for(officer, 30)
        text = sign_in(officer).get("/").content.decode()
        assert "Home visit" in text
        assert ">Plan a visit<" in text


class TestPersonsPages:
    @pytest.mark.parametrize(
        ("name", "budget"), [("person-visits", 28), ("visit-pack", 30), ("visit-warrant", 22)]
    )
    def test_they_keep_their_budget_however_many_visits(
        self, sign_in: SignIn, name: str, budget: int
    ) -> None:
        officer = world.officer()
        person = world.person(officer)
        visiting.made(officer, person, on=TODAY - world.days(20))
        visiting.made(officer, person, "not_in", on=TODAY - world.days(15))
        client = sign_in(officer)
        few = queries_of(client, url(name, person))
        visiting.made(officer, person, on=TODAY - world.days(10))
        visiting.made(officer, person, on=TODAY - world.days(8))
        visiting.made(officer, person, "not_in", on=TODAY - world.days(5))
        assert queries_of(client, url(name, person)) == few
        assert few <= budget

    def test_habit_is_drawn_and_said(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        for week in range(4):
            visiting.made(officer, person, on=TODAY - world.days(7 * week))
        text = sign_in(officer).get(url("person-visits", person)).content.decode()
        assert "The last 4 visits were on weekday mornings" in text
        assert "Monday, 10–12: 4 seen" in text

    def test_planning_where_one_is_planned_leads_to_it(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visit = visiting.planned(officer, person)
        assert sign_in(officer).get(url("plan-visit", person))["Location"] == url("visit", person, visit.pk)

    def test_the_place_is_an_address_on_record_or_typed(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client, page = sign_in(officer), url("plan-visit", person)
        typed = {
            "submission": uuid4(),
            "planned_on": "15/6/2026",
            "planned_at": "15:00",
            "kind": "routine",
            "officer": officer.pk,
            "second": "PC 2001 Hale",
            "announced": "no",
        }
        refused = client.post(page, {**typed, "at": "elsewhere", "place": " "})
        assert "Enter where they are to be visited" in refused.content.decode()
        assert client.post(page, {**typed, "at": visiting.PLAN["place"]}).status_code == 302
        assert Visit.objects.get().place == visiting.PLAN["place"]

    def test_custody_is_said_and_no_visit_offered(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        people.record_custody(
            officer, person=person, kind="custody", starts_on=TODAY, place="", now=world.at(TODAY)
        )
        text = sign_in(officer).get(url("person-visits", person)).content.decode()
        assert "the clock is asked of the day they come out or back" in text
        assert 'role="button" draggable="false" data-module="govuk-button">Plan a visit' not in text

    def test_the_words_fit_a_child(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer, date_of_birth=TODAY.replace(year=TODAY.year - 15))
        client = sign_in(officer)
        assert "appropriate adult" in client.get(url("person-visits", person)).content.decode()
        assert "who is to be there" in client.get(url("plan-visit", person)).content.decode()

    def test_a_stale_plan_shows_both_versions(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visit = visiting.planned(officer, person)
        client = sign_in(officer)
        typed = {
            "version": 1,
            "planned_on": "16/6/2026",
            "planned_at": "15:00",
            "second": "DC 9",
            "why": "Court",
        }
        actions.move_visit(
            world.officer(),
            visit=visit,
            version=1,
            planned_for=world.at(TODAY, 20),
            second="DC 5",
            why="x",
            now=world.at(TODAY),
        )
        text = client.post(url("move-visit", person, visit.pk), typed).content.decode()
        assert "Someone else changed this" in text
        assert "DC 5" in text
        assert "DC 9" in text
        again = client.post(url("move-visit", person, visit.pk), {**typed, "version": 2})
        assert again.status_code == 302

    def test_nothing_starts_on_a_plan_that_has_changed_since(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visit = visiting.planned(officer, person)
        client = sign_in(officer)
        assert (
            '<input type="hidden" name="version" value="1">'
            in client.get(url("visit", person, visit.pk)).content.decode()
        )
        actions.move_visit(
            world.officer(),
            visit=visit,
            version=1,
            planned_for=world.at(TODAY, 10),
            second="DC 5",
            why="x",
            now=world.at(TODAY),
        )
        start = url("start-visit", person, visit.pk)
        text = client.post(start, {"version": 1}, follow=True).content.decode()
        assert "Nothing has started" in text
        assert "DC 5" in text
        client.post(start, {"version": 2})
        visit.refresh_from_db()
        assert visit.state == "started"

    def test_a_suspected_breach_is_said_and_led_to(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visit = visiting.planned(officer, person, world.at(TODAY, 8, 30))
        typed = {
            "version": 1,
            "arrived_on": "15/6/2026",
            "arrived_at": "08:30",
            "at_once": "no",
            "happened": "Alone",
            "undeclared": "yes",
            "device_kind": "phone",
            "device_make": "Nokia 3310",
            "broken": "no",
            "risk": "same",
        }
        page = url("record-visit-outcome", person, visit.pk, "seen_home")
        text = sign_in(officer).post(page, typed, follow=True).content.decode()
        assert "a suspected breach is open" in text
        assert url("breach", person, Breach.objects.get().pk) in text

    def test_a_visit_alone_without_authority_asks_why_and_says_so(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visit = visiting.planned(officer, person, second="")
        client = sign_in(officer)
        typed = {
            "version": 1,
            "arrived_on": "15/6/2026",
            "arrived_at": "08:30",
            "at_once": "no",
            "entry_sought": "yes",
            "happened": "No answer",
        }
        page = url("record-visit-outcome", person, visit.pk, "not_in")
        assert "No supervisor authorised this" in client.post(page, typed).content.decode()
        answer = client.post(page, {**typed, "alone_why": "Called away"}, follow=True)
        assert "Alone without authority" in answer.content.decode()

    def test_the_pdf_names_nobody_in_its_file_name(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        visiting.twice_not_in(officer, person)
        made = actions.prepare_warrant(
            officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 13)
        )
        answer = sign_in(officer).get(url("warrant-pdf", person, made.pk))
        assert answer.content.startswith(b"%PDF")
        assert "Marsh" not in answer["Content-Disposition"]


class TestDrawing:
    def test_every_visit_is_in_one_cell_and_the_table_says_the_same(self) -> None:
        times = [(world.at(TODAY, 10), True), (world.at(TODAY, 11), False), (world.at(TODAY, 23), True)]
        found = drawing(times)
        assert [(cell.seen, cell.failed) for cell in found.cells] == [(1, 0), (1, 1)]
        assert found.rows[0][1][HOURS.index("10–12")] == "1 seen, 1 not seen"
        assert found.rows[0][1][0] == "1 seen"
        assert len(found.rows) == 7


@pytest.mark.django_db(transaction=True)
def test_the_same_plan_sent_at_once_is_one_visit(clock: object) -> None:
    officer = world.officer()
    person = world.person(officer)
    one, together, made = uuid4(), Barrier(4), []
    plan = {**visiting.PLAN, "planned_for": world.at(TODAY, 15)}

    def send() -> None:
        together.wait()
        try:
            made.append(
                actions.plan_visit(officer, person=person, plan=plan, submission=one, now=world.at(TODAY)).pk
            )
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert {*made} == {Visit.objects.get().pk}


def test_the_pack_has_the_words_of_a_condition_but_not_of_the_standard_ones(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    licence = world.detail(officer, person, "licence", kind="standard", starts_on=TODAY, source="document")
    people.add_standard_conditions(officer, licence=licence, now=world.at(TODAY))
    known = {"person": person, "licence": licence, "recorded_at": world.at(TODAY)}
    LicenceCondition.objects.create(kind="children", wording="Not to go near the lido.", **known)
    shown = sign_in(officer).get(url("visit-pack", person)).context["pack"].conditions
    assert [wording for _, wording in shown] == ["Not to go near the lido.", "1, 2, 3, 4, 5, 6, 7, 8."]


class TestWhatASupervisorIsAsked:
    def asked(self, officer: User) -> Task:
        person = world.person(officer)
        for days in (2, 1):
            visiting.made(officer, person, "not_in", TODAY - world.days(days))
        return Task.objects.open().get(source__startswith="riskplans/decision:")

    def test_stands_on_their_today_in_its_own_words_and_leads_there(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        task = self.asked(world.officer())
        client = sign_in(supervisor)
        assert "Decide what is done" in {
            entry.next_action.text
            for bucket in client.get("/").context["buckets"]
            for entry in bucket.entries
            if entry.person_id == task.person_id
        }
        decision = AttemptsDecision.objects.get()
        assert client.get(url("task", task.person, task.pk)).url == url(
            "decide-attempts", task.person, decision.pk
        )

    def test_is_read_and_not_ticked_off_by_who_may_not_decide(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.supervisor()
        task = self.asked(officer)
        client = sign_in(officer)
        page = client.get(url("task", task.person, task.pk))
        assert page.status_code == 200
        assert not page.context["may_do"]
        said = {"version": 1, "done_note": "Done"}
        assert client.post(url("task", task.person, task.pk), said).status_code == 404
        assert Task.objects.open().filter(pk=task.pk).exists()
