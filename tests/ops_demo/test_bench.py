"""What the benchmark measures with is sound, and its table can be read."""

from __future__ import annotations

from datetime import date

import pytest

from notifications.law import evaluate
from ops.bench.figures import Figure, table
from ops.bench.law import largest, of_size, typical


def test_the_largest_case_is_as_large_as_it_says_and_not_refused() -> None:
    document = largest(date(2026, 6, 15))
    assert len(document["notifications"]) == 200
    assert len(document["absences"]) == 50
    result = evaluate(document)
    assert result["subject"]["status"] == "subject"
    assert len(result["duties"]) >= 200


def test_the_typical_case_is_what_it_says() -> None:
    document = typical(date(2026, 6, 15))
    assert (len(document["triggers"]), len(document["absences"])) == (1, 2)
    result = evaluate(document)
    assert result["subject"]["status"] == "subject"
    assert len([duty for duty in result["duties"] if duty["kind"] == "periodic"]) >= 10


@pytest.mark.parametrize("size", [10, 100, 1_000])
def test_a_case_of_a_size_has_it_and_is_not_refused(size: int) -> None:
    document = of_size(size, date(2026, 6, 15))
    groups = ("triggers", "absences", "notifications", "changes")
    assert sum(len(document[group]) for group in groups) == size
    duties = evaluate(document)["duties"]
    # Each change and each notification brings a duty: the larger case is more work, not more noise.
    assert len(duties) >= size * 3 // 4


def test_the_table_has_a_line_for_each_figure() -> None:
    found = table(
        [Figure("Sweep", "1.0 s", "2 times counting", "at most 2 s", True), Figure("A page", "6 ms")]
    )
    lines = found.splitlines()
    assert len(lines) == 4
    assert lines[2].endswith("met")
    assert lines[3].split() == ["A", "page", "6", "ms"]


@pytest.mark.parametrize(("met", "verdict"), [(True, "met"), (False, "missed"), (None, "")])
def test_a_missed_goal_is_called_so(met: bool | None, verdict: str) -> None:
    assert Figure("x", "1", met=met).verdict == verdict
