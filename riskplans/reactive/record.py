"""From the record to what the criteria of reactive management ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from diary.models import Entry, EntryQuerySet, passed_in_law
from frontend.dates import words
from intelligence.choices import Assessment as Read
from intelligence.models import Link
from notifications.actions.station import ANSWERABLE
from notifications.breaches.choices import Outcome
from notifications.duties import NAME
from notifications.models import Breach
from offenders.choices import DETENTION_KINDS, AbsenceKind, ManagementLevel, OrderKind, Sex
from offenders.models import (
    Absence,
    Allegation,
    Child,
    Licence,
    MappaStatus,
    Occupancy,
    OtherConviction,
    Person,
    Trigger,
)
from offenders.queries import conditions_in_force
from offenders.record.terms import ConditionKind
from practice.policy import Policy
from riskplans.assessments import queries as assessments
from riskplans.models import LevelDecision, RiskReview
from riskplans.reactive import rules
from riskplans.reactive.keys import CLEAR_FOR, LOW_FOR, STABLE_HOME
from riskplans.reactive.rules import Known
from riskplans.visits.rules import is_young

_PREVENTING = {
    OrderKind.SHPO,
    OrderKind.INTERIM_SHPO,
    OrderKind.SOPO,
    OrderKind.INTERIM_SOPO,
    OrderKind.SRO,
    OrderKind.INTERIM_SRO,
    OrderKind.RSHO,
}
_ABOUT_DEVICES = {ConditionKind.DEVICES, ConditionKind.INSPECTION}
_ARRESTED = [
    AbsenceKind.POLICE_DETENTION,
    *(each for each in DETENTION_KINDS if each != AbsenceKind.HOSPITAL_PART_3),
]
_NO_BREACH = [Outcome.EXPLAINED, Outcome.NFA, Outcome.ACQUITTED]


def missed(now: datetime) -> EntryQuerySet:
    """What somebody had to notify and has not: past its limit in law, and past the day that an override set instead.

    What the police owe about notifications (reviews of requirements without end) is not the person's to give.
    """
    theirs = Entry.objects.overdue(now).filter(key__startswith=f"{NAME}/", kind__in=ANSWERABLE)
    return theirs.filter(passed_in_law(now))


def periods(policy: Policy) -> rules.Periods:
    return rules.Periods(policy.value(LOW_FOR), policy.value(CLEAR_FOR), policy.value(STABLE_HOME))


def criteria(person: Person, policy: Policy, today: date) -> list[rules.Finding]:
    """Every criterion answered from the record as it stands; about fifteen queries."""
    return rules.criteria(record_of(person, today), periods(policy), today)


def record_of(person: Person, today: date) -> rules.Record:
    """What the criteria ask of one person."""
    static, arms, *_ = assessments.values(person)
    male = person.sex == Sex.MALE
    level = LevelDecision.objects.in_force().filter(person=person).first()
    since = level.starts_on if level else timezone.localdate(person.recorded_at)
    of = Block(person)
    read, unread = _intelligence(person)
    mappa = MappaStatus.objects.on(today).filter(person=person).first()
    home = Occupancy.objects.standing().homes().filter(person=person, ends_on__isnull=True).first()
    change = RiskReview.objects.open().filter(person=person).first()
    return rules.Record(
        static=_value(static, of),
        static_fits=male,
        arms=_value(arms, of),
        arms_fits=male and not is_young(person.date_of_birth, today),
        is_low=person.management_level == ManagementLevel.LOW,
        low_since=since,
        devices=_devices(person, of, today),
        breaches=_breaches(person),
        arrests=_arrests(person, of),
        intelligence=read,
        unread=unread,
        children=of.each(
            "household", Child.objects.standing().filter(_running(today), person=person), "starts_on"
        ),
        mappa=of.known("orders", str(mappa), mappa.starts_on, url="person") if mappa else None,
        mappa_level=mappa.level if mappa else "",
        licences=of.each("orders", _licences(person, today), "starts_on"),
        home=of.known("addresses", "The home on record", home.starts_on) if home else None,
        overdue=[
            Known(each.title, reverse("person", args=[person.pk]), each.last)
            for each in missed(_noon(today)).filter(person=person)
        ],
        change=Known(
            "What has changed, and the review it asks for",
            reverse("person-risk", args=[person.pk]),
            change.starts_on,
        )
        if change
        else None,
    )


class Block:
    """The addresses of what stands on one person's record."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def known(self, block: str, said: str, on: date | None, *, url: str = "") -> Known:
        args = [self.person.pk] if url else [self.person.pk, block]
        dated = f"{said}, {words(on)}" if on else said
        return Known(dated, reverse(url or "record-block", args=args), on)

    def each(self, block: str, rows: Iterable[Any], day: str) -> list[Known]:
        """In the words of their kind: what a row says may be for fewer readers than this page."""
        return [
            self.known(
                block,
                str(row._meta.verbose_name).capitalize(),
                getattr(row, day) or localdate(row.recorded_at),
            )
            for row in rows
        ]


def _value(value: Any, of: Block) -> tuple[str, Known] | None:
    if value.level is None:
        return None
    said = f"{value.words}: {value.source}, {words(value.since)}."
    return str(value.level), Known(
        said, reverse("assessment", args=[of.person.pk, value.assessment]), value.since
    )


def _running(today: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=today)


def _noon(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time(12)))


def _devices(person: Person, of: Block, today: date) -> list[Known]:
    orders, _ = conditions_in_force(person, today)
    return [
        of.known(
            "orders",
            f"{each.order.get_kind_display()}: {each.get_kind_display().lower()}",
            each.order.made_on,
        )
        for each in orders
        if each.kind in _ABOUT_DEVICES and each.order.kind in _PREVENTING
    ]


def _breaches(person: Person) -> list[Known]:
    rows = Breach.objects.standing().filter(person=person).exclude(outcome__in=_NO_BREACH)
    return [
        Known(
            f"{each.get_of_display()}, {words(each.happened_on)}: {each.get_stage_display().lower()}",
            reverse("breach", args=[person.pk, each.pk]),
            each.happened_on,
        )
        for each in rows
    ]


def _arrests(person: Person, of: Block) -> list[Known]:
    held = Absence.objects.standing().filter(person=person, kind__in=_ARRESTED)
    return [
        *of.each("whereabouts", held, "starts_on"),
        *of.each("offending", Allegation.objects.standing().filter(person=person), "starts_on"),
        *of.each("offending", Trigger.objects.standing().filter(person=person), "date"),
        *of.each("offending", OtherConviction.objects.standing().filter(person=person), "starts_on"),
    ]


def _intelligence(person: Person) -> tuple[list[Known], list[Known]]:
    """What was found to change the plan, and what nobody has read; in no words of its own."""
    rows = Link.objects.standing().filter(person=person).filter(Q(assessment="") | Q(assessment=Read.PLAN))
    found: tuple[list[Known], list[Known]] = ([], [])
    for each in rows.select_related("report", "concern"):
        on = timezone.localdate(each.recorded_at)
        known = Known(f"{each}, {words(on)}", reverse("intelligence-item", args=[person.pk, each.pk]), on)
        found[0 if each.assessed_at else 1].append(known)
    return found


def _licences(person: Person, today: date) -> Any:
    lasting = Q(licence_ends_on__isnull=True) | Q(licence_ends_on__gte=today)
    return Licence.objects.standing().filter(lasting, _running(today), person=person, starts_on__lte=today)
