"""How one person stands, and one test."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell
from riskplans.classes import readable
from riskplans.models import PolygraphTest
from riskplans.polygraph import queries, rules


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
        "reasons": (stands.next.reasons if reads else stands.next.plain) if stands.next else [],
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
        "may_approve": person.relationship.may(Capability.APPROVE),
        "reader": request.user,
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
            f"{test.checker_name} ({test.checker_standing}), {words(test.checked_on)}. {test.check_note}"
            if test.checked_on
            else "",
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
