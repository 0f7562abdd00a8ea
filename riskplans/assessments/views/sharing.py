"""A summary for a partner: recorded with whom and why, then taken as a Word file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from access.forms import posted
from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from offenders.queries import person_within_reach, visible_person
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.assessments import queries, summary
from riskplans.assessments.choices import LawfulBasis
from riskplans.assessments.forms import ShareForm
from riskplans.plans import word


def share(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """With whom, on what lawful basis, and why."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.assessment_of(person, assessment_id)
    at = reverse("assessment", args=[person.pk, found.pk])
    if request.method == "GET" and not queries.is_shared(found):
        return redirect(at)
    form = ShareForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.share_summary(
            request.user,
            assessment=found,
            agency=form.cleaned_data["agency"],
            recipient=form.cleaned_data["recipient"],
            basis=LawfulBasis(form.cleaned_data["basis"]),
            why=form.cleaned_data["why"],
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Share a summary with a partner",
        caption=str(found.tool),
        submit_text="Record, and make the file",
        said="Recorded. Take the Word file below, and send it by secure e-mail.",
        back=f"{at}#shared",
        lede="They are given the result and the ratings. Nothing that was typed is in it: no evidence, no account, no "
        "names of others, no intelligence.",
    )


@require_safe
def docx(request: SignedIn, person_id: UUID, assessment_id: UUID, summary_id: UUID) -> HttpResponse:
    """The file, the same however often it is taken; not for who looks by exception."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if person.relationship.by_exception:
        raise Http404
    found = queries.assessment_of(person, assessment_id)
    shared = get_object_or_404(found.summaries.select_related("shared_by"), pk=summary_id)
    said = summary.content(
        found, shared, person, queries.results(found), queries.factors(found), request.user, request.now
    )
    consulted(
        object_type="risk assessment",
        object_id=str(found.pk),
        sections=["summary of a risk assessment as docx"],
    )
    response = HttpResponse(word.document(said), content_type=word.MEDIA_TYPE)
    # No name in it: file names outlive files.
    name = f"OFFICIAL-SENSITIVE {person.reference} summary of assessment.docx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
