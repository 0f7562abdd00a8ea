"""The pages of polygraph: how one person stands, one test, and one form for each step of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.forms import posted
from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from diary.queries import who_can_do
from frontend.dates import words
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.classes import readable
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.polygraph import queries, rules
from riskplans.polygraph.choices import CHECKED, STEPS, UNMADE, Result, TestState, Triage
from riskplans.polygraph.forms import (
    AnswerForm,
    AttendForm,
    BookForm,
    CheckForm,
    CloseForm,
    DisclosureForm,
    DropForm,
    OfferForm,
    ResultForm,
    StartForm,
    TriageForm,
)


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """By when they are to be tested and why, the test under way, and those before."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    consulted(sections=["polygraph"])
    stands = queries.how_it_stands(person, request.today)
    reads = person.relationship.reads(FieldClass.INTELLIGENCE)
    told = [each for each in (stands.open.disclosures.all() if stands.open else ()) if not each.voided_at]
    action = queries.next_action(stands.open, told) if stands.open else None
    results = [test.result for test in stands.past if test.result]
    readable([*stands.past, *([stands.open] if stands.open else [])], person.relationship)
    context = {
        **shell(request, person, "person-polygraph"),
        "stands": stands,
        "action": action,
        "reads": reads,
        "reads_health": person.relationship.reads(FieldClass.HEALTH),
        "summary": rules.summary(results),
        "told": told if reads else [],
        "may_record": person.relationship.may(Capability.RECORD),
        "today": request.today,
    }
    return render(request, "riskplans/polygraph/overview.html", context)


@require_safe
def test(request: SignedIn, person_id: UUID, test_id: UUID) -> HttpResponse:
    """One test: how it stands, its next step, what was disclosed."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.test_of(person, test_id)
    told = queries.disclosures(found)
    action = queries.next_action(found, told)
    (found,) = readable([found], person.relationship)
    reads = person.relationship.reads(FieldClass.INTELLIGENCE)
    context = {
        **shell(request, person, "person-polygraph"),
        "test": found,
        "rows": [{"key": key, "value": value} for key, value in _rows(found, person) if value],
        "told": told if reads else [],
        "reads": reads,
        "action": action,
        "may_record": person.relationship.may(Capability.RECORD),
        "may_drop": queries.may_be_dropped(found),
        "may_add": found.tested_on is not None and not found.is_over,
    }
    return render(request, "riskplans/polygraph/test.html", context)


test.__test__ = False  # type: ignore[attr-defined]


def _rows(test: PolygraphTest, person: Person) -> list[tuple[str, Any]]:
    condition = test.condition
    return [
        (
            "Rests on",
            f"{test.get_basis_display()}: {condition.wording}" if condition else test.get_basis_display(),
        ),
        ("Type", test.get_exam_display()),
        ("Question areas", test.area_words),
        ("Offered", words(test.offered_on) if test.offered_on else ""),
        ("Consent", f"{words(test.consent_on)}. {test.consent}" if test.consent_on else ""),
        ("Refused because", test.refused_why),
        ("What the refusal means for their risk", test.risk_note),
        ("Booked for", _moment(test)),
        ("Examiner", test.examiner_name),
        ("Not fit because", rules.unfit_words(test.unfit_for, "")),
        ("Fitness", test.fitness),
        ("To be looked at again", words(test.again_on) if test.again_on else ""),
        ("Did not attend because", test.absent_why),
        ("Tested", words(test.tested_on) if test.tested_on else ""),
        ("Result", test.get_result_display() if test.result else ""),
        ("The examiner says", test.result_note),
        (
            "Quality check",
            f"{test.checker_name}, {words(test.checked_on)}. {test.check_note}" if test.checked_on else "",
        ),
        ("What was done", test.actions),
        ("Shared with", test.shared_with),
        ("Came to nothing because", test.closed_why),
    ]


def _moment(test: PolygraphTest) -> str:
    if test.booked_for is None:
        return ""
    at = timezone.localtime(test.booked_for)
    return f"{words(at.date())}, {at:%H:%M}" + (f", {test.place}" if test.place else "")


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
        lede="A second examiner looks at the test. Only then is its result final.",
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


def disclosure(request: SignedIn, person_id: UUID, test_id: UUID) -> HttpResponse:
    """Record one thing they disclosed."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.test_of(person, test_id)
    if found.tested_on is None or found.is_over:
        raise Http404
    form = DisclosureForm(posted(request), today=request.today, initial={"said_on": found.tested_on})
    made: list[PolygraphDisclosure] = []
    return carried_out(
        request,
        person,
        form,
        lambda: made.append(
            actions.record_polygraph_disclosure(
                request.user,
                test=found,
                said=form.said(),
                now=request.now,
                submission=form.cleaned_data["submission"],
            )
        ),
        heading="Record a disclosure",
        submit_text="Save",
        said="Recorded. It is triaged next.",
        back=reverse("polygraph-test", args=[person.pk, found.pk]),
        caption=f"Polygraph test of {words(found.tested_on)}",
    )


def triage(request: SignedIn, person_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Say what a disclosure is taken for, and what is done."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = get_object_or_404(PolygraphDisclosure.objects.standing(), pk=disclosure_id, person=person)
    if found.triage and request.method == "GET":
        return redirect("polygraph-test", person_id=person.pk, test_id=found.test_id)
    form = TriageForm(posted(request), row=found)

    def verb() -> None:
        said = form.cleaned_data
        actions.triage_polygraph_disclosure(
            request.user,
            disclosure=found,
            version=said["version"],
            triage=Triage(said["triage"]),
            note=said["triage_note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Triage the disclosure",
        submit_text="Save",
        said="Triaged.",
        back=reverse("polygraph-test", args=[person.pk, found.test_id]),
        lede=f"{found.get_gravity_display()}. {found.what}",
    )
