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
