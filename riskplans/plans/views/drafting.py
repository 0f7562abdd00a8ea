"""Writing a plan: the forms of a draft, and the result of an action."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from diary.queries import who_can_do
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out, form_page
from riskplans import actions
from riskplans.classes import readable
from riskplans.models import Contingency, Plan, PlanAction
from riskplans.plans import factors, queries
from riskplans.plans.choices import Done, Occasion, Pillar, Place
from riskplans.plans.conditions import in_short
from riskplans.plans.forms import (
    SECTIONS,
    ActionForm,
    ChangeActionForm,
    ChangeContingencyForm,
    ContingencyForm,
    ResultForm,
    SectionForm,
    StartForm,
)

_SAVED = "Saved in the draft."


def start(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Begin a version; one that is open already is shown instead."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    if request.method == "GET" and (under_way := Plan.objects.open().filter(person=person).first()):
        return redirect("plan-version", person_id=person.pk, plan_id=under_way.pk)
    before = Plan.objects.in_force().filter(person=person).exists()
    form = StartForm(posted(request), initial={"occasion": Occasion.REVIEW if before else Occasion.FIRST})
    made: list[Plan] = []

    def verb() -> None:
        said = form.cleaned_data
        occasion = Occasion(said["occasion"])
        made.append(
            actions.start_plan(
                request.user,
                person=person,
                occasion=occasion,
                submission=said["submission"],
                now=request.now,
            )
        )

    response = carried_out(
        request,
        person,
        form,
        verb,
        heading="Begin a new version of the plan" if before else "Begin the risk management plan",
        submit_text="Begin",
        said="Begun. Nothing in it counts before it is approved.",
        to="person-plan",
        lede="It begins as a copy of the plan in force, with its open actions." if before else "",
    )
    return redirect("plan-version", person_id=person.pk, plan_id=made[0].pk) if made else response


def change(request: SignedIn, person_id: UUID, plan_id: UUID, place: str) -> HttpResponse:
    """Write one section of a draft."""
    person, plan = _draft(request, person_id, plan_id)
    if place not in {each.value for each in SECTIONS}:
        raise Http404
    section = Place(place)
    form = SectionForm(posted(request), today=request.today, place=section, row=plan)
    if section is Place.REVIEW and not plan.review_on:
        form.initial["review_on"] = queries.review_by(person, request.today)
    return _carried_out(
        request,
        person,
        plan,
        form,
        lambda: actions.change_plan(
            request.user, plan=plan, version=form.cleaned_data["version"], said=form.said(), now=request.now
        ),
        section.label,
        anchor=section.value,
    )


def add_action(request: SignedIn, person_id: UUID, plan_id: UUID, pillar: str) -> HttpResponse:
    """Add an action to a pillar."""
    person, plan = _draft(request, person_id, plan_id)
    if pillar not in Pillar.values:
        raise Http404
    manager = getattr(person, "manager_id", None)
    form = ActionForm(
        posted(request),
        initial={"owner": manager, "submission": uuid4()},
        **_choices(request, person, pillar),
    )
    return _carried_out(
        request,
        person,
        plan,
        form,
        lambda: actions.add_plan_action(
            request.user,
            plan=plan,
            said=form.said(),
            checks=form.checking(),
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        f"Add an action: {Pillar(pillar).label.lower()}",
        anchor=pillar,
    )


def change_action(request: SignedIn, person_id: UUID, plan_id: UUID, action_id: UUID) -> HttpResponse:
    """Change an action of a draft, or take it off."""
    person, plan = _draft(request, person_id, plan_id)
    action = queries.action_of(person, action_id, of=plan)
    checking = frozenset(each.code for each in action.checks.standing())
    form = ChangeActionForm(
        posted(request), row=action, checking=checking, **_choices(request, person, action.pillar)
    )
    return _carried_out(
        request,
        person,
        plan,
        form,
        lambda: actions.change_plan_action(
            request.user,
            action=action,
            version=form.cleaned_data["version"],
            said=form.said(),
            checks=form.checking(),
            now=request.now,
        ),
        "Change the action",
        anchor=action.pillar,
        take_off=reverse("take-off-plan", args=[person.pk, plan.pk, action.pk]),
    )


def add_contingency(request: SignedIn, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Add what is done if something happens."""
    person, plan = _draft(request, person_id, plan_id)
    form = ContingencyForm(posted(request))
    return _carried_out(
        request,
        person,
        plan,
        form,
        lambda: actions.add_contingency(
            request.user,
            plan=plan,
            said=form.said(),
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        "If something goes wrong",
        anchor="contingency",
    )


def change_contingency(
    request: SignedIn, person_id: UUID, plan_id: UUID, contingency_id: UUID
) -> HttpResponse:
    """Change one, or take it off."""
    person, plan = _draft(request, person_id, plan_id)
    rule = get_object_or_404(plan.contingencies.standing().select_related("plan"), pk=contingency_id)
    form = ChangeContingencyForm(posted(request), row=rule)
    return _carried_out(
        request,
        person,
        plan,
        form,
        lambda: actions.change_contingency(
            request.user,
            contingency=rule,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        "If something goes wrong",
        anchor="contingency",
        take_off=reverse("take-off-plan", args=[person.pk, plan.pk, rule.pk]),
    )


def take_off(request: SignedIn, person_id: UUID, plan_id: UUID, part_id: UUID) -> HttpResponse:
    """Take an action or a contingency off a draft, once it was asked whether to."""
    person, plan = _draft(request, person_id, plan_id)
    part: PlanAction | Contingency | None = plan.actions.filter(pk=part_id).first()
    part = part or get_object_or_404(plan.contingencies, pk=part_id)
    part.plan = plan
    page = reverse("plan-version", args=[person.pk, plan.pk])
    if request.method != "POST":
        return form_page(
            request,
            person,
            forms.Form(),
            heading="Take it off the draft?",
            caption=f"Plan {plan.number}, draft",
            lede=str(part),
            submit_text="Take it off",
            submit_warning=True,
            cancel_href=page,
            back_href=page,
        )
    try:
        actions.take_off_plan(request.user, part=part, now=request.now)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Taken off the draft. It stays in the history.")
    return redirect(page)


def result(request: SignedIn, person_id: UUID, line: UUID) -> HttpResponse:
    """Record what came of an action, whichever version of the plan it stands in."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    action = (
        PlanAction.objects.standing()
        .select_related("plan", "owner")
        .filter(person=person, line=line)
        .order_by("-plan__number")
        .first()
    )
    if action is None:
        raise Http404
    form = ResultForm(posted(request), today=request.today, initial={"on": request.today})
    stands = queries.result_of(action)

    def verb() -> None:
        said = form.cleaned_data
        actions.record_result(
            request.user,
            action=action,
            done=Done(said["done"]),
            on=said["on"],
            result=said["result"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="What came of the action?",
        submit_text="Save the result",
        said="The result is recorded.",
        to="person-plan",
        lede=f"{action.what} By {action.who}. Known by: {action.measure}",
        template="riskplans/plans/result.html",
        stands=readable([stands], person.relationship) if stands else [],
    )


def _draft(request: SignedIn, person_id: UUID, plan_id: UUID) -> tuple[Person, Plan]:
    """The person and the version, open to be written; a version that was submitted has no such pages.

    What was sent meanwhile is not lost: the verb refuses it, and the form shows it again with the reason.
    """
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    plan = queries.plan_of(person, plan_id)
    if request.method == "GET" and not plan.is_editable:
        raise Http404
    return person, plan


def _choices(request: SignedIn, person: Person, pillar: str) -> dict[str, Any]:
    """What the form of an action offers."""
    conditions = queries.conditions_of(person, request.today) if pillar == Pillar.MONITORING else {}
    return {
        "today": request.today,
        "pillar": pillar,
        "officers": who_can_do(person, request.now),
        "factors": factors.high_priority(person),
        "conditions": {code: in_short(each) for code, each in conditions.items()},
    }


def _carried_out(
    request: SignedIn,
    person: Person,
    plan: Plan,
    form: Any,
    verb: Any,
    heading: str,
    *,
    anchor: str,
    take_off: str = "",
) -> HttpResponse:
    """The form of a draft, which leads back to the section of the draft that it belongs to."""
    back = reverse("plan-version", args=[person.pk, plan.pk])
    return carried_out(
        request,
        person,
        form,
        verb,
        heading=heading,
        submit_text="Save",
        said=_SAVED,
        back=f"{back}#{anchor}",
        caption=f"Plan {plan.number}, draft",
        take_off=take_off,
        remarks=queries.remarks_on(plan, anchor, person.relationship),
        template="riskplans/plans/form.html",
    )
