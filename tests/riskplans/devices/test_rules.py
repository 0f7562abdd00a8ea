"""How a device stands in one word, when monitoring is silent, which conditions permit it, what an alert waited."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from riskplans.devices import rules
from riskplans.devices.choices import Stands

TODAY = date(2026, 6, 15)
FRESH = rules.Install(date(2026, 5, 1), date(2026, 6, 12))
SILENT = rules.Install(date(2026, 5, 1), date(2026, 6, 11))


def stands(
    state: str = "verified", *installs: rules.Install, examined: str = "", wanted: bool = False
) -> Stands:
    return rules.stands(
        state, installs=installs, examined=examined, wanted=wanted, online=True, today=TODAY, within=3
    )


class TestStands:
    def test_it_reports_until_the_third_day(self) -> None:
        assert stands("verified", FRESH) is Stands.MONITORED
        assert stands("verified", SILENT) is Stands.NOT_REPORTING
        assert stands("verified", FRESH, SILENT) is Stands.NOT_REPORTING

    def test_one_that_never_reported_is_asked_from_its_install(self) -> None:
        assert stands("verified", rules.Install(date(2026, 6, 1), None)) is Stands.NOT_REPORTING
        assert "Not heard from since" in rules.why_silent(rules.Install(date(2026, 6, 1), None), 3)

    @pytest.mark.parametrize("state", ["seized", "destroyed", "disposed", "lost"])
    def test_where_it_is_comes_first(self, state: str) -> None:
        assert stands(state, SILENT, examined="concern", wanted=True) is Stands(state)

    def test_an_install_is_due_where_it_is_permitted(self) -> None:
        assert stands("declared", wanted=True) is Stands.INSTALL_DUE
        assert stands("declared") is Stands.DECLARED
        assert stands("found", wanted=True) is Stands.FOUND

    def test_a_concern_outweighs_monitoring(self) -> None:
        assert stands("verified", FRESH, examined="concern") is Stands.CONCERN
        assert stands(examined="clear") is Stands.CLEAR


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (185, "3 hours 5 minutes"), (60 * 50, "2 days")],
)
def test_how_long_an_alert_waited(minutes: int, said: str) -> None:
    came = datetime(2026, 6, 15, 2, 0)  # noqa: DTZ001 - only the difference counts
    assert rules.waited(came, came + (came.replace(hour=3) - came) * minutes / 60) == said
