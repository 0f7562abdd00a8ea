"""The outbox: one mail in the end, whatever the mail server does; a page never waits for it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from diary import actions
from diary.actions import delivering
from diary.actions.composing import compose
from diary.choices import MailMode
from diary.models import Mail, OutboxMessage
from tests import world
from tests.diary.mail_server import MailServer, serving

pytestmark = pytest.mark.django_db
NOW = world.at(world.TODAY)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """The real way to a mail server, and one on this machine that does as it is told."""
    with serving() as found:
        settings.EMAIL_BACKEND = "diary.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 0.5
        yield found


def waiting(count: int = 1, created: datetime = NOW, to: User | None = None, first: int = 0) -> User:
    recipient, person = to or world.officer(), world.person()
    for number in range(first, first + count):
        OutboxMessage.objects.create(
            recipient=recipient,
            person=person,
            cause=f"cause {number}",
            subject=f"{person.reference}: initial notification is due",
            body=f"OFFICIAL-SENSITIVE\n\n{person.reference}\nNumber {number}.\n",
            created_at=created,
            next_attempt_at=created,
        )
    return recipient


def test_messages_that_wait_together_go_in_one_mail() -> None:
    waiting(3)
    waiting(1)
    assert actions.deliver(now=NOW) == 2
    assert actions.deliver(now=NOW) == 0
    several, one = sorted(mail.outbox, key=lambda sent: sent.subject, reverse=True)
    assert several.subject == "OFFICIAL-SENSITIVE Vigil: 3 messages"
    assert [f"Number {number}." in several.body for number in range(3)] == [True] * 3
    assert one.subject.endswith("initial notification is due")
    assert all(sent.body.startswith("OFFICIAL-SENSITIVE\n") for sent in mail.outbox)
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 2
    assert not OutboxMessage.objects.filter(sent_at__isnull=True).exists()


def test_a_run_ends_long_before_its_claims_do() -> None:
    waiting(1)
    waiting(1)
    seconds = iter([0.0, 1.0, 901.0])
    assert actions.deliver(now=NOW, elapsed=lambda: next(seconds)) == 1
    assert actions.deliver(now=NOW) == 1


def test_a_late_failure_does_not_undo_what_another_run_sent() -> None:
    waiting(1)
    compose(now=NOW)
    claimed = delivering._claim(NOW)
    assert claimed
    Mail.objects.filter(pk=claimed.pk).update(sent_at=NOW)
    delivering._settle(claimed, TimeoutError(), NOW)
    assert Mail.objects.get().sent_at == NOW


class TestFaults:
    """Each of a mail server's ways to fail, on a real socket."""

    @pytest.mark.parametrize("mode", ["hangs", "refuses"])
    def test_hours_without_a_server_end_in_one_mail(self, server: MailServer, mode: str) -> None:
        server.mode = mode
        recipient = waiting(2)
        actions.deliver(now=NOW)
        for hours in range(1, 6):
            waiting(1, NOW + timedelta(hours=hours), recipient, first=10 * hours)
            assert actions.deliver(now=NOW + timedelta(hours=hours)) == 0
        server.mode = "takes"
        assert actions.deliver(now=NOW + timedelta(hours=8)) == 1
        assert actions.deliver(now=NOW + timedelta(hours=9)) == 0
        assert [given["Subject"] for given in server.given] == ["OFFICIAL-SENSITIVE Vigil: 7 messages"]

    def test_nobody_listening(self, server: MailServer, settings: Settings) -> None:
        waiting()
        with socket.socket() as taken:  # a port that is nobody else's either, and at which nobody answers
            taken.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = taken.getsockname()[1]
            assert actions.deliver(now=NOW) == 0
        written = Mail.objects.get()
        assert (written.attempts, written.unsure, written.last_error) == (1, 0, "ConnectionRefusedError")
        assert written.next_attempt_at == NOW + timedelta(minutes=1)

    def test_a_server_that_fails_is_asked_once_a_run_and_later_less_often(self, server: MailServer) -> None:
        server.mode = "hangs"
        for _ in range(3):
            waiting()
        actions.deliver(now=NOW)
        assert server.conversations == 1
        tried = Mail.objects.get(attempts=1)
        waits = []
        for _ in range(4):
            waits.append(tried.next_attempt_at - NOW)
            Mail.objects.exclude(pk=tried.pk).delete()
            actions.deliver(now=tried.next_attempt_at)
            tried.refresh_from_db()
        assert waits == [timedelta(minutes=minutes) for minutes in (1, 3, 7, 15)]

    @pytest.mark.parametrize("mode", ["drops after the text", "hangs after the text"])
    def test_a_mail_that_nobody_acknowledged_goes_twice_at_most_under_one_number(
        self, server: MailServer, mode: str
    ) -> None:
        server.mode = mode
        waiting()
        for minutes in range(0, 600, 30):
            actions.deliver(now=NOW + timedelta(minutes=minutes))
        assert len(server.given) == 2
        assert len({given["Message-ID"] for given in server.given}) == 1
        written = Mail.objects.get()
        assert (written.sent_at, written.last_error) == (None, "Unacknowledged")
        assert written.abandoned_at is not None

    def test_what_may_have_left_takes_nothing_more_up(self, server: MailServer) -> None:
        server.mode = "drops after the text"
        recipient = waiting()
        actions.deliver(now=NOW)
        waiting(1, NOW, recipient, first=1)
        server.mode = "takes"
        assert actions.deliver(now=NOW + timedelta(minutes=5)) == 2
        lost, again, later = server.given
        assert lost["Message-ID"] == again["Message-ID"] != later["Message-ID"]
        assert lost.get_payload() == again.get_payload() != later.get_payload()

    def test_a_recipient_that_is_refused_holds_nobody_up(self, server: MailServer) -> None:
        waiting()
        waiting()
        server.mode = "unknown recipient"
        assert actions.deliver(now=NOW) == 0
        assert Mail.objects.filter(attempts=1, last_error="SMTPRecipientsRefused").count() == 2

    def test_a_process_that_ends_while_it_sends_does_not_send_for_ever(
        self, server: MailServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from diary.actions import delivering

        def ended(*args: object) -> None:
            raise KeyboardInterrupt

        waiting()
        monkeypatch.setattr(delivering, "_settle", ended)
        for hours in range(2):
            with suppress(KeyboardInterrupt):
                actions.deliver(now=NOW + timedelta(hours=hours))
        monkeypatch.undo()
        assert actions.deliver(now=NOW + timedelta(hours=2)) == 0
        assert len(server.given) == 2
        assert Mail.objects.get().abandoned_at is not None

    @pytest.mark.usefixtures("clock")
    def test_pages_are_unaffected_while_a_server_hangs(
        self, server: MailServer, sign_in: Callable[[User], Client]
    ) -> None:
        server.mode = "hangs"
        officer = world.officer()
        waiting(to=officer)
        client = sign_in(officer)
        actions.deliver(now=NOW)
        asked = server.conversations
        assert client.get("/").status_code == 200
        assert "Waiting" in client.get("/outbox/").content.decode()
        assert server.conversations == asked


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_send_each_mail_once(server: MailServer) -> None:
    for _ in range(6):
        waiting()
    start = threading.Barrier(2)
    sent: list[int] = []

    def run() -> None:
        start.wait(10)
        try:
            sent.append(actions.deliver(now=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(sent) == 6
    assert len({given["Message-ID"] for given in server.given}) == len(server.given) == 6


def test_a_mail_is_given_up_after_a_day_and_that_is_recorded(server: MailServer) -> None:
    server.mode = "refuses"
    waiting()
    actions.deliver(now=NOW)
    actions.deliver(now=NOW + timedelta(hours=25))
    assert OutboxMessage.objects.get().abandoned_at is not None
    server.mode = "takes"
    assert actions.deliver(now=NOW + timedelta(hours=30)) == 0


def test_the_same_cause_is_told_once() -> None:
    waiting()
    message = OutboxMessage.objects.get()
    message.pk = None
    with pytest.raises(Exception, match="message_once"), transaction.atomic():
        message.save()


def test_someone_who_has_left_is_not_written_to() -> None:
    left = waiting()
    left.is_active = False
    left.save()
    assert actions.deliver(now=NOW) == 0
    assert mail.outbox == []
    assert OutboxMessage.objects.get().abandoned_at is not None


def test_a_mail_that_cannot_be_built_does_not_hold_up_the_next() -> None:
    broken = waiting()
    OutboxMessage.objects.filter(recipient=broken).update(subject="two\nlines")
    waiting()
    assert actions.deliver(now=NOW) == 1


class TestDigest:
    """One e-mail a day, from seven o'clock unless the force decides otherwise, for those who want it so."""

    @pytest.fixture
    def officer(self) -> User:
        officer = world.officer()
        actions.choose_reminders(officer, days={}, mail=MailMode.DAILY)
        return officer

    def test_it_holds_counts_references_and_what_waited(self, officer: User) -> None:
        person = world.person(officer)
        actions.sweep(today=world.TODAY, now=world.at(world.TODAY, 5))
        waiting(2, to=officer, created=world.at(world.TODAY, 5))
        actions.deliver(now=world.at(world.TODAY, 6, 59))
        assert mail.outbox == []
        actions.deliver(now=world.at(world.TODAY, 9))
        actions.deliver(now=world.at(world.TODAY, 10))
        [sent] = mail.outbox
        assert sent.subject == "OFFICIAL-SENSITIVE Vigil today: 1 overdue, 0 due today"
        assert "Overdue: 1" in sent.body
        assert f"- {person.reference}: initial notification, 12 days overdue" in sent.body
        assert sent.body.count("initial notification is due") == 2
        assert sent.body.count(f"{person.reference}: initial notification") == 1
        assert "Nothing is due today." in sent.body
        assert "marsh" not in sent.body.lower()
        assert "alan" not in sent.body.lower()

    def test_from_the_hour_of_the_forces_policy(self, officer: User) -> None:
        world.decided("mail.digest_from", 10)
        actions.deliver(now=world.at(world.TODAY, 9, 59))
        assert not [sent for sent in mail.outbox if "Vigil today" in sent.subject]
        actions.deliver(now=world.at(world.TODAY, 10))
        assert [sent.to for sent in mail.outbox if "Vigil today" in sent.subject] == [[officer.email]]

    def test_a_day_with_nothing_to_do_says_so(self, officer: User) -> None:
        actions.deliver(now=NOW)
        assert "Nothing is overdue." in mail.outbox[0].body

    def test_it_comes_each_day_and_after_an_outage_once(self, officer: User, server: MailServer) -> None:
        server.mode = "refuses"
        for hours in range(0, 48, 3):
            assert actions.deliver(now=NOW + timedelta(hours=hours)) == 0
        server.mode = "takes"
        assert actions.deliver(now=NOW + timedelta(hours=48)) == 1
        assert [given["Subject"] for given in server.given] == [
            "OFFICIAL-SENSITIVE Vigil today: 0 overdue, 0 due today"
        ]
        assert "Wednesday 17 June 2026" in str(server.given[0].get_payload())
        assert actions.deliver(now=NOW + timedelta(hours=72)) == 1

    def test_what_cannot_wait_does_not(self, officer: User) -> None:
        waiting(2, world.at(world.TODAY, 4), officer)
        OutboxMessage.objects.filter(cause="cause 1").update(at_once=True)
        actions.deliver(now=world.at(world.TODAY, 5))
        [at_once] = mail.outbox
        assert "Number 1." in at_once.body
        assert "Number 0." not in at_once.body
        actions.deliver(now=NOW)
        assert len(mail.outbox) == 2

    def test_who_wants_none_is_written_to_only_when_it_cannot_wait(self, officer: User) -> None:
        actions.choose_reminders(officer, days={}, mail=MailMode.NONE)
        waiting(2, to=officer)
        OutboxMessage.objects.filter(cause="cause 1").update(at_once=True)
        actions.deliver(now=NOW)
        [sent] = mail.outbox
        assert "Number 1." in sent.body
        assert "Number 0." not in sent.body
