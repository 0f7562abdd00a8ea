"""One person's orders and licence: what is live, what is checked next, and how it came to be so."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.policies import Capability, FieldClass
from access.requests import SignedIn
from offenders.queries import visible_person
from offenders.views.person import shell
from riskplans.classes import readable
from riskplans.orders import queries


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Live orders and licence with their conditions; then applications, and what is over."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    shown = queries.shown(person, request.today)
    applications = [*shown.waiting, *shown.answered]
    for order in (*shown.live, *shown.over):
        applications += order.applications
    readable(applications, person.relationship)
    context = {
        **shell(request, person, "person-orders"),
        "shown": shown,
        "applications": [
            {"application": each, "steps": queries.next_steps(each)}
            for each in applications
            if each.is_open or each in shown.answered
        ],
        "may_record": person.relationship.may(Capability.RECORD),
        "today": request.today,
    }
    return render(request, "riskplans/orders/person.html", context)
