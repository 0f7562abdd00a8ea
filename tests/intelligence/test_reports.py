"""Reports: who submits, who reads what of them, what they set going, to whom they are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.choices import Operation
from access.models import AccessEvent
from access.policies import FieldClass
from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from intelligence import actions
from intelligence.choices import Assessment
from intelligence.grading import grade, in_words
from intelligence.models import Dissemination, Link, Report
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.intelligence import reported
from tests.intelligence.reported import NOW, REPORT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def link_of(report: Report) -> Link:
    return Link.objects.get(report=report)


def assess(by: User, link: Link, how: Assessment = Assessment.NOTHING, **fields: Any) -> Link:
    return actions.assess(
        by,
        **{"link": link, "version": 1, "assessment": how, "note": "Known since May.", "now": NOW, **fields},
    )


def item(link: Link, name: str = "intelligence-item") -> str:
    return reverse(name, args=[link.person_id, link.pk])


class TestSubmitting:
    @pytest.mark.parametrize(
        ("role", "may"),
        [
            (Role.OFFENDER_MANAGER, True),
            (Role.SUPERVISOR, True),
            (Role.FRONT_COUNTER, True),
            (Role.BRIEFING_READER, True),
            (Role.MAPPA_COORDINATOR, True),
            (Role.AUDITOR, False),
            (Role.SYSTEM_ADMINISTRATOR, False),
        ],
    )
    def test_who_may(self, role: Role, may: bool) -> None:
        person, by = world.person(), world.user(role)
        if may:
            assert reported.report(by, person).submitted_by == by
        else:
            with pytest.raises(PermissionDenied):
                reported.report(by, person)

    def test_no_partner_may(self) -> None:
        with pytest.raises(PermissionDenied):
            reported.report(world.user(Role.PARTNER), world.person())

    def test_about_somebody_beyond_ones_sight_whom_a_search_tells_of(self) -> None:
        far = world.person(world.officer(of=world.unit("Far unit", "NX")))
        assert reported.report(world.officer(), far).force.code == "CU"

    def test_not_about_somebody_whose_record_may_not_be_known(self) -> None:
        person = world.person()
        offenders.restrict(
            world.user(Role.DETECTIVE_INSPECTOR), person=person, readers=[], reason="Staff", now=NOW
        )
        with pytest.raises(PermissionDenied):
            reported.report(world.officer(), person)

    def test_the_same_form_twice_is_one_report_and_one_task(self) -> None:
        officer, sent = world.officer(), uuid4()
        person = world.person(officer)
        for _ in range(2):
            actions.submit_report(
                officer, report=REPORT, people={person.pk: "subject"}, submission=sent, now=NOW
            )
        assert (Report.objects.count(), Task.objects.count()) == (1, 1)

    def test_it_is_written_once(self) -> None:
        report = reported.report(world.officer(), world.person())
        for change in (lambda: Report.objects.update(sanitised="x"), lambda: report.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"source_grade": "A"},
            {"assessed_grade": "1"},
            {"handling": "X"},
            {"scheme": "5x5x5"},
            {"handling": "C"},
            {"conditions": ["A1"]},
            {"sanitised": ""},
        ],
    )
    def test_a_wrong_grade_is_refused_by_the_database(self, wrong: dict[str, Any]) -> None:
        by = world.officer()
        fixed = {"reference": "INT-1", "force": by.force, "submitted_by": by, "submitted_at": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(**{**REPORT, **fixed, **wrong})

    def test_the_older_scheme_stays_readable(self) -> None:
        old = Report(scheme="5x5x5", source_grade="B", assessed_grade="2", handling="4")
        assert grade(old) == "B-2-4 (5x5x5 (before 2016))"
        assert ("Handling", "4: within the force that has it") in in_words(old)


class TestTask:
    def test_the_manager_has_two_days_by_the_forces_policy(self, sign_in: SignIn) -> None:
        manager = world.officer()
        link = link_of(reported.report(world.user(Role.BRIEFING_READER), world.person(manager)))
        task = Task.objects.get()
        assert (task.due_on, task.owner) == (world.TODAY + world.days(2), None)
        assert item(link) in sign_in(manager).get(reverse("task", args=[link.person_id, task.pk]))["Location"]
        today = sign_in(manager).get("/").content.decode()
        assert "Read and assess new intelligence" in today
        assert reverse("task", args=[link.person_id, task.pk]) in today

    def test_the_manager_is_told_at_once_without_a_word_of_it(self) -> None:
        manager = world.officer()
        reported.report(world.officer(), world.person(manager))
        message = OutboxMessage.objects.get()
        assert message.recipient == manager
        for told in ("telephone", "van", "MARSH", "24/1187"):
            assert told not in f"{message.subject} {message.body}"

    def test_unread_it_is_overdue(self, sign_in: SignIn, clock: Callable[[Any], None]) -> None:
        manager = world.officer()
        reported.report(world.officer(), world.person(manager))
        clock(world.TODAY + world.days(3))
        overdue = sign_in(manager).get("/").context["buckets"][0]
        assert "task" in {entry.kind for entry in overdue.entries}

    def test_assessed_it_is_done(self) -> None:
        manager = world.officer()
        link = link_of(reported.report(manager, world.person(manager)))
        assess(manager, link)
        assert Entry.objects.get(kind="task").met_on == world.TODAY
        assert Task.objects.get().done_note == "Nothing changes."
        assert assess(manager, link).assessed_by == manager  # the same answer again

    def test_a_plan_in_question_sets_the_next_task(self) -> None:
        manager = world.officer()
        link = link_of(reported.report(manager, world.person(manager)))
        assess(manager, link, Assessment.PLAN)
        task = Task.objects.open().get()
        assert task.title == "Review the plan after intelligence"
        assert task.detail == f"Assessed: {link.report.reference}."  # type: ignore[union-attr]

    def test_not_about_them_it_leaves_the_record(self, sign_in: SignIn) -> None:
        manager = world.officer()
        link = link_of(reported.report(manager, world.person(manager)))
        assess(manager, link, Assessment.NOT_THEM)
        assert not Task.objects.open().exists()
        client = sign_in(manager)
        assert client.get(item(link)).status_code == 404
        assert "Not about the person named" in client.get(reverse("own-intelligence")).content.decode()

    def test_who_cannot_write_on_the_record_does_not_assess(self) -> None:
        link = link_of(reported.report(world.officer(), world.person()))
        for role in (Role.FRONT_COUNTER, Role.MAPPA_COORDINATOR, Role.BRIEFING_READER):
            with pytest.raises(PermissionDenied):
                assess(world.user(role), link)

    def test_two_do_not_assess_the_same(self) -> None:
        manager = world.officer()
        link = link_of(reported.report(manager, world.person(manager)))
        assess(manager, link)
        with pytest.raises(Stale):
            assess(world.officer(), link, Assessment.PLAN)


class TestReading:
    @pytest.mark.parametrize(
        ("role", "sanitised", "full"),
        [
            (Role.OFFENDER_MANAGER, True, True),
            (Role.DETECTIVE_INSPECTOR, True, True),
            (Role.MAPPA_COORDINATOR, True, False),
            (Role.CHAIR, True, False),
            (Role.FRONT_COUNTER, True, False),
            (Role.BRIEFING_READER, False, False),
        ],
    )
    def test_each_class_reads_its_own(self, sign_in: SignIn, role: Role, sanitised: bool, full: bool) -> None:
        person = world.person(world.officer())
        link = link_of(reported.report(world.officer(), person))
        client = sign_in(world.user(role))
        pages = [client.get(item(link)), client.get(reverse("person-intelligence", args=[person.pk]))]
        pages += [
            client.get(reverse("person", args=[person.pk])),
            client.get(reverse("person-history", args=[person.pk])),
        ]
        text = " ".join(page.content.decode() for page in pages)
        assert (REPORT["sanitised"] in text) is sanitised
        for secret in ("showed it to the source", "drinks with him", "24/1187"):
            assert (secret in text) is full

    @pytest.mark.parametrize(
        ("role", "reads"),
        [(Role.SUPERVISOR, True), (Role.MAPPA_COORDINATOR, False), (Role.FRONT_COUNTER, False)],
    )
    def test_how_the_manager_came_to_it_is_for_who_reads_intelligence(
        self, sign_in: SignIn, role: Role, reads: bool
    ) -> None:
        manager = world.officer()
        person = world.person(manager)
        link = link_of(reported.report(manager, person))
        assess(manager, link, Assessment.PLAN, note="He keeps the telephone in his van.")
        client = sign_in(world.user(role))
        of_person = ("person", "person-intelligence", "person-history", "person-timeline", "person-tasks")
        pages = [item(link), *(reverse(name, args=[person.pk]) for name in of_person)]
        pages += [reverse("task", args=[person.pk, task.pk]) for task in Task.objects.all()]
        told = [client.get(page, follow=True).content.decode() for page in pages]
        assert all(
            "Assessed" in told[place] or "plan is to be reviewed" in told[place] for place in (0, 2, 4, 5)
        )
        assert any("keeps the telephone" in text for text in told) is reads
        if reads:
            assert all("keeps the telephone" in told[place] for place in (0, 3, 4))

    @pytest.mark.parametrize(
        ("classes", "handling", "told"),
        [
            (["management"], "P", True),
            (["management"], "C", False),
            (["management", "intelligence"], "C", False),
        ],
    )
    def test_a_share_passes_nothing_on_that_has_conditions(
        self, sign_in: SignIn, classes: list[str], handling: str, told: bool
    ) -> None:
        officer, partner = world.officer(), world.user(Role.PARTNER)
        person = world.person(officer)
        conditions = ["S2"] if handling == "C" else []
        link = link_of(reported.report(officer, person, handling=handling, conditions=conditions))
        offenders.share(
            world.supervisor(),
            person=person,
            user=partner,
            purpose="Joint visit",
            classes=[FieldClass(name) for name in classes],
            starts_on=world.TODAY,
            ends_on=None,
            now=NOW,
        )
        pages = [item(link), reverse("person-intelligence", args=[person.pk])]
        for reader, reads in ((partner, told), (world.user(Role.FRONT_COUNTER), True)):
            for page in pages:
                text = sign_in(reader).get(page).content.decode()
                assert (REPORT["sanitised"] in text) is reads
                assert ("shared on conditions" in text) is not reads
                assert "showed it to the source" not in text

    def test_the_log_names_everybody_in_what_is_shown(self, sign_in: SignIn) -> None:
        officer = world.officer()
        far = world.person(world.officer(of=world.unit("Far unit", "NX")), family_name="Distant")
        person = world.person(officer)
        reported.report(officer, person, far)
        link = Link.objects.get(person=person)
        client = sign_in(officer)
        for page in (item(link), reverse("person-intelligence", args=[person.pk])):
            client.get(page)
            assert set(AccessEvent.objects.order_by("-seq")[0].person_ids) == {person.pk, far.pk}

    def test_nothing_of_the_source_stands_in_the_clear(self) -> None:
        reported.report(world.officer(), world.person())
        with connection.cursor() as cursor:
            for table in ("report", "reportevent"):
                cursor.execute(f"SELECT string_agg(r::text, ' ') FROM intelligence_{table} r")
                (text,) = cursor.fetchone()
                assert "van" in text  # the sanitised text, which may be searched
                for secret in ("showed it to the source", "drinks with him", "24/1187"):
                    assert secret not in text

    def test_a_report_about_nobody_but_a_restricted_person_is_hidden_by_the_database(self) -> None:
        manager, other, inspector = world.officer(), world.officer(), world.user(Role.DETECTIVE_INSPECTOR)
        hidden, open_ = world.person(manager), world.person(manager, family_name="Reed")
        alone, both = reported.report(manager, hidden), reported.report(manager, hidden, open_)
        offenders.restrict(inspector, person=hidden, readers=[], reason="Staff", now=NOW)
        for reader, seen in ((manager, {alone, both}), (inspector, {alone, both}), (other, {both})):
            with world.read_by(reader):
                assert set(Report.objects.all()) == seen
        with world.read_by(other):
            assert {link.person_id for link in Link.objects.all()} == {open_.pk}

    def test_pages_cost_the_same_with_one_report_and_with_ten(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        pages = [reverse(name, args=[person.pk]) for name in ("person", "person-intelligence")]
        counts = []
        for number in (1, 9):
            for _ in range(number):
                reported.report(officer, person)
            for page in pages:
                client.get(page)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(page).status_code == 200
                counts.append(len(captured))
        assert counts[:2] == counts[2:]
        assert counts[0] <= 16
        assert counts[1] <= 8


class TestDisseminating:
    def test_it_is_a_disclosure_of_everybody_in_it(self) -> None:
        officer = world.officer()
        first, second = world.person(officer), world.person(officer, family_name="Reed")
        report = reported.report(officer, first, second)
        reported.given(officer, Link.objects.get(report=report, person=first))
        event = AccessEvent.objects.order_by("-seq")[0]
        assert event.operation == Operation.DISCLOSURE
        assert set(event.person_ids) == {first.pk, second.pk}
        assert event.recipients == [reported.DISSEMINATION["recipient"]]
        assert event.lawful_basis == reported.DISSEMINATION["lawful_basis"]

    def test_conditions_are_said_to_be_met_first(self) -> None:
        officer = world.officer()
        link = link_of(reported.report(officer, world.person(officer), handling="C", conditions=["S2"]))
        with pytest.raises(ValidationError) as refused:
            reported.given(officer, link)
        assert "conditions_met" in refused.value.message_dict
        assert (
            reported.given(officer, link, conditions_met="PC Reed, the originator, agreed.").report
            == link.report
        )

    def test_who_reads_no_intelligence_gives_none(self, sign_in: SignIn) -> None:
        link = link_of(reported.report(world.officer(), world.person()))
        for role in (Role.MAPPA_COORDINATOR, Role.FRONT_COUNTER, Role.BRIEFING_READER):
            assert sign_in(world.user(role)).get(item(link, "disseminate")).status_code == 404
            with pytest.raises(PermissionDenied):
                reported.given(world.user(role), link)

    def test_the_copy_holds_the_sanitised_text_and_nothing_of_source_or_money(self, sign_in: SignIn) -> None:
        """Scenario 15: what is handed over omits finance, and the attempt leaves a mark."""
        from notifications import actions as notifications

        officer = world.officer()
        person = world.person(officer)
        notifications.record_change(
            officer,
            person=person,
            change={"kind": "account_opened", "on": world.TODAY, "note": "Fell Bank, ending 0042"},
            address={},
            now=NOW,
        )
        link = link_of(reported.report(officer, person))
        client = sign_in(officer)
        sent = {
            "recipient": "Housing, account 12-34-56 12345678",
            "sent_on": "15/6/2026",
            "lawful_basis": "Criminal Justice Act 2003 s.325",
            "submission": str(uuid4()),
        }
        refused = client.post(item(link, "disseminate"), sent)
        assert "bank account or card number" in refused.content.decode()
        assert not Dissemination.objects.exists()
        assert AccessEvent.objects.order_by("-seq")[0].action == "disseminate"
        answer = client.post(item(link, "disseminate"), {**sent, "recipient": "Housing"}, follow=True)
        copy = answer.content.decode()
        assert REPORT["sanitised"] in copy
        for kept in ("Fell Bank", "0042", "showed it to the source", "drinks with him", "24/1187"):
            assert kept not in copy


class TestForm:
    def typed(self, person: Person | None, **fields: Any) -> dict[str, Any]:
        kept = {name: value for name, value in REPORT.items() if isinstance(value, str)}
        role = {f"role_{person.pk.hex}": "subject"} if person else {}
        days = {"happened_on": "15/6/2026", "review_on": "14/6/2032"}
        return {**kept, **days, **role, "who": "marsh", "submission": str(uuid4()), **fields}

    def test_found_by_name_given_a_role_and_submitted(self, sign_in: SignIn) -> None:
        person, reader = world.person(), world.user(Role.BRIEFING_READER)
        client, page = sign_in(reader), reverse("submit-report")
        found = client.post(
            page, {"find": "yes", "who": "alan marsh", "text": "Half a sentence"}
        ).content.decode()
        assert "MARSH, Alan" in found
        assert "Half a sentence" in found
        assert "Enter what is reported" not in found  # looking is not sending
        sent = self.typed(person)
        assert client.post(page, sent).status_code == client.post(page, sent).status_code == 302
        assert link_of(Report.objects.get()).person == person

    def test_its_review_is_offered_by_the_forces_policy(self, sign_in: SignIn) -> None:
        client, page = sign_in(world.officer()), reverse("submit-report")
        assert client.get(page).context["form"]["review_on"].initial == date(2032, 6, 15)
        world.decided("intel.review_after", 2)
        assert client.get(page).context["form"]["review_on"].initial == date(2028, 6, 15)

    def test_beyond_ones_sight_a_tile_is_all_there_is(self, sign_in: SignIn) -> None:
        world.person(world.officer(of=world.unit("East unit")))
        page = sign_in(world.officer()).post(reverse("submit-report"), {"find": "yes", "who": "marsh"})
        text = page.content.decode()
        assert "A.M., born 1979" in text
        assert "MARSH, Alan" not in text

    @pytest.mark.parametrize("typed", ["JS123456C", "44556677"])
    def test_what_the_reader_does_not_read_finds_nobody(self, sign_in: SignIn, typed: str) -> None:
        officer = world.officer()
        person = world.person(officer)
        world.detail(officer, person, "insurance-number", number="JS123456C")
        world.detail(officer, person, "bank-account", bank="A", account_number="44556677")
        looking = {"find": "yes", "who": typed}
        for reader, finds in (
            (world.supervisor(), True),
            (world.user(Role.FRONT_COUNTER), False),
            (world.user(Role.BRIEFING_READER), False),
            (world.officer(of=world.unit("East unit")), False),
        ):
            page = sign_in(reader).post(reverse("submit-report"), looking).content.decode()
            assert ("MARSH, Alan" in page or "A.M., born" in page) is finds

    def test_nobody_named_is_refused_and_nothing_typed_is_lost(self, sign_in: SignIn) -> None:
        world.person()
        answer = sign_in(world.officer()).post(reverse("submit-report"), self.typed(None)).content.decode()
        assert "Say whom it is about" in answer
        assert "MARSH, Alan" in answer
        assert "showed it to the source" in answer

    def test_a_made_up_person_is_not_there(self, sign_in: SignIn) -> None:
        sent = self.typed(None, **{f"role_{uuid4().hex}": "subject", "role_x": "subject"})
        assert sign_in(world.officer()).post(reverse("submit-report"), sent).status_code == 200
        assert not Report.objects.exists()
