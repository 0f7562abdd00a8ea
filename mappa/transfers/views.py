"""The pages of transfers: ask for one, see them all, answer one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from mappa import actions
from mappa.models import Transfer
from mappa.status import record
from mappa.transfers import queries, rules
from mappa.transfers.forms import AnswerForm, TransferForm
from offenders.queries import person_within_reach
from offenders.views.person import shell
from offenders.views.recording import carried_out


def transfers(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Ask another area to take the case on; what there was before stands below."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    status = record.current(person, request.today)
    rows = queries.of_person(person)
    form = TransferForm(
        posted(request), initial={"lead_agency": status.lead_agency if status else "", "whose": "own"}
    )
    made: list[Transfer] = []

    def verb() -> None:
        made.append(actions.ask_transfer(request.user, person=person, now=request.now, **form.said()))

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Transfer to another MAPPA area",
        submit_text="Ask the other area",
        said="Asked. Until the other area accepts, this one stays responsible.",
        to="mappa-transfers",
        template="mappa/transfers/transfers.html",
        status=status,
        rows=rows,
        waiting=next((each for each in rows if not each.answer), None),
        kept=rules.spoken(queries.assembled(person, request.today).kept),
        today=request.today,
    )


def transfer(request: SignedIn, person_id: UUID, transfer_id: UUID) -> HttpResponse:
    """One transfer: what is handed over, and the answer."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    found = queries.named(person, transfer_id)
    if found.answer and request.method in ("GET", "HEAD"):
        context = {**shell(request, person, "person-mappa"), "transfer": found, "today": request.today}
        return render(request, "mappa/transfers/answered.html", context)
    form = AnswerForm(
        posted(request), row=found, outside=found.outside, own=found.asked_by_id == request.user.pk
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.answer_transfer(request.user, transfer=found, now=request.now, **form.cleaned_data),
        heading=f"Take on a case from {found.from_area}"
        if not found.outside
        else f"What does {found.to_area} answer?",
        submit_text="Record the answer" if found.outside else "Answer",
        said="Answered.",
        back=reverse("mappa-transfers", args=[person.pk]),
        template="mappa/transfers/answer.html",
        transfer=found,
        today=request.today,
    )
