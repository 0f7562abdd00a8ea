"""Sending what the outbox holds: at least once, each message alone, a dead mail server never in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

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
    with get_connection() as connection:
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
                message.attempts += 1
                if error is None:
                    message.sent_at = now
                    message.last_error = ""
                else:
                    message.last_error = type(error).__name__
                    message.next_attempt_at = now + timedelta(minutes=2 ** min(message.attempts - 1, 6))
                    if now - message.created_at >= _GIVE_UP_AFTER:
                        message.abandoned_at = now
                        log.error("outbox message abandoned", message=message.pk, error=message.last_error)
                message.save()
            if error is not None:
                log.warning("outbox delivery failed", message=message.pk, error=message.last_error)
                break
            sent += 1
    return sent


def _send(message: OutboxMessage, connection: BaseEmailBackend) -> Exception | None:
    mail = EmailMessage(
        subject=f"OFFICIAL-SENSITIVE {message.subject}",
        body=message.body,
        to=[message.recipient.email],
        headers={"Message-ID": f"<vigil-{message.pk}@vigil>"},
        connection=connection,
    )
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        return error
    return None
