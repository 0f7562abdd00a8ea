"""The pages of meeting days: the lists, one day, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.forms import accepted, compare, posted, put_stale_on_form
from access.recording import Stale
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import Agency, RoleAssignment, User
from mappa import actions
from mappa.figures.queries import reads as reads_figures
from mappa.figures.register import reads as reads_register
from mappa.models import Sitting
from mappa.pack.queries import may_take
from mappa.pack.readiness import not_ready
from mappa.pack.rules.readiness import in_words, summary
from mappa.referrals.queries import to_be_listed
from mappa.sittings import policies, queries
from mappa.sittings.calendar import calendar
from mappa.sittings.choices import COMING, FORWARD, OVER, MeetingLevel, Purpose, SittingState
from mappa.sittings.forms import (
    CallOffForm,
    ChangeForm,
    InviteForm,
    ListForm,
    PlanForm,
    ReplaceForm,
    StandingForm,
    WhyForm,
    slot_initial,
)
from mappa.status.views.pages import looks_after
from offenders.models import Person

NOBODY = "No record with that reference is open to you."
# Of each step of a meeting day: what the button says, and what is said once it is done.
STEPS = {
    SittingState.NOTICED: ("Send the invitations", "Sent: each agency is told."),
    SittingState.PACK_OPEN: ("Open the pack", "The pack is open."),
    SittingState.PACK_LOCKED: ("Lock the pack", "Locked: every case is ready."),
    SittingState.OPEN: ("Open the meeting", "The meeting is open."),
    SittingState.CLOSED: ("Close the meeting", "The meeting is closed."),
}


def form_page(
    request: SignedIn,
    form: forms.Form,
    verb: Callable[[], Any],
    *,
    back: str,
    said: str,
    template: str = "mappa/form.html",
    **page: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out. A stale form shows both versions. No draft is kept."""
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        if hasattr(form, "differences"):
            rows.extend(form.differences())
        version = getattr(getattr(form, "row", None), "version", 0)
        put_stale_on_form(form, compare(stale), version=version)

    if accepted(form, verb, overtaken=overtaken):
        messages.success(request, said)
        return redirect(back)
    context = {"form": form, "back_href": back, "overtaken": rows, "today": request.today, **page}
    return render(request, template, context)


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    """The meeting days: to come, and past."""
    user, today = request.user, request.today
    if not policies.opens(user, today):
        raise PermissionDenied
    area, level = request.GET.get("area", ""), request.GET.get("level", "")
    lists = queries.meetings(user, request.now, area=area, level=level)
    late = not_ready(user, request.now)
    context = {
        "lists": lists,
        "area": area,
        "level": level,
        "levels": MeetingLevel.choices,
        "may_plan": policies.plans(user, today),
        "may_consider": looks_after(user, today) is not None,
        "may_see_figures": reads_figures(user, today),
        "may_see_register": reads_register(user, today),
        "is_partner": policies.is_partner(user, today),
        "not_ready": [
            (each, len(late[each.pk]), summary(late[each.pk].values()))
            for each in lists.coming
            if each.pk in late
        ],
        "today": today,
    }
    return render(request, "mappa/meetings.html", context)


@require_safe
def meeting(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """One meeting day: its cases, who is invited, what is returned, and whether it will be quorate."""
    user, today = request.user, request.today
    sitting = queries.sitting_of(user, sitting_id, request.now)
    day = queries.day_of(user, sitting, request.now)
    unready = not_ready(user, request.now).get(sitting.pk, {})
    for row in day.rows:
        row.lacks = in_words(unready.get(row.case.pk, ()))
    plans = policies.plans(user, today)
    to = FORWARD.get(SittingState(sitting.state))
    ready = not (to == SittingState.NOTICED and (sitting.needs_override or not day.rows))
    lists = plans and sitting.state not in OVER
    context = {
        "sitting": sitting,
        "day": day,
        "to": to if to and ready and policies.advances(user, sitting, to, today) else None,
        "to_text": STEPS[to][0] if to else "",
        "closes": to == SittingState.CLOSED,
        "may_plan": plans and not day.is_partner,
        "may_change": plans and sitting.state in COMING,
        "may_replace": sitting.state == SittingState.OPEN
        and (plans or policies.overrides(user, sitting, today)),
        "may_list": lists,
        "to_list": to_be_listed(user, today).filter(level=sitting.level) if lists else (),
        "may_chase": plans and day.missing and sitting.state in COMING[1:],
        "may_join": policies.joins(user, sitting, request.now),
        "may_take_pack": may_take(user, sitting, request.now),
        "may_override": sitting.needs_override and policies.overrides(user, sitting, today),
        "today": today,
    }
    return render(request, "mappa/meeting.html", context)


@require_safe
def calendar_file(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The meeting for a calendar: nobody is in it."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    headers = {"Content-Disposition": f'attachment; filename="{sitting.reference}.ics"'}
    return HttpResponse(
        calendar(sitting, request.now), content_type="text/calendar; charset=utf-8", headers=headers
    )


@require_POST
def advance(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The one next step of the day."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    to = next((each for each in STEPS if each == request.POST.get("to")), None)
    if to is None:
        raise Http404
    try:
        actions.advance_sitting(
            request.user,
            sitting=sitting,
            version=_number(request.POST.get("version")),
            to=to,
            now=request.now,
        )
        messages.success(request, STEPS[to][1])
    except (Stale, ValidationError) as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("meeting", sitting_id=sitting.pk)


@require_POST
def chase(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """Write to every agency whose return is missing."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    try:
        chased = actions.chase_returns(request.user, sitting=sitting, now=request.now)
        said = f"Chased: {chased}." if chased else "All whose return is missing were chased today already."
        messages.success(request, said)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("meeting", sitting_id=sitting.pk)


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


def _change(request: SignedIn, sitting: Sitting, back: str) -> HttpResponse:
    form = ChangeForm(
        posted(request), today=request.today, chairs=_chairs(request.user, request), row=sitting
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
    others = others.filter(postponed__isnull=True).exclude(pk=sitting.pk)
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


@require_safe
def agencies(request: SignedIn) -> HttpResponse:
    """The force's partner agencies, and what each is under section 325."""
    if not policies.plans(request.user, request.today):
        raise PermissionDenied
    return render(request, "mappa/agencies.html", {"agencies": queries.agencies(request.user.force_id)})


def standing(request: SignedIn, agency_id: int) -> HttpResponse:
    """What one agency is."""
    if not policies.plans(request.user, request.today):
        raise PermissionDenied
    rows = Agency.objects.filter(force=request.user.force_id).select_related("mappa_standing")
    agency = get_object_or_404(rows, pk=agency_id)
    form = StandingForm(posted(request), agency=agency)
    return form_page(
        request,
        form,
        lambda: actions.set_standing(
            request.user,
            agency=agency,
            said=form.said(),
            version=form.cleaned_data["version"],
            now=request.now,
        ),
        back=reverse("mappa-agencies"),
        said="Saved.",
        heading=agency.name,
        submit_text="Save",
    )


def _chairs(user: User, request: SignedIn) -> Any:
    held = RoleAssignment.objects.held_on(request.today).filter(role=Role.CHAIR)
    rows = User.objects.filter(force=user.force_id, is_active=True, pk__in=held.values("user"))
    return rows.order_by("family_name", "collar_number")


def _number(text: str | None) -> int:
    """A version as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
