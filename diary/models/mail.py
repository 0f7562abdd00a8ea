"""Messages, written in the transaction that causes them, and the mails that carry them: references, never a name."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from diary.choices import MailMode
from offenders.models import Person


class MailChoice(models.Model):
    """When a user wants to be written to. No row: as it happens."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mail_choice"
    )
    mode = models.CharField(max_length=8, choices=MailMode, default=MailMode.EACH)

    def __str__(self) -> str:
        return self.get_mode_display()


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> MailQuerySet:
        return self.filter(sent_at__isnull=True, abandoned_at__isnull=True)

    def due(self, now: datetime) -> MailQuerySet:
        return self.waiting().filter(next_attempt_at__lte=now)


class Mail(models.Model):
    """One e-mail to one user: the messages that waited when it was put together, or a day's digest and they.

    `unsure` counts the attempts of which nobody knows whether the server took the mail: it hung or fell silent after
    it had been given the text, or this process ended. While it is 0, nothing has left, and later messages join.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # and the Message-ID
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    digest_for = models.DateField(null=True, help_text="The day whose digest it is; empty: messages alone.")
    people = ArrayField(models.UUIDField(), default=list, help_text="Whose references stand in it.")
    subject = models.CharField(max_length=160)
    body = models.TextField()
    composed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    unsure = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-composed_at"]
        constraints = [
            models.UniqueConstraint(name="one_digest_a_day", fields=["recipient", "digest_for"]),
            models.CheckConstraint(
                name="mail_ends_once", condition=Q(sent_at__isnull=True) | Q(abandoned_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, abandoned_at__isnull=True),
                name="mail_waiting",
            ),
            models.Index(fields=["recipient", "-composed_at"], name="mail_of_user"),
        ]

    def __str__(self) -> str:
        return self.subject


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    def unbundled(self, now: datetime) -> OutboxMessageQuerySet:
        """Those that no mail carries yet, and whose time has come."""
        return self.filter(
            mail__isnull=True, sent_at__isnull=True, abandoned_at__isnull=True, next_attempt_at__lte=now
        )


class OutboxMessage(OfPerson):
    """A message waiting to be sent, written in the transaction that caused it. Carries a local reference, no name.

    `person` is empty where it is about nobody on record.

    How its mail fared is written on it too.
    """

    SECTION = "message"
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outbox_messages"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=220, help_text="What it is about; the same cause is said once.")
    subject = models.CharField(max_length=160)
    body = models.TextField()
    at_once = models.BooleanField(
        default=False, db_default=False, help_text="Does not wait for a digest, and is never left out."
    )
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="messages")
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="message_once", fields=["recipient", "cause"])]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, abandoned_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject
