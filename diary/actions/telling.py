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
    person: Person | None,
    cause: str,
    subject: str,
    body: str,
    now: datetime,
    at_once: bool = False,
    reference: str = "",
) -> None:
    """A message to each, once for the same `cause`; neither `subject` nor `body` names anybody.

    What is about nobody on record has a `reference` of its own.

    `at_once` is for danger alone: it waits for no digest, and reaches those who want no mail.

    Who has left or has no address is told nothing.
    """
    about = person.reference if person else reference
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                recipient=recipient,
                person=person,
                cause=cause,
                subject=subject,
                body=f"OFFICIAL-SENSITIVE\n\n{about}\n{body}\n",
                at_once=at_once,
                created_at=now,
                next_attempt_at=now,
            )
            for recipient in recipients
            if recipient.is_active and recipient.email
        ],
        ignore_conflicts=True,
    )
