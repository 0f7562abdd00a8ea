"""What is known of each scheduled job, however it ended: a job that fails in silence is the dangerous one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One scheduled job. By the wall clock, because the schedule goes by it; nothing in it is about anybody."""

    task = models.CharField(
        primary_key=True, max_length=80, help_text="Its name in the schedule of settings."
    )
    known_since = models.DateTimeField(help_text="From when on it is expected to run.")
    began_at = models.DateTimeField(null=True, help_text="The last time.")
    ended_at = models.DateTimeField(null=True, help_text="The last time, well or not.")
    done_at = models.DateTimeField(null=True, help_text="The last time that it ended well.")
    found = models.PositiveIntegerField(null=True, help_text="How many it then dealt with, where it says so.")
    failing_since = models.DateTimeField(null=True, help_text="Its first failure since it last ended well.")
    error = models.CharField(
        max_length=80, blank=True, help_text="The kind of the last failure, no words of it."
    )
    failures = models.PositiveIntegerField(default=0, help_text="Of all time.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_fails_by_something",
                condition=(Q(failing_since__isnull=True) & Q(error=""))
                | (Q(failing_since__isnull=False) & ~Q(error="")),
            )
        ]

    def __str__(self) -> str:
        return self.task
