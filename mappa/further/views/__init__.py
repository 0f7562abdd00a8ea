"""The pages of a serious further offence: the charges of a person, one recorded or taken back, the board’s decision."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from accounts.choices import Role
from mappa import actions
from mappa.further import queries, rules
from mappa.further.choices import QUALIFYING
from mappa.further.forms import ChargeForm, CompleteForm, DecisionForm, StartForm, TakeBackForm
from mappa.models import SeriousCaseReview
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out

SECTION = "person-mappa"


def home(person: Person) -> str:
    return reverse("further-offences", args=[person.pk])


@require_safe
def further_offences(request: SignedIn, person_id: UUID) -> HttpResponse:
    """With which grave offences were they charged, who reviews it, and how far has that come?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    may = person.relationship.may
    context = {
        **shell(request, person, SECTION),
        "charges": [
            (each, rules.is_mandatory(each.charged, each.level, qualifying=QUALIFYING))
            for each in queries.of_person(person)
        ],
        "may_record": may(Capability.RECORD) or may(Capability.COORDINATE),
        "may_take_back": may(Capability.APPROVE),
        "may_decide": may(Capability.COORDINATE),
        "may_inspect": inspects(request, person),
        "may_read_frozen": may(Capability.APPROVE),
        "may_export": may(Capability.EXPORT),
        "today": request.today,
    }
    return render(request, "mappa/further/offences.html", context)


def inspects(request: SignedIn, person: Person) -> bool:
    """Whether this reader opens and closes management reviews of the person."""
    inspector = request.user.has_role([Role.DETECTIVE_INSPECTOR], request.today)
    return inspector and person.relationship.may(Capability.APPROVE)


def record_charge(request: SignedIn, person_id: UUID) -> HttpResponse:
    """They are charged: with what, and when."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if not any(person.relationship.may(each) for each in (Capability.RECORD, Capability.COORDINATE)):
        raise Http404
    form = ChargeForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_charge(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Record a serious further offence",
        lede="The category and level are those of the day of the charge, from the record.",
        said="Recorded. The risk is to be looked at again, and the inspectors are told.",
        back=home(person),
    )


def take_back(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """A charge that was recorded in error."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    charge = queries.charge_of(person, charge_id)
    form = TakeBackForm(posted(request), row=charge)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.take_back_charge(request.user, charge=charge, now=request.now, **form.cleaned_data),
        heading="Take a charge off the record",
        lede=f"{charge}. It stays in the history, and counts for nothing.",
        submit_text="Take it off the record",
        said="Taken off the record.",
        back=home(person),
    )


def decide(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """What did the board decide about a serious case review?"""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    charge = queries.charge_of(person, charge_id)
    if request.method == "GET" and SeriousCaseReview.objects.filter(charge=charge).exists():
        return redirect(home(person))
    mandatory = rules.is_mandatory(charge.charged, charge.level, qualifying=QUALIFYING)
    form = DecisionForm(
        posted(request),
        today=request.today,
        mandatory=mandatory,
        initial={"held": "yes"} if mandatory else {},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.decide_case_review(request.user, charge=charge, now=request.now, **form.said()),
        heading="What did the board decide about a serious case review?",
        lede=f"{charge}. {charge.standing_words} on that day.",
        said="Recorded.",
        back=home(person),
    )


def start(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """The serious case review has started."""
    person, review = _review(request, person_id, charge_id)
    if request.method == "GET" and review.started_on:
        return redirect(home(person))
    form = StartForm(posted(request), row=review, today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.start_case_review(request.user, review=review, now=request.now, **form.cleaned_data),
        heading="The serious case review has started",
        said="Recorded.",
        back=home(person),
    )


def complete(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """The serious case review is complete."""
    person, review = _review(request, person_id, charge_id)
    if request.method == "GET" and (review.completed_on or not review.started_on):
        return redirect(home(person))
    form = CompleteForm(posted(request), row=review, today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.complete_case_review(
            request.user, review=review, now=request.now, **form.cleaned_data
        ),
        heading="The serious case review is complete",
        said="Recorded.",
        back=home(person),
    )


def _review(request: SignedIn, person_id: UUID, charge_id: UUID) -> tuple[Person, SeriousCaseReview]:
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    return person, queries.case_review_of(person, charge_id)
