"""The questions of the calculator: one form for each thing of a facts document (docs/law-engine.md, "Facts").

The forms refuse what is no date or no number. What cannot be in law is the engine's to refuse: it alone knows.
"""

from __future__ import annotations

from notifications.calculator.forms.changes import (
    AbsenceIntendedItem,
    ChangeItem,
    ChildStayItem,
    NameIntendedItem,
    NeverItem,
    StayItem,
)
from notifications.calculator.forms.court import AbsenceItem, OrderItem, TriggerItem, noun_of
from notifications.calculator.forms.person import PersonForm
from notifications.calculator.forms.police import JourneyItem, NotificationItem
from notifications.calculator.forms.review import DeterminationItem, ReviewForm
from notifications.calculator.items import Item

__all__ = ["ITEMS", "PersonForm", "ReviewForm", "noun_of"]

ITEMS: tuple[type[Item], ...] = (
    TriggerItem,
    AbsenceItem,
    NotificationItem,
    OrderItem,
    ChangeItem,
    StayItem,
    ChildStayItem,
    NeverItem,
    NameIntendedItem,
    AbsenceIntendedItem,
    JourneyItem,
    DeterminationItem,
)
