"""What is to be done next about each duty of Part 2: take the notification, or answer the application for review."""

from __future__ import annotations

from access.policies import Capability
from diary.next_actions import NextAction, has_a_date, of_person, register
from notifications.reviews.duties import ACKNOWLEDGE, DETERMINE

# What settings and lists call each kind, and what whoever is at the counter does about it.
KINDS = {
    "initial": "Initial notification",
    "periodic": "Annual or weekly notification",
    "change": "Notification of a change",
    "non_occurrence": "Notification that a change did not happen",
    "travel": "Notification of travel abroad",
    "travel_change": "Notification of changed travel details",
    "travel_return": "Notification of a return from abroad",
    "absence": "Notification of absence from home",
}
_REVIEWS = {
    ACKNOWLEDGE: ("Acknowledgement of an application for review", "Acknowledge the application"),
    DETERMINE: ("Decision on an application for review", "Decide the application"),
}


def register_all() -> None:
    """Tell the diary of every kind that `notifications.duties` gives."""
    take = NextAction(
        "Record the notification", of_person("record-notification"), Capability.NOTIFY, when=has_a_date
    )
    for kind, label in KINDS.items():
        register(kind, label, take)
    for kind, (label, text) in _REVIEWS.items():
        register(kind, label, NextAction(text, of_person("person-review"), Capability.RECORD))
