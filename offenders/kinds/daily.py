"""Daily routine, animals, work, study and volunteering."""

from __future__ import annotations

from datetime import datetime

from access.policies import FieldClass
from offenders import numbers
from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import Occupation, Pet, RoutineEntry


def _occupation(fact: Occupation, now: datetime) -> Refusals:
    return refused(telephone=numbers.wrong_telephone(fact.telephone))


KINDS = (
    FactKind(
        "routine",
        RoutineEntry,
        "part of the routine",
        asked(RoutineEntry, "kind", "days", "times", "place", "travel", "company", "children_there", "note"),
        field_class=FieldClass.MANAGEMENT,
        block="routine",
        order=10,
        searched={"place": SearchKind.PLACE},
    ),
    FactKind(
        "pet",
        Pet,
        "a dog or other animal",
        asked(Pet, "kind", "description", "temper", "kept"),
        field_class=FieldClass.MANAGEMENT,
        block="routine",
        order=20,
    ),
    FactKind(
        "occupation",
        Occupation,
        "work, study or volunteering",
        asked(
            Occupation,
            *("kind", "organisation", "role", "place", "telephone", "hours", "children", "vulnerable"),
            *("access", "aware", "disclosure", "disclosure_note", "barring_check"),
        ),
        refusals=_occupation,
        field_class=FieldClass.MANAGEMENT,
        block="work",
        tidy={"telephone": numbers.telephone},
        searched={
            "organisation": SearchKind.WORKPLACE,
            "place": SearchKind.PLACE,
            "telephone": SearchKind.WORKPLACE,
        },
    ),
)
