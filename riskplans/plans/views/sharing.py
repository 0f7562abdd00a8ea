"""The plan for a partner: recorded with whom and why, then taken as a Word file."""

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
from riskplans.assessments.choices import LawfulBasis
from riskplans.assessments.forms import ShareForm
from riskplans.plans import paper, queries, word
from riskplans.plans.choices import PlanState


def share(request: SignedIn, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """With whom, on what lawful basis, and why."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    plan = queries.plan_of(person, plan_id)
    at = reverse("plan-version", args=[person.pk, plan.pk])
    if request.method == "GET" and plan.state != PlanState.APPROVED:
        return redirect(at)
    form = ShareForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.share_plan(
            request.user,
            plan=plan,
            agency=form.cleaned_data["agency"],
            recipient=form.cleaned_data["recipient"],
            basis=LawfulBasis(form.cleaned_data["basis"]),
            why=form.cleaned_data["why"],
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Share the plan with a partner",
        caption=f"Plan {plan.number}",
        submit_text="Record, and make the file",
        said="Recorded. Take the Word file below, and send it by secure e-mail.",
        back=f"{at}#shared",
        lede="They are given the plan without victims, disclosure, health and intelligence. The file says that these "
        "are left out, and why.",
    )


@require_safe
def docx(request: SignedIn, person_id: UUID, plan_id: UUID, summary_id: UUID) -> HttpResponse:
    """The file, as the plan stood; not for who looks by exception."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if person.relationship.by_exception:
        raise Http404
    plan = queries.plan_of(person, plan_id)
    shared = get_object_or_404(plan.shared.select_related("shared_by"), pk=summary_id)
    said = paper.for_partners(queries.whole(plan), person, shared, request.user, request.now)
    consulted(
        object_type="risk management plan", object_id=str(plan.pk), sections=["plan for partners as docx"]
    )
    response = HttpResponse(word.document(said), content_type=word.MEDIA_TYPE)
    # No name in it: file names outlive files.
    name = f"OFFICIAL-SENSITIVE {person.reference} plan {plan.number} for partners.docx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
