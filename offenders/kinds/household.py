"""Children of the person's or near them, and the adults they live with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from access.policies import FieldClass
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import Child, HouseholdMember


def _born_by_now(fact: Any, now: datetime) -> Refusals:
    late = fact.date_of_birth and fact.date_of_birth > now.date()
    return refused(date_of_birth="The date of birth cannot be in the future." if late else "")


KINDS = (
    FactKind(
        "child",
        Child,
        "a child",
        asked(
            Child,
            *("tie", "name", "date_of_birth", "age", "lives", "school", "contact", "arrangement"),
            *("supervision", "plan", "social_worker"),
        ),
        refusals=_born_by_now,
        field_class=FieldClass.VICTIMS,
        block="household",
        order=10,
    ),
    FactKind(
        "household",
        HouseholdMember,
        "somebody in the household",
        asked(HouseholdMember, "name", "relation", "date_of_birth", "aware", "vulnerable", "note"),
        refusals=_born_by_now,
        field_class=FieldClass.VICTIMS,
        block="household",
        order=20,
    ),
)
