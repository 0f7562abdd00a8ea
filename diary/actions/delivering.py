"""Sending what the outbox holds: at least once, each message alone, a dead mail server never in the way."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from access.choices import Channel
from access.log.writing import ran
from diary.models import OutboxMessage

log = structlog.get_logger("vigil.outbox")

_A_RUN = 200
_GIVE_UP_AFTER = timedelta(hours=24)


def deliver(*, now: datetime) -> int:
    """Send the messages that wait; the number sent.

    Each is claimed and marked in a transaction of its own, so two deliveries at once share the work. A failure is
    tried again after 1, 2, 4 ... minutes, for a day; the first failure ends the run, because the rest would meet the
    same server. A message that was sent twice after a crash carries the same Message-ID.
    """
    sent = 0
    connection = get_connection()
    try:
        while sent < _A_RUN:
            with transaction.atomic():
                message = (
                    OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
                    .select_related("recipient")
                    .filter(sent_at__isnull=True, abandoned_at__isnull=True, next_attempt_at__lte=now)
                    .order_by("next_attempt_at", "pk")
                    .first()
                )
                if message is None:
                    break
                error = _send(message, connection)
                _settle(message, error, now)
            if error is None:
                sent += 1
            elif _is_the_server(error):
                break
    finally:
        with suppress(Exception):
            connection.close()
    return sent


def _is_the_server(error: Exception) -> bool:
    """The next message would meet the same: nobody answers, or the line was cut. A refused recipient would not."""
    return isinstance(error, OSError) and not isinstance(error, SMTPRecipientsRefused | SMTPDataError)


def _settle(message: OutboxMessage, error: Exception | None, now: datetime) -> None:
    """Write down how the attempt went, and when to try again."""
    message.attempts += 1
    message.last_error = type(error).__name__ if error else ""
    if error is None:
        message.sent_at = now
        recipient = str(message.recipient_id)
        ran("message", people=[message.person_id], channel=Channel.EMAIL, recipients=[recipient])
    else:
        message.next_attempt_at = now + timedelta(minutes=2 ** min(message.attempts - 1, 6))
        if isinstance(error, NobodyToTellError) or now - message.created_at >= _GIVE_UP_AFTER:
            message.abandoned_at = now
            log.error("outbox message abandoned", message=message.pk, error=message.last_error)
        else:
            log.warning("outbox delivery failed", message=message.pk, error=message.last_error)
    message.save()


class NobodyToTellError(Exception):
    """The recipient has left, or has no address any more."""


def _send(message: OutboxMessage, connection: BaseEmailBackend) -> Exception | None:
    if not message.recipient.is_active or not message.recipient.email:
        return NobodyToTellError()
    mail = EmailMessage(
        subject=f"OFFICIAL-SENSITIVE {message.subject}",
        body=message.body,
        to=[message.recipient.email],
        headers={"Message-ID": f"<vigil-{message.pk}@vigil>"},
        connection=connection,
    )
    try:
        mail.send()
    except Exception as error:  # whatever one message does, the next is not to wait behind it
        return error
    return None
