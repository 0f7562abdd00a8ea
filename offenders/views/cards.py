"""The whole number of a payment card, for whoever needs it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import FieldClass
from access.requests import SignedIn
from offenders import queries
from offenders.models import PaymentCard
from offenders.views.person import shell


@require_safe
def number(request: SignedIn, person_id: UUID, card_id: UUID) -> HttpResponse:
    """A page of its own, so that the access log says who asked for which card's number."""
    person = queries.visible_person(request.user, person_id, request.now, reading=FieldClass.FINANCE)
    card = get_object_or_404(PaymentCard.objects.standing(), pk=card_id, person=person)
    consulted(sections=["card number in full"], object_type="card", object_id=card.pk)
    digits = card.number
    context = {
        **shell(request, person, "person-record"),
        "card": card,
        "number": " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)),
        "back_href": reverse("record-block", args=[person.pk, "finance"]),
    }
    return render(request, "offenders/record/card.html", context)
