"""Changes to the plan in the meeting: proposed line by line, withdrawn; and taken over by who manages the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from frontend.fields import LongTextField
from mappa import actions
from mappa.models import CaseReview, PlanChange
from mappa.room.choices import PlanLine
from mappa.room.parts import case_page
from mappa.sittings import policies
from mappa.sittings.choices import CaseState
from mappa.sittings.queries import case_of
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans.models import Plan
from riskplans.visits.forms import Submitted


class ChangeForm(Submitted):
    """A line of the plan as it is to be; `before` is what was read."""

    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    after = LongTextField(
        label="What should it say?",
        max_length=1000,
        rows=6,
        error_messages={"required": "Write what it should say."},
    )
    why = forms.CharField(label="Why", max_length=500, error_messages={"required": "Say why."})

    def clean_before(self) -> str:
        """With single line ends, as the plan has it: browsers send two characters for each."""
        return str(self.cleaned_data["before"]).replace("\r\n", "\n")


def changes(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """The lines of the plan in force, and what the meeting would have them say instead."""
    review = case_of(request.user, sitting_id, case_id, request.now)
    plan = Plan.objects.in_force().filter(person=review.person_id).first()
    if plan is None or not policies.writes(request.user, review.sitting, request.today):
        raise Http404
    here = reverse("plan-changes", args=[review.sitting_id, review.pk])
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, review, here)
    running = review.state == CaseState.IN_SESSION or review.is_interim
    lines = [(each.value, str(each.label), getattr(plan, each.value)) for each in PlanLine]
    chosen = next((each for each in lines if each[0] == request.GET.get("line")), None)
    text = chosen[2] if chosen else ""
    form = ChangeForm(posted(request), initial={"before": text, "after": text})

    def verb() -> None:
        said: dict[str, Any] = {**form.cleaned_data, "line": chosen[0] if chosen else ""}
        actions.propose_plan_change(request.user, case=review, now=request.now, **said)

    return case_page(
        request,
        review,
        form,
        verb,
        back=here if chosen else reverse("meeting-case", args=[review.sitting_id, review.pk]) + "#plan",
        said="Proposed. The chair’s decision carries it into the next version of the plan.",
        heading="Change the plan",
        submit_text="Propose the change",
        template="mappa/change_plan.html",
        rows=review.plan_changes.select_related("recorded_by", "taken_into"),
        lines=lines if running else [],
        chosen=chosen,
        withdraws=here if running else "",
    )


def _withdraw(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    try:
        change = get_object_or_404(PlanChange, pk=UUID(request.POST["withdraw"]), case=review)
        version = int(request.POST.get("version", "0"))
    except ValueError as wrong:
        raise Http404 from wrong
    change.case = review
    try:
        actions.withdraw_plan_change(request.user, change=change, version=version, now=request.now)
        messages.success(request, "Withdrawn.")
    except (Stale, ValidationError) as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(back)


def take(request: SignedIn, person_id: UUID, case_id: UUID) -> HttpResponse:
    """What a meeting decided of the plan, to be taken into the draft of its next version."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    review = get_object_or_404(CaseReview, pk=case_id, person=person, state=CaseState.DECIDED)
    review.person = person
    rows = list(review.plan_changes.select_related("recorded_by", "taken_into"))
    if not any(each.stands for each in rows):
        raise Http404
    form = forms.Form(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.take_plan_changes(request.user, case=review, now=request.now),
        heading="Take the meeting’s changes into the plan",
        submit_text="Take them into the draft",
        said="Taken into the draft. Finish it, and submit it to be signed.",
        to="person-plan",
        template="mappa/take_changes.html",
        rows=rows,
        taken=all(each.taken_at for each in rows if each.stands),
    )
