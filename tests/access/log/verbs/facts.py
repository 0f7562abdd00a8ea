"""The facts of a record: persons, names, homes, convictions, documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders import actions, kinds
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def _record_vehicle(by: User, of: Person) -> Any:
    kind = kinds.named("vehicle")
    assert kind
    values = {"kind": "car", "registration": "CX12 ABC", "source": "observed"}
    return actions.record_detail(by, person=of, kind=kind, values=values, now=NOW)


def _record_licence(by: User, of: Person) -> Any:
    kind = kinds.named("licence")
    assert kind
    values = {"kind": "standard", "starts_on": world.TODAY, "source": "document"}
    return actions.record_detail(by, person=of, kind=kind, values=values, now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "record vehicle": _record_vehicle,
    "end vehicle": lambda by, of: actions.end_detail(
        by, fact=_record_vehicle(by, of), version=1, ended_on=world.TODAY, now=NOW
    ),
    "add standard conditions": lambda by, of: actions.add_standard_conditions(
        by, licence=_record_licence(by, of), now=NOW
    ),
    "confirm block": lambda by, of: actions.confirm_block(
        by, person=of, block="vehicles", how="Seen", now=NOW
    ),
    "record custody": lambda by, of: actions.record_custody(
        by, person=of, kind="custody", starts_on=world.TODAY, place="", now=NOW
    ),
    "record release": lambda by, of: actions.record_release(
        by, absence=VERBS["record custody"](by, of), released_on=world.TODAY, now=NOW
    ),
    "record move": lambda by, of: actions.record_move(
        by,
        person=of,
        address={"line_1": "1 High Street", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
        kind="residence",
        starts_on=world.TODAY,
        child_in_household="no",
        now=NOW,
    ),
    "record stay": lambda by, of: actions.record_stay(
        by,
        person=of,
        address={"line_1": "2 High Street", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
        kind="partner",
        starts_on=world.TODAY,
        ends_on=None,
        child_in_household="no",
        source="observed",
        now=NOW,
    ),
    "record conviction": lambda by, of: actions.record_trigger(
        by,
        person=of,
        trigger={"kind": "conviction", "date": world.TODAY, "offence": "Voyeurism (s.67)"},
        disposal={},
        now=NOW,
    ),
    "record sentence": lambda by, of: actions.record_sentence(
        by,
        trigger=VERBS["record conviction"](by, of),
        disposal={"kind": "fine", "date": world.TODAY},
        now=NOW,
    ),
    "record order": lambda by, of: actions.record_order(
        by, person=of, order={"kind": "shpo", "made_on": world.TODAY}, now=NOW
    ),
    "record contact": lambda by, of: actions.record_contact(
        by,
        person=of,
        contact={
            "happened_at": NOW,
            "kind": "call",
            "direction": "in",
            "with_whom": "His mother",
            "by_whom": "DC Reed",
            "said": "He has gone away for the week.",
            "outcome": "nothing",
        },
        now=NOW,
    ),
    "record name": lambda by, of: actions.record_name(
        by,
        person=of,
        name={"kind": "legal", "given_names": "Alan", "family_name": "Reed", "used_from": world.TODAY},
        now=NOW,
    ),
    "correct name": lambda by, of: actions.correct(
        by,
        fact=of.names.get(),
        version=1,
        changes={"given_names": "Allan"},
        reason="Misspelt on the order",
        now=NOW,
    ),
    "correct person": lambda by, of: actions.correct(
        by, fact=of, version=1, changes={"sex": "female"}, reason="Entered wrongly", now=NOW
    ),
    "void address": lambda by, of: actions.void(
        by, fact=of.occupancies.get(), version=1, reason="Another person's", now=NOW
    ),
    "file document": world.document,
    "file version of document": lambda by, of: actions.add_version(
        by,
        document=world.document(by, of),
        content=world.text(b"As amended"),
        seen=1,
        note="",
        now=NOW,
    ),
    "add photograph": world.photograph,
}
