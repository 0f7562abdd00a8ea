"""Concerns: recorded in two minutes, matched or triaged, and what of a caller is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Task
from intelligence import actions
from intelligence.choices import Assessment, CloseReason
from intelligence.models import Concern, Link
from offenders import actions as offenders
from offenders.models import Person
from offenders.search.queries import meant
from tests import world
from tests.intelligence import reported
from tests.intelligence.reported import CONCERN, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def typed(**fields: str) -> dict[str, str]:
    return {
        **{name: value for name, value in CONCERN.items() if isinstance(value, str)},
        "anonymous": "yes",
        "submission": str(uuid4()),
        **fields,
    }


class TestMatching:
    @pytest.mark.parametrize(
        ("name", "certain"),
        [
            ("Alan Marsh", True),
            ("MARSH, Alan", True),
            ("cu-000001", True),
            ("Alan Marsch", False),
            ("Alan", False),
            ("Marsh", False),
        ],
    )
    def test_finds_by_name_or_reference_and_says_how_surely(self, name: str, certain: bool) -> None:
        person = world.person()
        assert [(match.person, match.certain) for match in meant(name, NOW)] == [(person.pk, certain)]

    @pytest.mark.parametrize("name", ["", "not known", "Zbigniew Qwerty", "%", "x" * 500, "\x00"])
    def test_finds_nobody_by_nothing(self, name: str) -> None:
        world.person()
        assert not meant(name, NOW)


class TestRecording:
    def test_one_person_of_that_name_it_goes_to_the_manager(self) -> None:
        manager = world.officer()
        person = world.person(manager)
        made = reported.concern(world.user(Role.FRONT_COUNTER), who="Alan Marsh")
        assert made.settled == "matched"
        assert Link.objects.get(concern=made).person == person
        assert Task.objects.get().due_on == world.TODAY + world.days(2)

    @pytest.mark.parametrize(("who", "people"), [("Alan Marsh", 2), ("Alan", 1), ("Nobody At All", 1)])
    def test_several_or_none_wait_for_a_supervisor(self, who: str, people: int) -> None:
        for _ in range(people):
            world.person()
        made = reported.concern(world.user(Role.BRIEFING_READER), who=who)
        assert made.settled_at is None
        assert not Link.objects.exists()

    @pytest.mark.parametrize("urgency", ["1_now", "2_today"])
    def test_what_cannot_wait_is_read_the_same_day(self, urgency: str) -> None:
        world.person()
        reported.concern(world.officer(), who="Alan Marsh", urgency=urgency)
        assert Task.objects.get().due_on == world.TODAY

    def test_a_restricted_persons_manager_learns_of_it_and_nobody_else_does(self, sign_in: SignIn) -> None:
        manager, counter, inspector = (
            world.officer(),
            world.user(Role.FRONT_COUNTER),
            world.user(Role.DETECTIVE_INSPECTOR),
        )
        person = world.person(manager)
        offenders.restrict(inspector, person=person, readers=[], reason="Staff", now=NOW)
        client = sign_in(counter)
        said = client.post(reverse("record-concern"), typed(who="Alan Marsh"), follow=True).content.decode()
        other = client.post(
            reverse("record-concern"), typed(who="Nobody At All"), follow=True
        ).content.decode()
        assert "is recorded and passed on" in said
        assert said.count("Passed on") == 1
        assert other.count("Passed on") == 2
        with world.read_by("vigil"):
            assert Link.objects.get().person == person
        with world.read_by(counter):
            assert not Link.objects.exists()
            assert Concern.objects.count() == 2  # what one has recorded does not vanish
        with world.read_by(world.supervisor()):
            assert Concern.objects.count() == 1

    def test_of_an_anonymous_caller_nothing_is_kept(self) -> None:
        made = reported.concern(
            world.officer(), anonymous=True, caller_name="Pat Low", caller_contact="01632 960123"
        )
        made.refresh_from_db()
        assert made.caller_name is made.caller_contact is None
        with pytest.raises(IntegrityError, match="anonymous_caller"), transaction.atomic():
            Concern.objects.filter(pk=made.pk).update(caller_name="Pat Low")

    def test_a_named_caller_is_kept_where_backups_cannot_be_read(self) -> None:
        made = reported.concern(world.officer(), anonymous=False, caller_name="Pat Low")
        made.refresh_from_db()
        assert made.caller_name == "Pat Low"
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(c::text, ' ') FROM intelligence_concern c")
            assert "Pat Low" not in cursor.fetchone()[0]

    def test_what_was_said_stands_as_it_was_said(self) -> None:
        made = reported.concern(world.officer())
        for change in ({"what": "x"}, {"where": "x"}, {"anonymous": False}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Concern.objects.filter(pk=made.pk).update(**change)

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
    def test_who_may_not(self, role: Role) -> None:
        with pytest.raises(PermissionDenied):
            reported.concern(world.user(role))


class TestForm:
    def test_says_what_to_do_first_where_somebody_is_in_danger(self, sign_in: SignIn) -> None:
        page = sign_in(world.user(Role.FRONT_COUNTER)).get(reverse("record-concern")).content.decode()
        assert "ring 999 or the duty inspector first" in page

    def test_sent_twice_it_is_one(self, sign_in: SignIn) -> None:
        client, sent = sign_in(world.user(Role.BRIEFING_READER)), typed()
        for _ in range(2):
            assert client.post(reverse("record-concern"), sent).status_code == 302
        assert Concern.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"who": ""}, "Enter the name, or “not known”."),
            ({"what": " "}, "Enter what the worry is."),
            ({"urgency": ""}, "Select how soon somebody must act."),
            ({"anonymous": ""}, "Select whether they want to stay anonymous."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_typed_is_lost(
        self, sign_in: SignIn, fields: dict[str, str], said: str
    ) -> None:
        text = sign_in(world.officer()).post(reverse("record-concern"), typed(**fields)).content.decode()
        assert said in text
        assert "Kirkby Park" in text

    def test_it_outlives_the_session(self, client: Client) -> None:
        officer = world.officer()
        client.post(reverse("account_login"), {"login": officer.username, "password": world.PASSWORD})
        client.cookies.pop("sessionid", None) or client.cookies.pop(
            next(n for n in client.cookies if "session" in n)
        )
        answer = client.post(reverse("record-concern"), typed(what="Talks to children at the gate"))
        assert answer.status_code == 302
        given = {"login": officer.username, "password": world.PASSWORD}
        back = client.post(answer["Location"], given, follow=True)
        assert "Talks to children at the gate" in back.content.decode()

    def test_every_page_leads_there_for_those_who_may(self, sign_in: SignIn) -> None:
        way = reverse("record-concern")
        for role, may in ((Role.BRIEFING_READER, True), (Role.FRONT_COUNTER, True), (Role.AUDITOR, False)):
            assert (way in sign_in(world.user(role)).get("/").content.decode()) is may


class TestTriage:
    def test_today_says_how_many_wait(self, sign_in: SignIn) -> None:
        reported.concern(world.officer())
        reported.concern(world.officer(), urgency="1_now")
        today = sign_in(world.supervisor()).get("/").content.decode()
        assert "2 concerns to triage" in today
        assert "1 urgent" in today
        assert "to triage" not in sign_in(world.officer()).get("/").content.decode()

    def test_the_most_urgent_come_first_and_only_ones_own_forces(self, sign_in: SignIn) -> None:
        reported.concern(world.officer(), who="Later")
        reported.concern(world.officer(), who="At once", urgency="1_now")
        reported.concern(world.officer(of=world.unit("Far unit", "NX")), who="Elsewhere")
        rows = sign_in(world.supervisor()).get(reverse("concerns")).context["rows"]
        assert [row.who for row in rows] == ["At once", "Later"]

    def test_linked_it_goes_to_the_manager(self, sign_in: SignIn) -> None:
        manager, supervisor = world.officer(), world.supervisor()
        person = world.person(manager)
        made = reported.concern(world.officer(), who="Al M")
        client, page = sign_in(supervisor), reverse("triage-concern", args=[made.pk])
        found = client.post(page, {"do": "find", "who": "marsh"}).content.decode()
        assert "MARSH, Alan" in found
        sent = {
            "do": "link",
            "who": "marsh",
            "link-person": str(person.pk),
            "link-note": "Lives there",
            "link-version": "1",
        }
        assert client.post(page, sent).status_code == 302
        assert Task.objects.get().person == person
        assert client.post(page, sent)["Location"] == reverse("concerns")
        assert Link.objects.count() == 1

    def test_a_number_that_tells_of_nobody_elsewhere_finds_nobody(self, sign_in: SignIn) -> None:
        far = world.officer(of=world.unit("Far unit", "NX"))
        world.detail(far, world.person(far), "nhs-number", number="9434765919")
        page = reverse("triage-concern", args=[reported.concern(world.officer()).pk])
        client = sign_in(world.supervisor())
        assert "A.M., born" in client.post(page, {"do": "find", "who": "marsh"}).content.decode()
        assert "A.M., born" not in client.post(page, {"do": "find", "who": "9434765919"}).content.decode()

    def test_closed_with_a_reason(self, sign_in: SignIn) -> None:
        made = reported.concern(world.officer())
        client, page = sign_in(world.supervisor()), reverse("triage-concern", args=[made.pk])
        assert (
            "Say what you did"
            in client.post(
                page, {"do": "close", "close-why": "duplicate", "close-version": "1"}
            ).content.decode()
        )
        sent = {"do": "close", "close-why": "duplicate", "close-note": "As CON-1", "close-version": "1"}
        assert client.post(page, sent).status_code == 302
        assert Concern.objects.get().close_reason == "duplicate"

    def test_made_into_a_report(self, sign_in: SignIn) -> None:
        person, supervisor = world.person(), world.supervisor()
        made = reported.concern(world.officer(), who="Al M")
        client = sign_in(supervisor)
        page = f"{reverse('submit-report')}?concern={made.pk}"
        assert CONCERN["what"] in client.get(page).content.decode()
        actions.submit_report(
            supervisor, report=reported.REPORT, people={person.pk: "subject"}, concern=made, now=NOW
        )
        assert Concern.objects.get().settled == "reported"

    def test_not_about_them_it_waits_again(self) -> None:
        manager = world.officer()
        world.person(manager)
        made = reported.concern(world.officer(), who="Alan Marsh")
        link = Link.objects.get()
        actions.assess(
            manager, link=link, version=1, assessment=Assessment.NOT_THEM, note="He was here.", now=NOW
        )
        made.refresh_from_db()
        assert made.settled_at is None
        assert not Task.objects.open().exists()

    def test_who_does_not_triage_neither_sees_nor_settles(self, sign_in: SignIn) -> None:
        made = reported.concern(world.officer())
        far = world.supervisor(of=world.unit("Far unit", "NX"))
        for user in (world.officer(), far, world.user(Role.MAPPA_COORDINATOR)):
            assert sign_in(user).get(reverse("triage-concern", args=[made.pk])).status_code == 404
            with pytest.raises(PermissionDenied):
                actions.close_concern(
                    user, concern=made, version=1, why=CloseReason.DUPLICATE, note="As before", now=NOW
                )

    def test_another_choice_by_the_same_supervisor_is_refused(self) -> None:
        supervisor, first, second = world.supervisor(), world.person(), world.person(family_name="Reed")
        made = reported.concern(world.officer())

        def link(to: Person) -> Concern:
            return actions.link_concern(supervisor, concern=made, version=1, person=to, note="", now=NOW)

        assert link(first) == link(first)
        with pytest.raises(ValidationError, match="about somebody else"):
            link(second)
        assert Link.objects.get().person == first
        made = reported.concern(world.officer())
        said: dict[str, Any] = {"concern": made, "version": 1, "note": "As before", "now": NOW}
        actions.close_concern(supervisor, why=CloseReason.DUPLICATE, **said)
        with pytest.raises(ValidationError, match="closed this concern already"):
            actions.close_concern(supervisor, why=CloseReason.ELSEWHERE, **said)

    def test_two_supervisors_settle_it_once(self) -> None:
        made, first, second = reported.concern(world.officer()), world.supervisor(), world.supervisor()

        def close(by: User, note: str = "As before") -> Any:
            return actions.close_concern(
                by, concern=made, version=1, why=CloseReason.DUPLICATE, note=note, now=NOW
            )

        assert close(first).version == close(first).version == 2
        with pytest.raises(Stale):
            close(second)
        with pytest.raises(ValidationError, match="Say what you did"):
            close(second, note=" ")


def test_the_words_of_a_concern_are_for_those_who_read_intelligence(sign_in: SignIn) -> None:
    person = world.person(world.officer())
    reported.concern(world.officer(), who="Alan Marsh", anonymous=False, caller_name="Pat Low")
    link = Link.objects.get()
    for role, reads in ((Role.DETECTIVE_INSPECTOR, True), (Role.FRONT_COUNTER, False), (Role.CHAIR, False)):
        client = sign_in(world.user(role))
        pages = [
            reverse("intelligence-item", args=[person.pk, link.pk]),
            reverse("person-intelligence", args=[person.pk]),
        ]
        text = " ".join(client.get(page).content.decode() for page in pages)
        assert (CONCERN["what"] in text) is reads
        assert ("Pat Low" in text) is reads
