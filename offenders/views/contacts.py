"""The contact log of a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.paging import page_of
from offenders import actions, queries
from offenders.forms.contact import ContactForm
from offenders.models import Contact
from offenders.views.person import shell
from offenders.views.recording import carried_out

A_PAGE = 25


@require_safe
def log(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every contact, the newest first."""
    person = queries.visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    contacts = Contact.objects.standing().filter(person=person).select_related("recorded_by")
    context = {
        **shell(request, person, "person-contacts"),
        "page": page_of(contacts, order=("-happened_at", "id"), params=request.GET, size=A_PAGE),
        "may_record": person.relationship.may(Capability.RECORD),
    }
    return render(request, "offenders/contacts.html", context)


def record(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a contact."""
    person = queries.person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = ContactForm(posted(request), officer=str(request.user), now=request.now, today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_contact(
            request.user,
            person=person,
            contact=form.contact(),
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Record a contact",
        said="The contact is recorded.",
        to="person-contacts",
    )
