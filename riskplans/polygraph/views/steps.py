"""A test is begun, and one form for each step of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from diary.queries import who_can_do
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.models import PolygraphTest
from riskplans.polygraph import queries
from riskplans.polygraph.choices import CHECKED, STEPS, UNMADE, Result, TestState
from riskplans.polygraph.forms import (
    AnswerForm,
    AttendForm,
    BookForm,
    CheckForm,
    CloseForm,
    DropForm,
    OfferForm,
    ResultForm,
    StartForm,
)


def start(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Begin a test; one that is under way is shown instead."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    under_way = PolygraphTest.objects.open().filter(person=person).first()
    if under_way and request.method == "GET":
        return redirect("polygraph-test", person_id=person.pk, test_id=under_way.pk)
    conditions = queries.conditions(person, request.today)
    form = StartForm(posted(request), today=request.today, conditions=conditions)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.start_polygraph(request.user, person=person, now=request.now, **form.start()),
        heading="Start a polygraph test",
        submit_text="Save",
        said="The test is on the record. Its next step stands below.",
        to="person-polygraph",
        lede=""
        if conditions
        else "No condition in force asks for polygraph, so the test is voluntary. A condition "
        "that is missing is recorded under Orders and licence.",
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One form of a test: its heading, and the verb that takes what was said."""

    heading: str
    form: Callable[..., Any]
    verb: Callable[..., object]
    towards: TestState
    submit_text: str = "Save"
    said: str = "Recorded."
    lede: str = ""
    of: tuple[TestState, ...] = ()  # where it is taken from; else wherever `towards` can follow

    def follows(self, state: str) -> bool:
        return state in self.of if self.of else self.towards in STEPS.get(TestState(state), [])


def step(request: SignedIn, person_id: UUID, test_id: UUID, name: str) -> HttpResponse:
    """One step of a test; where it stands elsewhere by now, the test is shown instead."""
    if name not in _FORMS:
        raise Http404
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.test_of(person, test_id)
    its = _FORMS[name]
    if request.method == "GET" and not its.follows(found.state):
        return redirect("polygraph-test", person_id=person.pk, test_id=found.pk)
    form = its.form(request, person, found)

    def verb() -> object:
        said = {"test": found, "version": form.cleaned_data["version"], "now": request.now}
        return its.verb(request.user, form, said)

    return carried_out(
        request,
        person,
        form,
        verb,
        heading=its.heading,
        submit_text=its.submit_text,
        said=its.said,
        back=reverse("polygraph-test", args=[person.pk, found.pk]),
        caption=f"Polygraph: {found.get_exam_display().lower()}",
        lede=its.lede,
    )


def _plain(form: Any) -> Callable[..., Any]:
    return lambda request, person, found: form(posted(request), row=found)


def _dated(form: Any) -> Callable[..., Any]:
    return lambda request, person, found: form(posted(request), row=found, today=request.today)


def _peopled(form: Any) -> Callable[..., Any]:
    return lambda request, person, found: form(
        posted(request), row=found, today=request.today, officers=who_can_do(person, request.now)
    )


def _fields(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _book(user: Any, form: BookForm, said: dict[str, Any]) -> object:
    if form.is_fit:
        return actions.book_polygraph(user, **said, **form.booked())
    return actions.defer_polygraph(user, **said, **form.deferred())


def _attend(user: Any, form: AttendForm, said: dict[str, Any]) -> object:
    match form.cleaned_data["happened"]:
        case "tested":
            return actions.record_polygraph(user, **said, **form.tested())
        case "absent":
            why = form.cleaned_data["absent_why"]
            return actions.record_absence_from_polygraph(user, **said, why=why)
        case _:
            return actions.defer_polygraph(user, **said, **form.deferred())


def _result(user: Any, form: ResultForm, said: dict[str, Any]) -> object:
    fields = form.cleaned_data
    return actions.record_polygraph_result(
        user, **said, result=Result(fields["result"]), result_note=fields["result_note"]
    )


def _check(user: Any, form: CheckForm, said: dict[str, Any]) -> object:
    fields = form.cleaned_data
    return actions.check_polygraph(
        user,
        **said,
        **form.who(),
        checked_on=fields["checked_on"],
        result=Result(fields["result"]),
        checker_standing=fields["checker_standing"],
        check_note=fields["check_note"],
    )


_FORMS = {
    "offer": _Step(
        "Record the offer",
        _dated(OfferForm),
        lambda user, form, said: actions.offer_polygraph(user, **said, **_fields(form)),
        TestState.OFFERED,
    ),
    "answer": _Step(
        "Record their answer",
        _dated(AnswerForm),
        lambda user, form, said: actions.answer_polygraph(user, **said, **form.answered()),
        TestState.REFERRED,
    ),
    "book": _Step("Book the test", _peopled(BookForm), _book, TestState.BOOKED),
    "attend": _Step("Record what happened", _dated(AttendForm), _attend, TestState.TESTED),
    "result": _Step("Record the result", _plain(ResultForm), _result, TestState.UNCHECKED),
    "check": _Step(
        "Record the quality check",
        _peopled(CheckForm),
        _check,
        TestState.FINAL,
        said="The result is final.",
        lede="A second examiner, with no part in the case, looks at the test. Only then is its result final.",
    ),
    "close": _Step(
        "Close the test",
        _plain(CloseForm),
        lambda user, form, said: actions.close_polygraph(user, **said, **_fields(form)),
        TestState.CLOSED,
        submit_text="Close the test",
        said="Closed. The next test is due by the day below.",
        of=tuple(CHECKED),
    ),
    "drop": _Step(
        "End a test that will not be made",
        _plain(DropForm),
        lambda user, form, said: actions.drop_polygraph(user, **said, why=form.cleaned_data["closed_why"]),
        TestState.CLOSED,
        submit_text="End the test",
        said="Ended. The day by which they are to be tested has not moved.",
        of=tuple(UNMADE),
    ),
}
