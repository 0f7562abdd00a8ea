"""What is done about a referral: written, endorsed, decided, given what was asked for, appealed, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from mappa import actions
from mappa.models import Referral
from mappa.referrals import prefill, queries
from mappa.referrals.choices import OPEN, Purpose, ReferralState
from mappa.referrals.forms import AgainForm, EndorseForm, NewForm, NoteForm, ReferralForm, TriageForm
from mappa.referrals.letters import form as letter_of
from mappa.referrals.views.pages import may_hear
from mappa.status import record
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans.choices import YesNo


def refer(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Write a referral from what the record says."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    if request.method == "GET" and (under_way := queries.open_of(person)):
        return redirect("referral", person_id=person.pk, referral_id=under_way.pk)
    known = prefill.parts(person, request.today)
    status = record.current(person, request.today)
    form = NewForm(
        posted(request),
        known=known,
        initial={
            "category": status.category if status else "",
            "area": status.area if status and status.area else person.force.name,
            "agency": "police",
            "contact": request.user.email,
        },
    )
    return _written(
        request,
        person,
        form,
        lambda: actions.refer(
            request.user,
            person=person,
            written=form.written(),
            known=known,
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Refer to level 2 or 3",
        said="Written. Your supervisor endorses it, then the coordinator decides.",
    )


def again(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    """Give what is asked for: the coordinator's clock goes on."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    referral = queries.named(person, referral_id)
    if request.method == "GET" and referral.state != ReferralState.RETURNED:
        return redirect("referral", person_id=person.pk, referral_id=referral.pk)
    known = prefill.parts(person, request.today)
    blocks = list(referral.blocks.all())
    header = ("level", "category", "area", "agency", "contact", "urgent_why", "why_level_3", "withheld_from")
    form = AgainForm(
        posted(request),
        row=referral,
        known=known,
        initial={
            **{name: getattr(referral, name) for name in header},
            "urgent": YesNo.NO if referral.urgent else YesNo.YES,
            **{f"{block.part}_text": block.text for block in blocks},
            **{f"{block.part}_checked": bool(block.text) for block in blocks},
        },
    )
    return _written(
        request,
        person,
        form,
        lambda: actions.resubmit(
            request.user,
            referral=referral,
            version=form.cleaned_data["version"],
            written=form.written(),
            known=known,
            now=request.now,
        ),
        heading="Give what is asked for",
        said="Submitted again.",
        asked=next((step for step in reversed(queries.steps(referral)) if step.kind == "returned"), None),
    )


def _written(request: SignedIn, person: Person, form: ReferralForm, verb: Any, **page: Any) -> HttpResponse:
    return carried_out(
        request,
        person,
        form,
        verb,
        submit_text="Submit it",
        to="person-mappa",
        template="mappa/refer.html",
        caption=letter_of(Purpose.REFERRAL, request.today),
        parts=form,
        **page,
    )


def step(request: SignedIn, person_id: UUID, referral_id: UUID, step: str) -> HttpResponse:
    """One step of a referral, by its name."""
    known = _STEPS.get(step)
    if known is None:
        raise Http404
    return known(request, person_id, referral_id)


def _endorse(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    person, referral = _of(request, Capability.APPROVE, person_id, referral_id)
    own = request.user.pk in (referral.recorded_by_id, referral.edited_by_id)
    if request.method == "GET" and (own or referral.state != ReferralState.ENDORSING):
        return redirect("referral", person_id=person.pk, referral_id=referral.pk)
    form = EndorseForm(posted(request), row=referral)

    def verb() -> None:
        said = form.cleaned_data
        actions.endorse(
            request.user,
            referral=referral,
            version=said["version"],
            agree=said["decision"] == "agree",
            note=said["note"],
            now=request.now,
        )

    return _answered(request, person, referral, form, verb, "Endorse the referral", back=reverse("approvals"))


def _triage(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    person, referral = _of(request, Capability.COORDINATE, person_id, referral_id)
    states = (ReferralState.SUBMITTED, ReferralState.APPEALED)
    if request.method == "GET" and referral.state not in states:
        return redirect("referral", person_id=person.pk, referral_id=referral.pk)
    appealed = referral.state == ReferralState.APPEALED
    if appealed and not may_hear(request.user, queries.steps(referral), request):
        raise PermissionDenied
    form = TriageForm(
        posted(request), row=referral, appealed=appealed, initial={"level_given": referral.level}
    )
    return _answered(
        request,
        person,
        referral,
        form,
        lambda: actions.triage(request.user, referral=referral, now=request.now, **form.cleaned_data),
        "Decide on the appeal" if appealed else "Decide on the referral",
        back=reverse("referrals"),
    )


def _appeal(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    return _noted(
        request,
        Capability.RECORD,
        person_id,
        referral_id,
        actions.appeal,
        "Appeal to a chair",
        (ReferralState.DECLINED,),
    )


def _withdraw(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    # As the verb asks: one that was accepted is the coordinator's, whatever else they are.
    accepted = Referral.objects.filter(pk=referral_id, state=ReferralState.ACCEPTED).exists()
    return _noted(
        request,
        Capability.COORDINATE if accepted else Capability.RECORD,
        person_id,
        referral_id,
        actions.withdraw_referral,
        "Take the referral back",
        (ReferralState.ACCEPTED,) if accepted else tuple(OPEN),
    )


def _noted(
    request: SignedIn,
    capability: Capability,
    person_id: UUID,
    referral_id: UUID,
    verb: Any,
    heading: str,
    states: tuple[ReferralState, ...],
) -> HttpResponse:
    person, referral = _of(request, capability, person_id, referral_id)
    if request.method == "GET" and referral.state not in states:
        return redirect("referral", person_id=person.pk, referral_id=referral.pk)
    form = NoteForm(posted(request), row=referral)
    return _answered(
        request,
        person,
        referral,
        form,
        lambda: verb(request.user, referral=referral, now=request.now, **form.cleaned_data),
        heading,
    )


def _answered(
    request: SignedIn,
    person: Person,
    referral: Referral,
    form: Any,
    verb: Any,
    heading: str,
    *,
    back: str = "",
) -> HttpResponse:
    here = reverse("referral", args=[person.pk, referral.pk])
    return carried_out(
        request,
        person,
        form,
        verb,
        heading=heading,
        submit_text="Save",
        said="Recorded.",
        back=back or here,
        template="mappa/step.html",
        referral=referral,
        whole=here,
        blocks=[block for block in referral.blocks.all() if block.part in ("reason", "risk")],
    )


def _of(
    request: SignedIn, capability: Capability, person_id: UUID, referral_id: UUID
) -> tuple[Person, Referral]:
    person = person_within_reach(request.user, capability, person_id, request.now)
    return person, queries.named(person, referral_id)


_STEPS = {"endorse": _endorse, "triage": _triage, "appeal": _appeal, "withdraw": _withdraw}
