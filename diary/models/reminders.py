"""How long before each kind of duty somebody wants to be reminded, and which reminders have been noticed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from offenders.models import Person

MOST_DAYS = 90


class RemindBefore(models.Model):
    """A user's own wish: so many days before a duty of this kind. No row: not reminded of that kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remind_before")
    kind = models.CharField(max_length=24, help_text="As in Entry.kind.")
    days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(name="reminded_once_a_kind", fields=["user", "kind"]),
            models.CheckConstraint(
                name="reminded_some_days_before",
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                violation_error_message=f"Enter a number of days from 1 to {MOST_DAYS}.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} days before"


class Reminder(OfPerson):
    """A reminder that a sweep noticed: once for each user, duty and day it is to be done by."""

    SECTION = "duties"
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=160)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(help_text="The duty's `work_to` as it was when this was noticed.")
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["user", "person", "key", "due_on"]),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.key} by {self.due_on}"
