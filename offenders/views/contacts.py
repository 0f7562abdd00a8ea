"""The contact log of a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.errors import put_on_form
from frontend.paging import page_of
from offenders import actions, queries
from offenders.forms.contact import ContactForm
from offenders.models import Contact
from offenders.views.person import shell
from offenders.views.recording import form_page

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
    posted = request.POST if request.method == "POST" else None
    form = ContactForm(posted, officer=str(request.user), now=request.now, today=request.today)
    if form.is_valid():
        try:
            actions.record_contact(
                request.user,
                person=person,
                contact=form.contact(),
                submission=form.cleaned_data["submission"],
                now=request.now,
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, "The contact is recorded.")
            return redirect("person-contacts", person_id=person.pk)
    return form_page(
        request,
        person,
        form,
        heading="Record a contact",
        submit_text="Record",
        back_href=reverse("person-contacts", args=[person.pk]),
    )
