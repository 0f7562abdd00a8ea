"""What is planned about a day with a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from access.forms import accepted, posted
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from mappa import actions
from mappa.models import Sitting
from mappa.referrals.queries import to_be_listed
from mappa.sittings import policies, queries
from mappa.sittings.choices import COMING, Purpose
from mappa.sittings.forms import (
    CallOffForm,
    ChangeForm,
    InviteForm,
    ListForm,
    PlanForm,
    ReplaceForm,
    WhyForm,
    slot_initial,
)
from mappa.sittings.keys import CHAIR_GRADE
from mappa.sittings.views.form import form_page
from offenders.models import Person
from practice.policy import policy_of

NOBODY = "No record with that reference is open to you."


def plan(request: SignedIn) -> HttpResponse:
    """Plan a meeting day."""
    user = request.user
    if not policies.plans(user, request.today):
        raise PermissionDenied
    made: list[Sitting] = []
    form = PlanForm(
        posted(request),
        today=request.today,
        chairs=_chairs(user, request),
        least=_least(user.force_id, request),
        initial={"area": user.force.name if user.force else ""},
    )

    def verb() -> None:
        made.append(
            actions.plan_sitting(
                user, said=form.said(), now=request.now, submission=form.cleaned_data["submission"]
            )
        )

    if accepted(form, verb):
        messages.success(request, "Planned. List the cases next, then invite the agencies.")
        return redirect("meeting", sitting_id=made[0].pk)
    return render(
        request,
        "mappa/form.html",
        {
            "form": form,
            "heading": "Plan a meeting",
            "submit_text": "Plan it",
            "back_href": reverse("meetings"),
            "overtaken": [],
        },
    )


def _change(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    form = ChangeForm(
        posted(request),
        today=request.today,
        chairs=_chairs(request.user, request),
        least=_least(sitting.force_id, request),
        row=sitting,
    )
    return form_page(
        request,
        form,
        lambda: actions.change_sitting(
            request.user,
            sitting=sitting,
            version=form.cleaned_data["version"],
            said=form.said(),
            why=form.cleaned_data["why"],
            now=request.now,
        ),
        back=back,
        said="Changed. Those who are invited are told of another day or time.",
        heading="Change the meeting",
        caption=sitting.reference,
        submit_text="Save",
    )


def _call_off(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    others = Sitting.objects.filter(force=sitting.force, level=sitting.level, state__in=COMING)
    others = others.filter(postponed__isnull=True, held_on__gte=request.today).exclude(pk=sitting.pk)
    form = CallOffForm(posted(request), row=sitting, others=others)
    return form_page(
        request,
        form,
        lambda: actions.call_off(request.user, sitting=sitting, now=request.now, **form.cleaned_data),
        back=back,
        said="Called off. Those who were invited are told.",
        heading="Call the meeting off",
        caption=sitting.reference,
        submit_text="Call it off",
        submit_warning=True,
    )


def _override(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    form = WhyForm(posted(request), row=sitting)
    return form_page(
        request,
        form,
        lambda: actions.override_chair(request.user, sitting=sitting, now=request.now, **form.cleaned_data),
        back=back,
        said="Recorded. The meeting can be sent out.",
        heading="Let a chair below the grade stand",
        lede=f"{sitting.chair} would chair a level {sitting.level} meeting. You speak for the management board: "
        "this is counted and reported.",
        caption=sitting.reference,
        submit_text="Let it stand",
    )


def _replace(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    chairs = _chairs(request.user, request).exclude(pk=sitting.chair_id)
    form = ReplaceForm(posted(request), row=sitting, chairs=chairs)
    return form_page(
        request,
        form,
        lambda: actions.replace_chair(request.user, sitting=sitting, now=request.now, **form.cleaned_data),
        back=back,
        said="Recorded. Say on each case that is still to be heard that the new chair is there.",
        heading="Somebody else chairs",
        lede=f"Now: {sitting.chair}. A case in session stops until the new chair is there.",
        caption=sitting.reference,
        submit_text="Let them chair",
    )


def _list(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    said_already = slot_initial(queries.free_slot(sitting))
    asked = request.GET.get("referral", "")
    waiting = to_be_listed(request.user, request.today)
    referral = next((each for each in waiting if str(each.pk) == asked), None) if asked else None
    if referral:
        said_already |= {"reference": referral.person.reference, "purpose": Purpose.INITIAL}
    form = ListForm(posted(request), initial=said_already)

    def verb() -> None:
        said = dict(form.cleaned_data)
        reference = said.pop("reference").strip().upper()
        seen = Person.objects.visible_to(request.user, request.now)
        person = seen.filter(reference=reference).first()
        if person is None:
            raise ValidationError({"reference": NOBODY})
        actions.list_case(request.user, sitting=sitting, person=person, now=request.now, **said)

    return form_page(
        request,
        form,
        verb,
        back=back,
        said="Listed. Invite the agencies next.",
        heading="List a case",
        caption=f"{sitting.reference}, level {sitting.level}",
        submit_text="List it",
    )


def _invite(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    rows = queries.day_of(request.user, sitting, request.now).rows
    cases = [row.case for row in rows if row.case.is_to_be_heard]
    form = InviteForm(posted(request), cases=cases, agencies=queries.agencies(request.user.force_id))
    return form_page(
        request,
        form,
        lambda: actions.invite(request.user, now=request.now, **form.said()),
        back=back,
        said="Invited. Those who were invited already stay as they were.",
        heading="Invite agencies",
        lede="Ask only those whose knowledge or work the case needs. Each sees the person’s name and sends a return.",
        caption=sitting.reference,
        submit_text="Invite",
    )


_STEPS: dict[str, Callable[[SignedIn, Sitting, str], HttpResponse]] = {
    "change": _change,
    "call-off": _call_off,
    "chair": _override,
    "replace-chair": _replace,
    "list": _list,
    "invite": _invite,
}


def step(request: SignedIn, sitting_id: UUID, step: str) -> HttpResponse:
    """What is done about a day with a form of its own."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    if step not in _STEPS:
        raise Http404
    back = reverse("meeting", args=[sitting.pk])
    speaks, plans = (
        policies.overrides(request.user, sitting, request.today),
        policies.plans(request.user, request.today),
    )
    if not {"chair": speaks, "replace-chair": speaks or plans}.get(step, plans):
        raise Http404
    return _STEPS[step](request, sitting, back)


def _least(force_id: int | None, request: SignedIn) -> dict[str, int]:
    """The lowest grade of a chair at each level, by the policy of today; one query."""
    policy = policy_of(force_id, request.today)
    return {level: policy.value(key) for level, key in CHAIR_GRADE.items()}


def _chairs(user: User, request: SignedIn) -> Any:
    held = RoleAssignment.objects.held_on(request.today).filter(role=Role.CHAIR)
    rows = User.objects.filter(force=user.force_id, is_active=True, pk__in=held.values("user"))
    return rows.order_by("family_name", "collar_number")
