"""People who sign in, and where they work. Roles are rows with dates: who held which, when, and who granted it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, JSONObject, Lower

from accounts.choices import Nation, Rank, Role, Vetting
from accounts.encryption import EncryptedTextField
from accounts.spans import days


class Force(models.Model):
    """A police force: the police area whose notification requirements it keeps (s.88)."""

    code = models.CharField(max_length=4, unique=True, help_text="Two letters before each local reference.")
    name = models.CharField(max_length=100, unique=True)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND_AND_WALES)
    last_person_number = models.PositiveIntegerField(
        default=0, help_text="The number of the newest local reference; the next person takes the next one."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Unit(models.Model):
    """A team that manages people: it owns their records, and has the telephone a duty officer rings."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=100)
    telephone = models.CharField(max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "name"],
                name="unit_name_in_force",
                violation_error_message="The force already has a unit of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Agency(models.Model):
    """A partner of the police under section 325 of the Criminal Justice Act 2003, or a duty-to-cooperate body.

    Each force keeps its own row of a national body: who works there for it is that force's to say.
    """

    force = models.ForeignKey(
        Force,
        null=True,
        on_delete=models.PROTECT,
        related_name="agencies",
        help_text="The force that looks after the agency and its users; while it is empty, nobody does.",
    )
    name = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                F("force"),
                Lower("name"),
                name="agency_name_in_force",
                violation_error_message="The force already has an agency of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def for_request(self) -> UserQuerySet:
        """With all that decides what the user may do, and the connection told who reads: one query a request.

        `vigil.reader` is what row-level security asks about restricted records (see docs/access.md).
        """
        return self.select_related("unit", "force", "agency").annotate(**_standing())


@cache  # dearer to put together on each request than to answer; Django copies an expression before it resolves it
def _standing() -> dict[str, Any]:
    roles = RoleAssignment.objects.filter(user=OuterRef("pk")).order_by("role")
    covers = Cover.objects.filter(covered_by=OuterRef("pk"))
    return {
        "role_spans": ArraySubquery(roles.values_list(JSONObject(**_SPAN, role="role"))),
        "cover_spans": ArraySubquery(covers.values_list(JSONObject(**_SPAN, manager="manager_id"))),
        "reader": Func(
            Value("vigil.reader"),
            Cast("pk", models.TextField()),
            Value(False),
            function="set_config",
            output_field=models.TextField(),
        ),
    }


_SPAN = {"starts_on": "starts_on", "ends_on": "ends_on"}


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users with a hashed password; natural key is the username."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(username, password, is_superuser=True, **fields)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    # What touches no field of the user and is told in their history all the same.
    pghistory.ManualEvent("second factor reset"),  # type: ignore[no-untyped-call]
    pghistory.ManualEvent("sessions ended"),  # type: ignore[no-untyped-call]
    exclude=["password", "last_login"],
)
class User(AbstractBaseUser, PermissionsMixin):
    """One named person: shared sign-ins do not exist, because every look is attributed to a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    rank = models.CharField("rank or grade", max_length=10, choices=Rank)
    collar_number = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    vetting = models.CharField(max_length=8, choices=Vetting, default=Vetting.NONE)
    vetting_expires_on = models.DateField(null=True, blank=True, help_text="The last day it is good for.")
    is_active = models.BooleanField(default=True)
    sessions_ended_at = models.DateTimeField(
        null=True, blank=True, help_text="Sessions that began before this are over, wherever they are open."
    )
    temporary_password_until = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when the password an administrator made lets them in; empty once they chose their own.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name", "family_name", "rank"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_any_case",
                violation_error_message="Somebody already has this username.",
            ),
            models.CheckConstraint(
                name="user_belongs_somewhere",
                condition=Q(force__isnull=False) | Q(agency__isnull=False) | Q(is_superuser=True),
                violation_error_message="Say which force or partner agency this person works for.",
            ),
        ]

    def __str__(self) -> str:
        return display(self)

    def set_password(self, raw_password: str | None) -> None:
        """A password set anew is the user's own; a verb that makes a temporary one says so afterwards."""
        super().set_password(raw_password)
        self.temporary_password_until = None

    def get_full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def roles_on(self, day: date) -> list[str]:
        """The roles held on `day`. Read once per instance: a user object lives for one request or task."""
        held: dict[date, list[str]] = self.__dict__.setdefault("_roles_on", {})
        if day not in held:
            spans = self.__dict__.get("role_spans")
            held[day] = (
                [span["role"] for span in _running(spans, day)]
                if spans is not None
                else list(self.roles.held_on(day).values_list("role", flat=True))
            )
        return held[day]

    def covers_on(self, day: date) -> frozenset[uuid.UUID]:
        """The officers this one stands in for on `day`. Read once per instance, as roles are."""
        covered: dict[date, frozenset[uuid.UUID]] = self.__dict__.setdefault("_covers_on", {})
        if day not in covered:
            spans = self.__dict__.get("cover_spans")
            covered[day] = frozenset(
                [uuid.UUID(span["manager"]) for span in _running(spans, day)]
                if spans is not None
                else self.covering.running_on(day).values_list("manager", flat=True)
            )
        return covered[day]

    def has_role(self, roles: Iterable[str], day: date) -> bool:
        wanted = set(roles)
        return any(role in wanted for role in self.roles_on(day))


def _running(spans: Iterable[dict[str, Any]], day: date) -> Iterator[dict[str, Any]]:
    """The spans, as `for_request` reads them, that hold `day`."""
    for span in spans:
        if date.fromisoformat(span["starts_on"]) <= day and (
            span["ends_on"] is None or day < date.fromisoformat(span["ends_on"])
        ):
            yield span


def display(user: User) -> str:
    """`O'Neill, DC 4417`: how officers write one another. Partners carry their agency's grade instead."""
    grade = user.get_rank_display() if user.rank != Rank.PARTNER else "partner agency"
    return f"{user.family_name}, {grade} {user.collar_number}".strip()


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def held_on(self, day: date) -> RoleAssignmentQuerySet:
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)))

    def not_over(self, day: date) -> RoleAssignmentQuerySet:
        """Held on `day` or to be held later; not one that ended before it began."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day) & Q(ends_on__gt=F("starts_on")))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class RoleAssignment(models.Model):
    """A role held from one day up to, not including, another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=24, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it is no longer held.")
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role"]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A role cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="role_granted_by_another",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                violation_error_message="Nobody grants themselves a role: ask another system administrator.",
            ),
            ExclusionConstraint(
                name="role_held_once",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person already holds that role on those dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} from {self.starts_on}"


class CoverQuerySet(models.QuerySet["Cover"]):
    def running_on(self, day: date) -> CoverQuerySet:
        return self.filter(starts_on__lte=day, ends_on__gt=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Cover(models.Model):
    """One officer stands in for another, on all the other's people, from one day up to, not including, another."""

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covered")
    covered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covering")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The first day it no longer runs.")
    reason = models.CharField(max_length=200)
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="cover_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Cover cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="cover_by_another",
                condition=~Q(manager=F("covered_by")),
                violation_error_message="Choose another officer: nobody covers for themselves.",
            ),
            ExclusionConstraint(
                name="cover_once",
                expressions=[
                    (F("manager"), RangeOperators.EQUAL),
                    (F("covered_by"), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This officer already covers for the other on those dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by} for {self.manager} from {self.starts_on}"


class FormDraft(models.Model):
    """A form somebody has begun and not sent, saved as they type (`accounts.drafts`)."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="form_drafts")
    path = models.CharField(
        max_length=300, help_text="Where the form stands; addresses hold nothing personal."
    )
    typed = EncryptedTextField(help_text="JSON: [[name, [value, ...]], ...] in the order of the form.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(name="one_draft_a_form", fields=["owner", "path"])]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class SignInAttempt(models.Model):
    """A password that was wrong, or is being checked just now: what `accounts.lockout` counts.

    The account is the blind index of what was typed as username, because people type passwords there too.
    """

    account = models.CharField(max_length=64)
    address = models.GenericIPAddressField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="sign_in_attempt_counted")]

    def __str__(self) -> str:
        return f"attempt from {self.address}"


class KeptForm(models.Model):
    """What somebody had typed when their session ended, or when Vigil had to ask again who they are.

    Given back only to the same person in the same browser, once, for an hour (`accounts.kept`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_forms")
    browser = models.CharField(max_length=64, help_text="SHA-256 of the secret in that browser's cookie.")
    path = models.TextField(help_text="Where the form was posted to; addresses hold nothing personal.")
    typed = EncryptedTextField(help_text="JSON: [[name, [value, ...]], ...] in the order of the form.")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return f"kept form {self.pk}"
