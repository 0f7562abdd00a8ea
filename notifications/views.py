"""The station: take a notification. The officer: record what had to be notified."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from notifications import actions, queries
from notifications.actions.lateness import Unasked
from notifications.choices import AlertKind
from notifications.forms import (
    DID_NOT_HAPPEN,
    AlertForm,
    AsItWasForm,
    ChangeForm,
    JourneyForm,
    OutcomeForm,
    ReturnForm,
)
from notifications.models import Journey, Notification
from notifications.panels import subject_in_words
from notifications.station.forms.elsewhere import AdvanceNoticeForm, ElsewhereForm
from notifications.travelling import trip
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell, visit_of
from offenders.views.recording import carried_out
from practice.countries.names import name_of


def record(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a notification taken elsewhere: closes the duties it answers; of what was late it asks why."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    entries = queries.answerable(person)
    return _given_elsewhere(
        request,
        person,
        partial(ElsewhereForm, entries=entries),
        actions.record_notification_elsewhere,
        ("answers", "station", "submission"),
        template="notifications/record.html",
        entries=entries,
        heading="Record a notification taken elsewhere",
        submit_text="Record the notification",
        said="The notification is recorded, and the next date computed.",
    )


def advance(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record notice in advance that was given elsewhere; of what it meets late it asks why."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return _given_elsewhere(
        request,
        person,
        AdvanceNoticeForm,
        actions.record_advance_notice_elsewhere,
        ("specified_date", "foretells", "station", "submission"),
        heading="Record notice in advance that was given elsewhere",
        submit_text="Record the notice",
        said="The notice is recorded, and the next date computed.",
    )


def _given_elsewhere(
    request: SignedIn,
    person: Person,
    make: Callable[..., ElsewhereForm | AdvanceNoticeForm],
    verb: Callable[..., object],
    names: Collection[str],
    **page: Any,
) -> HttpResponse:
    """The form of what was given elsewhere, recorded by `verb` with the fields `names`; where it is late, the same form
    with the question why."""
    posted = request.POST if request.method == "POST" else None
    sent = _uuid(posted) if posted else None
    if sent and Notification.objects.filter(person=person, submission=sent).exists():
        # The same form again: a double click, or Back and Send. What it answered is open no more, so the form cannot
        # be read again to see whether it says something else now.
        messages.info(
            request,
            "You sent this form before, and it was recorded then. Nothing was recorded now: if you changed anything "
            "before you sent it again, correct what was recorded.",
        )
        return redirect("person", person_id=person.pk)

    def tried(*, late: bool) -> tuple[HttpResponse, bool]:
        form, unasked = make(posted, now=request.now, late=late), False

        def recorded() -> None:
            nonlocal unasked
            said = {name: form.cleaned_data[name] for name in names}
            try:
                verb(
                    request.user,
                    person=person,
                    given_at=form.given_at(),
                    late_reason=form.late_reason(),
                    now=request.now,
                    **said,
                )
            except Unasked:
                unasked = True
                raise

        back = reverse("person-notification", args=[person.pk])
        return carried_out(request, person, form, recorded, back_href=back, **page), unasked

    answer, unasked = tried(late=False)
    return tried(late=True)[0] if unasked else answer


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """What the police were told, and what happened that they had to be told of."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    context = {
        **shell(request, person, "person-notification"),
        "record": queries.record(person),
        "visit": visit_of(request, person),
    }
    return render(request, "notifications/overview.html", context)


def outcome(request: SignedIn, person_id: UUID, notice_id: UUID) -> HttpResponse:
    """Record what came of a notice given in advance."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    notice = get_object_or_404(
        Notification.objects.standing(), pk=notice_id, person=person, specified_date__isnull=False
    )
    form = OutcomeForm(_posted(request), candidates=queries.foreseeable(person))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_outcome(
            request.user,
            notice=notice,
            fact="" if form.cleaned_data["fact"] == DID_NOT_HAPPEN else form.cleaned_data["fact"],
            now=request.now,
        ),
        heading="What came of this notice?",
        lede=f"{notice.foretells}, foretold for {words(notice.specified_date)}",  # type: ignore[arg-type]
    )


def change(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a change that must be notified."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = ChangeForm(
        _posted(request),
        today=request.today,
        enacted=queries.intentions_are_notified(person),
        initial={"submission": uuid4()},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_change(
            request.user,
            person=person,
            change=form.change(),
            address=form.address(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record a change they must notify",
        lede="A change of home address or name, and a release, are recorded where those facts stand.",
    )


def journey(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a journey abroad."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = JourneyForm(_posted(request), today=request.today, initial={"submission": uuid4()})
    made: list[Journey] = []
    answer = carried_out(
        request,
        person,
        form,
        lambda: made.append(
            actions.record_journey(
                request.user,
                person=person,
                journey=form.journey(),
                now=request.now,
                submission=form.cleaned_data["submission"],
            )
        ),
        heading="Record a journey abroad",
    )
    if made and trip(person, made[0]).asks:
        return redirect("decide-alert", person_id=person.pk, journey_id=made[0].pk)
    return answer


def alert(request: SignedIn, person_id: UUID, journey_id: UUID) -> HttpResponse:
    """Decide whether the destination of a journey is told, with the rationale; the page says why it is asked."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    away = get_object_or_404(Journey.objects.standing(), pk=journey_id, person=person)
    going = trip(person, away)
    form = AlertForm(_posted(request), initial={"submission": uuid4()})
    return carried_out(
        request,
        person,
        form,
        lambda: actions.decide_alert(
            request.user,
            journey=away,
            decision=AlertKind(form.cleaned_data["decision"]),
            rationale=form.cleaned_data["rationale"],
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Decide whether to alert the destination",
        lede=f"{', '.join(going.countries)}, leaving {words(away.departs_on)}",
        submit_text="Record the decision",
        said="The decision is recorded. Vigil sends nothing: apply for a notice as your force does.",
        to="person-notification",
        template="notifications/decide_alert.html",
        trip=going,
    )


def journey_return(request: SignedIn, person_id: UUID, journey_id: UUID) -> HttpResponse:
    """Record the return from a journey."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    away = get_object_or_404(Journey.objects.standing(), pk=journey_id, person=person)
    form = ReturnForm(_posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_return(
            request.user,
            journey=away,
            returned_on=form.cleaned_data["returned_on"],
            point=form.cleaned_data["point"],
            now=request.now,
        ),
        heading="Record the return",
        lede=f"Departure on {words(away.departs_on)} to {', '.join(map(name_of, away.countries))}",
    )


@require_safe
def as_it_was(request: SignedIn, person_id: UUID) -> HttpResponse:
    """What was due on a day, from what the record said by then: two dates, what happened and what was known."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    asked = request.GET if "on" in request.GET else None
    form = AsItWasForm(asked, today=request.today)
    past = None
    if form.is_valid():
        day = form.cleaned_data["on"]
        past = queries.as_it_was(
            person, day, known_on=form.cleaned_data["known_on"] or min(day, request.today)
        )
    context = {
        **shell(request, person, "person-as-it-was"),
        "form": form,
        "past": past,
        "said": subject_in_words(past.subject) if past and past.subject else None,
    }
    return render(request, "notifications/as_it_was.html", context)


def _posted(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _uuid(posted: dict[str, str]) -> UUID | None:
    try:
        return UUID(str(posted.get("submission")))
    except ValueError:
        return None
