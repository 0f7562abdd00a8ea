"""From whom is drawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef

from access.policies import Capability
from accounts.models import Unit, User
from dashboards.sampling.choices import Reactively
from offenders.models import Assignment, Person
from riskplans.models import ReactiveCase


def pool(
    sampler: User,
    *,
    unit: Unit,
    levels: Collection[str],
    reactively: Reactively,
    officer: User | None,
    today: date,
) -> dict[str, list[str]]:
    """The ids of each manager's people from whom is drawn, sorted, by the manager's id; two queries.

    Of the unit, as asked for, whose record the sampler may work on as an approver: a restricted record is drawn only
    by somebody who is named on it, an archived one by nobody. Never the sampler's own people, nor those they stand in
    for.
    """
    people = Person.objects.within_reach(sampler, Capability.APPROVE, today).filter(unit=unit)
    if levels:
        people = people.filter(management_level__in=levels)
    if reactively is not Reactively.ANY:
        held = Exists(ReactiveCase.objects.in_force().filter(person=OuterRef("pk")))
        people = people.filter(held if reactively is Reactively.REACTIVE else ~held)
    rows = Assignment.objects.filter(person__in=people, ends_on__isnull=True).exclude(
        manager__in=[sampler.pk, *sampler.covers_on(today)]
    )
    if officer is not None:
        rows = rows.filter(manager=officer)
    found: dict[str, list[str]] = {}
    for manager, person in rows.order_by("manager", "person").values_list("manager", "person"):
        found.setdefault(str(manager), []).append(str(person))
    return found
