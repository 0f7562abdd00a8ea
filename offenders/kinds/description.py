"""What the person looks like, and the marks by which they are known again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from offenders import numbers
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import Description, Mark


def _description(fact: Any, now: datetime) -> Refusals:
    between = numbers.wrong_between
    return refused(
        height_cm=between(fact.height_cm, 50, 250, "Enter the height in centimetres, like 178."),
        weight_kg=between(fact.weight_kg, 20, 400, "Enter the weight in kilograms, like 82."),
        shoe_size=numbers.wrong_shoe_size(fact.shoe_size),
    )


KINDS = (
    FactKind(
        "description",
        Description,
        "a description",
        asked(
            Description,
            *(
                "height_cm",
                "weight_kg",
                "build",
                "hair",
                "facial_hair",
                "eyes",
                "complexion",
                "accent",
                "gait",
            ),
            *("hand", "glasses", "shoe_size", "clothing_size", "dentures", "disability"),
        ),
        refusals=_description,
        block="description",
        order=10,
    ),
    FactKind(
        "mark",
        Mark,
        "a mark, scar or tattoo",
        asked(Mark, "kind", "site", "description"),
        block="description",
        order=20,
    ),
)
