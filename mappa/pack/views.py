"""The pack of one case on the screen, and that of a whole meeting as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from access.choices import Channel
from access.exporting import MARKING, Taken
from access.log import consulted
from access.requests import SignedIn
from accounts.context import request_id
from mappa.pack import paper, queries
from mappa.sittings.queries import sitting_of
from offenders.views.person import shell


@require_safe
def pack(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """The pack as it stands now, with what has changed since it was locked; `?as=locked`, as it was then."""
    found = queries.pack_of(request.user, sitting_id, case_id, request.now)
    sitting = found.case.sitting
    then = found.locked is not None and request.GET.get("as") == "locked"
    consulted(object_type="MAPPA pack", object_id=found.case.pk)
    context = {
        **shell(request, found.case.person),
        "pack": found,
        "case": found.case,
        "sitting": sitting,
        "then": then,
        "blocks": found.as_locked if then else found.blocks,
        "may_take": queries.may_take(request.user, sitting, request.now),
        "today": request.today,
    }
    return render(request, "mappa/pack/pack.html", context)


@require_safe
def pdf(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The packs of a meeting that this user sees, on paper: what was locked, and what has changed since; until then, as
    it stands."""
    sitting = sitting_of(request.user, sitting_id, request.now)
    found = queries.packs_of(request.user, sitting, request.now)
    if not found or not queries.may_take(request.user, sitting, request.now):
        raise Http404
    consulted(channel=Channel.EXPORT, object_type="MAPPA pack", object_id=sitting.pk, row_count=len(found))
    taken = Taken(request.user, request.now, request_id())
    body = paper.pdf(paper.content(sitting, found, taken), request.now)
    response = HttpResponse(body, content_type="application/pdf")
    # No name in it: file names outlive files.
    name = f"{MARKING} {sitting.reference} pack.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
