"""The person (nominal) and the names they go by."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject, Lower

from access.models import OfPerson
from access.policies import Capability
from accounts.models import Cover, Force, Unit, User
from offenders.choices import ManagementLevel, NameKind, PersonKind, Sex, WarningKind
from offenders.models.detail import Sourced
from offenders.models.fact import STANDING, Fact, FactQuerySet
from offenders.record.choices import BESIDE_THE_NAME

if TYPE_CHECKING:
    from offenders.policies import Relationship


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User, now: datetime) -> PersonQuerySet:
        """Fetching is authorising: those within the user's reach, shared by name, or opened in an emergency."""
        from offenders import policies

        return self.filter(policies.seen(user, now))

    def within_reach(self, user: User, capability: Capability, today: date) -> PersonQuerySet:
        """Only those for whom the user holds `capability` today; exceptions by name let people look, not write."""
        from offenders import policies

        return self.filter(policies.within(user, capability, today))

    def with_closure(self) -> PersonQuerySet:
        """Adds `restricted` and `archived`: whether the record is closed to all but some, or no longer worked on."""
        return self.annotate(**_closure())

    def with_name(self) -> PersonQuerySet:
        """Adds `given_names` and `family_name` of the current legal name."""
        return self.annotate(
            legal_name=legal_name(),
        ).annotate(
            given_names=F("legal_name__given_names"),
            family_name=F("legal_name__family_name"),
            sort_name=F("legal_name__sort_name"),
        )

    def with_manager(self) -> PersonQuerySet:
        """Adds `manager_*` of the one current assignment."""
        return self.annotate(
            current_assignment=FilteredRelation("assignments", condition=Q(assignments__ends_on__isnull=True))
        ).annotate(
            manager_id=F("current_assignment__manager"),
            manager_rank=F("current_assignment__manager__rank"),
            manager_family_name=F("current_assignment__manager__family_name"),
            manager_collar_number=F("current_assignment__manager__collar_number"),
        )

    def with_cover(self, today: date) -> PersonQuerySet:
        """Adds `covered_by`: who stands in for the manager on `today`, in words; after with_manager."""
        return self.annotate(covered_by=covered_by("current_assignment__manager", today))

    def with_status(self, today: date) -> PersonQuerySet:
        """Adds `away` (running absences, the latest first), `gone_as`, `sought_as`: kinds and days as at `today`."""
        return self.annotate(**_status(today))

    def with_safety(self, today: date) -> PersonQuerySet:
        """Adds `warned_of` (what staff are warned of, gravest first) and `mappa` as at `today`."""
        return self.annotate(**_safety(today))

    def with_face(self) -> PersonQuerySet:
        """Adds `face_id`: the newest photograph of their face that may be shown."""
        return self.annotate(**_face())

    def with_references(self) -> PersonQuerySet:
        """Adds `references` for `offenders.record.references`, in the same query."""
        return self.annotate(**_references())

    def in_level_order(self) -> PersonQuerySet:
        """Adds `level_order`: very high first, the unassessed with the high."""
        return self.annotate(level_order=level_order("management_level"))


# Every page of a person asks these. Putting them together took longer than PostgreSQL takes to answer; Django copies
# an expression before it resolves it.
@cache
def _closure() -> dict[str, Exists]:
    from offenders.models.sight import Archiving, Restriction

    mine = {"person": OuterRef("pk")}
    return {
        "restricted": Exists(Restriction.objects.standing().filter(**mine)),
        "archived": Exists(Archiving.objects.standing().filter(**mine)),
    }


@cache
def _references() -> dict[str, Subquery]:
    from offenders.models.identity import Identifier

    mine = Identifier.objects.standing().filter(
        person=OuterRef("pk"), kind__in=BESIDE_THE_NAME, ends_on__isnull=True
    )
    pairs = mine.order_by("recorded_at").values(pair=JSONObject(kind="kind", number="number"))
    return {"references": ArraySubquery(pairs)}


@lru_cache(maxsize=4)
def _status(today: date) -> dict[str, Subquery]:
    from offenders.models.absence import Absence
    from offenders.models.status import Gone, Sought

    mine = {"person": OuterRef("pk")}
    since = JSONObject(kind="kind", since="starts_on")
    away = Absence.objects.standing().on(today).filter(**mine).order_by("-starts_on")
    return {
        "away": ArraySubquery(
            away.values(json=JSONObject(id="id", kind="kind", place="place", since="starts_on"))
        ),
        "gone_as": Subquery(
            Gone.objects.on(today).filter(**mine).order_by("kind").values(json=since)[:1],
            output_field=models.JSONField(),
        ),
        "sought_as": ArraySubquery(
            Sought.objects.on(today).filter(**mine).order_by("kind").values(json=since)
        ),
    }


@lru_cache(maxsize=4)
def _safety(today: date) -> dict[str, Subquery]:
    from offenders.models.safety import SafetyWarning
    from offenders.models.status import MappaStatus

    mine = {"person": OuterRef("pk")}
    gravest = Case(
        *[When(kind=kind, then=place) for place, kind in enumerate(WarningKind.values)],
        output_field=models.SmallIntegerField(),
    )
    warnings = SafetyWarning.objects.on(today).filter(**mine).order_by(gravest, "recorded_at")
    status = MappaStatus.objects.on(today).filter(**mine)
    return {
        "warned_of": ArraySubquery(
            warnings.values(json=JSONObject(kind="kind", words="words", review_on="review_on"))
        ),
        "mappa": Subquery(
            status.values(json=JSONObject(category="category", level="level"))[:1],
            output_field=models.JSONField(),
        ),
    }


@cache
def _face() -> dict[str, Subquery]:
    from offenders.models.documents import Photograph

    faces = Photograph.objects.standing().faces().filter(person=OuterRef("pk"))
    return {"face_id": Subquery(faces.values("pk")[:1])}


def legal_name(person: str = "") -> FilteredRelation:
    """The one current legal name; `person` is the path to the person, such as `person__`."""
    names = f"{person}names"
    current = {
        f"{names}__kind": NameKind.LEGAL,
        f"{names}__used_to__isnull": True,
        f"{names}__voided_at__isnull": True,
    }
    return FilteredRelation(names, condition=Q(**current))


def covered_by(manager: str, today: date) -> Subquery:
    """Who stands in on `today` for the manager at the path `manager`: `Shaw, DC 12; Webb, DC 7`, null for nobody."""
    who = Concat(
        "covered_by__family_name", Value(", "), "covered_by__rank", Value(" "), "covered_by__collar_number"
    )
    running = Cover.objects.running_on(today).filter(manager=OuterRef(manager)).order_by().values("manager")
    return Subquery(running.annotate(who=StringAgg(who, Value("; "), order_by="starts_on")).values("who"))


def level_order(field: str) -> Case:
    """The management level in `field` as a number, 0 first."""
    return Case(
        *[When(**{field: level.value}, then=Value(level.order)) for level in ManagementLevel],
        output_field=models.SmallIntegerField(),
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Person(OfPerson):
    """Someone the police manage. The UUID stands in addresses; the local reference is what people say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("local reference", max_length=12, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="people")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=12, choices=PersonKind)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    management_level = models.CharField(
        max_length=12, choices=ManagementLevel, default=ManagementLevel.UNASSESSED
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.UUIDField(null=True, unique=True, editable=False)

    PERSON = "id"
    objects = PersonQuerySet.as_manager()

    # Set by the querysets that say so: with_name, with_manager, with_cover, with_status, with_safety, with_closure,
    # with_face, in_level_order.
    given_names: str
    family_name: str
    sort_name: str
    manager_id: uuid.UUID | None
    manager_rank: str | None
    manager_family_name: str | None
    manager_collar_number: str | None
    covered_by: str | None
    away: list[dict[str, str]]
    gone_as: dict[str, str] | None
    sought_as: list[dict[str, str]]
    warned_of: list[dict[str, str]]
    mappa: dict[str, str] | None
    restricted: bool
    archived: bool
    level_order: int
    face_id: uuid.UUID | None
    # Set by offenders.queries.visible_person: how whoever fetched this record stands to it.
    relationship: Relationship
    references: list[dict[str, str]]
    read_by: User
    read_at: datetime

    class Meta:
        verbose_name_plural = "people"
        permissions = [("open_restricted", "Can open a restricted record within reach")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reference

    @property
    def level_word(self) -> str:
        """The level for a tag: two words at most."""
        return ManagementLevel(self.management_level).word

    @property
    def where(self) -> str:
        """Where they are, or that they are sought, for a column; comes with `with_status`."""
        from offenders import standing

        return standing.whereabouts(self)

    @property
    def level_colour(self) -> str:
        return ManagementLevel(self.management_level).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Name(Fact, Sourced):
    """A name the person uses or has used. `used_from` matters in law: first use starts three days (s.84(1)(a))."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=NameKind)
    given_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    used_from = models.DateField(null=True, blank=True, help_text="Empty: since before the record began.")
    used_to = models.DateField(null=True, blank=True, help_text="The day it was last used.")
    # C.UTF-8 sorts by code point, so lists sort by this: lower case, and as text the database computes itself.
    sort_name = models.GeneratedField(
        expression=Lower(
            Concat("family_name", Value(" "), "given_names"),
        ),
        output_field=models.CharField(max_length=201),
        db_persist=True,
    )

    objects = FactQuerySet["Name"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["kind", "used_from"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_legal_name",
                fields=["person"],
                condition=Q(kind=NameKind.LEGAL, used_to__isnull=True) & STANDING,
                violation_error_message="This person already has a current legal name.",
            ),
            models.CheckConstraint(
                name="name_used_to_after_from",
                condition=Q(used_to__isnull=True)
                | Q(used_from__isnull=True)
                | Q(used_to__gte=F("used_from")),
                violation_error_message="A name cannot stop being used before it was first used.",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "person"], name="name_sorted"),
        ]

    def __str__(self) -> str:
        return f"{self.family_name.upper()}, {self.given_names}".rstrip(", ")
