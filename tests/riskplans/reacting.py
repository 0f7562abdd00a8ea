"""Reactive management for tests, through the application's own verbs: every criterion that fails is overridden."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.choices import Role
from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.models import ReactiveCase
from riskplans.reactive.choices import Conclusion, Looked
from tests import world

NOW = world.at(world.TODAY)
SAID = {
    "children": (True, "No children in the family; asked on the visit of 1 June."),
    "agreed": (True, "Probation and children's services asked by telephone on 10 June."),
    "static": (True, "Structured judgement of 2 June."),
    "arms": (True, "Structured judgement of 2 June."),
}


def proposed(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> ReactiveCase:
    return actions.propose_reactive(
        by,
        person=of,
        now=now,
        **{"why": "Settled for years.", "said": SAID, "override": "Nothing has happened since 2019.", **said},
    )


def decided(
    by: User, case: ReactiveCase, agree: bool = True, *, now: datetime = NOW, **said: Any
) -> ReactiveCase:
    case.refresh_from_db()
    return actions.decide_reactive(
        by,
        case=case,
        version=case.version,
        agree=agree,
        now=now,
        **{"note": "I agree with the officer.", "override": "The officer has seen him often.", **said},
    )


def in_force(officer: User, person: Person, *, now: datetime = NOW) -> ReactiveCase:
    """Proposed by the officer, supported by a supervisor, authorised by an inspector."""
    case = decided(world.supervisor(), proposed(officer, person, now=now), now=now)
    return decided(inspector(), case, now=now)


def inspector() -> User:
    return world.user(Role.DETECTIVE_INSPECTOR)


def looked(on: Any = world.TODAY, **found: str) -> dict[str, tuple[Any, str]]:
    return {each.value: (on, found.get(each.value, "Nothing new")) for each in Looked}


def reviewed(
    by: User, case: ReactiveCase, conclusion: str = "stays", *, now: datetime = NOW, **said: Any
) -> Any:
    case.refresh_from_db()
    return actions.review_at_desk(
        by,
        case=case,
        version=case.version,
        conclusion=Conclusion(conclusion),
        now=now,
        **{"said": looked(now.date()), "reasons": "Nothing new anywhere.", **said},
    )


def one_of_each(officer: User, person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages: one that is proposed."""
    case = proposed(officer, person)
    return {"decide-reactive": [person.pk, case.pk]}
