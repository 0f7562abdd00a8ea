"""Orders and licences as duties: conditions to be checked, service to be shown, hearings, ends, passports to return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, of_person, register
from diary.providers import Duty
from offenders.models import Absence, CourtOrder, Licence, OrderCondition
from offenders.queries import worked_on
from offenders.record.terms import ConditionKind, Requirement
from practice.policy import Policy, policy_of
from riskplans.keys import CONDITIONS_CHECKED, EXPIRY_PROMPT, PASSPORT_WITHIN, SERVE_WITHIN
from riskplans.models import ConditionChecked, OrderApplication, OrderService, PassportHeld
from riskplans.orders import rules
from riskplans.orders.choices import ApplicationState, Purpose

NAME = "orders"
CONDITIONS, SERVICE, HEARING, ENDING, LICENCE_ENDING, PASSPORT, SURRENDER = (
    *("order_conditions", "order_service", "order_hearing", "order_ending", "licence_ending"),
    *("passport_return", "passport_surrender"),
)


@dataclass(slots=True)
class Held:
    """What of one order its duties rest on."""

    order: CourtOrder
    known: date
    policy: Policy
    terms: list[rules.Term] = field(default_factory=list)
    checks: list[tuple[str, date]] = field(default_factory=list)
    # The terms that prohibit travel abroad, and the days on which a passport was handed in under the order.
    travel: list[rules.Term] = field(default_factory=list)
    passports: list[date] = field(default_factory=list)
    served: bool = False
    renewals: list[tuple[str, date | None]] = field(default_factory=list)
    renewed_on: date | None = None

    @property
    def over_from(self) -> date | None:
        """The first day on which it is in force no more."""
        ends = [
            day
            for day in (
                self.order.discharged_on,
                self.order.last_day + timedelta(days=1) if self.order.last_day else None,
            )
            if day
        ]
        return min(ends, default=None)


RESTS_ON = (CourtOrder, Licence, OrderApplication, PassportHeld)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Of those whose record is worked on: not of the dead, the deported, or whose record is archived.

    Eleven queries, and one for each force.
    """
    policies = _policies(people, today)
    held = _held(policies)
    away = set(
        Absence.objects.standing()
        .detentions()
        .on(today)
        .filter(person__in=policies)
        .values_list("person", flat=True)
    )
    for each in held.values():
        for duty in _of_order(each, away, today):
            yield each.order.person_id, duty
    applications = OrderApplication.objects.standing().filter(person__in=policies, hearing_on__isnull=False)
    for application in applications.exclude(state=ApplicationState.DROPPED):
        yield (
            application.person_id,
            _duty(
                f"{NAME}/hearing:{application.pk}",
                HEARING,
                f"Hearing: {application}",
                application.applied_on,
                application.hearing_on,
                application.decided_on,
            ),
        )
    for passport in PassportHeld.objects.standing().filter(person__in=policies).select_related("order"):
        if passport.order_id in held:
            over = held[passport.order_id].over_from
        else:  # nothing lets it be held from the day on which its order was taken off the record
            over = timezone.localdate(passport.order.voided_at)
        if over and over <= today and (passport.returned_on is None or passport.returned_on >= over):
            yield (
                passport.person_id,
                _duty(
                    f"{NAME}/passport:{passport.pk}",
                    PASSPORT,
                    "Give back the passport: the order that it was handed in under is over",
                    over,
                    over,
                    passport.returned_on,
                ),
            )
    yield from _licences(policies, today)


def _policies(people: Sequence[UUID], today: date) -> dict[UUID, Policy]:
    by_force: dict[int, Policy] = {}
    return {
        pk: by_force.get(force) or by_force.setdefault(force, policy_of(force, today))
        for pk, force in worked_on(people, today).values_list("pk", "force_id")
    }


def _held(policies: dict[UUID, Policy]) -> dict[UUID, Held]:
    orders = CourtOrder.objects.standing().filter(person__in=policies)
    held = {
        each.pk: Held(each, timezone.localdate(each.recorded_at), policies[each.person_id]) for each in orders
    }
    if not held:
        return held
    conditions = OrderCondition.objects.standing().filter(order__in=held)
    for pk, order, starts, ends, kind, requirement in conditions.values_list(
        "pk", "order", "starts_on", "ends_on", "kind", "requirement"
    ):
        of = held[order].order
        begins = max(day for day in (starts, of.served_on or of.made_on) if day)
        term = rules.Term(str(pk), begins, ends)
        held[order].terms.append(term)
        if (kind, requirement) == (ConditionKind.TRAVEL, Requirement.PROHIBITION):
            held[order].travel.append(term)
    handed_in = PassportHeld.objects.standing().filter(order__in=held)
    for order, day in handed_in.values_list("order", "held_since"):
        held[order].passports.append(day)
    checks = (
        ConditionChecked.objects.standing().filter(order_condition__order__in=held).select_related("visit")
    )
    for check in checks.select_related("order_condition"):
        assert check.order_condition  # noqa: S101 - asked for
        held[check.order_condition.order_id].checks.append((str(check.order_condition_id), check.on))
    for order in OrderService.objects.standing().filter(order__in=held).values_list("order", flat=True):
        held[order].served = True
    renewals = OrderApplication.objects.standing().filter(order__in=held, purpose=Purpose.RENEW)
    for application in renewals.exclude(state=ApplicationState.CONSIDERED).order_by("decided_on"):
        assert application.order_id  # noqa: S101 - asked for
        its = held[application.order_id]
        its.renewals.append((application.state, application.applied_on or application.decided_on))
        if application.state == ApplicationState.GRANTED:
            its.renewed_on = application.decided_on
    return held


def _of_order(held: Held, away: set[UUID], today: date) -> Iterator[Duty]:
    order, policy = held.order, held.policy
    over = held.over_from is not None and held.over_from <= today
    since = max(order.served_on or order.made_on, held.known)
    found = rules.rounds(
        held.terms, held.checks, since=since, months=policy.value(CONDITIONS_CHECKED), today=today
    )
    for place, each in enumerate(found):
        if each.met_on is None and over:
            continue
        waits = each.met_on is None and order.person_id in away
        yield _duty(
            # The first round may end, and the next begin, on the day it began.
            f"{NAME}/conditions:{order.pk}:{each.since.isoformat() if place else 'first'}",
            CONDITIONS,
            f"Check the conditions: {order.get_kind_display().lower()}",
            each.since,
            None if waits else each.due,
            each.met_on,
        )
    if held.travel:
        codes = {term.code for term in held.travel}
        # Whoever has no passport is checked: the check of the condition says so.
        shown = min([*held.passports, *(day for code, day in held.checks if code in codes)], default=None)
        begun = max(min(term.begins for term in held.travel), held.known)
        if shown or (not over and any(term.is_live(max(today, term.begins)) for term in held.travel)):
            yield _duty(
                f"{NAME}/surrender:{order.pk}",
                SURRENDER,
                "Have the passports handed in: travel abroad is prohibited",
                begun,
                None if shown is None and order.person_id in away else policy.after(PASSPORT_WITHIN, begun),
                shown,
            )
    if held.served or (order.served_on is None and not over):
        begun = max(order.made_on, held.known)
        yield _duty(
            f"{NAME}/service:{order.pk}",
            SERVICE,
            f"Show that it was served: {order.get_kind_display().lower()}",
            begun,
            policy.after(SERVE_WITHIN, begun),
            (order.served_on or order.made_on) if held.served else None,
        )
    prompted = rules.prompted_from(order.last_day, order.made_on, policy.value(EXPIRY_PROMPT))
    tried = rules.renewal_tried(held.renewals, renewed_on=held.renewed_on)
    if prompted and (tried or not over):
        begun = held.renewed_on or order.made_on
        yield _duty(
            f"{NAME}/ending:{order.pk}:{order.last_day}",
            ENDING,
            f"Decide whether to renew: {order.get_kind_display().lower()}",
            begun,
            max(prompted, begun, held.known),
            tried,
        )


def _licences(policies: dict[UUID, Policy], today: date) -> Iterable[tuple[UUID, Duty]]:
    """The end of a licence is told of from the day of the prompt, and no longer once it has come."""
    rows = Licence.objects.standing().filter(
        person__in=policies, ends_on__isnull=True, revoked_on__isnull=True, licence_ends_on__gte=today
    )
    for licence in rows:
        months = policies[licence.person_id].value(EXPIRY_PROMPT)
        prompted = rules.prompted_from(licence.licence_ends_on, licence.starts_on, months)
        if prompted and prompted <= today:
            yield (
                licence.person_id,
                _duty(
                    f"{NAME}/licence:{licence.pk}",
                    LICENCE_ENDING,
                    "The licence ends: plan what follows",
                    prompted,
                    licence.licence_ends_on,
                    None,
                ),
            )


def _duty(key: str, kind: str, title: str, arises: date | None, last: date | None, met: date | None) -> Duty:
    return Duty(
        key=key,
        kind=kind,
        title=title[:160],
        arises_on=arises,
        work_to=last,
        last=last,
        met_on=met,
        field_class=FieldClass.MANAGEMENT,
    )


def register_next_actions() -> None:
    orders = of_person("person-orders")
    register(
        CONDITIONS,
        "Conditions of an order",
        NextAction("Record a check", orders, Capability.RECORD, when=has_a_date),
    )
    register(SERVICE, "Service of an order", NextAction("Record service", _service, Capability.RECORD))
    register(HEARING, "Hearing about an order", NextAction("Record the outcome", orders, Capability.RECORD))
    register(ENDING, "End of an order", NextAction("Decide on renewal", orders, Capability.RECORD))
    register(LICENCE_ENDING, "End of a licence", NextAction("Plan what follows", orders, Capability.RECORD))
    register(
        SURRENDER,
        "Passport to be handed in",
        NextAction("Record it, or check the condition", orders, Capability.RECORD, when=has_a_date),
    )
    register(
        PASSPORT, "Passport to be given back", NextAction("Record its return", _passport, Capability.RECORD)
    )


def _about(entry: Entry) -> str:
    return entry.key.split(":")[1]


def _service(entry: Entry) -> str:
    return reverse("record-service", args=[entry.person_id, _about(entry)])


def _passport(entry: Entry) -> str:
    return reverse("return-passport", args=[entry.person_id, _about(entry)])


def page(entry: Entry) -> str:
    """Where all of them are dealt with."""
    return reverse("person-orders", args=[entry.person_id])
