"""Who reads a record beside those whose work it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from access.forms import ReasonForm, posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from offenders import actions, queries, sharing
from offenders.forms import ReaderForm, ShareForm
from offenders.views.person import shell
from offenders.views.recording import carried_out


@require_safe
def access(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Whom the record is shared with, whether it is restricted or archived, and what can be done about each."""
    person = queries.visible_person(request.user, person_id, request.now)
    if not sharing.governs(person.relationship):
        raise Http404
    today = request.today
    may = person.relationship.may
    shares = sharing.shares_of(person) if may(Capability.SHARE) or person.archived else []
    for share in shares:
        share.classes = "; ".join(FieldClass(name).label for name in share.field_classes)  # type: ignore[attr-defined]
        share.last_day = sharing.last_day(share)  # type: ignore[attr-defined]
        share.over = sharing.over(share, today)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        **shell(request, person, "person-access"),
        "may_share": may(Capability.SHARE),
        "may_restrict": may(Capability.RESTRICT),
        "may_archive": may(Capability.ARCHIVE),
        "shares": [share for share in shares if not share.over],  # type: ignore[attr-defined]
        "shares_over": [share for share in shares if share.over],  # type: ignore[attr-defined]
        "restriction": sharing.restriction_of(person),
        "readers": sharing.readers_of(person, today) if person.restricted else [],
        "today": today,
    }
    return render(request, "offenders/access.html", context)


def share(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Open the record to one user by name, for a purpose and a time."""
    person = queries.person_within_reach(request.user, Capability.SHARE, person_id, request.now)
    form = ShareForm(
        posted(request),
        today=request.today,
        among=sharing.may_be_shown(request.user, request.today),
        reads=person.relationship.classes,
        initial={"starts_on": request.today},
    )

    def shared() -> None:
        cleaned = form.cleaned_data
        try:
            actions.share(
                request.user,
                person=person,
                user=cleaned["user"],
                purpose=cleaned["purpose"],
                classes=[FieldClass(name) for name in cleaned["classes"]],
                now=request.now,
                **form.span(),
            )
        except ValidationError as refused:
            raise sharing.on_the_form(refused) from refused

    return carried_out(
        request,
        person,
        form,
        shared,
        to="person-access",
        said="The record is shared.",
        heading="Share this record",
        submit_text="Share",
        lede="They can read what you choose here and change nothing. Sharing again replaces what they had.",
    )


def end_share(request: SignedIn, person_id: UUID, share_id: int) -> HttpResponse:
    """Close the record again to somebody it was shared with."""
    person = queries.person_within_reach(request.user, Capability.SHARE, person_id, request.now)
    found = get_object_or_404(sharing.running(person, request.today), pk=share_id)
    form = ReasonForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.end_share(request.user, share=found, now=request.now, **form.cleaned_data),
        to="person-access",
        said="The share has ended.",
        heading="End this share",
        submit_text="End this share now",
        lede=f"{found.user} will no longer see this record.",
    )


def name_reader(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Name one more officer on a restricted record."""
    person = queries.person_within_reach(request.user, Capability.RESTRICT, person_id, request.now)
    if not person.restricted:
        raise Http404
    form = ReaderForm(posted(request), among=sharing.may_be_named(request.user, request.today))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.name_reader(
            request.user, person=person, user=form.cleaned_data["user"], now=request.now
        ),
        to="person-access",
        said="They are named on this record.",
        heading="Name someone who may read this record",
        submit_text="Name them",
        lede="They must also reach it by their own role. Nobody else sees that it exists.",
    )


def remove_reader(request: SignedIn, person_id: UUID, reader_id: int) -> HttpResponse:
    """Take somebody's name off a restricted record; whoever takes off their own sees it no more."""
    person = queries.person_within_reach(request.user, Capability.RESTRICT, person_id, request.now)
    named = sharing.readers_of(person, request.today) if person.restricted else []
    reader = next((each.user for each in named if each.pk == reader_id), None)
    if reader is None:
        raise Http404
    form = ReasonForm(posted(request))
    answer = carried_out(
        request,
        person,
        form,
        lambda: actions.remove_reader(
            request.user, person=person, user=reader, now=request.now, **form.cleaned_data
        ),
        to="person-access",
        said="They are no longer named on that record.",
        heading="Remove a named reader",
        submit_text="Remove them now",
        lede=f"{reader} will no longer see that this record exists.",
    )
    return redirect("people") if reader == request.user and answer.status_code == 302 else answer
