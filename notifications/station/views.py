"""The wizard: a question a page, check your answers, and the page that says what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from access.forms import compare
from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from accounts import drafts, kept
from notifications.actions.attending import (
    add_photograph_taken,
    may_add_photograph,
    rehearse_notification,
    take_notification,
)
from notifications.actions.beginning import Overtaken, keep_page, kept_since, mark, throw_away
from notifications.actions.lateness import Unasked
from notifications.models import Acknowledgement, Attendance, Begun
from notifications.station import days, rules
from notifications.station.acknowledgement import MARKING, pdf
from notifications.station.forms.living import ChildForm, StayedForm
from notifications.station.forms.parts import on_record
from notifications.station.outcome import Answered, outcome_of
from notifications.station.scene import Scene
from notifications.station.steps import ATTENDANCE, DAYS, HAPPENED, LATE, PART, Step, Steps
from offenders.documents.forms import PhotographForm
from offenders.documents.receiving import receives, refusal_of
from offenders.documents.views import filed
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell

VERSION = "version"  # the field that says with which answer a page was opened


def start(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Begin; or go on with what was begun and not finished."""
    person = _reached(request, person_id)
    begun = Begun.objects.filter(
        owner=request.user, person=person, updated_at__gte=kept_since(person.force_id, request.now)
    ).first()
    if request.method == "POST" and begun:
        throw_away(request.user, begun=begun)
        begun = None
    if begun is None:
        return redirect("take-notification", person_id=person.pk, begun_id=uuid4(), step=HAPPENED)
    context = {
        **shell(request, person),
        "begun": begun,
        "back_href": reverse("person", args=[person.pk]),
    }
    return render(request, "notifications/station/begun.html", context)


def step(request: SignedIn, person_id: UUID, begun_id: UUID, step: str) -> HttpResponse:
    """One page of questions. What was posted is kept even when it is not yet right."""
    person = _reached(request, person_id)
    if finished := _finished(request, person, begun_id):
        return redirect(finished)
    steps = _steps(request, person, begun_id)
    asked = steps.named(step)
    if asked is None:
        return redirect("take-notification", person_id=person.pk, begun_id=begun_id, step=HAPPENED)
    if (missing := steps.unfinished(before=asked.name)) and asked.name != LATE:
        return _to(person, begun_id, missing)
    overtaken: list[tuple[str, str, str]] = []
    form = None
    if request.method == "POST":
        posted = _answers(request)
        try:
            begun = keep_page(
                request.user,
                person=person,
                begun_id=begun_id,
                page=asked.name,
                answer=posted.urlencode(),
                seen=request.POST.get(VERSION, ""),
                now=request.now,
            )
        except Overtaken as other:
            form = steps.form_with(asked, posted)
            overtaken = form.differences(steps.form_with(asked, QueryDict(other.stands)))
            form.add_error(None, compare(other))
            steps.answers[asked.name] = other.stands
        else:
            drafts.let_go(request.user, request.path)
            steps = Steps.kept(steps.scene, begun.answers)
            if steps.form(asked).is_valid():
                return _to(person, begun_id, steps.after(asked))
    form = form or steps.form(asked)
    draft = None
    if not form.is_bound and (draft := drafts.find(request.user, request.path)):
        drafts.refill(form, draft)
    before = steps.before(asked)
    context = {
        **shell(request, person),
        "form": form,
        "heading": asked.heading,
        "caption": "Take a notification",
        "draft_of": request.path,
        "step": asked,
        "seen": mark(steps.answers.get(asked.name, "")),
        "overtaken": overtaken,
        "rule": rules.words_of(asked.rule) if asked.rule else None,
        "back_href": _address(person, begun_id, before) if before else reverse("person", args=[person.pk]),
        "cancel_href": reverse("person", args=[person.pk]),
        "cancel_text": "Stop here: it is kept for you",
        **_beside(steps, asked),
        "late": _what_is_late(request, person, steps) if asked.kind == LATE else [],
    }
    return render(request, "notifications/station/step.html", context)


def check(request: SignedIn, person_id: UUID, begun_id: UUID) -> HttpResponse:
    """Check your answers, and what they will do; then record them."""
    person = _reached(request, person_id)
    if finished := _finished(request, person, begun_id):
        return redirect(finished)
    steps = _steps(request, person, begun_id)
    if missing := steps.unfinished():
        return _to(person, begun_id, missing)
    errors: list[str] = []
    foreseen, notified = None, steps.notified()
    try:
        if request.method == "POST":
            taken = take_notification(
                request.user, person=person, notified=notified, now=request.now, submission=begun_id
            )
            return redirect("notification-taken", person_id=person.pk, attendance_id=taken.pk)
        foreseen = rehearse_notification(request.user, person=person, notified=notified, now=request.now)
    except Unasked:
        return _to(person, begun_id, Step(LATE, LATE))
    except ValidationError as refused:
        errors = refused.messages
    if foreseen and foreseen.late and LATE not in steps.answers:
        return _to(person, begun_id, Step(LATE, LATE))
    context = {
        **shell(request, person),
        "errors": [{"text": message, "href": ""} for message in errors],
        "has_errors": bool(errors),
        "back_href": _address(person, begun_id, steps.all[-1]),
        "cards": _cards(person, begun_id, steps),
        "foreseen": foreseen,
        "today": request.today,
        "everything": rules.words_of(rules.EVERYTHING),
        "regular": rules.words_of(rules.REGULAR),
    }
    return render(request, "notifications/station/check.html", context)


@require_safe
def taken(request: SignedIn, person_id: UUID, attendance_id: UUID) -> HttpResponse:
    """What was done: the acknowledgement to hand over, the next date and why, who was told, what is to be done."""
    person, attendance = _attendance(request, person_id, attendance_id)
    outcome = outcome_of(attendance, request.now)
    reads = person.relationship.reads
    context = {
        **shell(request, person),
        "outcome": outcome,
        "items": [item for item in outcome.items if reads(FieldClass(item.field_class))],
        "hidden": any(not reads(FieldClass(item.field_class)) for item in outcome.items),
        "today": request.today,
        "may_notify": person.relationship.may(Capability.NOTIFY),
        "photograph_taken": may_add_photograph(request.user, attendance, request.now),
    }
    return render(request, "notifications/station/taken.html", context)


@require_safe
def paper(request: SignedIn, person_id: UUID, attendance_id: UUID) -> HttpResponse:
    """The acknowledgement, to print, sign and hand over: whoever took it gives it, and whoever may read all of it."""
    person, attendance = _attendance(request, person_id, attendance_id)
    register = get_object_or_404(Acknowledgement, attendance=attendance)
    own = register.issued_by_id == request.user.pk
    if person.relationship.by_exception or not (own or person.relationship.reads(FieldClass.FINANCE)):
        raise Http404
    consulted(object_type="acknowledgement", object_id=register.serial, sections=["notification"])
    response = HttpResponse(pdf(register.content, register.issued_at), content_type="application/pdf")
    name = f"{MARKING} {person.reference} acknowledgement {register.serial}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@receives("PHOTOGRAPH_LARGEST")
def photograph(request: SignedIn, person_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Add the photograph that was taken at the counter."""
    person = _reached(request, person_id)
    attendance = get_object_or_404(Attendance.objects.standing(), pk=attendance_id, person=person)
    asked: dict[str, Any] = {
        "today": request.today,
        "born": person.date_of_birth,
        "initial": {
            "submission": uuid4(),
            "taken_on": localdate(attendance.given_at),
            "reason": "notification",
            "shows": "face",
        },
    }
    form = (
        PhotographForm(request.POST, request.FILES, refused=refusal_of(request), **asked)
        if request.method == "POST"
        else PhotographForm(**asked)
    )

    def add() -> None:
        add_photograph_taken(
            request.user,
            attendance=attendance,
            photograph=form.photograph(),
            content=form.content(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        )

    return filed(
        request,
        person,
        form,
        add,
        to=reverse("notification-taken", args=[person.pk, attendance.pk]),
        heading="Add the photograph",
        submit_text="Add it",
    )


def _reached(request: SignedIn, person_id: UUID) -> Person:
    return person_within_reach(request.user, Capability.NOTIFY, person_id, request.now)


def _attendance(request: SignedIn, person_id: UUID, attendance_id: UUID) -> tuple[Person, Attendance]:
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = Attendance.objects.standing().select_related("recorded_by")
    attendance = get_object_or_404(found, pk=attendance_id, person=person)
    attendance.person = person
    return person, attendance


def _steps(request: SignedIn, person: Person, begun_id: UUID) -> Steps:
    """What the user has answered so far; Http404 for what is somebody else's, or about another person."""
    begun = Begun.objects.filter(pk=begun_id).first()
    if begun and (begun.owner_id != request.user.pk or begun.person_id != person.pk):
        raise Http404
    return Steps.kept(Scene(person, request.now, request.user), begun.answers if begun else "{}")


def _answers(request: SignedIn) -> QueryDict:
    """What a page was answered, and nothing that only the page itself needs."""
    posted = request.POST.copy()
    for name in ("csrfmiddlewaretoken", VERSION, kept.MINE):
        posted.pop(name, None)
    return posted


def _finished(request: SignedIn, person: Person, begun_id: UUID) -> str:
    """Where what was recorded already is shown: Back, or a second click, comes here."""
    done = Attendance.objects.filter(person=person, submission=begun_id, recorded_by=request.user).first()
    return reverse("notification-taken", args=[person.pk, done.pk]) if done else ""


def _address(person: Person, begun_id: UUID, step: Step | None) -> str:
    if step is None:
        return reverse("check-notification", args=[person.pk, begun_id])
    return reverse("take-notification", args=[person.pk, begun_id, step.name])


def _to(person: Person, begun_id: UUID, step: Step | None) -> HttpResponse:
    return redirect(_address(person, begun_id, step))


def _beside(steps: Steps, asked: Step) -> dict[str, Any]:
    """What a page shows beside its questions."""
    scene = steps.scene
    if asked.kind == HAPPENED:
        return {"away": scene.away, "everything": rules.words_of(rules.EVERYTHING)}
    if asked.kind == ATTENDANCE:
        return {"stations": scene.stations}
    if asked.kind == PART:
        return {"on_record": on_record(scene, steps.form(asked).part)}
    if asked.kind == DAYS:
        return _days(steps, asked)
    return {}


def _what_is_late(request: SignedIn, person: Person, steps: Steps) -> list[Answered]:
    """The duties that are late, for the page that asks why; nothing while an answer is still to be mended."""
    before = Steps(steps.scene, {name: said for name, said in steps.answers.items() if name != LATE})
    if before.unfinished():
        return []
    try:
        notified = before.notified()
        return rehearse_notification(request.user, person=person, notified=notified, now=request.now).late
    except ValidationError:
        return []


def _days(steps: Steps, asked: Step) -> dict[str, Any]:
    """The stays at the address of the page before, those on record and the one told now."""
    form: StayedForm = steps.form(Step(asked.name.replace(DAYS, "stayed"), "stayed", asked.place))
    form.is_valid()
    given, known = form.cleaned_data, form.known()
    spans = [
        (stay.starts_on, stay.ends_on)
        for stay in steps.scene.stays
        if known and stay.address_id == known.pk and stay.starts_on and stay.ends_on
    ]
    count = days.counted([*spans, (given["starts_on"], given["ends_on"])], until=given["ends_on"])
    return {
        "count": count,
        "drawing": days.drawing(count),
        "address": ", ".join(filter(None, form.address().values())),
    }


def _cards(person: Person, begun_id: UUID, steps: Steps) -> list[dict[str, Any]]:
    """A card a page; what is still so in one."""
    cards, still = [], []
    for each in steps.all:
        form, href = steps.form(each), _address(person, begun_id, each)
        if each.kind == DAYS:
            continue
        if each.kind == PART:
            answer = form.rows()[0]["value"]
            change = {"href": href, "text": "Change", "hidden": each.heading}
            still.append({"key": form.part.label, "value": answer, "actions": [change]})
            continue
        rows = form.rows()
        if isinstance(form, ChildForm) and form.is_enough() is False:
            rows.append({"key": "Twelve hours", "value": "Not reached: this stay need not be notified"})
        cards.append({"title": each.heading, "actions": [{"text": "Change", "href": href}], "rows": rows})
    if still:
        cards.insert(-1, {"title": "Gone through item by item", "actions": [], "rows": still})
    return cards
