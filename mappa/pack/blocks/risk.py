"""The risk picture in a paragraph, and how each value has moved since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator

from access.policies import FieldClass
from frontend.dates import words
from mappa.pack.case import Case
from mappa.pack.shape import Line, inside
from offenders.choices import ManagementLevel
from riskplans.assessments.choices import AssessmentState, Level, Measure
from riskplans.assessments.queries import Value

_STEPS = {"low": 0, "medium": 1, "high": 2, "very_high": 3}


def lines(case: Case) -> Iterator[Line]:
    yield Line("picture", "In short", picture(case))
    plan = case.plans.now
    if plan and plan.plan.at_risk:
        yield Line("at_risk", "Who is at risk", plan.plan.at_risk, field_class=FieldClass.VICTIMS)
    for then, now in zip(case.values_then, case.values, strict=True):
        yield _moved(then, now)
    yield from _groups(case)


def picture(case: Case) -> str:
    """The paragraph: how high, what could happen and when, what protects; from the assessments and the plan."""
    harm = next(each for each in case.values if each.measure == Measure.HARM)
    said = [f"{harm.name}: {inside(harm.words)}{_on(harm)}."]
    if whole := case.plans.now:
        plan = whole.plan
        said += [_sentence(text) for text in (plan.harm, plan.soon, plan.serious) if text]
        signs = (("Signs", plan.triggers), ("What protects", plan.protective))
        said += [f"{called}: {_sentence(inside(text))}" for called, text in signs if text]
    else:
        said.append("No plan is in force that says what could happen.")
    return " ".join(said)


def step(level: Level | ManagementLevel | None) -> int | None:
    """0 for low, 3 for very high; None where it says nothing of them."""
    return _STEPS.get(level.value) if level else None


def rose(then: Value, now: Value) -> bool:
    before, after = step(then.level), step(now.level)
    return before is not None and after is not None and after > before


def _moved(then: Value, now: Value) -> Line:
    before, after = step(then.level), step(now.level)
    source = f", {now.source}" if now.source else ""
    if before is None or after is None or before == after:
        return Line(now.measure, now.name, f"{now.words}{_on(now)}{source}")
    tag, colour = ("Higher", "red") if after > before else ("Lower", "green")
    text = f"{now.words}{_on(now)}{source}. At the last meeting: {inside(then.words)}"
    return Line(now.measure, now.name, text, tag, colour)


def _groups(case: Case) -> Iterator[Line]:
    """The risk of serious harm to each group, as the latest approved assessment of it says."""
    rows = [
        row
        for row in case.measured
        if row["assessment__tool__measure"] == Measure.HARM
        and row["assessment__state"] == AssessmentState.APPROVED
    ]
    latest = rows[-1]["assessment_id"] if rows else None
    said = [
        f"{row['called'].lower()} {Level(row['level']).label.lower()}"
        for row in rows
        if row["assessment_id"] == latest and row["level"]
    ]
    if len(said) > 1:
        yield Line("groups", "To whom", f"{'; '.join(said).capitalize()}.")


def _on(value: Value) -> str:
    return f" ({words(value.since)})" if value.since else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
