"""Every breach, and everybody missing or wanted, that a reader may know of, the worst and oldest first; the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from access.exporting import Column
from access.policies import FieldClass, grants
from access.reading import as_vigil
from accounts.models import Force, User
from notifications.breaches import rules
from notifications.breaches.choices import BreachOf, Outcome, Stage
from notifications.models import Breach
from offenders import policies
from offenders.models import Assignment, Sought
from offenders.models.person import legal_name, level_order

SMALL = 5  # a published count below it may tell who somebody is


def may_list(user: User, today: date) -> bool:
    """Whoever reads the daily work of some records by their own role."""
    return any(FieldClass.MANAGEMENT in grant.classes for grant in grants(user, today))


def manages(user: User, today: date) -> bool:
    return _caseload(user, today).exists()


def breaches(user: User, now: datetime, *, mine: bool, closed: bool) -> QuerySet[Breach]:
    """With the person's name and level; in the order "level_order", "happened_on", "pk"."""
    found = Breach.objects.standing() if closed else Breach.objects.open()
    found = _seen(found, user, now, mine=mine)
    return found.filter(stage=Stage.CLOSED) if closed else found  # type: ignore[no-any-return]


def sought(user: User, now: datetime, *, mine: bool, kind: str) -> QuerySet[Sought]:
    """Those missing, or those wanted, now; in the order "level_order", "starts_on", "pk"."""
    return _seen(Sought.objects.on(now.date()).filter(kind=kind), user, now, mine=mine)  # type: ignore[no-any-return]


def _seen(rows: Any, user: User, now: datetime, *, mine: bool) -> Any:
    today = now.date()
    found = rows.filter(policies.within_reading(user, FieldClass.MANAGEMENT, today, person="person__"))
    if mine:
        found = found.filter(person__in=_caseload(user, today).values("person"))
    return found.annotate(
        level_order=level_order("person__management_level"),
        legal_name=legal_name("person__"),
        family_name=F("legal_name__family_name"),
        given_names=F("legal_name__given_names"),
    ).select_related("person")


def _caseload(user: User, today: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(manager__in=[user.pk, *user.covers_on(today)], ends_on__isnull=True)


@dataclass(frozen=True, slots=True)
class YearsCount:
    """Cautions and convictions from 1 April of `year` to 31 March: of section 91, and of orders."""

    year: int
    cautions: int
    convictions: int
    people: int
    order_cautions: int
    order_convictions: int
    order_people: int

    @property
    def in_words(self) -> str:
        return f"1 April {self.year} to 31 March {self.year + 1}"

    @property
    def has_small(self) -> bool:
        """Whether a number of it, published, might tell who somebody is."""
        numbers = (
            self.cautions,
            self.convictions,
            self.people,
            self.order_cautions,
            self.order_convictions,
            self.order_people,
        )
        return any(0 < number < SMALL for number in numbers)


def annual_count(force: Force) -> list[YearsCount]:
    """What the annual report of a force's public protection arrangements asks for, the latest year first; one query.

    A person counts once a year however often they were cautioned or convicted, and a breach once. Restricted records
    are counted whoever asks: a return does not depend on its reader.
    """
    notified, ordered = Q(of__in=[BreachOf.REQUIREMENT, BreachOf.FALSE]), Q(of=BreachOf.ORDER)
    cautioned, convicted = Q(outcome=Outcome.CAUTIONED), Q(outcome=Outcome.CONVICTED)
    rows: Any = (
        Breach.objects.standing()
        .filter(person__force=force, outcome__in=rules.COUNTED)
        .annotate(
            year=ExtractYear("outcome_on")
            - Case(
                When(outcome_on__month__lt=4, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
        )
        .values("year")
        .annotate(
            cautions=Count("pk", filter=notified & cautioned),
            convictions=Count("pk", filter=notified & convicted),
            people=Count("person", filter=notified, distinct=True),
            order_cautions=Count("pk", filter=ordered & cautioned),
            order_convictions=Count("pk", filter=ordered & convicted),
            order_people=Count("person", filter=ordered, distinct=True),
        )
        .order_by("-year")
    )
    with as_vigil():
        return [YearsCount(**row) for row in rows]


def _published(number: int) -> str:
    return f"fewer than {SMALL}" if 0 < number < SMALL else str(number)


COUNT: tuple[Column[YearsCount], ...] = (
    Column("Year", lambda row: row.in_words),
    Column("Section 91: cautions", lambda row: _published(row.cautions)),
    Column("Section 91: convictions", lambda row: _published(row.convictions)),
    Column("Section 91: people", lambda row: _published(row.people)),
    Column("Orders: cautions", lambda row: _published(row.order_cautions)),
    Column("Orders: convictions", lambda row: _published(row.order_convictions)),
    Column("Orders: people", lambda row: _published(row.order_people)),
    Column("Records counted", lambda row: "All, restricted ones too"),
)
