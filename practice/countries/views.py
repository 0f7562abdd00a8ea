"""A force's list of high-risk countries: what stands on it, what waits, what was decided, and the way to change it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import accepted, posted
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from practice import policies
from practice.choices import CountryChangeKind, Decision
from practice.countries import actions, queries
from practice.countries.forms import OnForm, ProposeCountryForm
from practice.countries.names import name_of
from practice.forms import DecisionForm
from practice.models import CountryChange


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """The list as on a day, what waits for a decision, and everything decided."""
    user, today = request.user, request.today
    if not policies.reads(user, today):
        raise PermissionDenied
    form = OnForm(request.GET if "on" in request.GET else None, today=today)
    on = (form.is_valid() and form.cleaned_data["on"]) or today
    found = queries.listing(user.force_id, on)
    context = {
        "form": form,
        "listing": found,
        "listed": [(each, name_of(each.country)) for each in found.listed],
        "coming": [(each, name_of(each.country)) for each in found.coming],
        "waiting": [(each, name_of(each.country)) for each in found.waiting],
        "decided": [(each, name_of(each.country)) for each in found.decided],
        "asked": {each.country for each in found.waiting},
        "may_propose": policies.proposes(user, today),
        "may_decide": policies.approves(user, today),
        "today": today,
    }
    return render(request, "practice/countries/overview.html", context)


def propose(request: SignedIn) -> HttpResponse:
    """Put a country on the list, or take one off it."""
    user, today = request.user, request.today
    if not policies.proposes(user, today):
        raise PermissionDenied
    initial = {name: request.GET[name] for name in ("country", "kind") if name in request.GET}
    form = ProposeCountryForm(posted(request), today=today, initial=initial)

    def proposed() -> None:
        given = form.cleaned_data
        actions.propose_country(user, now=request.now, **{**given, "kind": CountryChangeKind(given["kind"])})

    if accepted(form, proposed):
        messages.success(request, "Proposed. Nothing changes before a detective inspector approves it.")
        return redirect("high-risk-countries")
    return _page(
        request,
        "layouts/journey.html",
        form,
        heading="Change the list of high-risk countries",
        lede="A journey to a country on the list is marked, and whoever records it is asked whether to alert the "
        "destination.",
        submit_text="Propose it",
    )


def decide(request: SignedIn, change_id: UUID) -> HttpResponse:
    """Approve or refuse what another proposed, after a fresh proof of who one is; or take one's own back."""
    user, today = request.user, request.today
    if not policies.proposes(user, today):
        raise PermissionDenied
    changes = CountryChange.objects.select_related("proposed_by", "decided_by").filter(force=user.force_id)
    change = get_object_or_404(changes, pk=change_id)
    own = change.proposed_by_id == user.pk
    may = change.is_waiting and (own or policies.approves(user, today))
    past = change.effective_from < today
    if may and not own and not recently_authenticated(request):
        return ask_again(request)
    form = DecisionForm(posted(request), proposal=change, own=own, past=past)

    def decided() -> None:
        actions.decide_country(
            user,
            change=change,
            version=form.cleaned_data["version"],
            decision=Decision(form.cleaned_data["decision"]),
            note=form.cleaned_data["note"],
            now=request.now,
        )

    def overtaken(stale: Stale) -> None:
        form.add_error(None, f"{stale.whose} after you opened it. Nothing from this window was saved.")

    if accepted(form, decided, overtaken=overtaken):
        messages.success(request, _SAID[Decision(form.cleaned_data["decision"])])
        return redirect("high-risk-countries")
    return _page(
        request,
        "practice/countries/decide.html",
        form,
        heading="A change that you proposed" if own else "Approve or refuse a change of the list",
        submit_text="Take it back" if own else "Save the decision",
        change=change,
        country=name_of(change.country),
        day=words(change.effective_from),
        may=may,
        own=own,
        past=past and change.is_waiting,
    )


_SAID = {
    Decision.APPROVED: "Approved. It holds from its day on.",
    Decision.REFUSED: "Refused. Nothing changes.",
    Decision.TAKEN_BACK: "Taken back. Nothing changes.",
}


def _page(request: SignedIn, template: str, form: Any, **context: Any) -> HttpResponse:
    back = reverse("high-risk-countries")
    context |= {"form": form, "back_href": back, "back_text": "High-risk countries", "cancel_href": back}
    return render(request, template, context | {"today": request.today})
