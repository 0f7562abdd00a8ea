"""Putting waiting messages together: one mail a user, however long the mail server was away.

A mail that surely has not left takes up what was written since, so that a server that comes back after hours is handed
one mail for each user and not one for each message.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from diary import digest
from diary.choices import MailMode
from diary.models import Mail, MailChoice, OutboxMessage
from practice.keys import DIGEST_FROM
from practice.policy import policy_of

MARKING = "OFFICIAL-SENSITIVE"


def compose(*, now: datetime) -> None:
    """Have a mail ready for everybody who is to be written to at `now`; each in a transaction of its own."""
    reached = MailChoice.objects.filter(user__is_active=True).exclude(user__email="")
    modes = dict(reached.values_list("user", "mode"))
    daily = dict(reached.filter(mode=MailMode.DAILY).values_list("user", "user__force"))
    from_hour = {force: policy_of(force, now.date()).value(DIGEST_FROM) for force in set(daily.values())}
    waiting: dict[UUID, bool] = {}
    for recipient, at_once in OutboxMessage.objects.unbundled(now).values_list("recipient", "at_once"):
        waiting[recipient] = waiting.get(recipient, False) or at_once
    have_theirs = set(Mail.objects.filter(digest_for=now.date()).values_list("recipient", flat=True))
    digests = {
        user for user, force in daily.items() if now.hour >= from_hour[force] and user not in have_theirs
    }
    for user in sorted(waiting.keys() | digests):
        mode = modes.get(user, MailMode.EACH)
        if user in digests or waiting[user] or mode != MailMode.DAILY:
            with transaction.atomic():
                _compose_for(user, mode, now, with_digest=user in digests)


def _compose_for(user_id: UUID, mode: str, now: datetime, *, with_digest: bool) -> None:
    # Locked, so that two at once do not make two mails; the second does what is left.
    user = User.objects.select_for_update(no_key=True, of=("self",)).filter(pk=user_id).first()
    if user is None:
        return
    new = OutboxMessage.objects.unbundled(now).filter(recipient=user).select_for_update(skip_locked=True)
    if mode == MailMode.NONE:
        new.filter(at_once=False).update(abandoned_at=now, last_error="NotWanted")
        new = new.filter(at_once=True)
    elif mode == MailMode.DAILY and not with_digest:
        new = new.filter(at_once=True)
    messages = list(new.order_by("created_at", "pk"))
    if not messages and not with_digest:
        return
    mail = Mail.objects.waiting().filter(recipient=user, unsure=0).select_for_update(skip_locked=True).first()
    if mail is None:
        mail = Mail(recipient=user, composed_at=now, next_attempt_at=now)
    else:
        mail.composed_at = now  # the day after which it is given up begins anew with what has joined it
        messages = [*mail.messages.order_by("created_at", "pk"), *messages]
    if with_digest:
        mail.digest_for = now.date()
    _write(mail, messages, now)
    mail.save()
    OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(mail=mail)


def _write(mail: Mail, messages: list[OutboxMessage], now: datetime) -> None:
    """What the mail says: the day's digest if it is one, then the messages in the order in which they were written."""
    people = {message.person_id for message in messages if message.person_id}
    if mail.digest_for:
        today = digest.of(mail.recipient, now)
        people.update(person for person, _ in today.duties)
        mail.subject = today.subject
        # What a sweep said of a duty that is listed above anyway is not said twice: its cause begins with the key.
        others = [m for m in messages if (m.person_id, m.cause.partition(" ")[0]) not in today.duties]
        news = ["\n".join(["Also new", *(f"- {message.subject}" for message in others)])] if others else []
        parts = [MARKING, today.text, *news, f"Sign in to see more: {settings.PUBLIC_URL}"]
        mail.body = "\n\n".join(parts) + "\n"
    elif len(messages) == 1:
        mail.subject, mail.body = messages[0].subject, messages[0].body
    else:
        mail.subject = f"Vigil: {len(messages)} messages"
        mail.body = "\n\n".join([MARKING, *(_unmarked(message.body) for message in messages)]) + "\n"
    mail.people = sorted(people)


def _unmarked(body: str) -> str:
    return body.removeprefix(MARKING).strip()
