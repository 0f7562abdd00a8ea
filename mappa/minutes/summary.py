"""The executive summary drafted: put together from fields of the classes general and management alone.

It is built up and never cut down: no text of the meeting is in it, so nothing of a victim or a third party has to be
taken out.
"""

from __future__ import annotations

from access.policies import FieldClass
from frontend.dates import words
from mappa.models import Attendance, CaseReview, Minutes
from mappa.room.choices import THERE, Outcome, PlanPart
from offenders.models import Person
from riskplans.assessments import queries as assessments
from riskplans.models import Plan

# What a summary may be made of.
CLASSES = frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT})
_PILLARS = [part for part in PlanPart if part is not PlanPart.VICTIMS]


def in_words(minutes: Minutes) -> str:
    """The summary as text, a line a paragraph. `minutes` comes with its case and sitting."""
    return "\n".join(lines(minutes))


def lines(minutes: Minutes) -> list[str]:
    """Identity, category and level, dates, who was there, the values of risk, and the headings of the plan."""
    case = minutes.case
    person = Person.objects.with_name().get(pk=minutes.person_id)
    name = f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(", ")
    found = [
        f"Person: {name}, born {words(person.date_of_birth)}. Reference {person.reference}.",
        f"Meeting: level {case.sitting.level}, {case.sitting.area}, {words(case.sitting.held_on)}.",
        _decided(case),
        f"Meetings held about this person: {_dates(case)}.",
        f"Agencies there: {_agencies(case)}.",
        "Assessed risk: "
        + "; ".join(f"{each.name}: {each.words}" for each in assessments.values(person))
        + ".",
        *_plan(person),
        _next(case),
        "For the detail of what an agency knows, ask that agency.",
    ]
    return [line for line in found if line]


def _decided(case: CaseReview) -> str:
    view = getattr(case, "levelview", None)
    if view is None:
        return "No category and level were decided."
    if view.outcome == Outcome.EXITS:
        return "Decided: they leave MAPPA."
    return (
        f"Decided: category {view.get_category_display()}, level {view.level}; lead agency "
        f"{view.get_lead_agency_display()}."
    )


def _dates(case: CaseReview) -> str:
    rows = CaseReview.objects.held().filter(person=case.person_id, begins_at__lte=case.begins_at)
    days = rows.order_by("-begins_at").values_list("sitting__held_on", flat=True)[:6]
    return ", ".join(words(day) for day in reversed(list(days))) or "none"


def _agencies(case: CaseReview) -> str:
    rows = Attendance.objects.filter(case=case, presence__in=THERE).select_related("agency")
    # Some of them have a comma in their name.
    return "; ".join(dict.fromkeys(each.called for each in rows)) or "none recorded"


def _plan(person: Person) -> list[str]:
    """Of each pillar but that of victims, how many actions the plan in force has, and no word of them."""
    plan = Plan.objects.in_force().filter(person=person).first()
    if plan is None:
        return ["Risk management plan: none is in force."]
    pillars = list(plan.actions.values_list("pillar", flat=True))
    counted = [
        f"{part.label}: {pillars.count(part.value)} action{'' if pillars.count(part.value) == 1 else 's'}"
        for part in _PILLARS
        if part is not PlanPart.CONTINGENCY
    ]
    return [
        f"Risk management plan {plan.number} is in force. {'; '.join(counted)}; contingency: "
        f"{'provided for' if plan.contingencies.exists() else 'not provided for'}."
    ]


def _next(case: CaseReview) -> str:
    return f"Next review: {words(case.next_on)}." if case.next_on else ""
