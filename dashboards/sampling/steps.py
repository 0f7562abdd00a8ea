"""What is done: draw, answer, leave a record out, publish."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from access.forms import posted
from access.policies import FieldClass
from access.requests import SignedIn
from dashboards import actions
from dashboards.models import DipCase, DipSample
from dashboards.sampling import queries
from dashboards.sampling.forms import AnswerForm, DrawForm, ExcludeForm, PublishForm
from dashboards.sampling.keys import LEAST, PERCENT
from mappa.sittings.views.form import form_page
from offenders.queries import visible_person
from offenders.views.person import shell
from practice.policy import policy_of

_FORM = "dashboards/sampling/form.html"


def draw(request: SignedIn) -> HttpResponse:
    """Say of whom this month's sample is drawn; chance says who."""
    user, today = request.user, request.today
    if not queries.samples(user, today):
        raise PermissionDenied
    units = queries.units_of(user, today)
    officers = queries.officers_of(units, today, apart_from=user)
    form = DrawForm(posted(request), units=units, officers=officers)
    made: list[DipSample] = []

    def verb() -> None:
        made.append(actions.draw_sample(user, now=request.now, **form.said()))

    policy = policy_of(user.force_id, today)
    answer = form_page(
        request,
        form,
        verb,
        back=reverse("dip-samples"),
        said="Drawn. The officers see nothing of it before you publish the answers.",
        template="dashboards/sampling/draw.html",
        heading="Draw this month’s dip-sample",
        submit_text="Draw the sample",
        unit=units[0] if len(units) == 1 else None,
        percent=policy.in_words(PERCENT),
        least=policy.in_words(LEAST),
    )
    return redirect("dip-sample", made[0].pk) if made else answer


def answer(request: SignedIn, sample_id: UUID, case_id: UUID) -> HttpResponse:
    """Answer the questions about one record."""
    case = _open(request, sample_id, case_id)
    person = visible_person(request.user, case.person_id, request.now, reading=FieldClass.VICTIMS)
    questions = list(case.sample.questions.questions.all())
    form = AnswerForm(posted(request), row=case, questions=questions, answers=case.answers.all())
    return form_page(
        request,
        form,
        lambda: actions.answer_record(
            request.user,
            case=case,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        back=reverse("dip-sample", args=[case.sample_id]),
        said="Saved. Until the sample is published you can change the answers.",
        template="dashboards/sampling/answer.html",
        heading=f"Record {case.place}: go through it",
        submit_text="Save the answers",
        **shell(request, person),
    )


def leave_out(request: SignedIn, sample_id: UUID, case_id: UUID) -> HttpResponse:
    """Leave a drawn record out, with a reason; another is drawn for it."""
    case = _open(request, sample_id, case_id)
    person = visible_person(request.user, case.person_id, request.now, reading=FieldClass.MANAGEMENT)
    form = ExcludeForm(posted(request), row=case)
    return form_page(
        request,
        form,
        lambda: actions.exclude_record(request.user, case=case, now=request.now, **form.cleaned_data),
        back=reverse("dip-sample", args=[case.sample_id]),
        said="Left out. It stays on the sample with your reason; where the same manager has somebody left, another is "
        "drawn.",
        template=_FORM,
        heading=f"Leave record {case.place} out of the sample",
        submit_text="Leave it out",
        **shell(request, person),
    )


def publish(request: SignedIn, sample_id: UUID) -> HttpResponse:
    """Show the officers their results; findings become tasks."""
    sample = queries.sample_of(request.user, sample_id, request.now)
    if sample.is_published:
        return redirect("dip-sample", sample.pk)
    form = PublishForm(posted(request), row=sample)
    return form_page(
        request,
        form,
        lambda: actions.publish_sample(request.user, sample=sample, now=request.now, **form.cleaned_data),
        back=reverse("dip-sample", args=[sample.pk]),
        said="Published. Each officer sees their results, and what is to be done is on their Today.",
        template=_FORM,
        heading="Publish the results",
        caption=str(sample),
        lede="Each officer sees the answers about their own records, and what they are to do becomes a task. After "
        "that nothing of this sample can be changed.",
        submit_text="Publish the results",
    )


def _open(request: SignedIn, sample_id: UUID, case_id: UUID) -> DipCase:
    """One that may still be answered, or Http404."""
    case = queries.case_of(request.user, sample_id, case_id, request.now)
    if case.is_ones_own or case.sample.is_published or case.excluded_at:  # type: ignore[attr-defined]
        raise Http404
    return case
