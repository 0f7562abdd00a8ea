"""Whether section 327A was considered of somebody who has offended against a child: pure, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from frontend.dates import words

# What the names of the offences in Schedule 34A of the Act say, and those before it. It is read by PostgreSQL too.
AGAINST_A_CHILD = (
    r"(^|[^a-z])(child|children|girl|girls|boy|boys|under (1[0-8]|ten|thirteen|sixteen))([^a-z]|$)"
)


def against_child(offence: str) -> bool:
    """Whether the name of an offence says that it was against a child."""
    return re.search(AGAINST_A_CHILD, offence, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Considered:
    """What is on record: the day of the conviction; since when the plan is in force, and what it decides on disclosure;
    when a meeting last said what section 327A leads to."""

    convicted_on: date
    plan_since: date | None = None
    decided: str = ""
    meeting_on: date | None = None


def lacks(known: Considered) -> str:
    """Why it is still to be considered; empty where the current plan, or a meeting since it began, has done so."""
    if known.plan_since is None:
        return "No plan is in force, and so no consideration is either"
    if known.meeting_on and known.meeting_on >= known.plan_since:
        return ""
    if not known.decided:
        return f"The plan in force since {words(known.plan_since)} decides nothing about disclosure"
    if known.plan_since < known.convicted_on:
        return f"The plan in force since {words(known.plan_since)} is older than the conviction"
    return ""
