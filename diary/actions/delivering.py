"""Sending what the outbox holds: at least once, at most twice, a dead mail server never in the way.

What is guaranteed: while the mail server answers within a day, every mail arrives. It arrives twice at most, and only
where nobody can know whether it was taken the first time (the server fell silent after it had the text, or this process
ended meanwhile); both then carry the same Message-ID. Whatever happens to the server, no page waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from access.choices import Channel
from access.log.writing import ran
from diary.actions.composing import MARKING, compose
from diary.models import Mail
from diary.smtp import Unacknowledged

log = structlog.get_logger("vigil.outbox")

_A_RUN = 200
_GIVE_UP_AFTER = timedelta(hours=24)
# Longer than a run lasts, so that no other run takes up a mail whose sending is still under way.
_CLAIM = timedelta(minutes=30)
_RUN_LASTS = timedelta(minutes=15)
_MOST_UNSURE = 2


def deliver(*, now: datetime, elapsed: Callable[[], float] = time.monotonic) -> int:
    """Put the messages that wait into mails, and send those; the number of mails sent.

    `elapsed` counts seconds: a run takes nothing more up long before its claims end, and the next run does.

    Each is claimed in a transaction of its own before it is sent, so that two deliveries at once share the work and no
    transaction is open while the server is spoken to. A failure is tried again after 1, 2, 4 ... 64 minutes, for a day;
    where it is the server's the run ends, because the rest would meet the same.
    """
    compose(now=now)
    sent, ends = 0, elapsed() + _RUN_LASTS.total_seconds()
    connection = get_connection()
    try:
        while sent < _A_RUN and elapsed() < ends:
            mail = _claim(now)
            if mail is None:
                break
            error = _send(mail, connection)
            _settle(mail, error, now)
            if error is None:
                sent += 1
            elif _is_the_server(error):
                break
    finally:
        with suppress(Exception):
            connection.close()
    return sent


def _claim(now: datetime) -> Mail | None:
    """The next mail, from now on this run's: until it is settled it counts as one of which nobody is sure."""
    with transaction.atomic():
        mail = (
            Mail.objects.due(now)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("recipient")
            .order_by("next_attempt_at", "composed_at")
            .first()
        )
        if mail is None:
            return None
        mail.attempts += 1
        mail.unsure += 1
        mail.next_attempt_at = now + _CLAIM
        mail.save(update_fields=["attempts", "unsure", "next_attempt_at"])
    return mail


def _is_the_server(error: Exception) -> bool:
    """The next mail would meet the same: nobody answers, or the line was cut. A refused recipient would not."""
    return isinstance(error, OSError) and not isinstance(error, SMTPRecipientsRefused | SMTPDataError)


@transaction.atomic
def _settle(mail: Mail, error: Exception | None, now: datetime) -> None:
    """Write down how the attempt went, and when to try again; on the row as it stands, whoever took it up meanwhile."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.sent_at:
        return
    mail.last_error = type(error).__name__ if error else ""
    if not isinstance(error, Unacknowledged):
        mail.unsure -= 1
    if error is None:
        mail.sent_at = now
        recipient = str(mail.recipient_id)
        ran("message", people=mail.people, channel=Channel.EMAIL, recipients=[recipient])
    else:
        mail.next_attempt_at = now + timedelta(minutes=2 ** min(mail.attempts - 1, 6))
        over = now - mail.composed_at >= _GIVE_UP_AFTER or mail.unsure >= _MOST_UNSURE
        if isinstance(error, NobodyToTellError) or over:
            mail.abandoned_at = now
            log.error("mail abandoned", mail=str(mail.pk), error=mail.last_error)
        else:
            log.warning("mail delivery failed", mail=str(mail.pk), error=mail.last_error)
    mail.save(update_fields=["last_error", "unsure", "sent_at", "next_attempt_at", "abandoned_at"])
    mail.messages.update(
        attempts=mail.attempts,
        sent_at=mail.sent_at,
        abandoned_at=mail.abandoned_at,
        last_error=mail.last_error,
    )


class NobodyToTellError(Exception):
    """The recipient has left, or has no address any more."""


def _send(mail: Mail, connection: BaseEmailBackend) -> Exception | None:
    if not mail.recipient.is_active or not mail.recipient.email:
        return NobodyToTellError()
    if mail.unsure > _MOST_UNSURE:
        return Unacknowledged()  # processes have ended over it: not a third time
    message = EmailMessage(
        subject=f"{MARKING} {mail.subject}",
        body=mail.body,
        to=[mail.recipient.email],
        headers={"Message-ID": f"<vigil-{mail.pk}@vigil>"},
        connection=connection,
    )
    try:
        message.send()
    except Exception as error:  # whatever one mail does, the next is not to wait behind it
        return error
    return None
