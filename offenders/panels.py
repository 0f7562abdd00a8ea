"""What floors above show on a person's page. They register here, so that this floor knows none of them by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject

from access.log import consulted
from access.policies import Capability, FieldClass
from accounts.models import User
from offenders.models import Person
from offenders.policies import Relationship


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone looking at a person's page: who, at whom, and when."""

    person: Person
    user: User
    today: date
    now: datetime
    relationship: Relationship

    @property
    def may_record(self) -> bool:
        return self.relationship.may(Capability.RECORD)

    @property
    def may_notify(self) -> bool:
        return self.relationship.may(Capability.NOTIFY)

    @property
    def may_assign(self) -> bool:
        return self.relationship.may(Capability.ASSIGN)

    @property
    def may_approve(self) -> bool:
        return self.relationship.may(Capability.APPROVE)


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of the summary page, for those who read its class; lower `order` stands higher.

    A context may name a second template, `below`: shown with the same context, under the actions if it comes first. One
    that says `above` stands over all others: what is wrong now.
    """

    order: int
    template: str
    context: Callable[[Visit], dict[str, Any]]
    field_class: FieldClass = FieldClass.GENERAL

    @property
    def section(self) -> str:
        return _section(self.template)


Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowsPanel:
    """A block made of rows of one narrow select. All of a page's are read in one query, however many there are.

    `said` is what `context` needs of a row, read as JSON: days, moments and ids are text. The rows are in no order.
    """

    order: int
    template: str
    rows: Callable[[Visit], QuerySet[Any]]
    said: Mapping[str, Any]
    context: Callable[[Visit, list[Said]], dict[str, Any]]
    field_class: FieldClass = FieldClass.GENERAL

    @property
    def section(self) -> str:
        return _section(self.template)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done for a person, offered on their page to those who may."""

    order: int
    text: str
    url_name: str
    offered: Callable[[Visit], bool]


@dataclass(frozen=True, slots=True)
class Tab:
    """One section of the record, beside the summary, for those who read its class."""

    order: int
    text: str
    url_name: str
    field_class: FieldClass = FieldClass.GENERAL
    offered: Callable[[Relationship], bool] = lambda relationship: True


_panels: list[Panel | RowsPanel] = []
_tabs: list[Tab] = []
_actions: list[Action] = []


def add_panel(panel: Panel | RowsPanel) -> None:
    _panels.append(panel)
    _panels.sort(key=lambda each: each.order)


def add_action(action: Action) -> None:
    _actions.append(action)
    _actions.sort(key=lambda each: each.order)


def add_tab(tab: Tab) -> None:
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


def tabs_for(relationship: Relationship) -> list[Tab]:
    return [tab for tab in _tabs if relationship.reads(tab.field_class) and tab.offered(relationship)]


def panels_for(visit: Visit) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel, in order."""
    read = [panel for panel in _panels if visit.relationship.reads(panel.field_class)]
    consulted(sections=[panel.section for panel in read])
    rows = _rows_of([panel for panel in read if isinstance(panel, RowsPanel)], visit)
    return [
        (
            panel.template,
            panel.context(visit) if isinstance(panel, Panel) else panel.context(visit, rows[panel.template]),
        )
        for panel in read
    ]


def _rows_of(read: Sequence[RowsPanel], visit: Visit) -> dict[str, list[Said]]:
    """What each panel's rows say, by its template; one query."""
    found: dict[str, list[Said]] = {panel.template: [] for panel in read}
    narrow = [
        panel.rows(visit)
        .order_by()
        .annotate(panel_number=Value(number, IntegerField()), panel_said=JSONObject(**panel.said))
        .values_list("panel_number", "panel_said")
        for number, panel in enumerate(read)
    ]
    if narrow:
        for number, said in narrow[0].union(*narrow[1:], all=True):
            found[read[number].template].append(said)
    return found


def _section(template: str) -> str:
    """What the access log calls it: `whereabouts` for `offenders/panel_whereabouts.html`, else its app."""
    app, _, name = template.removesuffix(".html").partition("/")
    return name.partition("panel_")[2] or app


def actions_for(visit: Visit) -> list[Action]:
    return [action for action in _actions if action.offered(visit)]
