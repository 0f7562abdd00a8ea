"""The end of notification for tests, through the application's own verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from diary.models import Ending
from offenders.models import Person
from riskplans import actions
from riskplans.ending.choices import Check
from riskplans.models import EndReview
from tests import world

NOW = world.at(world.TODAY)
# Twenty days from TODAY: the review has opened, and is not late.
LAST_DAY = date(2026, 7, 5)
SAID = {
    "verified": "The court extract of 6 July 2021: a community order, five years.",
    "risk": "He lives alone and works nights. Probation is told that nobody visits him any more.",
    "after": "close",
}


def ends_soon(by: User, **fields: Any) -> Person:
    """A community order of 6 July 2021: five years (s.82(1)), to 5 July 2026."""
    sentenced = date(2021, 7, 6)
    return world.person(
        by,
        **{
            "trigger": {"kind": "conviction", "date": sentenced, "offence": "Sexual assault (s.3)"},
            "disposal": {"kind": "community_order", "date": sentenced, "term_months": 24},
            **fields,
        },
    )


def said_to_end(of: Person, ends_on: date = LAST_DAY) -> None:
    """For somebody of another's making: their diary says that their notification ends soon."""
    Ending.objects.filter(person=of).update(ends_on=ends_on)


def handed_in(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> EndReview:
    ends_on = Ending.objects.get(person=of).ends_on
    return actions.hand_in_end_review(by, person=of, now=now, **{"seen": ends_on, **SAID, **said})


def answered(
    by: User, review: EndReview, answer: str = "approved", *, now: datetime = NOW, **said: Any
) -> EndReview:
    review.refresh_from_db()
    return actions.answer_end_review(
        by,
        review=review,
        version=review.version,
        answer=answer,
        now=now,
        **{"note": "I have read the extract.", "checked": Check.values, **said},
    )
