"""Putting a message into the outbox, in the transaction that causes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from diary.models import OutboxMessage
from offenders.models import Person


def tell(
    recipients: Iterable[User],
    *,
    person: Person,
    cause: str,
    subject: str,
    body: str,
    now: datetime,
    at_once: bool = False,
) -> None:
    """A message to each, once for the same `cause`; neither `subject` nor `body` names anybody.

    `at_once` is for danger alone: it waits for no digest, and reaches those who want no mail.

    Who has left or has no address is told nothing.
    """
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                recipient=recipient,
                person=person,
                cause=cause,
                subject=subject,
                body=f"OFFICIAL-SENSITIVE\n\n{person.reference}\n{body}\n",
                at_once=at_once,
                created_at=now,
                next_attempt_at=now,
            )
            for recipient in recipients
            if recipient.is_active and recipient.email
        ],
        ignore_conflicts=True,
    )
