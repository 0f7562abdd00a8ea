"""Partners, family, friends and associates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from access.policies import FieldClass
from offenders import numbers
from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import Association
from offenders.record import rules
from offenders.record.terms import Tie


def _refused(fact: Association, now: datetime) -> Refusals:
    found = refused(grade=rules.grade_refused(fact.grade) if fact.grade else "")
    if fact.other_id == fact.person_id:
        found["other_id"] = "That is this person's own reference. Enter the other's."
    elif fact.name and fact.other_id:
        found["name"] = "Leave the name empty: it stands on their own record, for those who may see it."
    elif not fact.name and not fact.other_id:
        found["name"] = (
            "Enter their name, or the reference of their record. Write “not known” if nobody knows it."
        )
    return found


def _sealed(values: Mapping[str, Any]) -> Mapping[str, FieldClass]:
    """Who a victim is, and where, is for those who read of victims."""
    if values["kind"] != Tie.VICTIM:
        return {}
    told = ("name", "other_id", "contact", "their_children", "disclosure_note", "note")
    return dict.fromkeys(told, FieldClass.VICTIMS)


KINDS = (
    FactKind(
        "relationship",
        Association,
        "a relationship",
        asked(
            Association,
            *("kind", "name", "other_id", "contact", "strength", "aware", "their_children"),
            *("disclosure", "disclosure_note", "note", "grade"),
        ),
        refusals=_refused,
        field_class=FieldClass.MANAGEMENT,
        sealed=_sealed,
        block="relationships",
        tidy={"name": rules.tidy_words, "grade": numbers.compact},
        searched={"name": SearchKind.ASSOCIATE},
    ),
)
