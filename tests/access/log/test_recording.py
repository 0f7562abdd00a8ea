"""What the log says of pages and of changes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from access.choices import Channel, Operation
from access.log import consulted
from access.models import AccessEvent, OfPerson
from accounts.choices import Role
from accounts.models import User
from dashboards import actions as returns
from dashboards.actions import sampling
from diary import actions as diary
from intelligence import actions as intelligence
from mappa import actions as mappa
from notifications import actions as notifications
from offenders import actions
from offenders.models import Person, PersonUserObjectPermission
from riskplans import actions as visits
from tests import world
from tests.access.log import test_meetings, test_minutes
from tests.access.log.reasons import overheard
from tests.access.log.verbs import (
    BREACH_VERBS,
    FROM_BEYOND,
    REVIEW_VERBS,
    ROLES,
    VERBS,
    VERBS_ABOUT_NOBODY,
)
from tests.dashboards.staff import kept
from tests.intelligence.reported import CONCERN
from tests.mappa import charged, levelled, moved
from tests.riskplans import disclosing, ended, reacting
from tests.riskplans.devices import watched
from tests.riskplans.plans import written as plans
from tests.riskplans.polygraph import made as polygraphs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
TASKS = ("set_task", "finish_task", "hand_on_task", "cancel_task")


def newest() -> AccessEvent:
    return AccessEvent.objects.order_by("-seq")[0]


def written(during: Callable[[], Any]) -> list[AccessEvent]:
    last = AccessEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    during()
    return list(AccessEvent.objects.filter(seq__gt=last).order_by("seq"))


class TestPages:
    def test_a_persons_page_says_who_looked_at_whom_when_and_at_what(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        (event,) = written(lambda: client.get(reverse("person", args=[person.pk]), HTTP_USER_AGENT="Firefox"))
        assert event.person_ids == [person.pk]
        assert (event.object_type, event.object_id) == ("person", str(person.pk))
        assert (event.operation, event.channel) == (Operation.CONSULTATION, Channel.PAGE)
        assert (event.action, event.outcome, event.row_count) == ("person", "200", 1)
        assert (event.actor_id, event.actor, event.agency) == (officer.pk, str(officer), "CU Constabulary")
        assert (event.roles, event.unit_id, event.basis) == (["offender_manager"], officer.unit_id, "manager")
        assert {"identity", "notifications", "whereabouts", "duties"} <= set(event.sections)
        assert (event.record_version, event.device, event.ip) == (1, "Firefox", "127.0.0.1")
        assert len(event.session) == 64
        assert event.request_id
        assert event.version == "0.1.0"

    def test_the_log_holds_no_value_of_the_record(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        sign_in(officer).get(reverse("person-record", args=[person.pk]))
        sign_in(officer).post("/people/search/", {"q": "marsh"}, follow=True)
        actions.record_custody(
            officer, person=person, kind="custody", starts_on=world.TODAY, place="Stonegarth", now=NOW
        )
        with connection.cursor() as cursor:
            # Of this officer alone: what other tests committed stays in the log.
            cursor.execute(
                "SELECT string_agg(lower(e::text), ' ') FROM access_event e WHERE actor_id = %s", [officer.pk]
            )
            (text,) = cursor.fetchone()
        for value in (
            "marsh",
            "alan",
            "ewe close",
            "stonegarth",
            str(person.date_of_birth),
            person.reference.lower(),
        ):
            assert value not in text

    @pytest.mark.parametrize(
        ("name", "section"),
        [
            ("person-record", "address"),
            ("person-record", "sentence"),
            ("person-history", "identity"),
            ("person-notification", "notification"),
            ("person-as-it-was", "as it was"),
            ("record-custody", "identity"),
        ],
    )
    def test_each_page_says_what_it_showed(self, sign_in: SignIn, name: str, section: str) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        (event,) = written(lambda: client.get(reverse(name, args=[person.pk])))
        assert event.action == name
        assert section in event.sections

    def test_a_list_names_the_people_on_the_page_and_nobody_else(self, sign_in: SignIn) -> None:
        officer = world.officer()
        for number in range(51):
            world.person(officer, family_name=f"Person{number:02}")
        client = sign_in(officer)
        (event,) = written(lambda: client.get("/people/"))
        on_page = {person.pk for person in client.get("/people/").context["page"].rows}
        assert set(event.person_ids) == on_page
        assert (event.row_count, event.channel, event.operation) == (50, Channel.LIST, Operation.CONSULTATION)

    def test_today_names_everybody_on_it(self, sign_in: SignIn) -> None:
        officer = world.officer()
        people = {world.person(officer, family_name=name).pk for name in ("Ash", "Beech")}
        client = sign_in(officer)
        (event,) = written(lambda: client.get("/"))
        assert set(event.person_ids) == people
        assert event.action == "today"

    def test_a_search_is_logged_even_when_it_finds_nobody(self, sign_in: SignIn) -> None:
        person = world.person()
        client = sign_in(world.officer())
        (event,) = written(lambda: client.post("/people/search/", {"q": "marsh"}, follow=True))
        assert (event.channel, event.person_ids) == (Channel.SEARCH, [person.pk])
        (event,) = written(lambda: client.post("/people/search/", {"q": "nobody"}, follow=True))
        assert (event.channel, event.person_ids, event.row_count) == (Channel.SEARCH, [], 0)

    @pytest.mark.parametrize(("typed", "finds"), [("marsh", True), ("nobody", False)])
    def test_to_look_for_whom_a_report_is_about_is_a_search(
        self, sign_in: SignIn, typed: str, finds: bool
    ) -> None:
        person, client = world.person(), sign_in(world.supervisor())
        concern = intelligence.record_concern(world.officer(), concern=CONCERN, now=NOW)
        sent = {"find": "yes", "do": "find", "who": typed}
        for page in (reverse("submit-report"), reverse("triage-concern", args=[concern.pk])):
            (event,) = written(lambda page=page: client.post(page, sent))  # type: ignore[misc]
            assert (event.channel, event.person_ids) == (Channel.SEARCH, [person.pk] if finds else [])

    def test_a_search_that_tells_of_records_elsewhere_names_them(self, sign_in: SignIn) -> None:
        far = world.person(world.officer(of=world.unit("Far unit", "NX")), family_name="Distant")
        client = sign_in(world.officer())
        (event,) = written(lambda: client.post("/people/search/", {"q": "distant"}, follow=True))
        assert (event.channel, event.person_ids) == (Channel.SEARCH, [far.pk])

    def test_so_does_one_that_tells_an_inspector_of_a_restricted_record(self, sign_in: SignIn) -> None:
        inspector, person = world.user(Role.DETECTIVE_INSPECTOR), world.person()
        actions.restrict(inspector, person=person, readers=[], reason="Staff", now=NOW)
        client = sign_in(world.user(Role.DETECTIVE_INSPECTOR))
        (event,) = written(lambda: client.post("/people/search/", {"q": person.reference}, follow=True))
        assert (event.channel, event.person_ids) == (Channel.SEARCH, [person.pk])

    def test_a_page_about_nobody_leaves_no_event(self, sign_in: SignIn) -> None:
        client = sign_in(world.officer())
        for url in ("/styleguide/", "/calculator/", "/", "/people/"):
            assert not written(lambda url=url: client.get(url))  # type: ignore[misc]

    def test_a_certificate_is_a_disclosure_by_download(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        url = reverse("person-certificate", args=[person.pk])
        form = client.get(url).context["form"]
        chosen = [key for key, _ in form.fields["chosen"].choices][:1]
        posted = {"as_at": "15/6/2026", "chosen": chosen}
        registered, event = written(lambda: client.post(url, posted))
        assert registered.person_ids == [person.pk]
        assert (event.operation, event.channel) == (Operation.DISCLOSURE, Channel.DOWNLOAD)
        assert event.person_ids == [person.pk]
        assert event.object_type == "certificate"

    @pytest.mark.parametrize("exists", [True, False])
    def test_a_record_out_of_reach_is_a_refusal_that_names_it(self, sign_in: SignIn, exists: bool) -> None:
        hidden = world.person(world.officer(of=world.unit("East unit"))).pk if exists else uuid4()
        client = sign_in(world.officer())
        (event,) = written(lambda: client.get(reverse("person", args=[hidden])))
        assert (event.operation, event.outcome, event.person_ids) == (Operation.DENIED, "404", [hidden])
        assert (event.sections, event.row_count) == ([], 0)

    def test_the_footing_is_written_down(self, sign_in: SignIn) -> None:
        person = world.person()
        partner = world.user("partner")
        permission = Permission.objects.get(codename="view_person")
        PersonUserObjectPermission.objects.create(
            user=partner, content_object=person, permission=permission, starts_on=world.TODAY
        )
        for user, basis in (
            (world.officer(), "unit"),
            (world.user("mappa_coordinator", of=world.unit("East unit")), "force"),
            (partner, "named"),
        ):
            sign_in(user).get(reverse("person", args=[person.pk]))
            assert newest().basis == basis

    def test_a_page_costs_one_insert_more(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        for url in ("/", "/people/", reverse("person", args=[person.pk])):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            to_log = [query["sql"] for query in captured if "access_event" in query["sql"]]
            # The record's summary also asks when this user looked last.
            asks = [sql for sql in to_log if sql.startswith("SELECT")]
            assert len(to_log) - len(asks) == 1
            assert len(asks) == (url not in ("/", "/people/"))

    def test_what_cannot_be_logged_is_not_shown(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)

        def broken(*args: Any, **kwargs: Any) -> None:
            raise DatabaseError("no space left on device")

        monkeypatch.setattr(AccessEvent, "save", broken)
        answer = client.get(reverse("person", args=[person.pk]))
        assert answer.status_code == 503
        assert "MARSH" not in answer.content.decode()
        assert answer["Retry-After"] == "30"
        assert "no-store" in answer["Cache-Control"]
        client.logout()
        # Whoever signs in sees no record by it.
        assert client.get(reverse("account_login")).status_code == 200
        given = {"login": officer.username, "password": world.PASSWORD}
        assert client.post(reverse("account_login"), given).status_code == 302


class TestSigningIn:
    def test_in_out_and_failed(self, client: Client) -> None:
        officer = world.officer()
        login = reverse("account_login")
        wrong = {"login": officer.username, "password": "not this"}
        (event,) = written(lambda: client.post(login, wrong))
        assert (event.operation, event.actor_id, event.outcome) == (Operation.DENIED, officer.pk, "failed")
        (event,) = written(lambda: client.post(login, {"login": "my-password", "password": "x"}))
        assert (event.operation, event.actor_id, event.actor) == (Operation.DENIED, None, "Unknown")
        right = {"login": officer.username, "password": world.PASSWORD}
        (event,) = written(lambda: client.post(login, right))
        assert (event.operation, event.action, event.outcome) == (Operation.SIGN_IN, "sign in", "done")
        (event,) = written(lambda: client.post(reverse("account_logout")))
        assert (event.operation, event.action) == (Operation.SIGN_IN, "sign out")

    def test_how_one_signed_in_is_on_every_event(self, client: Client) -> None:
        officer = world.officer()
        world.person(officer)
        given = {"login": officer.username, "password": world.PASSWORD}
        client.post(reverse("account_login"), given)
        client.get("/")
        assert newest().strength == "password"


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    people = list(Person.objects.with_name())
    return StreamingHttpResponse(f"{person.family_name}\n" for person in people)


def exported(request: HttpRequest) -> HttpResponse:
    consulted(
        people=Person.objects.values_list("pk", flat=True),
        channel=Channel.EXPORT,
        operation=Operation.DISCLOSURE,
        recipients=["Probation Service"],
        lawful_basis="CJA 2003 s.325",
        reason_code="panel",
        sections=["names"],
    )
    return HttpResponse("not a name")


urlpatterns = [path("streamed", streamed), path("exported", exported)]


@pytest.mark.urls(__name__)
class TestWhatViewsSay:
    def test_a_stream_is_logged_before_its_first_byte(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        answer = sign_in(officer).get("/streamed")
        assert newest().person_ids == [person.pk]
        assert b"Marsh" in answer.getvalue()

    def test_a_disclosure_says_to_whom_and_on_what_ground(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        sign_in(officer).get("/exported")
        event = newest()
        assert (event.operation, event.channel) == (Operation.DISCLOSURE, Channel.EXPORT)
        assert (event.recipients, event.lawful_basis) == (["Probation Service"], "CJA 2003 s.325")
        assert event.person_ids == [person.pk]


class TestVerbs:
    def test_every_verb_of_every_app_is_here(self) -> None:
        """A new verb fails here until it is carried out and its event looked at."""
        tried = [
            *VERBS.values(),
            *REVIEW_VERBS.values(),
            *BREACH_VERBS.values(),
            *VERBS_ABOUT_NOBODY.values(),
        ]
        told = [
            each
            for builder in (
                *(polygraphs, watched, plans, reacting, disclosing, ended, levelled, moved, charged),
                kept,
            )
            for each in vars(builder).values()
            if inspect.isfunction(each)
        ]
        called = {name for each in [*tried, *told] for name in each.__code__.co_names} | {
            "Found",
            "plan_visit",
            "record_outcome",
            "start_assessment",
            "write_assessment",
            "hand_in_assessment",
            *(
                "start_plan",
                "change_plan",
                "add_plan_action",
                "add_contingency",
                "submit_plan",
                "decide_plan",
            ),
            *("consider_order", "take_application_further", "record_service", "hold_passport"),
            *("check_condition", "take_licence_further"),
        }
        every = {
            *actions.__all__,
            *notifications.__all__,
            *intelligence.__all__,
            *visits.__all__,
            *TASKS,
        }
        # Those of meetings, of minutes and of dip-samples are carried out, each in its turn, beside this file.
        carried_out = {module.__name__ for module in (*test_meetings.ROOMS, *test_minutes.ROOMS)}
        every |= {name for name in mappa.__all__ if getattr(mappa, name).__module__ not in carried_out}
        every |= {name for name in returns.__all__ if getattr(returns, name).__module__ != sampling.__name__}
        assert (
            every
            - {
                "NewPerson",
                "Written",
                "add_person",
                "notice_breaches",
                "notice_endings",
                "notice_missed",
                "notice_silences",
            }
            <= called
        )

    @pytest.mark.parametrize("verb", VERBS)
    def test_each_names_the_person_in_the_same_transaction(self, verb: str) -> None:
        by = world.user(ROLES.get(verb, Role.SUPERVISOR))
        beyond = world.unit("East unit") if verb in FROM_BEYOND else None
        # Convicted yesterday: nothing is overdue yet, so that a date can still be overridden.
        day = world.TODAY - world.days(1)
        person = world.person(
            world.officer(of=beyond),
            trigger={"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"},
            disposal={"kind": "fine", "date": day},
        )
        by = User.objects.for_request().get(pk=by.pk)  # the database is told who reads the restricted record
        self.names(verb, VERBS[verb], by, person)

    @pytest.mark.parametrize("verb", REVIEW_VERBS)
    def test_so_does_each_step_of_a_review(self, verb: str) -> None:
        person = world.without_end(world.officer(), told=date(2011, 1, 10))
        self.names(verb, REVIEW_VERBS[verb], world.supervisor(), person)

    @pytest.mark.parametrize("verb", BREACH_VERBS)
    def test_and_of_a_breach_or_a_search(self, verb: str) -> None:
        person = world.person(world.officer())
        self.names(verb, BREACH_VERBS[verb], world.supervisor(), person)

    def names(self, verb: str, carry_out: Callable[[User, Person], Any], by: User, person: Person) -> None:
        event = written(lambda: carry_out(by, person))[-1]
        assert event.action == verb
        assert event.person_ids == [person.pk]
        given_on = verb in (
            "disseminate report",
            "share summary of assessment",
            "share plan",
            "record disclosure",
        )
        passed_on = (Operation.DISCLOSURE,) if given_on else ()
        assert event.operation in (Operation.COLLECTION, Operation.ALTERATION, *passed_on)
        assert event.actor_id == by.pk
        assert event.sections
        assert not overheard(person)

    @pytest.mark.parametrize("verb", VERBS_ABOUT_NOBODY)
    def test_what_is_about_nobody_is_administration(self, verb: str) -> None:
        by = world.user(Role.SUPERVISOR, Role.SYSTEM_ADMINISTRATOR)
        event = written(lambda: VERBS_ABOUT_NOBODY[verb](by))[-1]
        assert (event.action, event.operation) == (verb, Operation.ADMINISTRATION)
        assert (event.person_ids, event.actor_id) == ([], by.pk)
        assert event.sections

    def test_a_restriction_lifted_twice_is_one_event(self) -> None:
        by, person = world.user(Role.DETECTIVE_INSPECTOR), world.person()
        by = User.objects.for_request().get(pk=by.pk)
        VERBS["lift restriction"](by, person)
        assert not person.restrictions.standing().exists()
        assert not written(lambda: actions.lift(by, person=person, reason="Again", now=NOW))

    def test_opening_a_record_is_a_collection(self) -> None:
        made: list[Person] = []
        (event,) = written(lambda: made.append(world.person()))
        assert (event.action, event.operation) == ("add person", Operation.COLLECTION)
        assert event.person_ids == [made[0].pk]
        assert {"person", "name", "address", "sentence"} <= set(event.sections)

    def test_a_correction_carries_its_reason_and_the_version_it_made(self) -> None:
        person = world.person()
        (event,) = written(lambda: VERBS["correct person"](world.supervisor(), person))
        assert (event.reason, event.record_version) == ("Entered wrongly", 2)

    def test_the_same_form_again_changes_nothing_and_leaves_no_event(self) -> None:
        officer, sent = world.officer(), uuid4()
        person = world.person(officer)

        def record() -> None:
            actions.record_custody(
                officer,
                person=person,
                kind="custody",
                starts_on=world.TODAY,
                place="",
                now=NOW,
                submission=sent,
            )

        assert len(written(record)) == 1
        assert not written(record)

    def test_what_is_rolled_back_was_not_done(self) -> None:
        person = world.person()

        def cut_off() -> None:
            with transaction.atomic():
                VERBS["record order"](world.officer(), person)
                transaction.set_rollback(True)

        assert not written(cut_off)

    def test_a_change_that_cannot_be_logged_is_not_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        officer = world.officer()
        person = world.person(officer)

        def broken(*args: Any, **kwargs: Any) -> None:
            raise DatabaseError("no space left on device")

        monkeypatch.setattr(AccessEvent, "save", broken)
        with pytest.raises(DatabaseError):
            VERBS["record order"](officer, person)
        assert not person.orders.exists()

    def test_a_saved_form_is_one_event_with_the_requests_number(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        sent = {
            "kind": "custody",
            "starts_on": "15/6/2026",
            "place": "",
            "submission": str(uuid4()),
        }
        (event,) = written(lambda: client.post(reverse("record-custody", args=[person.pk]), sent))
        assert (event.action, event.channel) == ("record custody", Channel.PAGE)
        assert event.request_id
        assert event.session


class TestJobs:
    def test_a_sweep_is_one_event_that_names_whom_it_flagged(self) -> None:
        person = world.person()
        (event,) = written(lambda: diary.sweep(today=world.TODAY, now=NOW))
        assert (event.actor, event.channel, event.action) == ("Vigil", Channel.JOB, "sweep")
        assert event.person_ids == [person.pk]

    def test_a_rebuild_is_one_event_that_says_how_many_it_went_over(self) -> None:
        officer = world.officer()
        world.person(officer, family_name="Ash")
        world.person(officer, family_name="Beech")
        (event,) = written(lambda: list(diary.rebuild(today=world.TODAY)))
        assert (event.row_count, event.channel) == (2, Channel.JOB)

    def test_by_hand_it_says_so(self) -> None:
        from django.core.management import call_command

        world.person()
        events = written(lambda: call_command("diary", "sweep", stdout=StringIO()))
        assert {(event.channel, event.action) for event in events} == {
            (Channel.COMMAND, "diary: sweep"),
            (Channel.COMMAND, "diary: look_ahead"),
        }


def test_every_table_about_a_person_says_so_when_it_is_read() -> None:
    """A new table with a key to Person is an OfPerson, or reading it leaves no trace (histories are read as values)."""
    silent = [
        model._meta.label
        for model in apps.get_models()
        if any(field.related_model is Person for field in model._meta.concrete_fields)
        and not issubclass(model, OfPerson)
        and not hasattr(model, "pgh_tracked_model")
    ]
    assert not silent


def test_sections_are_called_by_words_that_people_know() -> None:
    called = {model.in_the_log() for model in apps.get_models() if issubclass(model, OfPerson)}
    assert {"access by name", "manager", "message", "duties", "address"} <= called
    technical = re.compile(r"\b(?:user object|permission|outbox|assignment|entry|event|row|model)\b")
    assert not [name for name in called if technical.search(name) or not re.fullmatch(r"[A-Za-z ,-]+", name)]
