"""The standard conditions of a licence."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.policies import Capability
from access.requests import SignedIn
from offenders import actions, queries
from offenders.models import Licence
from offenders.standard_conditions import STANDARD
from offenders.views.person import shell


def standard(request: SignedIn, person_id: UUID, licence_id: UUID) -> HttpResponse:
    """Read the eight, and put on the licence those that are not on it."""
    person = queries.person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    licence = get_object_or_404(Licence.objects.standing(), pk=licence_id, person=person)
    back = reverse("record-block", args=[person.pk, "orders"])
    if request.method == "POST":
        added = actions.add_standard_conditions(request.user, licence=licence, now=request.now)
        messages.success(
            request,
            f"Added: {len(added)}. Check each against the licence, and correct what differs."
            if added
            else "All of them are on this licence already.",
        )
        return redirect(back)
    context = {
        **shell(request, person),
        "form": forms.Form(),
        "heading": "Add the standard conditions",
        "lede": "The words of the licence that was served prevail: check each against it afterwards.",
        "submit_text": "Add to this licence",
        "conditions": STANDARD,
        "back_href": back,
    }
    return render(request, "offenders/record/standard.html", context)
