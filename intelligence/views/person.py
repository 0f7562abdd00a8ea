"""What is linked to a person: all of it, one item with its assessment, to whom a report was given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.choices import Channel
from access.log import consulted
from access.policies import Capability, FieldClass
from access.recording import Stale
from access.requests import SignedIn
from frontend.errors import put_on_form
from intelligence import actions, policies, queries
from intelligence.choices import Assessment
from intelligence.forms import AssessForm, DisseminationForm
from intelligence.grading import grade, in_words
from intelligence.models import Link, Report
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell

CONDITIONS = (
    "This report is shared on conditions. Ask whoever manages them whether it can be passed on to you."
)


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Reports and concerns, the newest first. Who reads no intelligence sees sanitised texts."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    context = {
        **shell(request, person, "person-intelligence"),
        "items": [
            {"link": link, "grade": grade(link.report) if link.report else "", "told": _told(person, link)}
            for link in queries.items(person)
        ],
        "conditions_words": CONDITIONS,
        "reads": person.relationship.reads(FieldClass.INTELLIGENCE),
        "may_submit": policies.may_submit(request.user, request.today),
    }
    return render(request, "intelligence/overview.html", context)


def item(request: SignedIn, person_id: UUID, link_id: UUID) -> HttpResponse:
    """One report or concern; and the form that says whether the plan changes."""
    person, link = _item(request, person_id, link_id)
    may_record = person.relationship.may(Capability.RECORD)
    if request.method == "POST" and not may_record:
        raise Http404
    form = AssessForm(request.POST if request.method == "POST" else None, link=link)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.assess(
                request.user,
                link=link,
                version=cleaned["version"],
                assessment=Assessment(cleaned["assessment"]),
                note=cleaned["note"],
                now=request.now,
            )
        except (Stale, ValidationError) as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, _SAID[cleaned["assessment"]])
            return redirect("person-intelligence", person_id=person.pk)
    told = _told(person, link)
    reads = told and person.relationship.reads(FieldClass.INTELLIGENCE)
    report = link.report
    if link.concern and reads:
        consulted(people=link.concern.candidates)
    context = {
        **shell(request, person, "person-intelligence"),
        "link": link,
        "form": form,
        "reads": reads,
        "told": told,
        "conditions_words": CONDITIONS,
        "may_assess": may_record and link.assessed_at is None,
        "may_give": may_record and reads and report is not None,
        "grade": grade(report) if report else "",
        "grades": in_words(report) if report else [],
        "given": queries.disseminations(report) if report and reads else [],
        "others": queries.others_in(link, request.user, request.now) if report and reads else [],
        "back_href": reverse("person-intelligence", args=[person.pk]),
    }
    return render(request, "intelligence/item.html", context)


_SAID = {
    Assessment.NOTHING: "Assessed: nothing changes.",
    Assessment.PLAN: "Assessed: the plan is to be reviewed. A task says so.",
    Assessment.NOT_THEM: "Taken off this record. A concern goes back to the supervisors.",
}


def disseminate(request: SignedIn, person_id: UUID, link_id: UUID) -> HttpResponse:
    """Give the sanitised text to somebody, and have it on record."""
    person, link = _item(request, person_id, link_id)
    report = _report_to_give(person, link)
    form = DisseminationForm(
        request.POST if request.method == "POST" else None, report=report, today=request.today
    )
    if form.is_valid():
        try:
            made = actions.disseminate(
                request.user,
                link=link,
                dissemination=form.dissemination(),
                submission=form.cleaned_data["submission"],
                now=request.now,
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, "Recorded. This is the copy to hand over.")
            return redirect("dissemination", person_id=person.pk, link_id=link.pk, given_id=made.pk)
    context = {
        **shell(request, person),
        "form": form,
        "heading": "Pass this report on",
        "caption": report.reference,
        "submit_text": "Record it and show the copy",
        "report": report,
        "grades": in_words(report),
        "back_href": reverse("intelligence-item", args=[person.pk, link.pk]),
    }
    return render(request, "intelligence/disseminate.html", context)


@require_safe
def given(request: SignedIn, person_id: UUID, link_id: UUID, given_id: UUID) -> HttpResponse:
    """The copy that was handed over: these lines and no others, so that nothing else of the record leaves."""
    person, link = _item(request, person_id, link_id)
    report = _report_to_give(person, link)
    made = get_object_or_404(report.disseminations.select_related("sent_by"), pk=given_id)
    consulted(channel=Channel.PRINT)
    rows: list[tuple[str, Any]] = [
        ("Report", report.reference),
        ("About", f"{(person.family_name or '').upper()}, {person.given_names or ''}".rstrip(", ")),
        ("Born", person.date_of_birth),
        ("Reference", person.reference),
        ("Day of the information", report.happened_on),
        ("Grade", grade(report)),
        *in_words(report),
        ("Text", report.sanitised),
        ("Given to", made.recipient),
        ("On", made.sent_on),
        ("Lawful basis", made.lawful_basis),
        *([("How the conditions were met", made.conditions_met)] if made.conditions_met else []),
        ("By", str(made.sent_by)),
    ]
    context = {
        **shell(request, person),
        "report": report,
        "rows": [{"key": key, "value": value} for key, value in rows],
        "back_href": reverse("intelligence-item", args=[person.pk, link.pk]),
    }
    return render(request, "intelligence/given.html", context)


def _item(request: SignedIn, person_id: UUID, link_id: UUID) -> tuple[Person, Link]:
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    return person, queries.item(person, link_id)


def _told(person: Person, link: Link) -> bool:
    return link.report is None or policies.may_be_told(person.relationship, link.report)


def _report_to_give(person: Person, link: Link) -> Report:
    """The report, for those who read intelligence and may write on the record; otherwise Http404."""
    relationship = person.relationship
    if (
        link.report is None
        or not relationship.reads(FieldClass.INTELLIGENCE)
        or not relationship.may(Capability.RECORD)
    ):
        raise Http404
    return link.report
