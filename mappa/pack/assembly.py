"""The pack of one case, put together from the record as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from access.policies import FieldClass
from mappa.models import CaseReview
from mappa.pack.blocks import (
    agreed,
    changed,
    dates,
    disclosure,
    level,
    orders,
    plan,
    returns,
    risk,
    victims,
    why,
)
from mappa.pack.case import Case
from mappa.pack.choices import Part
from mappa.pack.rules.questions import Facts, Question, questions
from mappa.pack.shape import Content, Line

_BLOCKS: dict[Part, Callable[[Case], Iterable[Line]]] = {
    Part.WHY: why.lines,
    Part.RISK: risk.lines,
    Part.CHANGED: changed.lines,
    Part.ACTIONS: agreed.lines,
    Part.RETURNS: returns.lines,
    Part.PLAN: plan.lines,
    Part.ORDERS: orders.lines,
    Part.VICTIMS: victims.lines,
    Part.DISCLOSURE: disclosure.lines,
    Part.LEVEL: level.lines,
    Part.DATES: dates.lines,
    Part.ATTENDANCE: returns.who_comes,
}
# These questions tell what only those read who read of victims.
_OF_VICTIMS = ("action:", "327a", "victim", "liaison")


def assemble(review: CaseReview, now: datetime) -> Content:
    """Every block, of every class: what of it somebody is shown is `shape.shown`. A fixed number of queries.

    `review` comes with its `sitting` and `person`.
    """
    case = Case(review, now)
    content = {part: list(block(case)) for part, block in _BLOCKS.items()}
    content[Part.QUESTIONS] = [_asked(each) for each in questions(facts(case, content))]
    return content


def facts(case: Case, content: Content) -> Facts:
    """What of the case raises questions; of what was read already."""
    moved = list(zip(case.values_then, case.values, strict=True))
    harm = next(value.level for value in case.values if value.measure == "harm")
    last = next(iter(case.disclosure_views), None)
    return Facts(
        level=case.status.level if case.status else "",
        rose=[now.name for then, now in moved if risk.rose(then, now)],
        fell=[now.name for then, now in moved if risk.rose(now, then)],
        harm=harm.value if harm else "",
        planned=case.plans.now is not None,
        plan_as_before=plan.is_as_before(case),
        changes=changed.count(content[Part.CHANGED]),
        gaps=[each.place for each in case.gaps],
        ending=orders.ending(case),
        released_on=orders.released_on(case),
        overdue=[each.title for each in dates.overdue(case)],
        failed_visits=dates.failed(case),
        open_breaches=case.open_breaches,
        actions_overdue=[each.what for each in agreed.overdue(case)],
        returns_missing=returns.missing_from(case),
        not_coming=returns.not_coming(case),
        children=last.children if last else "",
        considered_327a=bool(last and last.presumption),
        victims=any(line.label.startswith("Victim") for line in content[Part.VICTIMS]),
        liaison=not returns.victims_unheard(case),
        sought=[str(each) for each in case.sought],
    )


def _asked(question: Question) -> Line:
    its = FieldClass.VICTIMS if question.name.startswith(_OF_VICTIMS) else FieldClass.MANAGEMENT
    return Line(question.name, question.text, question.because, field_class=its)
