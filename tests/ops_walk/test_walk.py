"""People through eight hundred days: what the sweeps flag is what the law says, once. `make walk` goes further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import pytest

from diary.actions import sweep
from diary.models import Entry, Flag
from ops.walk import walking
from ops.walk.calendar import Run, in_utc
from ops.walk.judge import Verdict
from ops.walk.walking import walk

pytestmark = pytest.mark.django_db
# With 29 February 2028 and four changes of the clocks.
FIRST, DAYS = date(2027, 1, 1), 800


@pytest.mark.timeout(240)
def test_no_flag_is_missed_and_none_is_doubled() -> None:
    walked = walk(25, FIRST, DAYS, pace=150, seed=20)
    verdict = walked.verdict
    assert verdict.missed == []
    assert verdict.unfounded == []
    assert verdict.late == []
    assert verdict.doubled == 0
    assert verdict.messages_missed == verdict.messages_unfounded == set()
    # It was no walk past empty rooms.
    assert (walked.clock_changes, walked.leap_days) == (4, 1)
    assert walked.silent_days > 20
    assert walked.cut_short > 10
    assert {"ahead_56", "ahead_28", "ahead_7", "due", "overdue"} == set(
        Flag.objects.values_list("state", flat=True)
    )
    assert Flag.objects.filter(state="overdue").count() > 20
    assert Entry.objects.filter(last_at__isnull=False, met_at__isnull=False).exists()
    assert {"moves", "is_detained", "is_released", "travels", "is_put_right"} <= walked.happened.keys()


class TestTheJudge:
    """It sees what is wrong: a walk with a sweep that is at fault."""

    def walked(
        self, monkeypatch: pytest.MonkeyPatch, faulty: Callable[..., Any], first: date = FIRST
    ) -> Verdict:
        monkeypatch.setattr(walking, "sweep", faulty)
        return walk(6, first, 60, pace=20, seed=3).verdict

    def test_a_sweep_that_passes_over_days(self, monkeypatch: pytest.MonkeyPatch) -> None:
        verdict = self.walked(monkeypatch, lambda *, today, now: today.day % 2 or sweep(today=today, now=now))
        assert not verdict.clean
        assert verdict.late

    def test_a_sweep_that_never_runs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        verdict = self.walked(monkeypatch, lambda **when: None)
        assert verdict.missed
        assert verdict.messages_missed

    def test_a_sweep_a_day_early(self, monkeypatch: pytest.MonkeyPatch) -> None:
        day = timedelta(days=1)
        verdict = self.walked(monkeypatch, lambda *, today, now: sweep(today=today + day, now=now + day))
        assert verdict.unfounded

    def test_a_sweep_that_takes_the_day_in_utc(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """In summer, half past midnight is yesterday in UTC."""
        first = date(2027, 6, 1)
        nights = [Run(in_utc(first + timedelta(days=number), 0, 30)) for number in range(60)]
        monkeypatch.setattr(walking, "runs", lambda *arguments: nights)
        faulty = self.walked(
            monkeypatch, lambda *, today, now: sweep(today=now.astimezone(UTC).date(), now=now), first
        )
        assert faulty.late
