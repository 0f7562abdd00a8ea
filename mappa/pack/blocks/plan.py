"""The plan in force by pillar, with its gaps; and what it says now that it did not say at the last meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from access.policies import FieldClass
from frontend.dates import words
from mappa.pack.case import Case
from mappa.pack.shape import Line, inside
from riskplans.plans.choices import Pillar, Place
from riskplans.plans.queries import Whole
from riskplans.plans.sheet import Section, differences, sheet

_SHOWN = [*Pillar.values, Place.CONTINGENCY.value, Place.REVIEW.value]
# Every line of a sheet is of one of these. Those of management come first: what stands on every sheet is theirs.
_CLASSES = (FieldClass.MANAGEMENT, FieldClass.VICTIMS, FieldClass.HEALTH, FieldClass.INTELLIGENCE)


def lines(case: Case) -> Iterator[Line]:
    whole = case.plans.now
    if whole is None:
        yield Line("none", "", "No plan is in force.", "No plan", "red")
        return
    plan = whole.plan
    since = f", in force since {words(timezone.localdate(plan.approved_at))}" if plan.approved_at else ""
    yield Line(
        "version", f"Version {plan.number}", f"Written by {plan.submitted_by or plan.recorded_by}{since}."
    )
    said: dict[str, dict[str, Line]] = {}
    for field_class, sections in _sheets(whole, case.today):
        for section in sections:
            for line in _section(section):
                said.setdefault(section.place.value, {}).setdefault(
                    line.key, replace(line, field_class=field_class)
                )
    for place in [*_SHOWN, *(each for each in Place.values if each not in _SHOWN)]:
        if place in _SHOWN:
            yield from said.get(place, {}).values()
        for gap in case.gaps:
            if gap.place == place:
                yield Line(f"gap:{place}:{gap.words}", str(Place(place).label), gap.words, "Gap", "red")


def is_as_before(case: Case) -> bool:
    """Whether the plan of the last meeting is still the plan."""
    then, now = case.plans.then, case.plans.now
    return then is not None and now is not None and then.plan.pk == now.plan.pk


def changes(case: Case) -> Iterator[Line]:
    """What the plan says since the last meeting, line by line."""
    then, now = case.plans.then, case.plans.now
    if now is None or is_as_before(case):
        return
    if then is None:
        yield Line("plan", "Plan", f"Version {now.plan.number} came into force.", "New", "blue")
        return
    yield Line(
        "plan", "Plan", f"Version {now.plan.number} replaced version {then.plan.number}.", "Changed", "blue"
    )
    told = set()
    for (field_class, old), (_, new) in zip(_sheets(then, case.today), _sheets(now, case.today), strict=True):
        for heading, rows in differences(old, new):
            for row in rows:
                key = f"plan:{heading}:{row.label}:{row.before}:{row.after}"
                if key not in told:
                    told.add(key)
                    label = f"Plan, {inside(heading)}: {inside(row.label)}"
                    text, tag = _said(row.before, row.after)
                    yield Line(key, label, text, tag, "blue", field_class)


def _said(before: str, after: str) -> tuple[str, str]:
    """What a line says now, and what it said, with the word for what happened to it."""
    if not before:
        return after, "New"
    return (f"{after} (was: {before})", "Changed") if after else (before, "Taken out")


def _sheets(whole: Whole, today: date) -> list[tuple[FieldClass, list[Section]]]:
    """The sheet as somebody would read it who reads one class alone, for each class."""
    return [(its, sheet(whole, reads={its}.__contains__, today=today)) for its in _CLASSES]


def _section(section: Section) -> Iterator[Line]:
    for line in section.lines:
        label = section.heading if line.label == "How" else f"{section.heading}: {inside(line.label)}"
        yield Line(f"{section.place.value}:{line.key}", label, line.text)
    for each in section.actions:
        tag, colour = (
            ("Done", "green") if each.result else ("Overdue", "red") if each.overdue else ("", "grey")
        )
        text = f"{each.what.rstrip('.')}. {each.who}, by {words(each.due_on)}. {each.result}".strip()
        yield Line(f"action:{each.action.line}", section.heading, text, tag, colour)
