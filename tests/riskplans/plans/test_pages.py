"""The pages of plans: what they show, to whom, in how many queries; the files; the queue of approvals."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from handovers import actions as handovers
from notifications import actions as notifications
from offenders import actions as people
from offenders.models import CourtOrder, OrderCondition, Person
from practice import actions as practice
from riskplans import actions
from riskplans.models import Plan
from riskplans.plans.choices import Done, Verdict
from tests import world
from tests.riskplans import visiting
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, TODAY = written.NOW, world.TODAY


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, address: str, **said: Any) -> Any:
    """The form of a page sent as it stands, with these answers."""
    form = client.get(address).context["form"]
    shown = {name: form.initial.get(name, field.initial) for name, field in form.fields.items()}
    known = {name: value for name, value in shown.items() if value is not None}
    return client.post(address, {**{n: getattr(v, "pk", v) for n, v in known.items()}, **said})


class TestWriting:
    def test_from_nothing_to_a_plan_that_waits(self, sign_in: SignIn, officer: User, person: Person) -> None:
        """By the forms alone: begun, written section by section, submitted."""
        client = sign_in(officer)
        assert "There is no plan yet" in page(client, url("person-plan", person))
        answer = sent(client, url("start-plan", person))
        plan = Plan.objects.get(person=person)
        assert answer.url == url("plan-version", person, plan.pk)
        assert "points</strong>" not in page(client, answer.url)
        assert "to put right" in page(client, answer.url)
        spoken = {k: v for k, v in written.TEXTS.items() if not k.endswith("_on")}
        days = {"review_on": "14/8/2026", "flags_checked_on": "15/6/2026"}
        for place in (
            "scenario",
            "supervision",
            "interventions",
            "victims",
            "visits",
            "disclosure",
            "briefing",
            "review",
        ):
            said = {"supervision": "By two, at changing times.", **spoken, **days}
            assert sent(client, url("change-plan", person, plan.pk, place), **said).status_code == 302
        refused = sent(
            client,
            url("add-plan-action", person, plan.pk, "monitoring"),
            what="Continue to monitor",
            due_on="1/7/2026",
            measure="The form",
        )
        assert "nobody can check it" in refused.content.decode()
        assert "Continue to monitor" in refused.content.decode()
        fine = sent(
            client,
            url("add-plan-action", person, plan.pk, "monitoring"),
            due_on="1/7/2026",
            what="Check the declared devices with the triage tool",
            measure="The form",
        )
        assert fine.status_code == 302
        assert sent(client, url("add-contingency", person, plan.pk), **written.CONTINGENCY).status_code == 302
        assert "Submit for approval" in page(client, answer.url)
        sent(client, url("submit-plan", person, plan.pk))
        plan.refresh_from_db()
        assert plan.state == "submitted"
        assert client.get(url("change-plan", person, plan.pk, "scenario")).status_code == 404

    def test_two_at_once_see_both_versions(self, sign_in: SignIn, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        written.changed(world.officer(), plan, harm="What the other wrote")
        answer = sign_in(officer).post(
            url("change-plan", person, plan.pk, "scenario"), {"version": 1, "harm": "What I wrote"}
        )
        text = answer.content.decode()
        assert "What the other wrote" in text
        assert "What I wrote" in text

    def test_an_action_is_taken_off(self, sign_in: SignIn, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        action = written.action(officer, plan)
        client = sign_in(officer)
        assert "Take it off" in page(client, url("change-plan-action", person, plan.pk, action.pk))
        client.post(url("take-off-plan", person, plan.pk, action.pk))
        assert not plan.actions.standing().exists()

    def test_live_conditions_are_offered_to_a_monitoring_action(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        who: dict[str, Any] = {"person": person, "recorded_at": NOW, "recorded_by": officer}
        order = CourtOrder.objects.create(kind="shpo", made_on=TODAY, **who)
        OrderCondition.objects.create(order=order, kind="devices", wording="Not to hide a device.", **who)
        plan = written.begun(officer, person)
        client = sign_in(officer)
        assert "Not to hide a device." in page(client, url("add-plan-action", person, plan.pk, "monitoring"))
        assert "Not to hide a device." not in page(client, url("add-plan-action", person, plan.pk, "victims"))

    def test_a_result(self, sign_in: SignIn, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        action = plan.actions.get(pillar="supervision")
        client = sign_in(officer)
        sent(client, url("record-plan-result", person, action.line), done="done", result="Seen on Friday")
        assert "Seen on Friday" in page(client, url("person-plan", person))


class TestDeciding:
    def test_returned_with_reasons_where_they_belong(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        client = sign_in(supervisor)
        nothing = sent(client, url("decide-plan", person, plan.pk), verdict="returned")
        assert "Say what is to be changed" in nothing.content.decode()
        sent(
            client, url("decide-plan", person, plan.pk), verdict="returned", reason_visits="Why not monthly?"
        )
        text = page(sign_in(officer), url("person-plan", person))
        visits = text.partition('aria-labelledby="visits"')[2].partition("</section>")[0]
        assert "Why not monthly?" in visits

    def test_approved_once_each_point_is_ticked(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        client = sign_in(supervisor)
        unticked = sent(client, url("decide-plan", person, plan.pk), verdict="approved")
        assert "tick it" in unticked.content.decode()
        ticked = [value for value, _ in unticked.context["form"].fields["checked"].choices]
        sent(client, url("decide-plan", person, plan.pk), verdict="approved", checked=ticked)
        assert "In force" in page(client, url("person-plan", person))

    def test_the_author_is_led_away(self, sign_in: SignIn, supervisor: User, person: Person) -> None:
        plan = written.submitted(supervisor, person)
        answer = sign_in(supervisor).get(url("decide-plan", person, plan.pk))
        assert answer.status_code == 302


class TestReading:
    def test_two_versions_compared(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        written.approved(officer, person, supervisor, harm="Assault in the park")
        text = page(sign_in(officer), url("compare-plans", person))
        assert "Assault in the park" in text
        assert written.TEXTS["harm"] in text
        assert "Two officers, be polite." not in text

    def test_the_plan_costs_the_same_however_long(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        client = sign_in(officer)
        written.approved(officer, person, supervisor)
        few = queries_of(client, url("person-plan", person))
        plan = written.whole(officer, person)
        for number in range(5):
            written.action(officer, plan, what=f"Visit on Saturday {number} unannounced")
        written.decided(supervisor, written.submit(officer, plan))
        assert queries_of(client, url("person-plan", person)) == few
        assert few <= 26

    def test_each_class_is_for_its_readers(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        said = {"needs": "Hears badly", "intelligence": "Who is the woman"}
        plan = written.whole(officer, person, **said)
        written.action(officer, plan, "victims", what="Ask the liaison officer about contact")
        written.decided(supervisor, written.submit(officer, plan))
        line = plan.actions.get(pillar="victims")
        actions.record_result(officer, action=line, done=Done.DONE, on=TODAY, result="She has moved", now=NOW)
        told = {
            "victims": [written.TEXTS["at_risk"], written.TEXTS["victims"], str(line.what), "She has moved"],
            "health": ["Hears badly"],
            "intelligence": ["Who is the woman"],
            "management": [written.TEXTS["harm"]],
        }
        for role, reads in (
            (Role.FRONT_COUNTER, {"management"}),
            (Role.CHAIR, {"management", "victims", "health"}),
        ):
            client = sign_in(world.user(role))
            shown = [page(client, url("person-plan", person)), page(client, url("person-timeline", person))]
            shown += [
                _pdf(client.get(url("plan-pdf", person)).content),
                page(client, url("person-history", person)),
            ]
            for its, texts in told.items():
                for text in texts:
                    assert any(text in each for each in shown) is (its in reads), (role, text)

    def test_the_briefing_is_for_every_reader_and_the_plan_is_not(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        client = sign_in(world.user(Role.BRIEFING_READER))
        assert "Two officers, be polite." in page(client, url("person", person))
        assert client.get(url("person-plan", person)).status_code == 404

    def test_a_partner_reads_and_takes_nothing_away(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        partner = world.user(Role.PARTNER)
        people.share(
            supervisor,
            person=person,
            user=partner,
            purpose="Joint visit",
            classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
            starts_on=TODAY,
            ends_on=None,
            now=NOW,
        )
        client = sign_in(partner)
        assert written.TEXTS["at_risk"] not in page(client, url("person-plan", person))
        assert client.get(url("plan-pdf", person)).status_code == 404


def _pdf(body: bytes) -> str:
    return " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(body)).pages).split())


class TestFiles:
    def test_the_pdf_is_tagged_marked_nameless_and_quick(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        client = sign_in(officer)
        began = time.monotonic()
        answer = client.get(url("plan-pdf", person))
        assert time.monotonic() - began < 2
        assert "Marsh" not in answer["Content-Disposition"]
        document = pypdf.PdfReader(io.BytesIO(answer.content))
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert document.trailer["/Root"]["/Lang"] == "en-GB"
        text = _pdf(answer.content)
        for part in (
            "OFFICIAL-SENSITIVE",
            "MARSH, Alan",
            written.TEXTS["harm"],
            "Check the declared devices",
        ):
            assert part in text

    def test_the_word_file_is_for_partners(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        said = {"needs": "Hears badly", "intelligence": "Who is the woman"}
        written.approved(officer, person, supervisor, **said)
        made = Document(io.BytesIO(sign_in(officer).get(url("plan-docx", person)).content))
        text = "\n".join(each.text for each in made.paragraphs)
        rows = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        assert written.TEXTS["harm"] in text
        assert "Check the declared devices with the triage tool" in rows
        for kept in (written.TEXTS["at_risk"], "Hears badly", "Who is the woman"):
            assert kept not in text
        assert [each.text for each in made.paragraphs if each.style and each.style.name == "Heading 2"]
        assert made.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


class TestQueue:
    def test_everything_that_waits_stands_in_one_queue_the_longest_first(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        planned, alone, longer, tried, late, going = (
            visiting.known_for(officer, 0, family_name=f"P{number}") for number in range(6)
        )
        written.submitted(officer, planned, now=world.at(TODAY - world.days(3)))
        visit = visiting.planned(officer, alone, world.at(TODAY, 15), second="")
        actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car outside", now=NOW)
        actions.set_interval(officer, person=longer, amount=6, span_of="months", why="Stable", now=NOW)
        visiting.twice_not_in(officer, tried)
        duty = late.diary_entries.first()
        assert duty
        notifications.request_override(
            officer,
            person=late,
            key=duty.key,
            seen=duty.last,
            new_date=TODAY + world.days(2),
            reason="The court has directed another day in writing.",
            now=NOW,
        )
        handover = handovers.ask(inspector, person=going, receiver=supervisor, why="Moves", now=NOW)
        handovers.write(officer, handover=handover, said=dict.fromkeys(handovers.ASKED, "Nothing"), now=NOW)
        practice.propose(
            world.supervisor(),
            key="rmp.review.low",
            value=9,
            effective_from=TODAY + world.days(30),
            reason="Fewer staff",
            now=NOW,
        )
        rows = sign_in(supervisor).get(reverse("approvals")).context["queue"].rows
        assert rows[0].called == "Risk management plan"
        assert {row.called for row in rows} == {
            *("Risk management plan", "Visit alone", "Visits further apart", "Failed visits"),
            *("Override of a date", "Handover"),
        }
        above = sign_in(inspector).get(reverse("approvals"))
        assert {"Policy", "Risk management plan"} <= {row.called for row in above.context["queue"].rows}
        assert "3 days" in above.content.decode()
        assert [row.called for row in sign_in(officer).get(reverse("approvals")).context["queue"].rows] == []

    def test_it_costs_the_same_for_one_and_for_many(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        client = sign_in(supervisor)
        written.submitted(officer, world.person(officer))
        few = queries_of(client, reverse("approvals"))
        for _ in range(3):
            written.submitted(officer, world.person(officer))
        assert queries_of(client, reverse("approvals")) == few
        assert few <= 8

    def test_a_countersignature_waits_for_inspectors_alone(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        person = world.person(officer, management_level="very_high")
        written.decided(supervisor, written.submitted(officer, person, review_on=TODAY + world.days(20)))
        assert not sign_in(world.supervisor()).get(reverse("approvals")).context["queue"].rows
        (row,) = sign_in(world.user(Role.DETECTIVE_INSPECTOR)).get(reverse("approvals")).context["queue"].rows
        assert "countersigned" in row.words

    def test_today_tells_the_author_what_was_decided(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.decided(supervisor, written.submitted(officer, person), Verdict.RETURNED)
        news = sign_in(officer).get("/").context["news"]
        assert "Plan 1: returned with reasons" in [line.words for line in news.rows]
