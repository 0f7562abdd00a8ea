"""What is done about a disclosure: taken in, and each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from access.forms import accepted, compare, posted, put_stale_on_form
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.models import Person
from riskplans import actions
from riskplans.disclosure import policies, queries
from riskplans.disclosure.choices import DECIDED, EARLY, CaseState
from riskplans.disclosure.forms import (
    ChecksForm,
    CloseForm,
    DangerForm,
    DecideForm,
    InterviewForm,
    NewForm,
    SafeForm,
    SubjectForm,
    TestsForm,
    ToldForm,
    WhyForm,
)
from riskplans.models import DisclosureCase
from riskplans.visits.forms import moment

NOBODY = "No record with that reference is open to you."


def _page(
    request: SignedIn, form: forms.Form, verb: Callable[[], Any], *, back: str, said: str, **page: Any
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out. No draft is kept: it would hold a child's name."""

    def overtaken(stale: Stale) -> None:
        put_stale_on_form(form, compare(stale), version=form.row.version)  # type: ignore[attr-defined]

    if accepted(form, verb, overtaken=overtaken if hasattr(form, "row") else None):
        messages.success(request, said)
        return redirect(back)
    return render(
        request,
        "riskplans/disclosure/form.html",
        {"form": form, "back_href": back, "today": request.today, **page},
    )


def new(request: SignedIn) -> HttpResponse:
    """Take in that somebody asks, or that the force thinks of telling somebody."""
    if not policies.takes_in(request.user, request.today):
        raise PermissionDenied
    works = policies.works(request.user, request.today)
    person = _about(request, request.GET.get("person", ""))
    form = NewForm(posted(request), today=request.today)
    made: list[DisclosureCase] = []

    def verb() -> None:
        made.append(
            actions.receive_disclosure(
                request.user,
                said=form.said(),
                danger=form.in_danger(),
                person=person,
                now=request.now,
                submission=form.cleaned_data["submission"],
            )
        )

    if accepted(form, verb):
        messages.success(
            request,
            "Taken in. The clocks run: the first checks come next."
            if works
            else "Taken in. The supervisors have been told, and go on with it.",
        )
        return redirect("disclosure", case_id=made[0].pk)
    return render(
        request,
        "riskplans/disclosure/form.html",
        {
            "form": form,
            "heading": "Take in a disclosure",
            "caption": f"About {person.reference}" if person else "",
            "submit_text": "Take it in",
            "back_href": reverse("disclosures" if works else "today"),
        },
    )


def _about(request: SignedIn, asked: str) -> Person | None:
    """The person from whose record this was begun, if the user writes on it."""
    if not asked:
        return None
    try:
        wanted = UUID(asked)
    except ValueError:
        raise Http404 from None
    within = Person.objects.within_reach(request.user, Capability.RECORD, request.today)
    person = within.filter(pk=wanted).first()
    if person is None:
        raise Http404
    return person


def step(request: SignedIn, case_id: UUID, step: str) -> HttpResponse:
    """One step of it."""
    if step not in _STEPS:
        raise Http404
    case = queries.one(request.user, case_id, request.now)
    may = policies.decidable if step in _DECIDES else policies.workable
    if not may(request.user, request.now).filter(pk=case.pk).exists():
        raise Http404
    states, make = _STEPS[step]
    back = reverse("disclosure", args=[case.pk])
    if request.method == "GET" and states and case.state not in states:
        return redirect(back)
    return make(request, case, back)


def _checks(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    form = ChecksForm(
        posted(request), today=request.today, row=case, initial={"checked_at": localtime(request.now).time()}
    )

    def verb() -> None:
        said = form.cleaned_data
        actions.record_first_checks(
            request.user,
            case=case,
            version=said["version"],
            checks=said["checks"],
            checked_at=moment(said["checked_on"], said["checked_at"]),
            now=request.now,
        )

    return _page(
        request,
        form,
        verb,
        back=back,
        said="The first checks are recorded.",
        heading="First checks",
        submit_text="Save",
        lede="Is somebody in danger now? Then keep them safe first, and say so on the page before.",
    )


def _interview(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    form = InterviewForm(posted(request), today=request.today, row=case)

    def verb() -> None:
        said = form.cleaned_data
        actions.record_interview(
            request.user,
            case=case,
            version=said["version"],
            interviewed_at=moment(said["interviewed_on"], said["interviewed_at"]),
            identity=said["identity"],
            interview=said["interview"],
            now=request.now,
        )

    return _page(
        request,
        form,
        verb,
        back=back,
        said="Recorded.",
        heading="The meeting, face to face",
        submit_text="Save",
    )


def _name(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    """Whom the reference names is shown first, and settled once that was seen: a slip of the finger names somebody."""
    form = SubjectForm(posted(request), row=case)

    def named() -> Person:
        within = Person.objects.within_reach(request.user, Capability.RECORD, request.today)
        person = within.with_name().filter(reference=form.cleaned_data["reference"]).first()
        if person is None:
            raise ValidationError({"reference": NOBODY})
        return person

    def verb() -> None:
        actions.name_subject(
            request.user, case=case, version=form.cleaned_data["version"], person=named(), now=request.now
        )

    if form.is_valid() and form.cleaned_data["seen"] != form.cleaned_data["reference"]:
        found: list[Person] = []
        if accepted(form, lambda: found.append(named())):
            asked = form.cleaned_data | {"seen": form.cleaned_data["reference"]}
            return render(
                request,
                "riskplans/disclosure/form.html",
                {
                    "form": SubjectForm(row=case, initial=asked),
                    "back_href": back,
                    "heading": "Is this whom it is about?",
                    "submit_text": "Yes, it is about them",
                    "lede": f"{_called(found[0])}. They said: {case.subject}",
                },
            )
    return _page(
        request,
        form,
        verb,
        back=back,
        said="It is about them now: their manager sees it.",
        heading="Whom is it about?",
        submit_text="Find them",
        lede=f"They said: {case.subject}",
    )


def _called(person: Person) -> str:
    """Who a reference names, to be recognised by: the name and the day of birth."""
    name = f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(", ")
    born = f", born {words(person.date_of_birth)}" if person.date_of_birth else ""
    return f"{name} ({person.reference}){born}"


def _assess(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    form = TestsForm(posted(request), row=case)

    def verb() -> None:
        actions.propose_disclosure(
            request.user,
            case=case,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        )

    return _page(
        request,
        form,
        verb,
        back=back,
        said="Proposed. Somebody else decides.",
        heading="The tests, and what you propose",
        submit_text="Put it to a decision",
    )


def _decide(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    made = case.decisions.select_related("recorded_by").filter(round=case.round).first()
    if made is None or made.recorded_by_id == request.user.pk:
        raise Http404
    if not policies.may_decide(request.user, made.outcome, request.today):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    form = DecideForm(posted(request), row=case, proposed=made.get_outcome_display())

    def verb() -> None:
        said = form.cleaned_data
        actions.decide_disclosure(
            request.user,
            case=case,
            version=said["version"],
            agree=said["decision"] == "agree",
            why=said["why"],
            now=request.now,
        )

    return _page(
        request,
        form,
        verb,
        back=back,
        said="Your decision is recorded.",
        heading="Decide on the disclosure",
        caption=f"Proposed by {made.recorded_by}",
        submit_text="Save the decision",
        decision=made,
        case=case,
    )


def _disclosed(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
    made = case.decisions.filter(round=case.round).first()
    if made is None:
        raise Http404
    form = ToldForm(posted(request), today=request.today, row=case, initial={"words": made.words})

    def verb() -> None:
        actions.record_disclosed(
            request.user,
            case=case,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        )

    return _page(
        request,
        form,
        verb,
        back=back,
        said="Recorded.",
        heading="What was disclosed",
        submit_text="Save",
        lede=f"Tell only whom the decision names: {made.recipient}. To tell anybody else is another decision. Say what "
        "was decided, and no more. They sign that they keep it to themselves.",
    )


def _plain(
    form_class: type[forms.Form], verb: Callable[..., Any], heading: str, said: str
) -> Callable[[SignedIn, DisclosureCase, str], HttpResponse]:
    def make(request: SignedIn, case: DisclosureCase, back: str) -> HttpResponse:
        form: Any = form_class(posted(request), row=case)  # type: ignore[call-arg]
        return _page(
            request,
            form,
            lambda: verb(request.user, case=case, now=request.now, **form.cleaned_data),
            back=back,
            said=said,
            heading=heading,
            submit_text="Save",
        )

    return make


_ANY: tuple[str, ...] = ()
_DECIDES = {"decide", "take-back", "drop"}
_STEPS: dict[str, tuple[tuple[str, ...], Callable[[SignedIn, DisclosureCase, str], HttpResponse]]] = {
    "checks": ((CaseState.RECEIVED,), _checks),
    "interview": ((CaseState.INTERVIEW,), _interview),
    "about": (tuple(EARLY), _name),
    "assess": ((CaseState.ASSESSMENT,), _assess),
    "decide": ((CaseState.DECISION,), _decide),
    "disclosed": ((CaseState.AUTHORISED,), _disclosed),
    "danger": (
        _ANY,
        _plain(DangerForm, actions.raise_danger, "Somebody is in danger", "Supervisors are told at once."),
    ),
    "safe": (_ANY, _plain(SafeForm, actions.record_made_safe, "Make them safe", "Recorded.")),
    "close": (tuple(DECIDED), _plain(CloseForm, actions.close_disclosure, "Close it", "Closed.")),
    "take-back": (
        (CaseState.AUTHORISED,),
        _plain(
            WhyForm,
            actions.take_back_disclosure,
            "Take the decision to disclose back",
            "Taken back: nothing is disclosed, and it is assessed anew.",
        ),
    ),
    "drop": (
        tuple(EARLY),
        _plain(WhyForm, actions.drop_disclosure, "Close it: nothing comes of it", "Closed."),
    ),
}
