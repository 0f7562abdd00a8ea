"""The pages of minutes: the list, one case's, a reader's own copy, two versions compared, and the paper."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from access.choices import Channel
from access.exporting import Taken
from access.log import consulted
from access.policies import Capability
from access.requests import SignedIn
from accounts.context import request_id
from mappa import actions
from mappa.actions.minuting import newest_of
from mappa.minutes import paper, policies, queries, rules
from mappa.minutes.choices import Stage
from mappa.models import Correction
from mappa.sittings import policies as meetings
from mappa.sittings.queries import sitting_of
from offenders.views.person import shell
from riskplans.plans.word import MEDIA_TYPE


@require_safe
def every(request: SignedIn) -> HttpResponse:
    """The minutes that are there for this user: a coordinator's by stage, and where somebody disagreed; a partner's own
    copies."""
    user, today = request.user, request.today
    if not meetings.opens(user, today):
        raise PermissionDenied
    if meetings.is_partner(user, today):
        context = {"copies": list(queries.copies_of(user, request.now)), "today": today}
        return render(request, "mappa/minutes/copies.html", context)
    stage, dissent = request.GET.get("stage", ""), request.GET.get("dissent", "") == "yes"
    context = {
        "rows": queries.rows_of(user, request.now, stage=stage, dissent=dissent),
        "stage": stage,
        "stages": [("none", "Not drafted"), *Stage.choices],
        "dissent": dissent,
        "heads": meetings.plans(user, today),
        "today": today,
    }
    return render(request, "mappa/minutes/every.html", context)


@require_safe
def of_case(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The minutes of a case by its number alone, as duties name it."""
    rows = meetings.cases(request.user, request.now)
    found = get_object_or_404(rows.only("sitting_id", "person_id"), pk=case_id)
    return redirect("case-minutes", sitting_id=found.sitting_id, case_id=found.pk)


@require_safe
def meeting(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The minutes of every case of a meeting day: how each stands."""
    sitting = sitting_of(request.user, sitting_id, request.now)
    if meetings.is_partner(request.user, request.today):
        return redirect("every-minutes")
    context = {
        "sitting": sitting,
        "rows": queries.rows_of(request.user, request.now, sitting=sitting),
        "today": request.today,
    }
    return render(request, "mappa/minutes/meeting.html", context)


@require_safe
def case(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """The minutes of one case: the newest version, or `?version=`; for a partner, their own copy."""
    user, today = request.user, request.today
    if meetings.is_partner(user, today):
        return _copy(request, sitting_id, case_id)
    page = queries.page_of(user, sitting_id, case_id, request.now, version=request.GET.get("version", ""))
    review = page.case
    writes = policies.writes(user, review.sitting, today)
    chairs = policies.chairs(user, review.sitting, today)
    shown = page.shown
    context = {
        **shell(request, review.person),
        "page": page,
        "case": review,
        "sitting": review.sitting,
        "minutes": shown,
        "writes": writes,
        "chairs": chairs,
        "editing": writes and shown is not None and shown.state == Stage.DRAFT,
        "reads": shown is not None and policies.reads(user, review, shown, today),
        "may_take": shown is not None and _may_take(request, page),
        "corrects": not (writes or chairs) and page.own is not None and page.own.opened_at is not None,
        "may_hold_apart": policies.opens_annex(user, review, today),
        "heading": queries.heading_of(review.sitting.force),
        "today": today,
    }
    return render(request, "mappa/minutes/case.html", context)


def _copy(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    copy = queries.copy_of(request.user, sitting_id, case_id, request.now)
    minutes = copy.circulation.minutes
    opened = copy.opened_at is not None
    context = {
        "copy": copy,
        "minutes": minutes,
        "case": minutes.case,
        "sitting": minutes.case.sitting,
        "parts": queries.parts_of(queries.released_to(minutes, copy.agency)) if opened else [],
        "corrections": list(
            Correction.objects.filter(minutes__case=minutes.case, agency=copy.agency).select_related(
                "asked_by"
            )
        )
        if opened
        else [],
        "heading": queries.heading_of(minutes.case.sitting.force),
        "today": request.today,
    }
    return render(request, "mappa/minutes/copy.html", context)


@require_POST
def open_copy(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """The reader opens their copy: that is the receipt."""
    copy = queries.copy_of(request.user, sitting_id, case_id, request.now)
    actions.open_copy(request.user, copy=copy, now=request.now)
    return redirect("case-minutes", sitting_id=sitting_id, case_id=case_id)


@require_safe
def compare(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """Two versions: what differs, and nothing else. For a partner, of what was released to their agency."""
    user, now = request.user, request.now
    if meetings.is_partner(user, request.today):
        copy = queries.copy_of(user, sitting_id, case_id, now)
        newest = copy.circulation.minutes
        given = queries.copies_of(user, now).filter(
            circulation__minutes__case=newest.case, opened_at__isnull=False
        )
        versions = [each.circulation.minutes for each in given.order_by("-circulation__minutes__number")]
        words = [queries.said(queries.released_to(each, copy.agency)) for each in versions]
        page = {}
    else:
        found = queries.page_of(user, sitting_id, case_id, now)
        versions = [each for each in found.versions if policies.reads(user, found.case, each, request.today)]
        words = [queries.said(newest_of(each)) for each in versions]
        page = shell(request, found.case.person)
    if len(versions) < 2:
        raise Http404
    numbered = {str(each.number): place for place, each in enumerate(versions)}
    before = numbered.get(request.GET.get("from", ""), 1)
    after = numbered.get(request.GET.get("to", ""), 0)
    context = {
        **page,
        "versions": versions,
        "before": versions[before],
        "after": versions[after],
        "differences": rules.differences(words[before], words[after]),
        "sitting_id": sitting_id,
        "case_id": case_id,
    }
    return render(request, "mappa/minutes/compare.html", context)


@require_safe
def as_file(request: SignedIn, sitting_id: UUID, case_id: UUID, form: str) -> HttpResponse:
    """The minutes as PDF or Word file, marked with who took them: for who takes or approves them, and who exports."""
    page = queries.page_of(
        request.user, sitting_id, case_id, request.now, version=request.GET.get("version", "")
    )
    minutes = page.shown
    if minutes is None or not _may_take(request, page):
        raise Http404
    person, sitting = page.case.person, page.case.sitting
    consulted(channel=Channel.EXPORT, sections=[f"minutes as {form}"])
    said = paper.content(
        minutes,
        person,
        page.parts,
        queries.heading_of(sitting.force),
        Taken(request.user, request.now, request_id()),
    )
    body = paper.pdf(said, request.now) if form == "pdf" else paper.document(said)
    response = HttpResponse(body, content_type="application/pdf" if form == "pdf" else MEDIA_TYPE)
    # No name in it: file names outlive files.
    name = f"{said['marking']} {sitting.reference} {person.reference} minutes {minutes.number}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _may_take(request: SignedIn, page: queries.Page) -> bool:
    user, sitting = request.user, page.case.sitting
    if not page.parts:
        return False
    return (
        policies.writes(user, sitting, request.today)
        or policies.chairs(user, sitting, request.today)
        or page.case.person.relationship.may(Capability.EXPORT)
    )
