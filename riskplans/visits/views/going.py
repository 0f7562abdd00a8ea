"""Planning a visit, moving it, going: the forms and buttons before anybody has knocked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.forms import posted
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from diary.queries import who_can_do
from offenders.choices import HOME_KINDS
from offenders.models import Occupancy, Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import VisitKind
from riskplans.models import Alone, Visit
from riskplans.visits import queries, rules
from riskplans.visits.forms import (
    AloneForm,
    AnswerForm,
    CallOffForm,
    CheckForm,
    MoveForm,
    PlanForm,
    Versioned,
    moment,
)


def plan(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Plan a visit; one that is planned already is shown instead."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    stands = queries.how_it_stands(person, request.today)
    if stands.open and request.method == "GET":
        return redirect("visit", person_id=person.pk, visit_id=stands.open.pk)
    made: list[Visit] = []
    initial = {
        "officer": request.user.pk,
        "kind": VisitKind.ROUTINE if stands.clock and stands.clock.seen else VisitKind.INITIAL,
    }
    form = PlanForm(
        posted(request),
        today=request.today,
        officers=who_can_do(person, request.now),
        places=_places(person),
        young=rules.is_young(person.date_of_birth, request.today),
        initial=initial,
    )
    return carried_out(
        request,
        person,
        form,
        lambda: made.append(
            actions.plan_visit(
                request.user,
                person=person,
                plan=form.plan(),
                submission=form.cleaned_data["submission"],
                now=request.now,
            )
        ),
        heading="Plan a visit",
        submit_text="Save the plan",
        said="The visit is planned. The day by which they are to be seen moves only when they have been seen.",
        to="person-visits",
        lede=_lede(stands),
    )


def _lede(stands: queries.Standing) -> str:
    if stands.decision:
        return "Attempts that failed wait for a supervisor’s decision. Until it is made, no other visit can be planned."
    if stands.away:
        return (
            f"{stands.away}. Nobody is visited at home: the clock is asked of the day they come out or back."
        )
    return " ".join(stands.next.reasons) if stands.next else ""


def _places(person: Person) -> list[tuple[str, str]]:
    """Where they live or stay, with what each is to them; their home first."""
    stays = Occupancy.objects.standing().filter(person=person, ends_on__isnull=True).select_related("address")
    found: dict[str, str] = {}
    for stay in sorted(stays, key=lambda stay: stay.kind not in HOME_KINDS):
        found.setdefault(str(stay.address), f"{stay.address} ({stay.get_kind_display().lower()})")
    return list(found.items())


def _visit(request: SignedIn, person_id: UUID, visit_id: UUID) -> tuple[Person, Visit]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return person, queries.visit_of(person, visit_id)


def _at(person: Person, visit: Visit) -> str:
    return reverse("visit", args=[person.pk, visit.pk])


def move(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """Another time, or somebody else to go along."""
    person, found = _visit(request, person_id, visit_id)
    planned = timezone.localtime(found.planned_for)
    initial = {"planned_on": planned.date(), "planned_at": planned.time(), "second": found.second}
    form = MoveForm(posted(request), today=request.today, row=found, initial=initial)

    def verb() -> None:
        said = form.cleaned_data
        actions.move_visit(
            request.user,
            visit=found,
            version=said["version"],
            planned_for=moment(said["planned_on"], said["planned_at"]),
            second=said["second"],
            why=said["why"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Change the plan",
        submit_text="Save",
        said="The plan is changed.",
        back=_at(person, found),
    )


def call_off(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """It will not take place."""
    person, found = _visit(request, person_id, visit_id)
    form = CallOffForm(posted(request), row=found)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.call_off_visit(request.user, visit=found, now=request.now, **form.cleaned_data),
        heading="Call the visit off",
        submit_text="Call it off",
        said="The visit is called off, and the supervisors are told.",
        to="person-visits",
    )


def ask_alone(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """Ask for authority to go alone."""
    person, found = _visit(request, person_id, visit_id)
    form = AloneForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.ask_to_visit_alone(request.user, visit=found, now=request.now, **form.cleaned_data),
        heading="Ask to visit alone",
        submit_text="Ask the supervisor",
        said="A supervisor has been asked. You cannot start before the answer.",
        back=_at(person, found),
        lede="Visits are made by two: alone, an officer is open to being hurt, groomed or accused.",
    )


def answer_alone(request: SignedIn, person_id: UUID, alone_id: UUID) -> HttpResponse:
    """Authorise a visit alone, or refuse it, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    asked = get_object_or_404(
        Alone.objects.standing().select_related("visit", "recorded_by"), pk=alone_id, person=person
    )
    if not recently_authenticated(request):
        return ask_again(request)
    form = AnswerForm(posted(request), row=asked)

    def verb() -> None:
        said = form.cleaned_data
        actions.answer_alone(
            request.user,
            alone=asked,
            version=said["version"],
            answer=said["answer"],
            note=said["answer_note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="May this visit be made alone?",
        submit_text="Save the answer",
        said="The answer is recorded.",
        back=reverse("visits"),
        lede=f"{asked.recorded_by} asks. Why nobody else can go: {asked.why} The risks, and what is done about them: "
        f"{asked.safeguards}",
    )


@require_POST
def start(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """We are at the door."""
    person, found = _visit(request, person_id, visit_id)
    form = Versioned(request.POST, row=found)
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        actions.start_visit(request.user, visit=found, version=seen, now=request.now)
    except Stale as stale:
        messages.error(request, f"{stale.messages[0]} Nothing has started: look at the plan again.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "The visit is under way.")
    return redirect("visit", person_id=person.pk, visit_id=found.pk)


@require_POST
def check_in(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """All is well: the time begins again."""
    person, found = _visit(request, person_id, visit_id)
    try:
        actions.check_in(request.user, visit=found, now=request.now)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Checked in.")
    return redirect("visit", person_id=person.pk, visit_id=found.pk)


def check(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Systems were looked at before a visit."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = CheckForm(posted(request), today=request.today, initial={"checked_on": request.today})
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_check(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Record checks before a visit",
        said="Recorded.",
        to="visit-pack",
    )
