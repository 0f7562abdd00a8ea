"""Who may see a record, who has it, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from access.policies import FieldClass
from accounts.models import User
from offenders import actions
from offenders.choices import ArchiveReason, EmergencyFinding, EmergencyReason
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def _lift(by: User, of: Person) -> None:
    VERBS["restrict record"](by, of)
    actions.lift(by, person=of, reason="No longer staff", now=NOW)


def _remove_reader(by: User, of: Person) -> None:
    VERBS["restrict record"](by, of)
    reader = world.officer()
    actions.name_reader(by, person=of, user=reader, now=NOW)
    actions.remove_reader(by, person=of, user=reader, reason="Has moved away", now=NOW)


def _close_emergency(by: User, of: Person) -> None:
    VERBS["open in emergency"](by, of)
    actions.close_emergency(by, person_id=of.pk, now=NOW)


def _archive(by: User, of: Person) -> None:
    for fact in (of.disposals.get(), of.triggers.get()):  # a duty that is open keeps a record open
        actions.void(by, fact=fact, version=1, reason="Another person's", now=NOW)
    actions.archive(by, person=of, why=ArchiveReason.ERRONEOUS, note="", now=NOW)


def _reopen(by: User, of: Person) -> None:
    _archive(by, of)
    actions.reopen(by, person=of, reason="Archived in error", now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "assign manager": lambda by, of: actions.assign_manager(
        by, person=of, manager=world.officer(), reason="Workload", now=NOW
    ),
    "share record": lambda by, of: actions.share(
        by,
        person=of,
        user=world.officer(),
        purpose="Joint visit",
        classes=[FieldClass.GENERAL],
        starts_on=world.TODAY,
        ends_on=None,
        now=NOW,
    ),
    "end share": lambda by, of: actions.end_share(
        by, share=VERBS["share record"](by, of), reason="Visit done", now=NOW
    ),
    "restrict record": lambda by, of: actions.restrict(by, person=of, readers=[], reason="Staff", now=NOW),
    "name reader": lambda by, of: (
        VERBS["restrict record"](by, of),
        actions.name_reader(by, person=of, user=world.officer(), now=NOW),
    ),
    "lift restriction": _lift,
    "remove reader": _remove_reader,
    "close emergency opening": _close_emergency,
    "archive record": _archive,
    "reopen record": _reopen,
    "open in emergency": lambda by, of: actions.open_in_emergency(
        by, person_id=of.pk, why=EmergencyReason.RISK_TO_LIFE, reason="A call from the address", now=NOW
    ),
    "review emergency opening": lambda by, of: actions.review_emergency(
        by,
        opening=VERBS["open in emergency"](world.officer(of=world.unit("East unit")), of),
        finding=EmergencyFinding.JUSTIFIED,
        note="",
        now=NOW,
    ),
}
