"""A handover on the record: asked for, written, answered, decided; and the list of those that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import accepted, posted
from access.log import shows
from access.policies import Capability, FieldClass, reach
from access.requests import SignedIn
from accounts.models import User
from accounts.stepup import ask_again, recently_authenticated
from handovers import actions, queries, rules
from handovers.choices import Answer
from handovers.forms import AnswerForm, AskForm, CaseloadForm, ConfirmForm, NoteForm, SettleForm
from handovers.models import Handover
from handovers.rules import Waits
from offenders import overseeing
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out
from practice.keys import HANDOVER_AHEAD
from practice.policy import policy_of


@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """What waits for the reader; and for those who name managers, every handover under way."""
    user = request.user
    turns = queries.turns_of(user, request.now)
    oversees = bool(reach(user, Capability.ASSIGN, request.today))
    overseen = queries.overseen(user, request.now) if oversees else queries.Overseen([], 0)
    shown = (*turns.to_answer, *turns.to_write, *turns.to_confirm, *overseen.shown)
    shows(each.person_id for each in shown)
    context = {"turns": turns, "overseen": overseen, "oversees": oversees, "today": request.today}
    return render(request, "handovers/waiting.html", context)


def ask(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Have a person handed over to another manager."""
    person = person_within_reach(request.user, Capability.ASSIGN, person_id, request.now)
    form = AskForm(posted(request), receivers=_officers(person.unit_id, request, but=person.manager_id))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.ask(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Hand over to another manager",
        lede="The manager writes a handover note, and the person stays with them until the note is accepted. "
        "No due date moves.",
        submit_text="Ask for the handover",
        said="Asked for. The manager writes the note next.",
    )


@require_safe
def one(request: SignedIn, person_id: UUID, handover_id: UUID) -> HttpResponse:
    """Where it stands, and every note written for it."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    handover = queries.handover_of(person, handover_id)
    turn = queries.turn(handover)
    user, may_assign = request.user, person.relationship.may(Capability.ASSIGN)
    context = {
        **shell(request, person),
        "handover": handover,
        "turn": turn,
        "may_write": turn is Waits.NOTE
        and person.relationship.may(Capability.RECORD)
        and actions.writes(user, handover, request.now),
        "may_answer": turn is Waits.ANSWER and handover.receiver_id == user.pk,
        "may_confirm": turn is Waits.CONFIRMATION and may_assign and actions.confirms(user, handover),
        "may_settle": turn in (Waits.NOTE, Waits.ANSWER, Waits.CONFIRMATION) and may_assign,
        "today": request.today,
    }
    return render(request, "handovers/one.html", context)


def write(request: SignedIn, person_id: UUID, handover_id: UUID) -> HttpResponse:
    """Write the note, with what is due beside it."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    handover = queries.handover_of(person, handover_id)
    if not actions.writes(request.user, handover, request.now):
        raise PermissionDenied
    notes = list(handover.notes.all())
    form = NoteForm(posted(request), before=notes[0] if notes else None)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.write(
            request.user,
            handover=handover,
            said=form.said(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Handover note",
        lede=f"For {handover.receiver}, who accepts it or returns it.",
        submit_text="Send the note",
        said=f"Sent. The person stays with {handover.giver} until {handover.receiver} accepts.",
        back=_page_of(handover),
        returned=notes[0] if notes and notes[0].answer == Answer.RETURNED else None,
        ahead=actions.ahead(person, request.now),
        days=policy_of(person.force_id, request.today).in_words(HANDOVER_AHEAD),
        template="handovers/write.html",
    )


def answer(request: SignedIn, person_id: UUID, handover_id: UUID) -> HttpResponse:
    """Accept the person or return the note, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    handover = queries.handover_of(person, handover_id)
    if handover.receiver_id != request.user.pk:
        raise PermissionDenied
    note = next(iter(handover.notes.all()), None)
    if note is None:
        raise Http404
    if not recently_authenticated(request):
        return ask_again(request)
    together = rules.goes_together(person.management_level)
    form = AnswerForm(posted(request), note=note, together=together, today=request.today)

    def answered() -> None:
        actions.answer(
            request.user,
            note=note,
            version=form.cleaned_data["version"],
            answer=Answer(form.cleaned_data["answer"]),
            missing=form.cleaned_data["missing"],
            now=request.now,
            **form.joint_visit_said(),
        )

    accepts = form.data.get("answer") == Answer.ACCEPTED
    return carried_out(
        request,
        person,
        form,
        answered,
        heading="Accept or return",
        lede=f"From {handover.giver}: {handover.why}",
        submit_text="Save the answer",
        said=_accepted(handover, together=together) if accepts else "Returned. They add what is missing.",
        back=_page_of(handover),
        note=note,
        template="handovers/answer.html",
    )


def _accepted(handover: Handover, *, together: bool) -> str:
    if together:
        return f"Accepted. The person stays with {handover.giver} until a supervisor confirms."
    return "You manage this person now. No due date has moved."


def confirm(request: SignedIn, person_id: UUID, handover_id: UUID) -> HttpResponse:
    """A supervisor confirms that somebody at high risk moves, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.ASSIGN, person_id, request.now)
    handover = queries.handover_of(person, handover_id)
    if not actions.confirms(request.user, handover):
        raise PermissionDenied
    if queries.turn(handover) is not Waits.CONFIRMATION:
        return redirect(_page_of(handover))
    if not recently_authenticated(request):
        return ask_again(request)
    form = ConfirmForm(posted(request), handover=handover)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.confirm(request.user, handover=handover, now=request.now, **form.cleaned_data),
        heading="Confirm the handover",
        lede=f"From {handover.giver} to {handover.receiver}: {handover.why}",
        submit_text=f"Confirm: they move to {handover.receiver} now",
        said=f"Confirmed. {handover.receiver} manages this person now. No due date has moved.",
        back=_page_of(handover),
        note=next(iter(handover.notes.all())),
        handover=handover,
        template="handovers/confirm.html",
    )


def settle(request: SignedIn, person_id: UUID, handover_id: UUID) -> HttpResponse:
    """A supervisor decides while it waits."""
    person = person_within_reach(request.user, Capability.ASSIGN, person_id, request.now)
    handover = queries.handover_of(person, handover_id)
    form = SettleForm(posted(request), handover=handover)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.settle(
            request.user,
            handover=handover,
            version=form.cleaned_data["version"],
            move=form.cleaned_data["decision"] == "move",
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        heading="Decide this handover",
        lede=f"From {handover.giver} to {handover.receiver}: {handover.why}",
        submit_text="Save the decision",
        said="Decided. No due date has moved.",
        back=_page_of(handover),
    )


def caseload(request: SignedIn, manager_id: UUID) -> HttpResponse:
    """Several people of one officer at once: somebody leaves, or a caseload is shared out."""
    user, today = request.user, request.today
    if not reach(user, Capability.ASSIGN, today):
        raise PermissionDenied
    manager = get_object_or_404(overseeing.has_people(user, today), pk=manager_id)
    people, more = queries.first_of(queries.caseload_to_give(user, manager, today))
    receivers = _officers(manager.unit_id, request, but=manager.pk)
    form = CaseloadForm(
        posted(request),
        people=people,
        receivers=receivers,
        chosen={"people": request.GET.getlist("people"), "receiver": request.GET.get("receiver", "")},
    )

    def asked() -> None:
        cleaned = dict(form.cleaned_data)
        actions.ask_for_all(user, now=request.now, **cleaned)

    if accepted(form, asked):
        messages.success(request, "Asked for. Each note is written and accepted by itself.")
        return redirect("handovers")
    context: dict[str, Any] = {
        "form": form,
        "caption": f"From {manager}",
        "heading": "Hand people over",
        "lede": "Each person moves when the next manager accepts their note. No due date moves."
        if manager.is_active
        else "They have left, so you write the notes, or decide without one.",
        "submit_text": "Ask for the handovers",
        "back_href": reverse("cover"),
        "cancel_href": reverse("cover"),
        "more": more,
    }
    return render(request, "handovers/caseload.html", context)


def _officers(unit_id: int | None, request: SignedIn, *, but: UUID | None) -> QuerySet[User]:
    """The officers of a unit who can manage somebody, by name, without the manager."""
    officers = overseeing.officers(request.today).filter(~Q(pk=but), unit=unit_id, is_active=True)
    return officers.order_by("family_name", "collar_number")


def _page_of(handover: Handover) -> str:
    return reverse("handover", args=[handover.person_id, handover.pk])
