"""Agreed actions: the list of what one owns, and one action with its next steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.requests import SignedIn
from accounts.choices import Role
from mappa import actions
from mappa.actions.agreeing import does, judges
from mappa.agreed import queries
from mappa.agreed.choices import OPEN, UNSETTLED, ActionState
from mappa.agreed.forms import AcknowledgeForm, CancelForm, CarryForm, DoneForm, StartForm, VerifyForm
from mappa.models import AgreedAction, CaseReview
from mappa.sittings import policies
from mappa.sittings.views import form_page


@require_safe
def agreed_actions(request: SignedIn) -> HttpResponse:
    """What one owns first, then what else one sees."""
    if not policies.opens(request.user, request.today):
        raise PermissionDenied
    context = {
        "lists": queries.lists(request.user, request.now),
        "is_partner": policies.is_partner(request.user, request.today),
        "oversees": _oversees(request),
        "today": request.today,
    }
    return render(request, "mappa/actions.html", context)


@require_safe
def agreed_action(request: SignedIn, action_id: UUID) -> HttpResponse:
    """One action: what is to be done, and all that happened to it."""
    action = queries.one(request.user, action_id, request.now)
    context = {
        "action": action,
        "before": queries.history(action),
        "steps": _offered(request, action),
        "is_partner": policies.is_partner(request.user, request.today),
        "today": request.today,
    }
    return render(request, "mappa/action.html", context)


def step(request: SignedIn, action_id: UUID, step: str) -> HttpResponse:
    """One step of an action."""
    heard = _heard(request, request.GET.get("case", ""))
    action = queries.one(request.user, action_id, request.now, heard)
    offered = {name for name, _ in _offered(request, action)}
    if step not in _STEPS or (request.method == "GET" and step not in offered):
        raise Http404
    # A form that was open while the action moved on is answered in words; one never this reader's is not there.
    if not _takes(request, action, step):
        raise Http404
    if heard and heard.person_id != action.person_id:
        heard = None
    where = (
        reverse("meeting-case", args=[heard.sitting_id, heard.pk]) + "#actions"
        if heard
        else reverse("agreed-action", args=[action.pk])
    )
    return _STEPS[step](request, action, heard, where)


def _heard(request: SignedIn, asked: str) -> CaseReview | None:
    """The case from whose page this was begun."""
    try:
        wanted = UUID(asked)
    except ValueError:
        return None
    return policies.cases(request.user, request.now).filter(pk=wanted).select_related("sitting").first()


def _oversees(request: SignedIn) -> bool:
    return policies.plans(request.user, request.today) or request.user.has_role([Role.CHAIR], request.today)


def _takes(request: SignedIn, action: AgreedAction, step: str) -> bool:
    """Whether the step is this reader's to take at all, however the action stands."""
    if step not in _OVERSEEN:
        return does(request.user, action, action.person, request.today)
    if not (_oversees(request) and action.told):
        return False
    if step == "verify":
        return judges(request.user, request.today)
    return step != "cancel" or request.user.has_role([Role.CHAIR], request.today)


def _offered(request: SignedIn, action: AgreedAction) -> list[tuple[str, str]]:
    """The steps that this reader may take now, the likeliest first: name, and words."""
    state, found = ActionState(action.state), []
    if does(request.user, action, action.person, request.today):
        if state is ActionState.AGREED:
            found.append(("acknowledge", "Take it on"))
        if state in OPEN:
            found.append(("done", "Report it as done"))
        if state in (ActionState.AGREED, ActionState.ACKNOWLEDGED):
            found.append(("start", "It has been begun"))
    if _oversees(request) and action.told:
        if state is ActionState.DONE and judges(request.user, request.today):
            found.insert(0, ("verify", "Verify"))
        if state in UNSETTLED:
            found.append(("carry", "Carry it forward"))
        if state in UNSETTLED and request.user.has_role([Role.CHAIR], request.today):
            found.append(("cancel", "Cancel it"))
    return found


Make = Callable[[SignedIn, AgreedAction, CaseReview | None, str], HttpResponse]


def _page(
    request: SignedIn, action: AgreedAction, form: Any, verb: Callable[[], Any], back: str, **page: Any
) -> HttpResponse:
    page = {"caption": f"{action.person.reference}: {action.called}", "lede": action.what, **page}
    return form_page(request, form, verb, back=back, **page)


def _acknowledge(
    request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str
) -> HttpResponse:
    form = AcknowledgeForm(posted(request), row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.acknowledge_action(request.user, action=action, now=request.now, **form.cleaned_data),
        back,
        said="It is yours.",
        heading="Take the action on",
        submit_text="Take it on",
    )


def _start(request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str) -> HttpResponse:
    form = StartForm(posted(request), row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.start_action(request.user, action=action, now=request.now, **form.cleaned_data),
        back,
        said="Recorded.",
        heading="The action has been begun",
        submit_text="Save",
    )


def _done(request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str) -> HttpResponse:
    form = DoneForm(posted(request), today=request.today, row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.finish_action(request.user, action=action, now=request.now, **form.cleaned_data),
        back,
        said="Reported as done. Somebody else verifies it.",
        heading="Report the action as done",
        submit_text="Report it as done",
    )


def _verify(request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str) -> HttpResponse:
    form = VerifyForm(posted(request), row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.verify_action(
            request.user,
            action=action,
            version=form.cleaned_data["version"],
            shown=form.cleaned_data["shown"] == "yes",
            note=form.cleaned_data["note"],
            now=request.now,
        ),
        back,
        said="Recorded.",
        heading="Verify the action",
        lede=f"{action.what}. It was to show: {action.success}. Reported: {action.evidence}",
        submit_text="Save",
    )


def _carry(request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str) -> HttpResponse:
    form = CarryForm(posted(request), today=request.today, row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.carry_action(
            request.user, action=action, case=heard, now=request.now, **form.cleaned_data
        ),
        back,
        said="Carried forward. Its first day stays on record.",
        heading="Carry the action forward",
        submit_text="Carry it forward",
    )


def _cancel(request: SignedIn, action: AgreedAction, heard: CaseReview | None, back: str) -> HttpResponse:
    form = CancelForm(posted(request), row=action)
    return _page(
        request,
        action,
        form,
        lambda: actions.cancel_action(request.user, action=action, now=request.now, **form.cleaned_data),
        back,
        said="Cancelled. It stays on record.",
        heading="Cancel the action",
        submit_text="Cancel it",
        submit_warning=True,
    )


_OVERSEEN = ("verify", "carry", "cancel")
_STEPS: dict[str, Make] = {
    "acknowledge": _acknowledge,
    "start": _start,
    "done": _done,
    "verify": _verify,
    "carry": _carry,
    "cancel": _cancel,
}
