"""The forms of orders and licences: parse, fetch what is reached, call the verb."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from frontend.dates import words
from offenders.actions import release_again, vary_condition
from offenders.models import OrderCondition, Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import Complied, YesNo
from riskplans.models import ConditionChecked
from riskplans.orders import queries
from riskplans.orders.choices import BEFORE_COURT, ApplicationState, LicenceStep, Purpose
from riskplans.orders.forms import (
    AdjournForm,
    CheckForm,
    ConsiderForm,
    HoldForm,
    LicenceDayForm,
    ReleasedForm,
    ReturnForm,
    ServiceForm,
    StepForm,
    VaryForm,
    WarningForm,
)

_TO = {"to": "person-orders", "submit_text": "Save"}


def _reached(request: SignedIn, person_id: UUID) -> Person:
    return person_within_reach(request.user, Capability.RECORD, person_id, request.now)


def consider(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Begin an application to a court."""
    person = _reached(request, person_id)
    asked = request.GET.get("for", "")
    form = ConsiderForm(
        posted(request),
        today=request.today,
        orders=queries.live_orders(person, request.today),
        initial={"asked": asked, "considered_on": request.today},
    )

    def verb() -> None:
        actions.consider_order(
            request.user,
            person=person,
            fields=form.said(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Consider an application to a court",
        said="Recorded as being considered. Record next that it was applied for, or why it is not.",
        **_TO,
    )


_HEADINGS = {
    ApplicationState.APPLIED: "Record the application to the court",
    ApplicationState.INTERIM: "Record an interim order",
    ApplicationState.GRANTED: "Record what the court decided",
    ApplicationState.WITHDRAWN: "Record that it was withdrawn",
    ApplicationState.DROPPED: "Decide not to apply",
}


def step(request: SignedIn, person_id: UUID, application_id: UUID, step: str) -> HttpResponse:
    """The next step of an application."""
    if step not in _HEADINGS:
        raise Http404
    state = ApplicationState(step)
    person = _reached(request, person_id)
    application = queries.application_of(person, application_id)
    form = StepForm(posted(request), today=request.today, row=application, state=state)

    def verb() -> None:
        follows, said = form.said()
        actions.take_application_further(
            request.user,
            application=application,
            version=form.cleaned_data["version"],
            state=follows,
            said=said,
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading=_HEADINGS[state],
        lede=f"{application}. {_then(application.purpose, state)}".strip(),
        said="Recorded. Every date that rests on it has been computed again.",
        **_TO,
    )


def adjourn(request: SignedIn, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Another day for a hearing."""
    person = _reached(request, person_id)
    application = queries.application_of(person, application_id)
    if application.state not in BEFORE_COURT and request.method == "GET":
        return redirect("person-orders", person_id=person.pk)
    form = AdjournForm(posted(request), today=request.today, row=application, initial={"hearing_on": None})

    def verb() -> None:
        said = form.cleaned_data
        actions.adjourn_hearing(
            request.user,
            application=application,
            version=said["version"],
            hearing_on=said["hearing_on"],
            why=said.get("adjourned_why", ""),
            now=request.now,
        )

    stood = application.hearing_on
    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Record that the hearing was put off" if stood else "Record the day of the hearing",
        lede=f"{application}." + (f" The hearing was to be on {words(stood)}." if stood else ""),
        said="Recorded. The diary has the new day.",
        **_TO,
    )


def _then(purpose: str, state: ApplicationState) -> str:
    if state == ApplicationState.GRANTED and purpose == Purpose.NEW:
        return "If it was made, add its conditions word for word afterwards, and record service."
    if state == ApplicationState.GRANTED and purpose == Purpose.VARY:
        return "If it was granted, record each condition’s new words afterwards."
    return ""


def service(request: SignedIn, person_id: UUID, order_id: UUID) -> HttpResponse:
    """How an order was served."""
    person = _reached(request, person_id)
    order = queries.order_of(person, order_id)
    form = ServiceForm(
        posted(request), today=request.today, row=order, initial={"served_on": order.served_on}
    )

    def verb() -> None:
        said = form.cleaned_data
        actions.record_service(
            request.user,
            order=order,
            version=said["version"],
            served_on=said["served_on"],
            fields=form.fields_said(),
            now=request.now,
            submission=said["submission"],
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Record service",
        lede=f"{order}. A breach can be proved only of an order that they knew of.",
        **_TO,
    )


def check(request: SignedIn, person_id: UUID, condition_id: UUID) -> HttpResponse:
    """One condition, checked apart from a visit; a suspected breach is gone on with at once."""
    person = _reached(request, person_id)
    condition = queries.condition_of(person, condition_id)
    form = CheckForm(
        posted(request),
        today=request.today,
        initial={"checked_on": request.today, "checked_by": str(request.user)},
    )
    made: list[ConditionChecked] = []

    def verb() -> None:
        said = dict(form.cleaned_data)
        found = Complied(said.pop("found"))
        made.append(
            actions.check_condition(request.user, condition=condition, found=found, now=request.now, **said)
        )

    response = carried_out(
        request,
        person,
        form,
        verb,
        heading="Record a check",
        lede="",
        template="riskplans/orders/check.html",
        condition=condition,
        said="Recorded.",
        **_TO,
    )
    if made and made[0].found == Complied.BREACH:
        breach = queries.enquiry_into(made[0])
        if breach:
            return redirect("breach", person_id=person.pk, breach_id=breach.pk)
    return response


def vary(request: SignedIn, person_id: UUID, condition_id: UUID) -> HttpResponse:
    """A condition in new words."""
    person = _reached(request, person_id)
    condition = queries.condition_of(person, condition_id)
    form = VaryForm(
        posted(request),
        today=request.today,
        row=condition,
        initial={
            "wording": condition.wording,
            "checked": condition.checked,
            "permits": YesNo.YES if condition.permits_monitoring else YesNo.NO,
        },
    )

    def verb() -> None:
        said = dict(form.cleaned_data)
        permits = said.pop("permits") == YesNo.YES
        vary_condition(request.user, condition=condition, permits_monitoring=permits, now=request.now, **said)

    of = condition.order if isinstance(condition, OrderCondition) else condition.licence
    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Vary a condition",
        lede=f"{of}. {condition}.",
        said="Recorded. The earlier words stay on the record.",
        **_TO,
    )


def hold(request: SignedIn, person_id: UUID, order_id: UUID) -> HttpResponse:
    """A passport that was handed in."""
    person = _reached(request, person_id)
    order = queries.order_of(person, order_id)
    form = HoldForm(posted(request), today=request.today, documents=queries.passports(person))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.hold_passport(
            request.user,
            order=order,
            fields=form.said(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record a passport handed in",
        lede=f"{order}.",
        said="Recorded.",
        **_TO,
    )


def give_back(request: SignedIn, person_id: UUID, passport_id: UUID) -> HttpResponse:
    """A passport that was given back."""
    person = _reached(request, person_id)
    passport = queries.passport_of(person, passport_id)
    form = ReturnForm(posted(request), today=request.today, row=passport)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.return_passport(
            request.user, passport=passport, now=request.now, **form.cleaned_data
        ),
        heading="Record that the passport was given back",
        lede=f"{passport}. Kept at: {passport.kept_at}.",
        said="Recorded.",
        **_TO,
    )


def licence_step(request: SignedIn, person_id: UUID, licence_id: UUID, step: str) -> HttpResponse:
    """A warning, recall, the return to custody, a release after it, the end."""
    if step not in LicenceStep.values:
        raise Http404
    its = LicenceStep(step)
    person = _reached(request, person_id)
    licence = queries.licence_of(person, licence_id)
    form: Any
    if its is LicenceStep.WARNING:
        form = WarningForm(posted(request), today=request.today, conditions=queries.conditions_under(licence))
    elif its is LicenceStep.RELEASED:
        ends = {name: getattr(licence, name) for name in ("officer", "licence_ends_on", "sentence_ends_on")}
        form = ReleasedForm(posted(request), today=request.today, row=licence, initial=ends)
    else:
        form = LicenceDayForm(posted(request), today=request.today, row=licence, step=its)

    def verb() -> None:
        said = form.cleaned_data
        if its is LicenceStep.WARNING:
            actions.warn_under_licence(
                request.user,
                licence=licence,
                fields=form.said(),
                now=request.now,
                submission=said["submission"],
            )
        elif its is LicenceStep.RELEASED:
            release_again(
                request.user,
                licence=licence,
                version=said["version"],
                released_on=said["released_on"],
                values=form.values(),
                now=request.now,
                submission=said["submission"],
            )
        else:
            actions.take_licence_further(
                request.user,
                licence=licence,
                version=said["version"],
                step=its,
                on=said["on"],
                recall=said.get("recall", ""),
                now=request.now,
            )

    return carried_out(
        request, person, form, verb, heading=its.label, lede=f"{licence}.", said="Recorded.", **_TO
    )
