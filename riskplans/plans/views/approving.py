"""Signing a plan: submitted, decided on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.classes import readable
from riskplans.matters import what_else_stands
from riskplans.plans import queries
from riskplans.plans.choices import WAITING, PlanState, Verdict
from riskplans.plans.forms import DecideForm, SubmitForm
from riskplans.plans.sheet import differences, sheet


def submit(request: SignedIn, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Put the draft to a supervisor; while something is missing, the draft says what."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    plan = queries.plan_of(person, plan_id)
    page = reverse("plan-version", args=[person.pk, plan.pk])
    if request.method == "GET" and (
        not plan.is_editable or queries.missing(queries.whole(plan), person, request.today)
    ):
        return redirect(page)
    form = SubmitForm(posted(request), row=plan)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.submit_plan(
            request.user, plan=plan, version=form.cleaned_data["version"], now=request.now
        ),
        heading="Submit the plan for approval",
        caption=f"Plan {plan.number}",
        submit_text="Submit",
        said="Submitted. It waits for a supervisor, and nothing in it changes until they have decided.",
        back=page,
        lede="By submitting you say that it is yours and that it is true. Somebody else decides on it.",
    )


def decide(request: SignedIn, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The whole plan, what changed since the one before, and the supervisor's decision; after a fresh proof of who
    one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    plan = queries.plan_of(person, plan_id)
    waits = plan.state in WAITING
    if request.method == "GET" and (not waits or request.user.pk in plan.authors):
        return redirect("plan-version", person_id=person.pk, plan_id=plan.pk)
    if not recently_authenticated(request):
        return ask_again(request)
    longer = queries.longer_than_policy(plan, person, request.today)
    form = DecideForm(posted(request), row=plan, longer=longer)

    def verb() -> None:
        said = form.cleaned_data
        actions.decide_plan(
            request.user,
            plan=plan,
            version=said["version"],
            verdict=Verdict(said["verdict"]),
            checked=said["checked"],
            reasons=form.reasons(),
            note=said["note"],
            now=request.now,
        )

    it = queries.whole(plan)
    reads = person.relationship.reads
    shown = sheet(it, reads=reads, today=request.today)
    before = queries.before(plan) if waits else None
    signed = plan.state == PlanState.SIGNED
    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Countersign the plan" if signed else "Approve or return the plan",
        caption=f"Plan {plan.number}, from {plan.submitted_by}"
        + (f", {words(localdate(plan.submitted_at))}" if plan.submitted_at else ""),
        submit_text="Save the decision",
        said="Your decision is recorded, and whoever wrote the plan has been told.",
        back=reverse("approvals"),
        template="riskplans/plans/decide.html",
        plan=plan,
        it=it,
        parts=[{"section": each} for each in shown],
        before=before,
        after=plan,
        differences=differences(sheet(queries.whole(before), reads=reads, today=request.today), shown)
        if before
        else [],
        lacking=queries.missing(it, person, request.today),
        came_back=it.last_return,
        remarks=readable(it.last_return.remarks.all(), person.relationship) if it.last_return else [],
        stands=what_else_stands(person, request.today) if waits else [],
    )
