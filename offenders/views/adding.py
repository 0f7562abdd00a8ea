"""Add a person: one step a page, answers kept as they are typed, everything checked before anything is written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.choices import Channel
from access.log import consulted
from access.requests import SignedIn
from offenders import actions, policies
from offenders.actions import NewPerson
from offenders.forms import CustodyStep, HomeStep, IdentityForm, OffenceForm
from offenders.models import Draft, Person
from offenders.search import queries as search
from offenders.search.queries import Answer

# Step, form, and the question at the head of its page.
STEPS: list[tuple[str, type[forms.Form], str]] = [
    ("identity", IdentityForm, "Who is this person?"),
    ("offence", OffenceForm, "What were they convicted of, and what did the court do?"),
    ("home", HomeStep, "Where do they live?"),
    ("custody", CustodyStep, "Are they in custody?"),
]
NAMES = [name for name, _, _ in STEPS]
# Whether the officer has looked at those who may be the same person: kept with the answers, for as long as those of the
# identity stand.
ALIKE, NONE_OF_THEM = "alike", "none of them"


def start(request: SignedIn) -> HttpResponse:
    """Begin a new draft; the address is good for as long as the draft is."""
    _guard(request)
    return redirect("add-person-step", draft_id=uuid4(), step=NAMES[0])


def step(request: SignedIn, draft_id: UUID, step: str) -> HttpResponse:
    """One page of questions. What was posted is kept even when it is not yet right."""
    _guard(request)
    if finished := Person.objects.filter(submission=draft_id, recorded_by=request.user).first():
        return redirect("person", person_id=finished.pk)
    draft = _draft(request, draft_id)
    if step not in NAMES:
        return redirect("add-person-step", draft_id=draft_id, step=NAMES[0])
    if missing := next((name for name in NAMES[: NAMES.index(step)] if name not in draft.answers), None):
        return redirect("add-person-step", draft_id=draft_id, step=missing)
    if step != NAMES[0] and _unasked(draft):
        return redirect("add-person-alike", draft_id=draft_id)
    _, _, question = STEPS[NAMES.index(step)]
    if request.method == "POST":
        _answer(draft, step, request.POST.urlencode(), request.now)
        if (form := _form(draft, step, request.today)).is_valid():
            if step == NAMES[0] and _unasked(draft) and not _is_known(_alike(request, form)):
                _answer(draft, ALIKE, NONE_OF_THEM, request.now)
            return (
                redirect("add-person-alike", draft_id=draft_id)
                if _unasked(draft)
                else redirect(_next(draft, step))
            )
    form = _form(draft, step, request.today)
    context = {
        "form": form,
        "heading": question,
        "caption": f"Add a person: step {NAMES.index(step) + 1} of {len(NAMES)}",
        "back_href": _before(draft, step),
    }
    return render(request, "offenders/add_step.html", context)


def alike(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """Is it one of these? Whoever on record has nearly the same name and birthday, before more is asked."""
    _guard(request)
    if finished := Person.objects.filter(submission=draft_id, recorded_by=request.user).first():
        return redirect("person", person_id=finished.pk)
    draft = get_object_or_404(Draft, pk=draft_id, owner=request.user)
    identity = _form(draft, NAMES[0], request.today)
    if not identity.is_valid():
        return redirect("add-person-step", draft_id=draft.pk, step=NAMES[0])
    found = _alike(request, identity)
    if request.method == "POST" or not _is_known(found):
        _answer(draft, ALIKE, NONE_OF_THEM, request.now)
        return redirect(_next(draft, NAMES[0]))
    context = {
        "found": found,
        "today": request.today,
        "back_href": reverse("add-person-step", args=[draft.pk, NAMES[0]]),
    }
    return render(request, "offenders/add_alike.html", context)


def check(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """Check answers, then open the record."""
    _guard(request)
    if finished := Person.objects.filter(submission=draft_id, recorded_by=request.user).first():
        return redirect("person", person_id=finished.pk)
    draft = get_object_or_404(Draft, pk=draft_id, owner=request.user)
    filled = {name: _form(draft, name, request.today) for name in NAMES}
    if unfinished := next((name for name in NAMES if not filled[name].is_valid()), None):
        return redirect("add-person-step", draft_id=draft.pk, step=unfinished)
    if _unasked(draft):
        return redirect("add-person-alike", draft_id=draft.pk)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            person = actions.add_person(
                request.user,
                new=_new_person(filled),
                now=request.now,
                submission=draft.pk,
            )
        except ValidationError as refused:
            errors = [{"text": message, "href": ""} for message in refused.messages]
        else:
            draft.delete()
            return redirect("person", person_id=person.pk)
    context = {
        "errors": errors,
        "has_errors": bool(errors),
        "back_href": reverse("add-person-step", args=[draft.pk, NAMES[-1]]),
        "cards": [
            {
                "title": question,
                "actions": [{"text": "Change", "href": reverse("add-person-step", args=[draft.pk, name])}],
                "rows": _answers(filled[name]),
            }
            for name, _, question in STEPS
        ],
        # Somebody else may have added them meanwhile.
        "twins": [row.person for row in _alike(request, filled["identity"]).rows],
    }
    return render(request, "offenders/add_check.html", context)


def _guard(request: SignedIn) -> None:
    if not policies.may_add_people(request.user, request.today):
        raise PermissionDenied


def _draft(request: SignedIn, draft_id: UUID) -> Draft:
    """The user's draft with this id, unsaved if it is new; Http404 for somebody else's."""
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft is None:
        return Draft(pk=draft_id, owner=request.user, answers={})
    return get_object_or_404(Draft, pk=draft_id, owner=request.user)


def _answer(draft: Draft, name: str, answer: str, now: datetime) -> None:
    """Keep an answer. With another identity, others may be alike."""
    if name == NAMES[0] and draft.answers.get(name) != answer:
        draft.answers.pop(ALIKE, None)
    draft.answers[name] = answer
    draft.updated_at = now
    draft.save()


def _unasked(draft: Draft) -> bool:
    return bool(draft.answers.get(ALIKE) != NONE_OF_THEM)


def _alike(request: SignedIn, identity: forms.Form) -> Answer:
    consulted(channel=Channel.SEARCH)
    said = {name: identity.cleaned_data[name] for name in ("given_names", "family_name", "date_of_birth")}
    return search.alike(request.user, request.now, **said)


def _is_known(found: Answer) -> bool:
    return bool(found.rows or found.elsewhere)


def _form(draft: Draft, step: str, today: date) -> Any:
    """The step's form, bound to what was posted if anything was."""
    form_class: Any = next(form for name, form, _ in STEPS if name == step)
    posted = QueryDict(draft.answers[step]) if step in draft.answers else None
    # What a calculation suggests is shown as begun, not as answered: the officer confirms it by going on.
    extra: dict[str, Any] = {"initial": draft.answers.get("suggested", {}).get(step)}
    if step != "identity":
        identity = _form(draft, "identity", today)
        extra["born"] = identity.cleaned_data.get("date_of_birth") if identity.is_valid() else None
    return form_class(posted, today=today, **extra)


def _next(draft: Draft, step: str) -> str:
    following = NAMES[NAMES.index(step) + 1 :]
    unanswered = next((name for name in following if name not in draft.answers), None)
    if unanswered:
        return reverse("add-person-step", args=[draft.pk, unanswered])
    return reverse("add-person-check", args=[draft.pk])


def _before(draft: Draft, step: str) -> str:
    place = NAMES.index(step)
    return reverse("add-person-step", args=[draft.pk, NAMES[place - 1]]) if place else reverse("people")


def _new_person(filled: dict[str, Any]) -> NewPerson:
    identity = filled["identity"].cleaned_data
    home = filled["home"].home()
    return NewPerson(
        **{
            name: identity[name]
            for name in ("given_names", "family_name", "date_of_birth", "sex", "kind", "management_level")
        },
        trigger=filled["offence"].trigger(),
        disposal=filled["offence"].disposal(filled["offence"].cleaned_data["date"]),
        address=filled["home"].address() if home else {},
        home=home,
        absence=filled["custody"].absence(),
    )


def _answers(form: Any) -> list[dict[str, Any]]:
    """Question and answer as they will be recorded; what was left empty is left out."""
    off = {"no"}
    if form.cleaned_data.get("known") in off or form.cleaned_data.get("detained") in off:
        names = [name for name in ("known", "detained") if name in form.cleaned_data]
    else:
        names = list(form.fields)
    rows = []
    for name in names:
        value, field = form.cleaned_data.get(name), form.fields[name]
        if isinstance(value, bool):
            value = "Yes" if value else "No"
        elif isinstance(field, forms.ChoiceField):
            value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
        if value not in (None, ""):
            rows.append({"key": str(field.label).removesuffix(" (optional)"), "value": value})
    return rows
