"""The plan on a page: one list of sections, from which the screen, the PDF, the Word file and the comparison are made.

Every line says of which class it is; a sheet holds the reader's classes alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from access.policies import FieldClass
from frontend.dates import words
from riskplans.classes import VICTIM_SAFETY, sealed
from riskplans.models import Plan, PlanAction
from riskplans.plans.choices import Pillar, Place
from riskplans.plans.conditions import in_brief
from riskplans.plans.queries import Whole

Reads = Callable[[FieldClass], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it; `key` is the same in every version."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in words. `result` says what came of it; `overdue` that its day is over and nothing did."""

    action: PlanAction
    what: str
    who: str
    due_on: date
    measure: str
    about: str
    result: str
    overdue: bool

    @property
    def in_words(self) -> str:
        """The whole action as one text, for the comparison."""
        about = f" About: {self.about}." if self.about else ""
        return f"{_sentence(self.what)} {self.who}, by {words(self.due_on)}. {_sentence(self.measure)}{about}"


@dataclass(slots=True)
class Section:
    """One section of the plan, with the actions of a pillar and the contingencies where they belong."""

    place: Place
    lines: list[Line] = field(default_factory=list)
    actions: list[ActionLine] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return self.place.label

    @property
    def is_pillar(self) -> bool:
        return self.place.value in Pillar.values


_LINES: dict[Place, tuple[str, ...]] = {
    Place.SCENARIO: ("at_risk", "harm", "soon", "serious", "triggers", "protective"),
    Place.SUPERVISION: ("supervision",),
    Place.MONITORING: ("monitoring",),
    Place.INTERVENTIONS: ("interventions",),
    Place.VICTIMS: ("victims",),
    Place.CONTINGENCY: (),
    Place.VISITS: ("visit_amount", "visit_why", "contact"),
    Place.DISCLOSURE: ("disclosure", "disclosure_why"),
    Place.BRIEFING: ("briefing", "needs", "intelligence"),
    Place.REVIEW: ("review_on", "flags_checked_on"),
}
_CLASSES = sealed(Plan)
_CALLED = {
    "at_risk": "Who is at risk",
    "harm": "What could happen",
    "soon": "When",
    "serious": "How serious",
    "triggers": "Triggers and signs",
    "protective": "What protects",
    "supervision": "How",
    "monitoring": "How",
    "interventions": "How",
    "victims": "How",
    "visit_amount": "Seen at home every",
    "visit_why": "Why this often",
    "contact": "How they are seen",
    "disclosure": "Disclosure",
    "disclosure_why": "To whom, or why not",
    "briefing": "Briefing",
    "needs": "Health, disability, language",
    "intelligence": "What we need to find out",
    "review_on": "Reviewed by",
    "flags_checked_on": "Flags and triggers checked",
}


def sheet(it: Whole, *, reads: Reads, today: date) -> list[Section]:
    """The version's sections in order, as far as this reader reads them."""
    found = []
    for place, names in _LINES.items():
        section = Section(place)
        for name in names:
            text = _text(it.plan, name)
            if text and reads(_CLASSES.get(name, FieldClass.MANAGEMENT)):
                section.lines.append(Line(name, _CALLED[name], text))
        if place is Place.CONTINGENCY:
            section.lines += [
                Line(
                    str(rule.line),
                    f"If {rule.happens}",
                    f"{_sentence(rule.then)} {rule.who}, within {rule.within}.",
                )
                for rule in it.contingencies
            ]
        if section.is_pillar and (place is not Place.VICTIMS or reads(VICTIM_SAFETY)):
            section.actions = [
                _action(it, each, today, reads) for each in it.actions if each.pillar == place.value
            ]
        found.append(section)
    return found


def _action(it: Whole, action: PlanAction, today: date, reads: Reads) -> ActionLine:
    result = it.result_of(action)
    conditions = in_brief(each.order_condition or each.licence_condition for each in action.checking)  # type: ignore[attr-defined]
    about = [action.factor_called or action.factor] if action.factor else []  # type: ignore[attr-defined]
    said = f"{result.get_done_display()}, {words(result.on)}" if result else ""
    if result and reads(VICTIM_SAFETY):
        said = f"{said}: {result.result}"
    return ActionLine(
        action,
        action.what,
        action.who,
        action.due_on,
        action.measure,
        "; ".join([*about, *conditions]),
        said,
        result is None and action.due_on < today,
    )


def _text(plan: Plan, name: str) -> str:
    if name == "visit_amount":
        return plan.interval_in_words
    if name == "disclosure":
        return str(plan.get_disclosure_display()) if plan.disclosure else ""
    value = getattr(plan, name)
    return words(value) if isinstance(value, date) else str(value or "")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


@dataclass(frozen=True, slots=True)
class Difference:
    """What one line said, and what it says; empty where it was not there."""

    label: str
    before: str
    after: str


def differences(before: list[Section], after: list[Section]) -> list[tuple[str, list[Difference]]]:
    """What differs between two versions, by section; sections that say the same are left out."""
    found = []
    for old, new in zip(before, after, strict=True):
        was, now = _by_key(old), _by_key(new)
        rows = [
            Difference((now.get(key) or was[key])[0], was.get(key, ("", ""))[1], now.get(key, ("", ""))[1])
            for key in dict.fromkeys([*was, *now])
            if was.get(key, ("", ""))[1] != now.get(key, ("", ""))[1]
        ]
        if rows:
            found.append((new.heading, rows))
    return found


def _by_key(section: Section) -> dict[str, tuple[str, str]]:
    lines = {line.key: (line.label, line.text) for line in section.lines}
    return lines | {str(each.action.line): ("Action", each.in_words) for each in section.actions}
