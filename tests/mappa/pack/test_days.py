"""The days that a pack names are London's: what was written after midnight in summer is of the new day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mappa import actions
from mappa.pack.assembly import assemble
from mappa.pack.choices import Part
from tests import world
from tests.mappa import held, levelled
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
# Half past midnight on 10 June, and in UTC still the day before.
MIDNIGHT = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)


def test_what_was_returned_planned_and_referred_after_midnight() -> None:
    officer = world.officer()
    person = held.managed(world.person(officer))
    levelled.triaged(
        levelled.coordinator(),
        levelled.submitted(officer, person, now=MIDNIGHT.astimezone(world.LONDON)),
        "accepted",
    )
    written.approved(officer, person, world.supervisor(), now=MIDNIGHT.astimezone(world.LONDON))
    case = held.case(held.sitting(), person)
    (asked,) = held.invited(case, held.agency())
    actions.give_return(
        case.sitting.recorded_by, invitation=asked, nothing_known=True, text="", so_what="", now=MIDNIGHT
    )
    pack = assemble(held.again(case), world.at(date(2026, 6, 10)))
    for part in (Part.RETURNS, Part.PLAN, Part.WHY):
        said = " ".join(line.in_words for line in pack[part])
        assert "10 June 2026" in said, part
        assert "9 June 2026" not in said, part
