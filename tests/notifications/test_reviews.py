"""Review of indefinite requirements on the record: through its pages, into the dates, the diary and the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from diary.models import Entry, Flag
from notifications import actions, facts
from notifications.certificate.content import Maker, Subject, certificate
from notifications.certificate.record import facts_of
from notifications.certificate.relied import relied_on
from notifications.law import evaluate
from notifications.models import Application, Notification, RelevantNotification, ResponsibleBody
from notifications.queries import as_it_was
from offenders import actions as offenders
from offenders.models import Person
from offenders.queries import visible_person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
EXAMPLES = json.loads((Path(__file__).parents[1] / "law" / "examples" / "review.json").read_text("utf-8"))
RECEIVED = date(2026, 12, 1)
LATER = date(2026, 12, 12)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def client(sign_in: Callable[[User], Client], officer: User, clock: Callable[[date], None]) -> Client:
    clock(LATER)
    return sign_in(officer)


def named(by: User, **fields: Any) -> Person:
    """The same, with the notification that counts named: they may apply from 25 November 2026."""
    person = world.without_end(by, **fields)
    actions.name_relevant_notification(
        by, person=person, notification=person.notifications.get(), now=world.at(LATER)
    )
    return person


def applied(by: User, received_on: date = RECEIVED, **fields: Any) -> Application:
    return actions.record_application(
        by, person=named(by, **fields), received_on=received_on, received_how="post", now=world.at(LATER)
    )


def told(
    by: User, made: Application, on: date = date(2026, 12, 10), body: str = "Probation"
) -> ResponsibleBody:
    return actions.tell_body(by, application=made, body=body, notified_on=on, now=world.at(LATER))


def decision(
    outcome: str, on: date, received: date | None = None, years: int | None = None
) -> dict[str, Any]:
    return {
        "determined_on": on,
        "outcome": outcome,
        "further_years": years,
        "decided_by": "Supt 2041",
        "reasons": "The assessment of risk.",
        "notice_received_on": received,
    }


def decide(by: User, made: Application, said: dict[str, Any], now: date = LATER) -> Application:
    return actions.record_determination(
        by, application=made, version=made.version, determination=said, now=world.at(now)
    )


def computed(person: Person, on: date) -> dict[str, Any]:
    found: Any = evaluate(facts.document(person, as_at=on))
    return dict(found)


def due(person: Person) -> dict[str, tuple[date | None, date | None]]:
    entries = Entry.objects.filter(person=person, kind__startswith="review_")
    return {entry.kind: (entry.last, entry.met_on) for entry in entries}


def post(client: Client, page: str, *args: object, **data: object) -> str:
    """What the page answers; empty when it did its work."""
    answer = client.post(reverse(page, args=args), {"submission": str(uuid4()), **data})
    return "" if answer.status_code == 302 else answer.content.decode()


def check_diary(today: date, clock: Callable[[date], None]) -> None:
    clock(today)
    call_command("diary", "rebuild", stdout=StringIO())
    call_command("diary", "rebuild", "--check", stdout=StringIO())


class TestTheWorkedExamples:
    """The facts of each example, put on the record through the verbs, give the dates of the example."""

    @pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
    def test_gives_the_same(self, officer: User, example: dict[str, Any]) -> None:
        given, on = example["facts"], date.fromisoformat(example["facts"]["as_at"])
        person = self.recorded(officer, given)
        expected: Any = evaluate(given)["review"]
        found = computed(person, on)["review"]
        if expected is None:
            assert found is None
            return
        orders = [str(order.pk) for order in person.orders.all()]
        assert {name: found[name] for name in expected if name not in ("reasoning", "blocked_by")} == {
            name: value for name, value in expected.items() if name not in ("reasoning", "blocked_by")
        }
        assert found["blocked_by"] == (orders if expected["blocked_by"] else [])
        assert computed(person, on)["subject"]["last_day"] == evaluate(given)["subject"]["last_day"]

    def recorded(self, by: User, given: dict[str, Any]) -> Person:
        trigger = given["triggers"][0]
        convicted = date.fromisoformat(trigger["date"])
        person = world.without_end(
            by,
            told=date.fromisoformat(given["notifications"][0]["given_at"]),
            date_of_birth=date.fromisoformat(given["person"]["date_of_birth"]),
            trigger={"kind": "conviction", "date": convicted, "offence": "Rape (s.1)"},
            disposal={
                "kind": trigger["disposal"]["type"],
                "date": convicted,
                "term_months": trigger["disposal"]["term"]["months"],
            },
        )
        now = world.at(date(2027, 12, 31))
        review = given["review"]
        actions.name_relevant_notification(
            by, person=person, notification=person.notifications.get(), now=now
        )
        determinations = review.get("determinations", [])
        application = review.get("application")
        if application or determinations:
            # A decision answers an application: where the example has none, one of the qualifying date.
            received = date.fromisoformat(application["received_on"]) if application else date(2026, 11, 25)
            made = actions.record_application(
                by, person=person, received_on=received, received_how="post", now=now
            )
            for body in (application or {}).get("responsible_bodies", []):
                told_on = date.fromisoformat(body["notified_on"])
                actions.tell_body(by, application=made, body="Probation", notified_on=told_on, now=now)
            for each in determinations:
                notice = each.get("notice_received_on")
                said = decision(
                    each["outcome"],
                    date.fromisoformat(each["on"]),
                    date.fromisoformat(notice) if notice else None,
                    each.get("further_period", {}).get("years"),
                )
                made = actions.record_determination(
                    by, application=made, version=made.version, determination=said, now=now
                )
            if not application:
                given["review"]["application"] = {"received_on": received.isoformat()}
            if appeal := review.get("appeal"):
                day = date.fromisoformat(appeal["on"])
                actions.record_appeal(
                    by,
                    application=made,
                    version=made.version,
                    appeal={
                        "appealed_on": day,
                        "appeal_outcome": appeal["outcome"],
                        "appeal_decided_on": day,
                    },
                    now=now,
                )
        for order in given.get("orders", []):
            last_day = order.get("last_day")
            offenders.record_order(
                by,
                person=person,
                order={
                    "kind": order["kind"],
                    "made_on": date.fromisoformat(order["made_on"]),
                    "last_day": date.fromisoformat(last_day) if last_day else None,
                },
                now=now,
            )
        return person


class TestWhichNotificationCounts:
    def test_nothing_is_computed_until_somebody_says(self, officer: User) -> None:
        person = world.without_end(officer)
        assert computed(person, LATER)["review"] is None
        actions.name_relevant_notification(
            officer, person=person, notification=person.notifications.get(), now=world.at(LATER)
        )
        assert computed(person, LATER)["review"]["qualifying_date"] == "2026-11-25"

    def test_the_later_word_counts_and_the_earlier_stays_in_the_history(self, officer: User) -> None:
        person = named(officer)
        second = Notification.objects.create(
            person=person,
            section="85(1)",
            given_at=world.at(date(2012, 11, 20)),
            recorded_at=world.at(LATER),
            recorded_by=officer,
        )
        for _ in range(2):
            actions.name_relevant_notification(
                officer, person=person, notification=second, now=world.at(LATER)
            )
        row = RelevantNotification.objects.get()
        assert (row.notification, row.version) == (second, 2)
        assert computed(person, LATER)["review"]["qualifying_date"] == "2027-11-20"

    def test_one_of_travel_or_of_another_person_never_counts(self, officer: User) -> None:
        person, other = world.without_end(officer), world.without_end(officer)
        given = person.notifications.get()
        given.section = "86(2)"
        given.save()
        for wrong in (given, other.notifications.get()):
            with pytest.raises(ValidationError, match="section 83, 84 or 85"):
                actions.name_relevant_notification(
                    officer, person=person, notification=wrong, now=world.at(LATER)
                )

    def test_a_notification_taken_off_the_record_counts_no_more(self, officer: User) -> None:
        person = named(officer)
        offenders.void(
            officer, fact=person.notifications.get(), version=1, reason="Another man", now=world.at(LATER)
        )
        assert computed(person, LATER)["review"] is None

    def test_the_page_points_at_the_first_since_the_release(self, officer: User, client: Client) -> None:
        person = world.without_end(officer)
        person.absences.create(
            kind="sentence",
            starts_on=date(2006, 3, 6),
            ended_on=date(2011, 11, 24),
            recorded_at=world.at(LATER),
        )
        url = reverse("record-relevant-notification", args=[person.pk])
        text = client.get(url).content.decode()
        assert "The first one since the first release on this record" in text
        assert "Select the notification." in post(client, "record-relevant-notification", person.pk)
        given = person.notifications.get()
        assert post(client, "record-relevant-notification", person.pk, notification=given.pk) == ""
        assert "25 November 2026" in client.get(reverse("person", args=[person.pk])).content.decode()


class TestApplying:
    @pytest.mark.parametrize(
        ("received", "said"),
        [
            (date(2026, 11, 24), "before 25 November 2026"),
            (date(2026, 12, 13), "has not happened yet"),
            (date(2012, 7, 29), "no review before 30 July 2012"),
        ],
    )
    def test_too_early_or_to_come(self, officer: User, received: date, said: str) -> None:
        with pytest.raises(ValidationError, match=said):
            applied(officer, received)
        assert not Application.objects.exists()

    def test_not_while_an_order_is_in_force(self, officer: User) -> None:
        person = named(officer)
        order = {"kind": "shpo", "made_on": date(2017, 7, 1), "last_day": date(2027, 6, 30)}
        offenders.record_order(officer, person=person, order=order, now=world.at(LATER))
        with pytest.raises(ValidationError, match="while an order is in force"):
            actions.record_application(
                officer, person=person, received_on=RECEIVED, received_how="post", now=world.at(LATER)
            )

    def test_not_before_it_is_said_what_counts_nor_by_somebody_with_an_end(self, officer: User) -> None:
        for person, said in (
            (world.without_end(officer), "which notification counts"),
            (world.person(officer), "nothing to review"),
        ):
            with pytest.raises(ValidationError, match=said):
                actions.record_application(
                    officer, person=person, received_on=RECEIVED, received_how="post", now=world.at(LATER)
                )

    def test_one_at_a_time(self, officer: User) -> None:
        made = applied(officer)
        with pytest.raises(ValidationError, match="open already"):
            actions.record_application(
                officer, person=made.person, received_on=LATER, received_how="post", now=world.at(LATER)
            )
        actions.record_withdrawal(
            officer, application=made, version=1, withdrawn_on=LATER, now=world.at(LATER)
        )
        assert actions.record_application(
            officer, person=made.person, received_on=LATER, received_how="post", now=world.at(LATER)
        ).is_open

    def test_the_same_form_twice_is_one_application(self, officer: User, client: Client) -> None:
        person = named(officer)
        form = {"received_on": "1/12/2026", "received_how": "post", "submission": str(uuid4())}
        for _ in range(2):
            assert post(client, "record-application", person.pk, **form) == ""
        assert Application.objects.count() == 1

    def test_refused_with_what_was_typed(self, officer: User, client: Client) -> None:
        person = named(officer)
        text = post(client, "record-application", person.pk, received_on="24/11/2026", received_how="email")
        assert "No application may be made before 25 November 2026" in text
        assert "24/11/2026" in text
        assert "Select how it came." in post(client, "record-application", person.pk)

    def test_out_of_reach(self, officer: User) -> None:
        person = named(officer)
        stranger = world.officer(of=world.unit("East unit"))
        with pytest.raises(PermissionDenied):
            actions.record_application(
                stranger, person=person, received_on=RECEIVED, received_how="post", now=world.at(LATER)
            )


class TestTheDiary:
    def test_the_limits_stand_in_the_diary_and_are_met(
        self, officer: User, clock: Callable[[date], None]
    ) -> None:
        made = applied(officer)
        assert due(made.person) == {"review_acknowledge": (date(2026, 12, 15), None)}
        told(officer, made)
        told(officer, made, date(2026, 12, 12), "Prison Service")
        assert due(made.person)["review_determine"] == (date(2027, 2, 20), None)
        made = actions.acknowledge_application(
            officer, application=made, version=1, acknowledged_on=LATER, now=world.at(LATER)
        )
        assert due(made.person)["review_acknowledge"] == (date(2026, 12, 15), LATER)
        decided = date(2027, 2, 18)
        decide(officer, made, decision("refused", decided), decided)
        assert due(made.person)["review_determine"] == (date(2027, 2, 20), decided)
        check_diary(decided, clock)

    def test_withdrawn_nothing_is_left_to_do(self, officer: User) -> None:
        made = applied(officer)
        told(officer, made)
        actions.record_withdrawal(
            officer, application=made, version=1, withdrawn_on=LATER, now=world.at(LATER)
        )
        assert due(made.person) == {}

    def test_its_dates_cannot_be_overridden(self, officer: User, client: Client) -> None:
        made = applied(officer)
        entry = Entry.objects.get(person=made.person, kind="review_acknowledge")
        url = reverse("override-date", args=[made.person_id, entry.pk])
        assert client.get(url).status_code == client.post(url, {}).status_code == 404
        assert entry.last is not None
        with pytest.raises(ValidationError, match="no date to override"):
            actions.request_override(
                officer,
                person=made.person,
                key=entry.key,
                seen=entry.last,
                new_date=entry.last + world.days(3),
                reason="The court has directed another day in writing.",
                now=world.at(LATER),
            )

    def test_the_sweep_flags_it_and_today_sends_nobody_to_the_station(
        self, officer: User, client: Client, clock: Callable[[date], None]
    ) -> None:
        made = applied(officer)
        overdue = date(2026, 12, 16)
        clock(overdue)
        diary.sweep(today=overdue, now=world.at(overdue))
        assert Flag.objects.filter(
            state="overdue", key=f"notifications/review_acknowledge:{made.pk}"
        ).exists()
        entries = client.get("/").context["buckets"][0].entries
        next_of = {entry.kind: entry.next_action.text for entry in entries}
        assert next_of["review_acknowledge"] == "Acknowledge the application"
        assert next_of["periodic"] == "Start same-day checks"

    def test_no_attendance_answers_it(self, officer: User, client: Client) -> None:
        made = applied(officer)
        page = client.get(reverse("record-notification", args=[made.person_id])).content.decode()
        assert "Acknowledge the application" not in page


class TestBodies:
    def test_what_they_send_through_the_pages(self, officer: User, client: Client) -> None:
        made = applied(officer)
        person = made.person
        assert "before the application was received" in post(
            client, "record-body", person.pk, made.pk, body="Probation", notified_on="30/11/2026"
        )
        assert (
            post(client, "record-body", person.pk, made.pk, body="Probation", notified_on="2/12/2026") == ""
        )
        assert "on record already that this body was told" in post(
            client, "record-body", person.pk, made.pk, body="Probation", notified_on="2/12/2026"
        )
        row = ResponsibleBody.objects.get()
        form = {"answered_on": "10/12/2026", "answer": "Supervised until 2020.", "version": "1"}
        early = post(client, "record-body-answer", person.pk, row.pk, **{**form, "answered_on": "1/12/2026"})
        assert "before the body was told" in early
        for _ in range(2):
            assert post(client, "record-body-answer", person.pk, row.pk, **form) == ""
        page = client.get(reverse("person-review", args=[person.pk])).content.decode()
        assert "answered on 10 December 2026. Supervised until 2020." in page

    def test_an_answer_overtaken_shows_both(self, officer: User, client: Client) -> None:
        row = told(officer, applied(officer))
        actions.record_body_answer(
            officer, told=row, version=1, answered_on=LATER, answer="Nothing held.", now=world.at(LATER)
        )
        form = {"answered_on": "11/12/2026", "answer": "Supervised.", "version": "1"}
        text = post(client, "record-body-answer", row.person_id, row.pk, **form)
        assert "Nothing held." in text
        assert "Supervised." in text
        assert 'name="version" value="2"' in text
        assert "on record already" in post(
            client, "record-body-answer", row.person_id, row.pk, **form | {"version": "2"}
        )

    def test_none_is_asked_about_what_is_decided(self, officer: User) -> None:
        made = decide(officer, applied(officer), decision("refused", LATER))
        with pytest.raises(ValidationError, match="no longer open"):
            told(officer, made)


class TestDeciding:
    FORM = {
        "determined_on": "11/12/2026",
        "outcome": "refused",
        "further_years": "10",
        "decided_by": "Supt 2041",
        "reasons": "The assessment of risk.",
        "version": "1",
    }

    def test_a_refusal_moves_the_qualifying_date_and_opens_the_appeal(
        self, officer: User, client: Client
    ) -> None:
        made = applied(officer)
        step = ("record-review-step", made.person_id, made.pk)
        assert post(client, *step, "decision", **self.FORM) == ""
        page = client.get(reverse("person", args=[made.person_id])).content.decode()
        assert "An application was refused on 11 December 2026" in page
        assert "11 December 2036" in page
        assert post(client, *step, "notice", notice_received_on="12/12/2026", version="2") == ""
        review = computed(made.person, LATER)["review"]
        assert (review["qualifying_date"], review["appeal_by"]) == ("2036-12-11", "2027-01-01")

    def test_a_grant_ends_the_requirements_when_its_notice_is_received(
        self, officer: User, client: Client, clock: Callable[[date], None]
    ) -> None:
        made = applied(officer)
        person = made.person
        grant = self.FORM | {"outcome": "granted"}
        assert post(client, "record-review-step", person.pk, made.pk, "decision", **grant) == ""
        made.refresh_from_db()
        assert made.further_years is None  # typed before the answer changed
        page = client.get(reverse("person", args=[person.pk])).content.decode()
        assert "The requirements go on until they receive the notice" in page
        assert computed(person, LATER)["subject"]["status"] == "subject"
        actions.record_notice_received(
            officer, application=made, version=made.version, notice_received_on=LATER, now=world.at(LATER)
        )
        found = computed(person, LATER + timedelta(days=1))["subject"]
        assert (found["status"], found["last_day"]) == ("ended", "2026-12-12")
        check_diary(LATER + timedelta(days=1), clock)
        after = Entry.objects.open().filter(person=person, arises_on__gt=LATER)
        assert not after.exists()
        page = client.get(reverse("person", args=[person.pk])).content.decode()
        assert "No longer subject to notification: ended 12 December 2026" in page
        assert "Requirements ceased on" in page

    def test_an_appeal_that_is_allowed_ends_them_too(self, officer: User, client: Client) -> None:
        made = decide(officer, applied(officer), decision("refused", date(2026, 12, 2), date(2026, 12, 3)))
        step = ("record-review-step", made.person_id, made.pk, "appeal")
        assert post(client, *step, appealed_on="4/12/2026", court="Kirkby", version="2") == ""
        form = {"appealed_on": "4/12/2026", "court": "Kirkby", "version": "3"}
        assert "Enter the day the court decided" in post(client, *step, **form, appeal_outcome="allowed")
        done = form | {"appeal_outcome": "allowed", "appeal_decided_on": "11/12/2026"}
        for _ in range(2):
            assert post(client, *step, **done) == ""
        assert computed(made.person, LATER)["subject"]["last_day"] == "2026-12-11"
        assert Application.objects.get().version == 4

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"determined_on": "30/11/2026"}, "before the application was received"),
            ({"determined_on": "13/12/2026"}, "future"),
            ({"outcome": ""}, "Select what was decided"),
            ({"reasons": ""}, "Enter the reasons"),
            ({"decided_by": ""}, "Enter who decided"),
            ({"further_years": "16"}, "from 8 to 15"),
            ({"notice_received_on": "10/12/2026"}, "before the application was decided"),
        ],
    )
    def test_refused(self, officer: User, client: Client, change: dict[str, str], said: str) -> None:
        made = applied(officer)
        text = post(client, "record-review-step", made.person_id, made.pk, "decision", **self.FORM | change)
        assert said in text
        assert "There is a problem" in text
        assert Application.objects.get().is_open

    def test_overtaken_by_another_officer(self, officer: User, client: Client) -> None:
        made = applied(officer)
        actions.acknowledge_application(
            world.officer(), application=made, version=1, acknowledged_on=LATER, now=world.at(LATER)
        )
        step = ("record-review-step", made.person_id, made.pk, "decision")
        text = post(client, *step, **self.FORM)
        assert "Someone else changed this after you opened it" in text
        assert "The assessment of risk." in text
        assert post(client, *step, **self.FORM | {"version": "2"}) == ""
        with pytest.raises(Stale):
            decide(officer, made, decision("granted", LATER))

    def test_twice_is_once_and_otherwise_is_refused(self, officer: User, client: Client) -> None:
        made = applied(officer)
        step = ("record-review-step", made.person_id, made.pk, "decision")
        for _ in range(2):
            assert post(client, *step, **self.FORM) == ""
        assert Application.objects.get().version == 2
        again = self.FORM | {"outcome": "granted", "version": "2"}
        assert "on record already" in post(client, *step, **again)

    def test_before_the_decision_there_is_nothing_to_receive_or_appeal_against(
        self, officer: User, client: Client
    ) -> None:
        made = applied(officer)
        step = ("record-review-step", made.person_id, made.pk)
        assert "Record the decision first" in post(
            client, *step, "notice", notice_received_on="11/12/2026", version="1"
        )
        assert "Record the decision first" in post(
            client, *step, "appeal", appealed_on="11/12/2026", version="1"
        )
        assert client.get(reverse("record-review-step", args=[*step[1:], "nonsense"])).status_code == 404

    def test_a_grant_cannot_be_appealed_against(self, officer: User) -> None:
        made = decide(officer, applied(officer), decision("granted", LATER))
        with pytest.raises(ValidationError, match="Only a refusal"):
            actions.record_appeal(
                officer,
                application=made,
                version=made.version,
                appeal={"appealed_on": LATER},
                now=world.at(LATER),
            )


class TestTheDatabase:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"acknowledged_on": date(2026, 11, 30)},
            {"determined_on": date(2026, 11, 30), "outcome": "refused", "decided_by": "x", "reasons": "y"},
            {"determined_on": LATER, "outcome": "refused", "decided_by": "x"},
            {"outcome": "refused"},
            {"notice_received_on": LATER},
            {"appealed_on": LATER},
            {**decision("granted", LATER), "appealed_on": LATER},
            {**decision("granted", LATER), "further_years": 9},
            {**decision("refused", LATER), "further_years": 7},
            {**decision("refused", LATER), "withdrawn_on": LATER},
            {**decision("refused", LATER), "appealed_on": LATER, "appeal_outcome": "allowed"},
        ],
    )
    def test_refuses_what_cannot_be(self, officer: User, wrong: dict[str, Any]) -> None:
        made = applied(officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=made.pk).update(**wrong)

    def test_refuses_half_an_answer(self, officer: User) -> None:
        row = told(officer, applied(officer))
        for wrong in ({"answered_on": LATER}, {"answer": "x"}, {"answered_on": RECEIVED, "answer": "x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ResponsibleBody.objects.filter(pk=row.pk).update(**wrong)

    def test_keeps_every_version(self, officer: User, client: Client) -> None:
        made = decide(officer, applied(officer), decision("refused", LATER))
        page = client.get(reverse("person-history", args=[made.person_id])).content.decode()
        assert "application for review" in page.lower()
        assert "Refused: the requirements go on" in page


class TestCorrecting:
    def test_a_decision_entered_in_error_is_taken_back(self, officer: User, client: Client) -> None:
        made = decide(officer, applied(officer), decision("granted", LATER, LATER))
        assert computed(made.person, LATER)["review"]["ceased_on"]
        args = [made.person_id, "review-application", made.pk]
        form = {
            "received_on": "1/12/2026",
            "received_how": "post",
            "version": "2",
            "reason": "Another man's",
        }
        half = form | {"determined_on": "12/12/2026"}
        assert "Select what was decided" in post(client, "correct-fact", *args, **half)
        assert post(client, "correct-fact", *args, **form) == ""
        assert computed(made.person, LATER)["review"]["ceased_on"] is None

    def test_voided_it_counts_for_nothing(self, officer: User) -> None:
        made = applied(officer)
        told(officer, made)
        offenders.void(officer, fact=made, version=1, reason="Another man's", now=world.at(LATER))
        assert computed(made.person, LATER)["review"]["acknowledge_by"] is None
        assert due(made.person) == {}

    def test_a_body_corrected_to_before_the_application_is_refused(
        self, officer: User, client: Client
    ) -> None:
        row = told(officer, applied(officer))
        args = [row.person_id, "responsible-body", row.pk]
        form = {"body": "Probation", "notified_on": "30/11/2026", "version": "1", "reason": "Letter"}
        assert "before the application was received" in post(client, "correct-fact", *args, **form)


class TestSeen:
    def test_as_it_was_counts_only_what_was_known(self, officer: User, client: Client) -> None:
        from django.utils import timezone

        # History keeps the database's own time, so everything is known only at the end of its day.
        made = applied(officer)
        told(officer, made)
        known = timezone.localdate() + timedelta(days=1)
        decide(officer, made, decision("refused", date(2027, 2, 18)), date(2027, 2, 19))
        during = as_it_was(made.person, LATER, known_on=max(known, date(2027, 2, 19)))
        assert during.review is not None
        rows = {row["key"]: row["value"] for row in during.review.rows}
        assert rows["Decide by"] == "18 February 2027"
        after = as_it_was(made.person, date(2027, 2, 19), known_on=max(known, date(2027, 2, 19)))
        assert after.review is not None
        assert "Decide by" not in {row["key"] for row in after.review.rows}
        before = as_it_was(made.person, date(2026, 11, 30), known_on=max(known, date(2027, 2, 19)))
        assert before.review is not None
        assert {row["key"]: row["value"] for row in before.review.rows} == {
            "Qualifying date": "25 November 2026",
            "May apply from": "25 November 2026",
            "May apply now": "Yes",
        }
        text = client.get(
            reverse("person-as-it-was", args=[made.person_id]), {"on": "12/12/2026", "known_on": "12/12/2026"}
        ).content.decode()
        assert "Review of the requirements" in text

    def test_who_reads_no_more_than_legal_status_reads_nothing_of_it(
        self, officer: User, client: Client
    ) -> None:
        row = told(officer, applied(officer))
        sent = "A psychiatric report of May"
        actions.record_body_answer(
            officer, told=row, version=1, answered_on=LATER, answer=sent, now=world.at(LATER)
        )
        pages = {name: reverse(name, args=[row.person_id]) for name in ("person", "person-history")}
        review = reverse("person-review", args=[row.person_id])
        for user, reads in ((officer, True), (world.user(Role.BRIEFING_READER), False)):
            client.force_login(user, backend="accounts.backends.VettedUserBackend")
            assert client.get(review).status_code == (200 if reads else 404)
            assert (review in client.get(pages["person"]).content.decode()) is reads
            assert (sent in client.get(pages["person-history"]).content.decode()) is reads

    def test_the_certificate_states_the_facts_of_the_review(self, officer: User) -> None:
        made = applied(officer)
        told(officer, made)
        decide(officer, made, decision("refused", LATER, LATER, 12))
        document = facts.document(made.person, as_at=LATER)
        maker = Maker("Robin Tester", "DC 1001", "West unit", world.at(LATER), "AAAA", "0.1.0")
        about = Subject("MARSH, Alan", date(1960, 5, 1), made.person.reference, "Cumbria Constabulary")
        seen = visible_person(officer, made.person_id, world.at(LATER))
        content = certificate(document, evaluate(document), facts_of(seen), ["period"], about, maker)
        said = json.dumps(content)
        for expected in (
            "Qualifying date",
            "Application for review",
            "received 1 December 2026",
            "Decision: Refused: the requirements go on",
            "Further period: 12 years",
            "Body: Probation",
            "No release is on record",
        ):
            assert expected in said, expected
        assert "The assessment of risk." not in said
        kinds = [fact["what"] for fact in content["facts"]]
        assert kinds.index("Application for review") < kinds.index("Responsible body told of the application")

    def test_a_certificate_of_a_duty_says_nothing_of_the_review(self, officer: User) -> None:
        made = applied(officer)
        document = facts.document(made.person, as_at=LATER)
        result = evaluate(document)
        annual = next(duty["id"] for duty in result["duties"] if duty["kind"] == "periodic")
        assert "review" not in relied_on(document, result, [annual])
        assert "review" in relied_on(document, result, ["period"])

    def test_the_page_in_every_state(self, officer: User, client: Client) -> None:
        person = world.without_end(officer)
        page = reverse("person-review", args=[person.pk])
        assert "Nobody has said yet which that is" in client.get(page).content.decode()
        made = applied(officer)
        page = reverse("person-review", args=[made.person_id])
        text = client.get(page).content.decode()
        for link in (
            "Record the decision",
            "Record the acknowledgement",
            "responsible body was told",
            "withdrew",
        ):
            assert link in text
        assert "The six weeks to decide have no start" in text
        decide(officer, made, decision("refused", LATER, LATER, 12))
        text = client.get(page).content.decode()
        assert "12 years" in text
        assert "Record an appeal" in text
        assert "Record the decision" not in text
        ended = world.person(officer)
        assert "nothing to review" in client.get(reverse("person-review", args=[ended.pk])).content.decode()

    def test_somebody_who_may_only_look_changes_nothing(self, officer: User, client: Client) -> None:
        made = applied(officer)
        coordinator = world.user(Role.MAPPA_COORDINATOR)
        client.force_login(coordinator, backend="accounts.backends.VettedUserBackend")
        for name in ("person", "person-review"):
            text = client.get(reverse(name, args=[made.person_id])).content.decode()
            assert "25 November 2026" in text
            assert "Record the decision" not in text
            assert "Correct" not in text.split("<main")[1]

    def test_the_pages_keep_their_budget_however_long_the_review(self, officer: User, client: Client) -> None:
        made = applied(officer)
        told(officer, made)
        pages = [reverse(name, args=[made.person_id]) for name in ("person", "person-review")]

        def queries(url: str) -> int:
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            return len(captured)

        few = [queries(page) for page in pages]
        for number in range(5):
            told(officer, made, body=f"Body {number}")
        many = [queries(page) for page in pages]
        assert few == many
        # One of them writes the access log. The review is asked beside all else that the summary shows.
        assert max(many) <= 20
