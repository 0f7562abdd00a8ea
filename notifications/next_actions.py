"""What is to be done next about each duty: take the notification, ask why it was not given, answer an application for
review, go on with a breach."""

from __future__ import annotations

from django.urls import reverse

from access.policies import Capability
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, is_overdue, look_for, of_person, register
from notifications.breaches.duties import page
from notifications.breaches.in_hand import in_hand
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
_BREACHES = {
    "breach_checks": ("Same-day checks of a suspected breach", "Do the checks"),
    "breach_national": ("Recording a breach on PNC and ViSOR", "Record it nationally"),
    "breach_decision": ("Decision about a breach", "Decide what to do"),
    "breach_circulate": ("Circulating somebody missing or wanted", "Record the circulation"),
    "breach_review": ("Review of the search for somebody missing", "Review the search"),
}


def register_all() -> None:
    """Tell the diary of every kind that `notifications.duties` gives."""
    take = NextAction(
        "Take the notification", of_person("start-notification"), Capability.NOTIFY, when=has_a_date
    )
    ask = NextAction("Start same-day checks", _checks, Capability.RECORD, when=is_overdue)
    for kind, label in KINDS.items():
        register(kind, label, ask, take)
    for kind, (label, text) in _REVIEWS.items():
        register(kind, label, NextAction(text, of_person("person-review"), Capability.RECORD))
    for kind, (label, text) in _BREACHES.items():
        register(kind, label, NextAction(text, page, Capability.RECORD))
    look_for(in_hand)


def _checks(entry: Entry) -> str:
    return reverse("start-checks", args=[entry.person_id, entry.pk])
