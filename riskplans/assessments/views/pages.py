"""What is read: how risky somebody is held to be, now and over time; one assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from offenders.choices import ManagementLevel
from offenders.queries import visible_person
from offenders.views.person import shell
from riskplans.assessments import queries, rules
from riskplans.assessments.chart import drawing
from riskplans.assessments.choices import AssessmentState
from riskplans.assessments.duties import clock_of
from riskplans.classes import readable
from riskplans.models import Assessment


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The four values, what is open, what stands, and how it came to be so."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    consulted(sections=["risk assessment"])
    decided = queries.decided_levels(person)
    values = [*queries.values(person)[:3], queries.managed_at(person, decided)]
    clock = clock_of(person, request.today)
    review = queries.open_review(person)
    context = {
        **shell(request, person, "person-risk"),
        "values": values,
        "lower": _lower_than_values(person.management_level, values),
        "review": review,
        "plan_behind": queries.plan_behind(review) if review else None,
        "changes": readable(review.changes.all(), person.relationship) if review else [],
        "begun": queries.begun(person),
        "standing": queries.standing(person),
        "earlier": queries.earlier(person),
        "decided": decided,
        "waiting": next((each for each in decided if each.needs and not each.answer), None),
        "next": clock.next(request.today) if clock else None,
        "drawing": drawing(queries.over_time(person, decided), request.today),
        "may_record": person.relationship.may(Capability.RECORD),
        "may_approve": person.relationship.may(Capability.APPROVE),
        "today": request.today,
    }
    return render(request, "riskplans/assessments/risk.html", context)


def _lower_than_values(level: str, values: list[queries.Value]) -> str:
    """Says so where they are managed below the highest of the other three; empty otherwise."""
    top = rules.highest(each.level.value for each in values[:3] if each.level)
    if top is None or level == ManagementLevel.UNASSESSED:
        return ""
    return top.label.lower() if ManagementLevel(level).order > ManagementLevel(top.value).order else ""


@require_safe
def assessment(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """One assessment: what is still to be done, or what was found."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.assessment_of(person, assessment_id)
    factors = queries.factors(found)
    results = queries.results(found)
    readable([found], person.relationship)
    readable([row.assessed for row in factors], person.relationship)
    readable(results, person.relationship)
    may_record = person.relationship.may(Capability.RECORD)
    context: dict[str, Any] = {
        **shell(request, person, "person-risk"),
        "assessment": found,
        "factors": factors,
        "results": results,
        "rows": account_of(found),
        "to_write": found.is_writable and may_record,
        "may_decide": found.state == AssessmentState.SUBMITTED
        and person.relationship.may(Capability.APPROVE)
        and request.user.pk not in found.authors,
        "summaries": readable(queries.summaries(found), person.relationship),
        "may_share": may_record and queries.is_shared(found),
        "may_take": not person.relationship.by_exception,
        "tasks": _tasks(found, factors, written=bool(results)) if found.is_writable and may_record else [],
    }
    return render(request, "riskplans/assessments/assessment.html", context)


def _tasks(found: Assessment, factors: list[queries.Row], *, written: bool) -> list[dict[str, Any]]:
    """What is left to do, as a task list."""
    at = [found.person_id, found.pk]
    done = {"status": "Done"}
    to_do = {"tag": {"text": "To do", "colour": "blue"}}
    return [
        *(
            {
                "title": row.named.name,
                "hint": f"{row.named.get_kind_display()} factor"
                + (f". Before: {row.assessed.get_before_display().lower()}" if row.assessed.before else ""),
                "href": reverse("assess-factor", args=[*at, row.named.code]),
                **({"status": row.assessed.get_priority_display()} if row.assessed.confirmed_at else to_do),
            }
            for row in factors
        ),
        {
            "title": "Interview, result and account" if factors else "Result and what it rests on",
            "href": reverse("write-assessment", args=at),
            **(done if written and found.assessed_on else to_do),
        },
    ]


def account_of(found: Assessment) -> list[dict[str, Any]]:
    """What was written of an assessment besides its results and factors, as a summary list; without what is empty."""
    checked = dict(found._meta.get_field("checked").base_field.flatchoices)
    said = [
        ("Why now", found.get_occasion_display()),
        ("What led to it", found.led_by),
        ("Assessed on", words(found.assessed_on) if found.assessed_on else ""),
        ("It was due on", words(found.was_due_on) if found.was_due_on else ""),
        ("Assessed by", found.assessor or str(found.submitted_by or found.recorded_by)),
        ("Form", found.reference),
        (
            "Interview",
            ", ".join(
                filter(
                    None,
                    [
                        words(found.interviewed_on) if found.interviewed_on else "",
                        found.interview_place,
                        found.interviewers,
                    ],
                )
            ),
        ),
        ("Records looked at", ", ".join(str(checked.get(each, each)) for each in found.checked)),
        ("What the result rests on", found.evidence),
        ("Case formulation", found.formulation),
        ("Given up because", found.dropped_why),
    ]
    return [{"key": key, "value": linebreaksbr(value)} for key, value in said if value]
