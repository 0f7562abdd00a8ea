"""Reads of orders and licences: each with its conditions, what was checked and is due, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from notifications.models import Breach
from offenders.models import CourtOrder, IdentityDocument, Licence, LicenceCondition, OrderCondition, Person
from offenders.record.choices import PaperKind
from offenders.record.terms import ConditionKind, Requirement
from practice.policy import policy_of
from riskplans.choices import Complied
from riskplans.keys import CONDITIONS_CHECKED, EXPIRY_PROMPT
from riskplans.models import (
    ConditionAction,
    ConditionChecked,
    LicenceWarning,
    OrderApplication,
    OrderService,
    PassportHeld,
)
from riskplans.orders import effect, rules, terms
from riskplans.orders.choices import (
    INTERIM_OF,
    ApplicationState,
    LicenceState,
    LicenceStep,
    OrderState,
    Purpose,
)
from riskplans.plans.choices import Pillar, PlanState

Condition = OrderCondition | LicenceCondition
TO_BE_CHECKED = "To be checked"


@dataclass(slots=True)
class ConditionShown:
    """A condition, its latest check, by when the next is due (None: nobody has to), and the words it had before."""

    condition: Condition
    live: bool
    due: date | None = None
    checks: list[ConditionChecked] = field(default_factory=list)
    earlier: list[Condition] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What the record calls it in its addresses."""
        return "order-condition" if isinstance(self.condition, OrderCondition) else "licence-condition"

    @property
    def latest(self) -> ConditionChecked | None:
        return self.checks[0] if self.checks else None

    @property
    def result(self) -> tuple[str, str]:
        """How it was found last, and the colour of its tag."""
        if self.latest is None:
            return TO_BE_CHECKED, "grey"
        return Complied(self.latest.found).label, self.latest.found_colour


@dataclass(slots=True)
class OrderShown:
    """One order with all that belongs to it."""

    order: CourtOrder
    state: OrderState
    effect: effect.Effect
    service: OrderService | None
    conditions: list[ConditionShown] = field(default_factory=list)
    applications: list[OrderApplication] = field(default_factory=list)
    passports: list[PassportHeld] = field(default_factory=list)

    @property
    def abroad(self) -> ConditionShown | None:
        """The condition that prohibits travel, if one is in force."""
        return next(
            (
                each
                for each in self.conditions
                if each.live
                and each.condition.kind == ConditionKind.TRAVEL
                and getattr(each.condition, "requirement", "") == Requirement.PROHIBITION
            ),
            None,
        )

    @property
    def held(self) -> bool:
        return any(each.returned_on is None for each in self.passports)

    @property
    def next_check(self) -> ConditionShown | None:
        return _next(self.conditions)


@dataclass(slots=True)
class LicenceShown:
    """One licence with all that belongs to it."""

    licence: Licence
    state: LicenceState
    conditions: list[ConditionShown] = field(default_factory=list)
    warnings: list[LicenceWarning] = field(default_factory=list)

    @property
    def next_live(self) -> ConditionShown | None:
        """The condition in force that nobody has checked for longest; one that was never checked first."""
        live = [each for each in self.conditions if each.live]
        return min(
            live,
            key=lambda each: (each.latest.on if each.latest else date.min, each.condition.number or 0),
            default=None,
        )

    @property
    def steps(self) -> tuple[LicenceStep, ...]:
        return rules.steps(self.state)


@dataclass(slots=True)
class Shown:
    """All orders and licences of a person, and the applications for orders that have not been made."""

    live: list[OrderShown]
    over: list[OrderShown]
    licences: list[LicenceShown]
    former_licences: list[LicenceShown]
    waiting: list[OrderApplication]
    answered: list[OrderApplication]
    stray: list[PassportHeld]  # handed in under an order that has been taken off the record


def _next(conditions: list[ConditionShown]) -> ConditionShown | None:
    due = [each for each in conditions if each.live and each.due]
    return min(due, key=lambda each: (each.due, each.condition.number or 0), default=None)


def shown(person: Person, today: date) -> Shown:
    """Everything for the page; sixteen queries whatever their number, and those of the law engine."""
    policy = policy_of(person.force_id, today)
    prompt, every = policy.value(EXPIRY_PROMPT), policy.value(CONDITIONS_CHECKED)
    orders = list(CourtOrder.objects.standing().filter(person=person))
    licences = list(Licence.objects.standing().filter(person=person))
    services = {each.order_id: each for each in OrderService.objects.standing().filter(person=person)}
    again = {each.after_id for each in licences if each.after_id}
    effects = effect.of_orders(person, orders, today)
    found: dict[UUID, OrderShown] = {}
    for order in orders:
        state = rules.order_state(
            shown=order.pk in services or order.served_on is not None,
            last_day=order.last_day,
            discharged_on=order.discharged_on,
            prompted=rules.prompted_from(order.last_day, order.made_on, prompt),
            today=today,
        )
        found[order.pk] = OrderShown(order, state, effects[order.pk], services.get(order.pk))
    under: dict[UUID, LicenceShown] = {}
    for licence in licences:
        stands = rules.licence_state(
            vars(licence),
            released_again=licence.pk in again,
            prompted=rules.prompted_from(licence.licence_ends_on, licence.starts_on, prompt),
            today=today,
        )
        under[licence.pk] = LicenceShown(licence, stands)
    _conditions(person, found, under, every, today)
    applications = (
        OrderApplication.objects.standing().filter(person=person).select_related("order", "recorded_by")
    )
    waiting, answered = [], []
    for application in applications:
        if application.order_id in found:
            found[application.order_id].applications.append(application)
        elif application.is_open:
            waiting.append(application)
        else:
            answered.append(application)
    stray: list[PassportHeld] = []
    for passport in PassportHeld.objects.standing().filter(person=person).select_related("document"):
        its = found[passport.order_id].passports if passport.order_id in found else stray
        its.append(passport)
    # What was said under a licence that has been taken off the record stands in the timeline.
    warnings = LicenceWarning.objects.standing().filter(person=person, licence__in=under)
    for warning in warnings.select_related("condition"):
        under[warning.licence_id].warnings.append(warning)
    return Shown(
        live=[each for each in found.values() if not each.state.is_over],
        over=[each for each in found.values() if each.state.is_over],
        licences=[each for each in under.values() if not each.state.is_over],
        former_licences=[each for each in under.values() if each.state.is_over],
        waiting=waiting,
        answered=answered,
        stray=stray,
    )


def _conditions(
    person: Person,
    orders: dict[UUID, OrderShown],
    licences: dict[UUID, LicenceShown],
    every: int,
    today: date,
) -> None:
    """Put each condition under its order or licence, with its checks, breaches and the plan's actions."""
    rows: list[Condition] = [
        *OrderCondition.objects.standing().filter(person=person, order__in=orders).select_related("order"),
        *LicenceCondition.objects.standing()
        .filter(person=person, licence__in=licences)
        .select_related("licence"),
    ]
    rows.sort(key=lambda each: (each.number is None, each.number or 0, each.recorded_at))
    by_id = {each.pk: each for each in rows}
    replaced = {each.replaces_id for each in rows if each.replaces_id}
    checks = _grouped(
        ConditionChecked.objects.standing().filter(person=person).select_related("visit__officer")
    )
    for each in checks.values():
        each.sort(key=lambda check: (check.on, check.recorded_at), reverse=True)
    breaches = _grouped(
        Breach.objects.standing().filter(person=person).exclude(order_condition=None, licence_condition=None)
    )
    planned = _grouped(
        ConditionAction.objects.standing()
        .filter(
            person=person,
            action__plan__state=PlanState.APPROVED,
            action__pillar=Pillar.MONITORING,
            action__voided_at__isnull=True,
        )
        .select_related("action")
    )
    rounds = {pk: _rounds(each.order, rows, checks, every, today) for pk, each in orders.items()}
    for row in rows:
        if row.pk in replaced:
            continue
        of: OrderShown | LicenceShown
        of = orders[row.order_id] if isinstance(row, OrderCondition) else licences[row.licence_id]
        its = ConditionShown(
            row,
            live=not of.state.is_over and terms.term(row).is_live(today),
            checks=checks.get(row.pk, []),
            breaches=breaches.get(row.pk, []),
            planned=[each.action.what for each in planned.get(row.pk, [])],
        )
        # A licence is probation's to enforce: nobody here has to check each of its conditions by a day.
        if its.live and isinstance(row, OrderCondition):
            last = its.latest.on if its.latest else None
            its.due = rules.due_in(rounds[row.order_id], last)
        before = row.replaces_id
        while before and before in by_id:
            its.earlier.append(by_id[before])
            before = by_id[before].replaces_id
        of.conditions.append(its)


def _rounds(
    order: CourtOrder,
    rows: list[Condition],
    checks: dict[UUID, list[ConditionChecked]],
    every: int,
    today: date,
) -> list[rules.Round]:
    """The rounds of checks that the diary has a duty for: every condition that the order ever had, in any words."""
    its = [row for row in rows if isinstance(row, OrderCondition) and row.order_id == order.pk]
    return rules.rounds(
        [terms.term(row) for row in its],
        [(str(row.pk), check.on) for row in its for check in checks.get(row.pk, [])],
        since=max(order.served_on or order.made_on, timezone.localdate(order.recorded_at)),
        months=every,
        today=today,
    )


def _grouped(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.order_condition_id or row.licence_condition_id, []).append(row)
    return found


def order_of(person: Person, order_id: UUID) -> CourtOrder:
    """The person's order, or Http404."""
    found = get_object_or_404(CourtOrder.objects.standing(), pk=order_id, person=person)
    found.person = person
    return found


def licence_of(person: Person, licence_id: UUID) -> Licence:
    """The person's licence, or Http404."""
    found = get_object_or_404(Licence.objects.standing(), pk=licence_id, person=person)
    found.person = person
    return found


def condition_of(person: Person, condition_id: UUID) -> Condition:
    """The person's condition of an order or of a licence, or Http404."""
    for model, under in ((OrderCondition, "order"), (LicenceCondition, "licence")):
        rows = model._default_manager.standing().select_related(under)
        found: Condition | None = rows.filter(pk=condition_id, person=person).first()
        if found and getattr(found, under).voided_at is None:
            found.person = person
            return found
    raise Http404


def application_of(person: Person, application_id: UUID) -> OrderApplication:
    """The person's application, or Http404."""
    rows = OrderApplication.objects.standing().select_related("order", "interim")
    found = get_object_or_404(rows, pk=application_id, person=person)
    found.person = person
    return found


def passport_of(person: Person, passport_id: UUID) -> PassportHeld:
    """The person's passport that is held, or was, or Http404."""
    rows = PassportHeld.objects.standing().select_related("document")
    found = get_object_or_404(rows, pk=passport_id, person=person)
    found.person = person
    return found


def live_orders(person: Person, today: date) -> list[CourtOrder]:
    """Those that could be varied, renewed or discharged."""
    return list(
        CourtOrder.objects.standing()
        .filter(Q(last_day__isnull=True) | Q(last_day__gte=today), person=person)
        .filter(Q(discharged_on__isnull=True) | Q(discharged_on__gt=today))
    )


def passports(person: Person) -> list[IdentityDocument]:
    """The passports on record that nobody holds here."""
    held = PassportHeld.objects.standing().filter(person=person, returned_on__isnull=True)
    rows = IdentityDocument.objects.standing().filter(person=person, kind=PaperKind.PASSPORT)
    return list(rows.exclude(pk__in=held.exclude(document=None).values("document")))


def next_steps(application: OrderApplication) -> list[tuple[ApplicationState, str]]:
    """What can follow in an application, with its words."""
    has_interim = application.purpose == Purpose.NEW and application.kind in INTERIM_OF
    return rules.answers(application.state, has_interim=has_interim)


def conditions_under(licence: Licence) -> list[LicenceCondition]:
    """Those in force or not, in their order."""
    return list(LicenceCondition.objects.standing().filter(licence=licence).order_by("number"))


def enquiry_into(check: ConditionChecked) -> Breach | None:
    """The open enquiry into what a check found."""
    about = {"order_condition": check.order_condition_id, "licence_condition": check.licence_condition_id}
    return Breach.objects.open().filter(person=check.person_id, happened_on=check.on, **about).first()
