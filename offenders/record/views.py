"""The pages of the record: all its blocks, one block, and putting one entry on, right, or to an end."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.exporting import Form, Taken, TooMany, hand_over
from access.forms import posted
from access.log import consulted
from access.policies import Capability
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from offenders import actions, kinds, queries
from offenders.forms import ExportForm
from offenders.kinds import FactKind
from offenders.models import Detail, Fact, Person
from offenders.models.fact import FactQuerySet
from offenders.record import reading
from offenders.record.blocks import BLOCKS, blocks_for
from offenders.record.exports import ANSWERS, lines
from offenders.record.forms import ConfirmForm, CorrectionForm, DetailForm, EndForm
from offenders.views.person import shell
from offenders.views.recording import carried_out, form_page
from practice.keys import EXPORT_MOST
from practice.policy import policy_of


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """What is known, block by block, in a line each; and which blocks nobody has confirmed for too long."""
    person = queries.visible_person(request.user, person_id, request.now)
    blocks = reading.whole(person, request.today)
    consulted(sections=[read.block.title.lower() for read in blocks])
    context = {
        **shell(request, person, "person-record"),
        "blocks": blocks,
        "may_take": person.relationship.may(Capability.EXPORT),
    }
    return render(request, "offenders/record/overview.html", context)


@require_safe
def whole(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every block in full on one page, for paper."""
    person = queries.visible_person(request.user, person_id, request.now)
    blocks = [read for read in reading.whole(person, request.today) if read.entries or read.former]
    consulted(sections=[read.block.title.lower() for read in blocks])
    context = {**shell(request, person, "person-record"), "blocks": blocks}
    return render(request, "offenders/record/whole.html", context)


@require_safe
def block(request: SignedIn, person_id: UUID, block: str) -> HttpResponse:
    """One block: what stands, what stood, when it was last found right, and how to add to it."""
    person = queries.visible_person(request.user, person_id, request.now)
    return _block_page(request, person, block, ConfirmForm(initial={"submission": uuid4()}))


def _block_page(request: SignedIn, person: Person, name: str, form: ConfirmForm) -> HttpResponse:
    known = BLOCKS.get(name)
    found = reading.read(person, [known] if known else [], request.today)
    if not found:
        raise Http404
    consulted(sections=[known.title.lower()] if known else [])
    others = blocks_for(person.relationship)
    place = others.index(found[0].block)
    context = {
        **shell(request, person, "person-record"),
        "read": found[0],
        "form": form,
        "may_record": person.relationship.may(Capability.RECORD),
        "before": others[place - 1] if place else None,
        "after": others[place + 1] if place + 1 < len(others) else None,
    }
    return render(request, "offenders/record/block.html", context)


@require_POST
def confirm(request: SignedIn, person_id: UUID, block: str) -> HttpResponse:
    """Somebody has looked at the block, and it is right."""
    person = queries.person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    known = BLOCKS.get(block)
    if known is None or not known.kinds_for(person.relationship):
        raise Http404
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _block_page(request, person, block, form)
    actions.confirm_block(request.user, person=person, block=block, now=request.now, **form.cleaned_data)
    messages.success(request, f"{known.title}: confirmed today.")
    return redirect("record-block", person_id=person.pk, block=block)


def add(request: SignedIn, person_id: UUID, kind: str) -> HttpResponse:
    """Record another entry of a block."""
    person, known = _known(request, person_id, kind)
    if not issubclass(known.model, Detail) or known.add_at is not None:
        raise Http404
    # The page of an order asks for a condition of that order.
    above = {known.beneath: request.GET[known.beneath]} if known.beneath in request.GET else {}
    form = DetailForm(
        posted(request),
        kind=known,
        person=person,
        today=request.today,
        initial={"submission": uuid4(), **above},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_detail(
            request.user,
            person=person,
            kind=known,
            values=form.values(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading=f"Record {known.called}",
        said="Recorded.",
        back=reverse("record-block", args=[person.pk, known.block]),
    )


def end(request: SignedIn, person_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Record that an entry is no longer so."""
    person, known = _known(request, person_id, kind)
    fact = _fact(person, known, fact_id)
    if not isinstance(fact, Detail) or not known.ends:
        raise Http404
    form = EndForm(posted(request), fact=fact, today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.end_detail(
            request.user,
            fact=fact,
            version=form.cleaned_data["version"],
            ended_on=form.cleaned_data["ends_on"],
            now=request.now,
        ),
        heading="No longer so",
        lede=known.title(fact),
        said="Recorded. The entry stays on the record, as it was until then.",
        back=reverse("record-block", args=[person.pk, known.block]),
    )


def correct(request: SignedIn, person_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Correct a fact; a change that somebody else made meanwhile is shown beside what was typed."""
    person, known = _known(request, person_id, kind)
    fact: Person | Fact = person if known.model is Person else _fact(person, known, fact_id)
    form = CorrectionForm(posted(request), fact=fact, today=request.today)
    in_error = "void" in request.POST
    may_void = known.model is not Person and person.relationship.may(known.void_needs)

    def changed() -> None:
        cleaned = form.cleaned_data
        why = {"version": cleaned["version"], "reason": cleaned["reason"], "now": request.now}
        if in_error and isinstance(fact, Fact):
            actions.void(request.user, fact=fact, **why)
        else:
            actions.correct(request.user, fact=fact, changes=form.changes(), **why)

    said = "Taken off the record" if in_error else "Corrected"
    return carried_out(
        request,
        person,
        form,
        changed,
        heading=f"Correct {known.called}",
        submit_text="Save the correction",
        said=f"{said}. The old version stays in the history, with your reason.",
        back=_home_of(person, known),
        may_void=may_void,
        void_waits=known.model is not Person and not may_void,
    )


def take(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Take the record away as a file, after a fresh proof of who one is."""
    person = queries.person_within_reach(request.user, Capability.EXPORT, person_id, request.now)
    if not recently_authenticated(request):
        return ask_again(request)
    most = policy_of(request.user.force_id, request.today).value(EXPORT_MOST)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = Taken(request.user, request.now, request_id())
        rows = list(lines(reading.whole(person, request.today)))
        try:
            return hand_over(
                rows,
                ANSWERS,
                form=Form(form.cleaned_data["form"]),
                name=f"record {person.reference}",
                taken=taken,
                most=most,
            )
        except TooMany:
            form.add_error(None, f"This record is longer than the {most} rows of one file. Print it instead.")
    return form_page(
        request,
        person,
        form,
        heading="Take this record away as a file",
        submit_text="Make the file",
        lede="The file names you and the time in its first line. What the record says of money is left out.",
        back_href=reverse("person-record", args=[person.pk]),
    )


def _known(request: SignedIn, person_id: UUID, kind: str) -> tuple[Person, FactKind]:
    person = queries.person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    known = kinds.named(kind)
    if known is None or known.by_its_verbs or not person.relationship.reads(known.field_class):
        raise Http404
    return person, known


def _home_of(person: Person, kind: FactKind) -> str:
    if kind.block:
        return reverse("record-block", args=[person.pk, kind.block])
    return reverse(kind.page, args=[person.pk])


def _fact(person: Person, kind: FactKind, fact_id: UUID) -> Fact:
    facts: FactQuerySet[Any] = kind.model._default_manager.all()  # type: ignore[assignment]
    found: Fact = get_object_or_404(facts.standing(), pk=fact_id, person=person)
    found.person = person  # with whoever fetched them
    return found
