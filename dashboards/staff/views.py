"""One officer's training and screening, and the posts of one unit: the rows, and the forms that add to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import accepted, posted
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.models import Unit, User
from dashboards.staff import queries
from dashboards.staff.forms import MistakeForm, PostsForm, PostsMistakeForm, ScreeningForm, TrainingForm
from dashboards.staff.rules import Posts
from frontend.dates import words
from offenders import actions, overseeing
from offenders.models import Establishment, PsychologicalScreening, Training
from practice import policies


@require_safe
def training(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """What one officer was trained in, and when they were screened."""
    officer = _officer(request, officer_id)
    context = {"officer": officer, "kept": queries.kept_of(officer, request.today), "now": request.now}
    return render(request, "staff/training.html", context)


def record_training(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """A course that one officer completed."""
    officer = _officer(request, officer_id)
    form = TrainingForm(posted(request), today=request.today)
    return _journey(
        request,
        form,
        lambda: actions.record_training(request.user, officer=officer, now=request.now, **form.cleaned_data),
        done="Recorded: their training.",
        back=reverse("officer-training", args=[officer.pk]),
        caption=str(officer),
        heading="Record training",
    )


def take_back_training(request: SignedIn, officer_id: UUID, training_id: int) -> HttpResponse:
    """A training that was recorded by mistake."""
    officer = _officer(request, officer_id)
    row = get_object_or_404(Training, pk=training_id, user=officer)
    form = MistakeForm(posted(request))
    return _journey(
        request,
        form,
        lambda: actions.take_back_training(request.user, training=row, now=request.now, **form.cleaned_data),
        done="Taken back: it counts no more.",
        back=reverse("officer-training", args=[officer.pk]),
        caption=str(officer),
        heading="Take back training",
        lede=f"{row.name}, completed {words(row.completed_on)}. The row stays, with why, and counts no more.",
        submit_text="Take back",
    )


def record_screening(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """The day of one officer's screening."""
    officer = _officer(request, officer_id)
    form = ScreeningForm(posted(request), today=request.today)
    return _journey(
        request,
        form,
        lambda: actions.record_screening(request.user, officer=officer, now=request.now, **form.cleaned_data),
        done="Recorded: the day of their screening.",
        back=reverse("officer-training", args=[officer.pk]),
        caption=str(officer),
        heading="Record a psychological screening",
    )


def take_back_screening(request: SignedIn, officer_id: UUID, screening_id: int) -> HttpResponse:
    """The day of a screening that was recorded by mistake."""
    officer = _officer(request, officer_id)
    row = get_object_or_404(PsychologicalScreening, pk=screening_id, user=officer)
    form = MistakeForm(posted(request))
    return _journey(
        request,
        form,
        lambda: actions.take_back_screening(
            request.user, screening=row, now=request.now, **form.cleaned_data
        ),
        done="Taken back: it counts no more.",
        back=reverse("officer-training", args=[officer.pk]),
        caption=str(officer),
        heading="Take back a screening",
        lede=f"Of {words(row.took_place_on)}. The row stays, with why, and counts no more.",
        submit_text="Take back",
    )


@require_safe
def posts(request: SignedIn, unit_id: int) -> HttpResponse:
    """How many posts a unit has, had and will have, and how many officers hold one."""
    unit, today = _unit(request, unit_id), request.today
    rows = unit.establishments.select_related("recorded_by", "taken_back_by")
    holds = queries.establishments([unit], today).get(unit.pk)
    context = {
        "unit": unit,
        "rows": rows,
        "holds": holds,
        "posts": Posts(holds.posts if holds else None, queries.holding_posts(unit, today)),
        "may_set": policies.approves(request.user, today),
        "now": request.now,
    }
    return render(request, "staff/posts.html", context)


def set_posts(request: SignedIn, unit_id: int) -> HttpResponse:
    """So many posts from a day on."""
    unit = _unit(request, unit_id, sets=True)
    form = PostsForm(posted(request), today=request.today)
    return _journey(
        request,
        form,
        lambda: actions.set_posts(request.user, unit=unit, now=request.now, **form.cleaned_data),
        done="Recorded: the posts of the unit.",
        back=reverse("unit-posts", args=[unit.pk]),
        caption=unit.name,
        heading="Set posts",
        lede="Posts of offender managers, from a day on until another number is set.",
    )


def take_back_posts(request: SignedIn, unit_id: int, row_id: int) -> HttpResponse:
    """Posts that were set by mistake."""
    unit = _unit(request, unit_id, sets=True)
    row = get_object_or_404(Establishment, pk=row_id, unit=unit)
    form = PostsMistakeForm(posted(request))
    return _journey(
        request,
        form,
        lambda: actions.take_back_posts(request.user, row=row, now=request.now, **form.cleaned_data),
        done="Taken back: what held before holds on.",
        back=reverse("unit-posts", args=[unit.pk]),
        caption=unit.name,
        heading="Take back posts",
        lede=f"{row.posts} from {words(row.starts_on)}. The row stays, with why, and counts no more.",
        submit_text="Take back",
    )


def _journey(
    request: SignedIn,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    done: str,
    back: str,
    submit_text: str = "Record",
    **said: Any,
) -> HttpResponse:
    """The form on a page of its own; `done` on `back` once the verb did its work."""
    if accepted(form, verb):
        messages.success(request, done)
        return redirect(back)
    context = {"form": form, "submit_text": submit_text, "back_href": back, "cancel_href": back, **said}
    return render(request, "layouts/journey.html", context)


def _officer(request: SignedIn, officer_id: UUID) -> User:
    """An officer whom the reader oversees; Http404 for anybody else."""
    if not reach(request.user, Capability.ASSIGN, request.today):
        raise PermissionDenied
    officers = overseeing.overseen(request.user, request.today).select_related("unit", "force")
    found: User = get_object_or_404(officers, pk=officer_id)
    return found


def _unit(request: SignedIn, unit_id: int, *, sets: bool = False) -> Unit:
    """A unit that the reader answers for; Http404 for any other. PermissionDenied where they may not set its posts."""
    scope = reach(request.user, Capability.APPROVE, request.today)
    if not scope or (sets and not policies.approves(request.user, request.today)):
        raise PermissionDenied
    units = Unit.objects.filter(Q(pk__in=scope.units) | Q(force__in=scope.forces))
    return get_object_or_404(units, pk=unit_id)
