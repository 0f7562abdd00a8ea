"""The station: take a notification."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from access.policies import Capability
from access.requests import SignedIn
from notifications import actions, queries
from notifications.forms import NotificationForm
from notifications.models import Notification
from offenders.queries import person_within_reach
from offenders.views.person import shell
from offenders.views.recording import put_on_form


def record(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a notification given: closes the duties it answers and opens the next."""
    person = person_within_reach(request.user, Capability.NOTIFY, person_id, request.today)
    posted = request.POST if request.method == "POST" else None
    if posted and Notification.objects.filter(person=person, submission=_uuid(posted)).exists():
        # The same form again: a double click, or Back and Send. It has done its work.
        return redirect("person", person_id=person.pk)
    entries = queries.answerable(person)
    form = NotificationForm(posted, entries=entries, now=request.now)
    if form.is_valid():
        try:
            actions.record_notification(
                request.user,
                person=person,
                given_at=form.given_at(),
                answers=form.cleaned_data["answers"],
                station=form.cleaned_data["station"],
                now=request.now,
                submission=form.cleaned_data["submission"],
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, "The notification is recorded, and the next date computed.")
            return redirect("person", person_id=person.pk)
    context = {
        **shell(request, person),
        "form": form,
        "entries": entries,
        "heading": "Record a notification given",
        "submit_text": "Record the notification",
        "back_href": reverse("person", args=[person.pk]),
    }
    return render(request, "notifications/record.html", context)


def _uuid(posted: dict[str, str]) -> UUID | None:
    try:
        return UUID(str(posted.get("submission")))
    except ValueError:
        return None
