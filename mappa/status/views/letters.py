"""Who is told that somebody has left MAPPA, and what was sent."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from mappa import actions
from mappa.classes import readable
from mappa.models import ExitLetter, MappaDecision
from mappa.status.choices import DecisionKind
from mappa.status.forms import LetterForm
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out


@require_safe
def letters(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Who is told, by which agency, and what is still to be sent?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    left = MappaDecision.objects.filter(person=person, kind=DecisionKind.ENDED).first()
    rows = readable(ExitLetter.objects.filter(decision=left).select_related("sent_by"), person.relationship)
    context = {
        **shell(request, person, "person-mappa"),
        "decision": left,
        "letters": rows,
        "waiting": sum(each.sent_on is None for each in rows),
        "may_send": _may_send(person),
        "today": request.today,
    }
    return render(request, "mappa/letters.html", context)


def send(request: SignedIn, person_id: UUID, letter_id: UUID) -> HttpResponse:
    """Record that a letter was sent."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if not _may_send(person):
        raise Http404
    letter = get_object_or_404(ExitLetter.objects.select_related("decision"), pk=letter_id, person=person)
    letter.person = person
    back = reverse("exit-letters", args=[person.pk])
    if request.method == "GET" and letter.sent_on:
        return redirect(back)
    form = LetterForm(
        posted(request),
        row=letter,
        today=request.today,
        initial={"sent_on": request.today, "by": letter.by},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.send_letter(request.user, letter=letter, now=request.now, **form.cleaned_data),
        heading="Record that the letter is sent",
        lede=f"To: {letter.to}.",
        submit_text="Save",
        said="Recorded.",
        back=back,
    )


def _may_send(person: Person) -> bool:
    return any(person.relationship.may(each) for each in (Capability.RECORD, Capability.COORDINATE))
