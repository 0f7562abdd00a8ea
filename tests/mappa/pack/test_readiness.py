"""What a pack lacks, three working days before its meeting and not earlier, and who is shown it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from diary import noticeboard
from mappa import actions
from mappa.models import CaseReview
from mappa.pack.readiness import not_ready
from mappa.pack.rules.readiness import Prepared, in_words, lacks, summary
from mappa.sittings.choices import SittingState
from tests import world
from tests.mappa import held

SignIn = Callable[[User], Client]
READY = Prepared(asked=6, missing=(), planned=True, assessed=True, placed=True, locked=True)


class TestRule:
    @pytest.mark.parametrize(
        ("lacking", "said"),
        [
            ({}, ""),
            ({"missing": ["Health", "Housing"]}, "2 of 6 returns are missing: Health, Housing."),
            ({"missing": ["Health"]}, "1 of 6 returns is missing: Health."),
            ({"asked": 0}, "No agency is invited."),
            ({"planned": False}, "No plan is in force."),
            ({"assessed": False}, "No risk of serious harm is assessed."),
            ({"placed": False}, "No category and level are on record."),
            ({"locked": False}, "The pack is not locked."),
            (
                {"planned": False, "locked": False},
                "No plan is in force; the pack is not locked.",
            ),
        ],
    )
    def test_each_thing_that_is_missing_is_said(self, lacking: dict[str, Any], said: str) -> None:
        known = Prepared(**{**{name: getattr(READY, name) for name in Prepared.__slots__}, **lacking})
        assert in_words(lacks(known)) == said

    def test_of_several_cases_it_is_counted(self) -> None:
        bare = lacks(Prepared(6, ["Health"], planned=False, assessed=True, placed=True, locked=True))
        late = lacks(Prepared(6, ["Housing"], planned=True, assessed=True, placed=True, locked=True))
        assert summary([bare, late]) == "returns missing (2), no plan (1)"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestThreeWorkingDaysBefore:
    """Scenario 8. The meeting is on Thursday 18 June 2026: three working days before is Monday 15."""

    @pytest.fixture
    def case(self) -> CaseReview:
        person = held.managed(world.person(world.officer()))
        made = held.case(held.sitting(held_on=date(2026, 6, 18)), person)
        asked = held.invited(made, None, *(held.agency(each, "duty") for each in ("health", "housing")))
        held.brought(made.sitting, SittingState.NOTICED)
        by = made.sitting.recorded_by
        actions.give_return(
            by, invitation=asked[0], nothing_known=True, text="", so_what="", now=world.at(date(2026, 6, 12))
        )
        return held.again(made)

    def test_the_coordinator_and_the_chair_are_told_on_today_and_nobody_before(
        self, case: CaseReview
    ) -> None:
        friday, monday = world.at(date(2026, 6, 12)), world.at(date(2026, 6, 15))
        for user in (held.coordinator(), case.sitting.chair):
            assert not noticeboard.awaited(user, friday).rows
            [line] = noticeboard.awaited(user, monday).rows
            assert line.called == "MAPPA pack not ready"
            assert "2 of 3 returns are missing: Health Service, Housing Service" in line.words
            assert line.words.endswith("the pack is not locked.")
        for user in (held.chair(), world.officer()):
            assert not noticeboard.awaited(user, monday).rows

    def test_the_meetings_page_says_how_many_and_the_meeting_which(
        self, sign_in: SignIn, case: CaseReview
    ) -> None:
        client = sign_in(case.sitting.recorded_by)
        assert "1 pack not ready" in client.get("/meetings/").content.decode()
        page = client.get(f"/meetings/{case.sitting_id}/").content.decode()
        assert "2 of 3 returns are missing" in page
        partner = sign_in(held.partner(held.agency("health", "duty")))
        for url in ("/meetings/", f"/meetings/{case.sitting_id}/"):
            assert "not ready" not in partner.get(url).content.decode()

    def test_once_the_meeting_is_over_nothing_waits(self, case: CaseReview) -> None:
        assert not_ready(held.coordinator(), world.at(date(2026, 6, 18)))
        assert not not_ready(held.coordinator(), world.at(date(2026, 6, 19)))

    def test_whose_invitation_was_withdrawn_is_asked_no_longer(self, case: CaseReview) -> None:
        monday, by = world.at(date(2026, 6, 15)), case.sitting.recorded_by
        for each in case.invitations.all():
            actions.withdraw_invitation(by, invitation=each, version=each.version, why="In error", now=monday)
        found = not_ready(by, monday)[case.sitting_id][case.pk]
        assert "nobody invited" in [each.called for each in found]
