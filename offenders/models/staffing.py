"""What is kept of those who manage people: training, the dates of psychological screening, and the posts of a unit.

Rows are added and never deleted. One that is mistaken is taken back, once, with its reason, and counts no more.
"""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit
from offenders.choices import Course, Mistake

MOST_POSTS = 500
_STANDS = Q(taken_back_at__isnull=True)


def _taken_back_whole(name: str) -> models.CheckConstraint:
    empty = Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
    said = Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")
    return models.CheckConstraint(
        name=name, condition=empty | said, violation_error_message="Say why it is taken back."
    )


def _kept(*fields: str) -> list[pgtrigger.Trigger]:
    """Never deleted, never rewritten, taken back once."""
    return [
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="recorded_once", fields=["id", *fields, "recorded_at", "recorded_by"]),
        pgtrigger.Protect(
            name="taken_back_once",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__taken_back_at__isnull=False),
        ),
    ]


class TrainingQuerySet(models.QuerySet["Training"]):
    def standing(self) -> TrainingQuerySet:
        """Those that nobody took back."""
        return self.filter(_STANDS)

    def valid_on(self, day: date) -> TrainingQuerySet:
        """Completed by the day and not at its end before it; `valid_until` is the last day."""
        lasts = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.standing().filter(lasts, completed_on__lte=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Training(models.Model):
    """An officer completed a course on a day; it counts through `valid_until`, or without end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="trainings")
    course = models.CharField(max_length=10, choices=Course)
    called = models.CharField("name of another course", max_length=100, blank=True, default="", db_default="")
    completed_on = models.DateField()
    valid_until = models.DateField("last day on which it counts", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.CharField(max_length=10, choices=Mistake, blank=True, default="", db_default="")

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "training of an officer"
        verbose_name_plural = "trainings of officers"
        ordering = ["-completed_on", "-id"]
        triggers = _kept("user", "course", "called", "completed_on", "valid_until")
        constraints = [
            _taken_back_whole("training_taken_back_whole"),
            models.CheckConstraint(
                name="training_completed_by_then",
                condition=Q(recorded_at__date__gte=F("completed_on")),
                violation_error_message="The day of completion must not be in the future.",
            ),
            models.CheckConstraint(
                name="training_ends_after_completion",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("completed_on")),
                violation_error_message="The last day on which it counts must be after the day of completion.",
            ),
            models.CheckConstraint(
                name="training_other_is_named",
                condition=(Q(course="other") & ~Q(called="")) | (~Q(course="other") & Q(called="")),
                violation_error_message="Enter the name of the course.",
            ),
            models.UniqueConstraint(
                name="training_once",
                fields=["user", "course", "called", "completed_on"],
                condition=_STANDS,
                violation_error_message="This course is recorded for that day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}, {self.completed_on}"

    @property
    def name(self) -> str:
        return self.called or self.get_course_display()

    def counts_on(self, day: date) -> bool:
        """As `TrainingQuerySet.valid_on`, of a row that is read already."""
        lasts = self.valid_until is None or self.valid_until >= day
        return self.taken_back_at is None and self.completed_on <= day and lasts


class PsychologicalScreeningQuerySet(models.QuerySet["PsychologicalScreening"]):
    def standing(self) -> PsychologicalScreeningQuerySet:
        """Those that nobody took back."""
        return self.filter(_STANDS)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PsychologicalScreening(models.Model):
    """An officer's psychological screening took place on a day. No more is kept: no result, not a word of health."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="screenings")
    took_place_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.CharField(max_length=10, choices=Mistake, blank=True, default="", db_default="")

    objects = PsychologicalScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = "date of an officer’s screening"
        verbose_name_plural = "dates of officers’ screening"
        ordering = ["-took_place_on", "-id"]
        triggers = _kept("user", "took_place_on")
        constraints = [
            _taken_back_whole("screening_taken_back_whole"),
            models.CheckConstraint(
                name="screening_took_place_by_then",
                condition=Q(recorded_at__date__gte=F("took_place_on")),
                violation_error_message="The day must not be in the future.",
            ),
            models.UniqueConstraint(
                name="screening_once",
                fields=["user", "took_place_on"],
                condition=_STANDS,
                violation_error_message="A screening is recorded for that day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.took_place_on}"


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    def standing(self) -> EstablishmentQuerySet:
        """Those that nobody took back."""
        return self.filter(_STANDS)

    def in_force(self, day: date) -> EstablishmentQuerySet:
        """Of each unit the row that holds on the day: the latest that has begun."""
        begun = self.standing().filter(starts_on__lte=day)
        return begun.order_by("unit_id", "-starts_on").distinct("unit_id")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Establishment(models.Model):
    """How many posts of offender managers a unit has from a day on, until the next row's day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="establishments")
    posts = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    reason = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.CharField(max_length=500, blank=True, default="", db_default="")

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "posts of a unit"
        verbose_name_plural = "posts of units"
        ordering = ["-starts_on", "-id"]
        triggers = _kept("unit", "posts", "starts_on", "reason")
        constraints = [
            _taken_back_whole("establishment_taken_back_whole"),
            models.CheckConstraint(
                name="establishment_posts_credible",
                condition=Q(posts__lte=MOST_POSTS),
                violation_error_message=f"Enter a number of posts from 0 to {MOST_POSTS}.",
            ),
            models.CheckConstraint(
                name="establishment_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say where the number comes from.",
            ),
            models.UniqueConstraint(
                name="establishment_once_a_day",
                fields=["unit", "starts_on"],
                condition=_STANDS,
                violation_error_message="The posts from that day on are set already. Take that back first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.posts} from {self.starts_on}"
