"""What is read: the plan on a page, one version of it, two compared; and the same as files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell
from riskplans.classes import readable
from riskplans.models import Plan
from riskplans.plans import paper, queries
from riskplans.plans.choices import OPEN, WAITING, PlanState
from riskplans.plans.sheet import differences, sheet


@require_safe
def plan(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The plan that is worked to; until there is one, the one being written."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    versions = queries.versions(person)
    return _page(request, person, versions, queries.shown(person, versions))


@require_safe
def version(request: SignedIn, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """One version: the draft with what is missing, one that waits, or one that was."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    versions = queries.versions(person)
    found = next((each for each in versions if each.pk == plan_id), None)
    if found is None:
        raise Http404
    return _page(request, person, versions, found)


def _page(request: SignedIn, person: Person, versions: list[Plan], shown: Plan | None) -> HttpResponse:
    relationship = person.relationship
    may_record = relationship.may(Capability.RECORD)
    context: dict[str, Any] = {
        **shell(request, person, "person-plan"),
        "versions": versions,
        "open": next((each for each in versions if each.state in OPEN and each != shown), None),
        "may_start": may_record and not any(each.state in OPEN for each in versions),
        "may_record": may_record,
        "today": request.today,
        "plan": shown,
    }
    if shown is None:
        return render(request, "riskplans/plans/none.html", context)
    it = queries.whole(shown)
    writing = may_record and shown.is_editable
    lacking = queries.missing(it, person, request.today) if writing else []
    returned = it.returned
    remarks = readable(returned.remarks.all(), relationship) if returned else []
    context |= {
        "it": it,
        "parts": [
            {
                "section": section,
                "missing": [each.words for each in lacking if each.place == section.place],
                "remarks": [each.reason for each in remarks if each.place == section.place and each.reason],
            }
            for section in sheet(it, reads=relationship.reads, today=request.today)
        ],
        "writing": writing,
        "lacking": lacking,
        "returned": returned,
        "may_decide": relationship.may(Capability.APPROVE)
        and shown.state in WAITING
        and request.user.pk not in shown.authors,
        "mine": request.user.pk in shown.authors,
        "may_print": not relationship.by_exception,
        "in_force": shown.state == PlanState.APPROVED,
        "visited": queries.visited_otherwise(shown, person, request.today),
        "shared": readable(queries.shared(shown), relationship),
        "overdue": shown.state == PlanState.APPROVED
        and shown.review_on is not None
        and shown.review_on < request.today,
    }
    return render(request, "riskplans/plans/plan.html", context)


@require_safe
def compare(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Two versions side by side: what differs, and nothing else."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    versions = queries.versions(person)
    if len(versions) < 2:
        raise Http404
    numbered = {str(each.number): each for each in versions}
    before = numbered.get(request.GET.get("from", ""), versions[1])
    after = numbered.get(request.GET.get("to", ""), versions[0])
    reads = person.relationship.reads
    old, new = (sheet(queries.whole(each), reads=reads, today=request.today) for each in (before, after))
    context = {
        **shell(request, person, "person-plan"),
        "versions": versions,
        "before": before,
        "after": after,
        "differences": differences(old, new),
    }
    return render(request, "riskplans/plans/compare.html", context)


@require_safe
def pdf(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The plan on a page, for print: as far as the reader reads it."""
    person, found = _to_take(request, person_id)
    reads = person.relationship.reads
    said = paper.content(queries.whole(found), person, request.user, request.now, reads=reads)
    consulted(object_type="risk management plan", object_id=str(found.pk), sections=["plan as pdf"])
    response = HttpResponse(paper.pdf(said, request.now), content_type="application/pdf")
    # No name in it: file names outlive files.
    name = f"OFFICIAL-SENSITIVE {person.reference} plan {found.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _to_take(request: SignedIn, person_id: UUID) -> tuple[Person, Plan]:
    """The version in force, or that of the number asked for; not for who looks by exception."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    versions = queries.versions(person)
    number = request.GET.get("number", "")
    found = next((each for each in versions if str(each.number) == number), None)
    found = found if number else queries.shown(person, versions)
    if found is None or person.relationship.by_exception:
        raise Http404
    return person, found
