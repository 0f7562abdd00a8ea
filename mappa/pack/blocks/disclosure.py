"""Who was told, who was not, and whether section 327A was considered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from access.policies import FieldClass
from frontend.dates import words
from mappa.pack.case import Case
from mappa.pack.shape import Line
from riskplans.choices import YesNo
from riskplans.disclosure.choices import OPEN
from riskplans.models import DisclosureCase, DisclosureDecision

_VICTIMS = FieldClass.VICTIMS


def lines(case: Case) -> Iterator[Line]:
    """Four queries."""
    yield section_327a(case)
    for view in case.disclosure_views:
        on = words(timezone.localdate(view.case.begins_at))
        whom = f" To {view.to_whom}, by {view.by_whom}, {view.how}." if view.to_whom else ""
        text = f"{view.get_decision_display()}: {view.why}{whom}"
        yield Line(str(view.pk), f"Meeting of {on}", text, field_class=_VICTIMS)
    plan = case.plans.now.plan if case.plans.now else None
    if plan and plan.disclosure:
        yield Line("plan", "In the plan", f"{plan.get_disclosure_display()}. {plan.disclosure_why}".strip())
    cases = (
        DisclosureCase.objects.filter(person=case.person)
        .select_related("told")
        .prefetch_related(
            Prefetch("decisions", DisclosureDecision.objects.exclude(verdict=""), to_attr="decided")
        )
    )
    for each in cases:
        yield _line(each)


def section_327a(case: Case) -> Line:
    """Whether a meeting has considered telling of an offence against a child (Criminal Justice Act 2003 s.327A)."""
    label = "Section 327A"
    last = next(iter(case.disclosure_views), None)
    if last is None:
        return Line("327a", label, "No meeting has considered it yet.", "To consider", "yellow", _VICTIMS)
    on = words(timezone.localdate(last.case.begins_at))
    if last.children == YesNo.YES:
        return Line("327a", label, f"{last.presumption} ({on})", "Considered", "green", _VICTIMS)
    return Line("327a", label, f"Not convicted of an offence against a child ({on}).", field_class=_VICTIMS)


def _line(case: DisclosureCase) -> Line:
    label = f"{case.short}, {words(timezone.localdate(case.received_at))}"
    told = getattr(case, "told", None)
    decided = next(iter(case.decided), None)  # type: ignore[attr-defined]
    if told:
        on = words(timezone.localdate(told.told_at))
        undertaking = told.get_undertaking_display().lower()
        whom = decided.recipient if decided else "The recipient"  # it stands in the decision alone
        text = f"{whom} was told on {on} by {told.told_by}. Undertaking: {undertaking}."
        return Line(str(case.pk), label, text, "Disclosed", "green", _VICTIMS)
    text = f"{decided.get_outcome_display()}: {decided.verdict_why}" if decided else "Not decided yet."
    tag = (str(case.get_state_display()), "yellow" if case.state in OPEN else "grey")
    return Line(str(case.pk), label, text, *tag, field_class=_VICTIMS)
