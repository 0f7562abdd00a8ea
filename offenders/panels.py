"""What floors above show on a person's page. They register here, so that this floor knows none of them by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from offenders.models import Person


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone looking at a person's page: who, at whom, and when."""

    person: Person
    user: User
    today: date
    now: datetime
    may_record: bool
    may_notify: bool
    may_assign: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of the summary page. `context` reads what the template needs; lower `order` stands higher."""

    order: int
    template: str
    context: Callable[[Visit], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done for a person, offered on their page to those who may."""

    order: int
    text: str
    url_name: str
    offered: Callable[[Visit], bool]


@dataclass(frozen=True, slots=True)
class Tab:
    """One section of the record, beside the summary."""

    order: int
    text: str
    url_name: str


_panels: list[Panel] = []
_tabs: list[Tab] = []
_actions: list[Action] = []


def add_panel(panel: Panel) -> None:
    _panels.append(panel)
    _panels.sort(key=lambda each: each.order)


def add_action(action: Action) -> None:
    _actions.append(action)
    _actions.sort(key=lambda each: each.order)


def add_tab(tab: Tab) -> None:
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


def tabs() -> list[Tab]:
    return list(_tabs)


def panels_for(visit: Visit) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel, in order."""
    return [(panel.template, panel.context(visit)) for panel in _panels]


def actions_for(visit: Visit) -> list[Action]:
    return [action for action in _actions if action.offered(visit)]
