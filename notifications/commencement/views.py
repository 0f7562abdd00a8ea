"""The rules that Vigil computes by, and from when each is law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from access.forms import accepted, posted
from access.requests import SignedIn
from accounts.choices import Nation, Role
from frontend.dates import words
from frontend.errors import put_on_form
from notifications import actions
from notifications.commencement.forms import CommenceForm, WithdrawForm
from notifications.commencement.moves import Moves, enacted, moves
from notifications.law import RULESETS, RuleSet
from notifications.models import Commencement


def overview(request: SignedIn) -> HttpResponse:
    """Every rule-set with its commencement and source; whoever signs in may read the law."""
    commenced = {each.ruleset: each for each in Commencement.objects.select_related("recorded_by")}
    may_commence = request.user.has_role([Role.SYSTEM_ADMINISTRATOR], request.today)
    rules = [_Shown(each, commenced.get(each.key)) for each in RULESETS]
    context = {
        "nations": [
            (nation.label, [each for each in rules if each.rules.jurisdiction == nation.value])
            for nation in Nation
        ],
        "may_commence": may_commence,
    }
    return render(request, "notifications/commencement/overview.html", context)


def commence(request: SignedIn, ruleset: str) -> HttpResponse:
    """First what would move, then the deed; the day shown is the day commenced."""
    rules = _administered(request, ruleset)
    form = CommenceForm(request.POST.dict() if request.method == "POST" else None, today=request.today)
    found: Moves | None = None
    if form.is_valid():
        day: date = form.cleaned_data["in_force_from"]
        if form.was_seen():
            try:
                actions.commence(
                    request.user,
                    ruleset=ruleset,
                    in_force_from=day,
                    source=form.cleaned_data["source"],
                    now=request.now,
                )
            except ValidationError as refused:
                put_on_form(form, refused)
            else:
                messages.success(request, f"{ruleset} is law from {words(day)}. The dates are computed.")
                return redirect("rules-in-force")
        form.show()
        found = moves(ruleset, day, today=request.today)
    return _page(
        request,
        form,
        heading=f"Commence {ruleset}",
        lede=rules.title,
        submit_text=form.submit_text,
        moves=found,
    )


def withdraw(request: SignedIn, ruleset: str) -> HttpResponse:
    """Take a commencement back, with the reason."""
    _administered(request, ruleset)
    standing = Commencement.objects.standing().filter(ruleset=ruleset).first()
    if standing is None:
        raise Http404
    form = WithdrawForm(posted(request))
    if accepted(
        form,
        lambda: actions.withdraw(
            request.user, ruleset=ruleset, reason=form.cleaned_data["reason"], now=request.now
        ),
    ):
        messages.success(request, f"{ruleset} is no longer in force. The dates are computed.")
        return redirect("rules-in-force")
    return _page(
        request,
        form,
        heading=f"Take back the commencement of {ruleset}",
        lede=f"It is recorded as law from {words(standing.in_force_from)}: {standing.source}",
        submit_text="Take it back",
        submit_warning=True,
        moves=moves(ruleset, None, today=request.today),
    )


class _Shown:
    """A rule-set as the page lists it."""

    def __init__(self, rules: RuleSet, commencement: Commencement | None) -> None:
        self.rules = rules
        self.waits = rules.in_force_from is None
        self.commencement = commencement
        self.standing = commencement is not None and commencement.withdrawn_at is None
        self.begins = (
            date.fromisoformat(rules.in_force_from)
            if rules.in_force_from
            else commencement.in_force_from
            if commencement and self.standing
            else None
        )


def _administered(request: SignedIn, ruleset: str) -> RuleSet:
    if not request.user.has_role([Role.SYSTEM_ADMINISTRATOR], request.today):
        raise PermissionDenied
    rules = enacted().get(ruleset)
    if rules is None:
        raise Http404
    return rules


def _page(request: SignedIn, form: forms.Form, **context: Any) -> HttpResponse:
    context |= {"form": form, "back_href": reverse("rules-in-force"), "back_text": "Rules in force"}
    return render(request, "notifications/commencement/form.html", context)
