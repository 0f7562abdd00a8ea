"""What a force decides about dip-samples."""

from __future__ import annotations

from typing import Final

from practice.keys import Group, add, put_to_use
from practice.rules import Unit

PERCENT: Final = "dip_sample.monthly"
LEAST: Final = "dip_sample.least"
FOUND_WITHIN: Final = "dip_sample.found_within"


def register() -> None:
    put_to_use(PERCENT, LEAST)
    add(
        FOUND_WITHIN,
        Unit.WORKING_DAYS,
        "For the officer to see to what a dip-sample found",
        Group.ASSURANCE,
        most=60,
    )
