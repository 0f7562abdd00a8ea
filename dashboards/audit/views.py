"""Pages that show the access log. Each is itself in it, with its purpose."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from access import actions
from access.choices import Channel, Operation, Purpose
from access.forms import accepted, posted
from access.log import consulted
from access.models import AccessEvent
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.choices import Role
from dashboards.asked import recalled, remember
from dashboards.audit import queries
from dashboards.audit.forms import AuditForm, PurposeForm, SignOffForm
from frontend.paging import page_of
from offenders.queries import person_within_reach
from offenders.views.person import shell

A_PAGE = 50
_ORDER = ("-at", "-seq")


def person_log(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Who has seen this record: for those who review looks at it, once they have said for what."""
    person = person_within_reach(request.user, Capability.REVIEW, person_id, request.now)
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = remember(request, "person-log", {"person": str(person.pk), **form.cleaned_data})
        return redirect(f"{reverse('person-log', args=[person.pk])}?asked={number}")
    context = {**shell(request, person, "person-log"), "form": form}
    asked = recalled(request, "person-log", request.GET.get("asked", ""))
    if asked and asked["person"] == str(person.pk):
        events = AccessEvent.objects.naming(person.pk)
        page = page_of(events, order=_ORDER, params=request.GET, size=A_PAGE)
        consulted(sections=["access log"], reason_code=asked["purpose"], reason=asked["note"])
        context |= {
            "page": page,
            "rows": queries.shown(page.rows, person.force),
            "purpose": Purpose(asked["purpose"]).label,
        }
    return render(request, "audit/person.html", context)


def audit(request: SignedIn) -> HttpResponse:
    """The auditor's search of the log, by record, person, day and operation; never without a purpose."""
    if not request.user.has_role([Role.AUDITOR], request.today):
        raise PermissionDenied
    sent = posted(request)
    form = AuditForm(sent, today=request.today, initial={"since": request.today, "until": request.today})
    if form.is_valid() and (asked := _asked(request, form)):
        number = remember(request, "audit", asked)
        return redirect(f"{reverse('audit')}?asked={number}")
    context: dict[str, Any] = {"form": form}
    if sent is None and (asked := recalled(request, "audit", request.GET.get("asked", ""))):
        events = queries.search(request.user.force, asked)
        page = page_of(events, order=_ORDER, params=request.GET, size=A_PAGE)
        consulted(
            people=[UUID(asked["person"])] if asked["person"] else [],
            operation=Operation.CONSULTATION,
            channel=Channel.SEARCH,
            object_type="access log",
            object_id="",
            sections=["access log"],
            reason_code=asked["purpose"],
            reason=asked["note"],
            row_count=len(page.rows),
        )
        context |= {
            "page": page,
            "rows": queries.shown(page.rows, request.user.force),
            "asked": asked,
            "since": date.fromisoformat(asked["since"]),
            "until": date.fromisoformat(asked["until"]),
            "purpose": Purpose(asked["purpose"]).label,
            "operations": [Operation(each).label for each in asked["operations"]],
        }
    return render(request, "audit/search.html", context)


def _asked(request: SignedIn, form: AuditForm) -> dict[str, Any] | None:
    """The search in the kinds of JSON; None when it names a record or a user that is not there: the form says so."""
    cleaned = form.cleaned_data
    person, actors = None, None
    if cleaned["reference"]:
        person = queries.person_called(cleaned["reference"], request.user.force)
        if person is None:
            form.add_error("reference", "No record of your force has this reference.")
    if cleaned["actor"]:
        actors = queries.users_called(cleaned["actor"])
        if not actors:
            form.add_error("actor", "Nobody who signs in is called that. Check the spelling.")
    if form.errors:
        return None
    return {
        "person": str(person) if person else "",
        "reference": cleaned["reference"].strip().upper(),
        "actors": None if actors is None else [str(each) for each in actors],
        "actor": cleaned["actor"],
        "since": cleaned["since"].isoformat(),
        "until": cleaned["until"].isoformat(),
        "operations": cleaned["operation"],
        "purpose": cleaned["purpose"],
        "note": cleaned["note"],
    }


def review(request: SignedIn) -> HttpResponse:
    """A month of the unit: which records its officers opened outside their own caseload, and the sign-off."""
    unit, user = request.user.unit, request.user
    if unit is None or not reach(user, Capability.REVIEW, request.today).covers(
        unit_id=unit.pk, force_id=unit.force_id
    ):
        raise PermissionDenied
    month = queries.month_of(request.GET.get("month", ""), request.today)
    looks = queries.looks_beyond_caseload(unit, month, reader=user)
    consulted(
        people=[look.person for look in looks],
        channel=Channel.LIST,
        object_type="access log",
        object_id=f"{month:%Y-%m}",
        sections=["access log"],
        reason_code=Purpose.SELF_MONITORING,
        row_count=len(looks),
    )
    form = SignOffForm(posted(request))
    if accepted(
        form,
        lambda: actions.sign_off_month(
            user, unit=unit, month=month, looks=len(looks), note=form.cleaned_data["note"], now=request.now
        ),
    ):
        messages.success(request, "The month is signed off.")
        return redirect(f"{reverse('audit-review')}?month={month:%Y-%m}")
    months = queries.months(unit, request.today)
    context = {
        "unit": unit,
        "month": month,
        "months": months,
        "signed": next((each.reviewed for each in months if each.first == month), None),
        "over": any(each.first == month and each.over for each in months),
        "looks": looks,
        "most": queries.MOST_LOOKS,
        "form": form,
    }
    return render(request, "audit/review.html", context)
