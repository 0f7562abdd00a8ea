"""The intervals a force works by: what holds, what held, and the way to change it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import accepted, posted
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from frontend.errors import put_on_form
from practice import actions, policies, queries
from practice.choices import Decision
from practice.foreseeing import Foreseen, foresee
from practice.forms import DecisionForm, ProposeForm, WithdrawForm
from practice.keys import KEYS, Key
from practice.models import Proposal, Setting
from practice.policy import Proposed


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """Every policy of the reader's force, by group."""
    _reader(request)
    context = {
        "groups": queries.policy_in_groups(request.user.force_id, request.today),
        "keeps_lists": policies.keeps_lists(request.user, request.today),
        "may_decide": policies.approves(request.user, request.today),
        "today": request.today,
    }
    return render(request, "practice/overview.html", context)


@require_safe
def one(request: SignedIn, name: str) -> HttpResponse:
    """One policy: what holds, what is to come, and everything decided before."""
    _reader(request)
    key = _key(name)
    force, today, user = request.user.force_id, request.today, request.user
    stands = queries.standing(force, key, today)
    context = {
        "key": key,
        "stands": stands,
        "history": [_Row(each, key, stands.now, today) for each in queries.history(force, key)],
        "not_approved": [(each, key.in_words(each.value)) for each in queries.not_approved(force, key)],
        "may_propose": policies.proposes(user, today),
        "may_decide": policies.approves(user, today),
        "today": today,
    }
    return render(request, "practice/key.html", context)


def propose(request: SignedIn, name: str) -> HttpResponse:
    """First what would move, then the proposal; the value and the day shown are the ones proposed."""
    if not policies.proposes(request.user, request.today):
        raise PermissionDenied
    key = _key(name)
    form = ProposeForm(
        request.POST.dict() if request.method == "POST" else None, key=key, today=request.today
    )
    found: Foreseen | None = None
    if form.is_valid():
        if form.was_seen() and _proposed(request, key, form):
            messages.success(request, "Proposed. Nothing changes before a detective inspector approves it.")
            return redirect("policy-key", name=key.name)
        if not form.errors:
            form.show()
            found = _foreseen(request, key, form.cleaned_data["value"], form.cleaned_data["effective_from"])
    stands = queries.standing(request.user.force_id, key, request.today)
    return _form_page(
        request,
        "propose",
        form,
        key,
        heading=f"Change “{key.label}”",
        submit_text=form.submit_text,
        stands=stands,
        foreseen=found,
    )


def decide(request: SignedIn, proposal_id: UUID) -> HttpResponse:
    """Approve or refuse what another proposed, after a fresh proof of who one is; or take one's own back.

    What would move stands beside it.
    """
    user, today = request.user, request.today
    if not policies.proposes(user, today):
        raise PermissionDenied
    proposals = Proposal.objects.select_related("proposed_by", "decided_by").filter(force=user.force_id)
    proposal = get_object_or_404(proposals, pk=proposal_id)
    key = _key(proposal.key)
    own = proposal.proposed_by_id == user.pk
    may = proposal.is_waiting and (own or policies.approves(user, today))
    past = proposal.effective_from < today
    if may and not own and not recently_authenticated(request):
        return ask_again(request)
    form = DecisionForm(posted(request), proposal=proposal, own=own, past=past)

    def decided() -> None:
        actions.decide(
            user,
            proposal=proposal,
            version=form.cleaned_data["version"],
            decision=Decision(form.cleaned_data["decision"]),
            note=form.cleaned_data["note"],
            now=request.now,
        )

    def overtaken(stale: Stale) -> None:
        form.add_error(None, f"{stale.whose} after you opened it. Nothing from this window was saved.")

    if accepted(form, decided, overtaken=overtaken):
        messages.success(request, _SAID[Decision(form.cleaned_data["decision"])])
        return redirect("policy-key", name=key.name)
    found = None
    if proposal.is_waiting and not past:
        found = _foreseen(request, key, proposal.value, proposal.effective_from)
    return _form_page(
        request,
        "decide",
        form,
        key,
        heading="Approve or refuse a change of policy" if not own else "A change that you proposed",
        submit_text="Take it back" if own else "Save the decision",
        proposal=proposal,
        value=key.in_words(proposal.value),
        stands=queries.standing(user.force_id, key, today),
        foreseen=found,
        may=may,
        own=own,
        past=past and proposal.is_waiting,
    )


def withdraw(request: SignedIn, setting_id: int) -> HttpResponse:
    """Take back what is still to come."""
    user, today = request.user, request.today
    if not policies.approves(user, today):
        raise PermissionDenied
    coming = Setting.objects.standing().filter(force=user.force_id, effective_from__gt=today)
    setting = get_object_or_404(coming, pk=setting_id)
    key = _key(setting.key)
    form = WithdrawForm(posted(request))
    if accepted(form, lambda: actions.withdraw(user, setting=setting, now=request.now, **form.cleaned_data)):
        messages.success(request, "Withdrawn. What holds today goes on holding.")
        return redirect("policy-key", name=key.name)
    return _form_page(
        request,
        "form",
        form,
        key,
        heading="Withdraw a change that is to come",
        lede=f"{key.label}: {key.in_words(setting.value)} from {words(setting.effective_from)}",
        submit_text="Withdraw it",
        submit_warning=True,
    )


_SAID = {
    Decision.APPROVED: "Approved. Every date that rests on it follows from its day on.",
    Decision.REFUSED: "Refused. Nothing changes.",
    Decision.TAKEN_BACK: "Taken back. Nothing changes.",
}


class _Row:
    """A setting as the history shows it."""

    def __init__(self, setting: Setting, key: Key, now: Setting | None, today: date) -> None:
        self.setting = setting
        self.value = key.in_words(setting.value)
        self.withdrawal = getattr(setting, "withdrawal", None)
        self.effect = getattr(setting, "effect", None)
        self.to_come = setting.effective_from > today and self.withdrawal is None
        self.holds = now is not None and setting.pk == now.pk
        self.may_withdraw = self.to_come and setting.force_id is not None


def _reader(request: SignedIn) -> None:
    if not policies.reads(request.user, request.today):
        raise PermissionDenied


def _key(name: str) -> Key:
    if name not in KEYS:
        raise Http404
    return KEYS[name]


def _proposed(request: SignedIn, key: Key, form: ProposeForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("value", "effective_from", "reason", "submission")}
    try:
        actions.propose(request.user, key=key.name, now=request.now, **said)
    except ValidationError as refused:
        put_on_form(form, refused)
        return False
    return True


def _foreseen(request: SignedIn, key: Key, value: int, day: date) -> Foreseen | None:
    if key.waits or request.user.force_id is None:
        return None
    proposed = Proposed(request.user.force_id, key.name, value, day)
    return foresee(request.user, proposed, now=request.now)


def _form_page(request: SignedIn, template: str, form: Any, key: Key, **context: Any) -> HttpResponse:
    back = reverse("policy-key", args=[key.name])
    context |= {"form": form, "key": key, "back_href": back, "back_text": key.label, "cancel_href": back}
    context |= {"today": request.today}
    where = "layouts/journey.html" if template == "form" else f"practice/{template}.html"
    return render(request, where, context)
