"""The outbox: one mail in the end, whatever the mail server does; a page never waits for it."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django.fixtures import Settings

from diary import actions
from diary.models import OutboxMessage
from tests import world

pytestmark = pytest.mark.django_db
NOW = world.at(world.TODAY)


class Refusing(BaseEmailBackend):
    """A mail server that refuses until told otherwise."""

    up = False
    tries = 0

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        type(self).tries += 1
        if not type(self).up:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server(settings: Settings) -> type[Refusing]:
    Refusing.up, Refusing.tries = False, 0
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    return Refusing


def waiting(count: int = 1, created: datetime = NOW) -> None:
    recipient, person = world.officer(), world.person()
    for number in range(count):
        OutboxMessage.objects.create(
            recipient=recipient,
            person=person,
            cause=f"cause {number}",
            subject=f"{person.reference}: initial notification is due",
            body="OFFICIAL-SENSITIVE",
            created_at=created,
            next_attempt_at=created,
        )


def test_each_message_is_sent_once() -> None:
    waiting(3)
    assert actions.deliver(now=NOW) == 3
    assert actions.deliver(now=NOW) == 0
    assert len(mail.outbox) == 3
    assert {message.subject[:18] for message in mail.outbox} == {"OFFICIAL-SENSITIVE"}
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 3


def test_a_refusing_server_is_asked_once_a_run_and_later_less_often(server: type[Refusing]) -> None:
    waiting(5)
    assert actions.deliver(now=NOW) == 0
    assert server.tries == 1
    first = OutboxMessage.objects.get(attempts=1)
    assert first.next_attempt_at == NOW + timedelta(minutes=1)
    assert first.last_error == "SMTPServerDisconnected"
    for minutes in (1, 3, 7):
        actions.deliver(now=NOW + timedelta(minutes=minutes))
    server.up = True
    assert actions.deliver(now=NOW + timedelta(hours=2)) == 5
    assert len(mail.outbox) == 5


def test_a_message_is_given_up_after_a_day_and_that_is_recorded(server: type[Refusing]) -> None:
    waiting()
    actions.deliver(now=NOW + timedelta(hours=25))
    message = OutboxMessage.objects.get()
    assert message.abandoned_at is not None
    server.up = True
    assert actions.deliver(now=NOW + timedelta(hours=30)) == 0


def test_the_same_cause_is_told_once() -> None:
    waiting()
    message = OutboxMessage.objects.get()
    message.pk = None
    with pytest.raises(Exception, match="message_once"):
        message.save()


def test_nobody_listening_is_written_down_and_given_up_after_a_day(settings: Settings) -> None:
    """The real back end against a port where nothing listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    waiting()
    assert actions.deliver(now=NOW) == 0
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.last_error) == (1, "ConnectionRefusedError")
    actions.deliver(now=NOW + timedelta(hours=25))
    assert OutboxMessage.objects.get().abandoned_at is not None


def test_someone_who_has_left_is_not_written_to() -> None:
    waiting()
    message = OutboxMessage.objects.get()
    message.recipient.is_active = False
    message.recipient.save()
    assert actions.deliver(now=NOW) == 0
    assert mail.outbox == []
    assert OutboxMessage.objects.get().abandoned_at is not None


def test_a_message_that_cannot_be_built_does_not_hold_up_the_next() -> None:
    waiting(2)
    broken = OutboxMessage.objects.order_by("pk").first()
    assert broken is not None
    broken.subject = "two\nlines"
    broken.save()
    assert actions.deliver(now=NOW) == 1
