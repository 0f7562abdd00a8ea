"""The drawing's geometry: everything within the page, nothing over anything, the same marks every time."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.calculator.events import rows
from notifications.calculator.marks import NARROW, WIDE, Drawing, Span, size
from notifications.calculator.spacing import place, ticks
from notifications.calculator.timeline import drawings, pictures
from notifications.law import evaluate
from tests.law.documents import conviction, documents, facts, some
from tests.law.test_examples import EXAMPLES

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
ANSWERED = [example["facts"] for example in EXAMPLES if "errors" not in example["expect"]]
# The page's own ids, which the drawing prints.
SUSPENDED = {
    "id": "conviction 1",
    "kind": "conviction",
    "date": "2026-06-01",
    "disposal": {"type": "imprisonment", "term": {"months": 12}},
}


def judged(on: str = "2026-06-15", **given: Any) -> dict[str, Any]:
    return facts(as_at=on, triggers=[SUSPENDED], **given)


def drawn(document: dict[str, Any], width: int = WIDE) -> list[Drawing]:
    return drawings(document, evaluate(document), width)


def faults_of(drawing: Drawing) -> list[str]:
    """What is wrong with a drawing's geometry, in words."""
    found = []
    for text in drawing.texts:
        if text.left < -0.1 or text.right > drawing.width + 0.1:
            found.append(f"{text.text!r} leaves the page")
        if not 0 < text.y <= drawing.height:
            found.append(f"{text.text!r} stands outside")
    for one, other in itertools.combinations(drawing.texts, 2):
        if abs(one.y - other.y) < 13 and one.left < other.right and other.left < one.right:
            found.append(f"{one.text!r} over {other.text!r}")
    for bar in (*drawing.bars, *drawing.hatched):
        if bar.x < 0 or bar.x + bar.width > drawing.width or bar.width <= 0 or bar.height <= 0:
            found.append(f"{bar.kind} leaves the page")
        if bar.y < 0 or bar.y + bar.height > drawing.height:
            found.append(f"{bar.kind} stands outside")
    for line in drawing.lines:
        if not (min(line.x1, line.x2) >= 0 and max(line.x1, line.x2) <= drawing.width):
            found.append(f"{line.kind} leaves the page")
        if not (0 <= line.y1 <= line.y2 <= drawing.height):
            found.append(f"{line.kind} stands outside")
    return found


class TestEverything:
    @WIDTHS
    def test_the_examples(self, width: int) -> None:
        for document in ANSWERED:
            for drawing in drawn(document, width):
                assert faults_of(drawing) == []

    @some
    @given(documents(jurisdiction=None), st.sampled_from([WIDE, NARROW]))
    def test_any_document(self, document: dict[str, Any], width: int) -> None:
        for drawing in drawn(document, width):
            assert faults_of(drawing) == []

    def test_the_same_facts_give_the_same_marks(self) -> None:
        document = judged(absences=[{"kind": "custody", "from": "2026-06-02", "to": "2026-06-09"}])
        assert drawn(document) == drawn(document)

    def test_a_very_long_life(self) -> None:
        told = [
            {"id": f"notification {n}", "section": "85(1)", "given_at": f"{2005 + n // 5}-0{n % 5 + 1}-03"}
            for n in range(200)
        ]
        document = facts(as_at="2044-12-31", triggers=[conviction("2005-01-01")], notifications=told)
        for width in (WIDE, NARROW):
            for drawing in drawn(document, width):
                assert faults_of(drawing) == []
                assert drawing.height < 1500

    def test_the_end_of_the_calendar(self) -> None:
        document = facts(as_at="9998-12-31", triggers=[conviction("2005-01-01")])
        assert all(faults_of(drawing) == [] for drawing in drawn(document))


class TestOnePicture:
    def test_the_parts_of_three_days_after_custody(self) -> None:
        document = judged(absences=[{"kind": "custody", "from": "2026-06-02", "to": "2026-06-09"}])
        whole, near = drawn(document)
        assert [bar.kind for bar in whole.bars] == ["period"]
        assert [bar.kind for bar in near.bars] == ["period", "duty-overdue"]
        [hatched] = near.hatched
        duty = near.bars[1]
        assert duty.x < hatched.x < hatched.x + hatched.width < duty.x + duty.width
        last, work_to = near.marks
        assert (last.kind, work_to.kind) == ("last", "work-to")
        assert work_to.x < last.x == pytest.approx(duty.x + duty.width, abs=0.2)
        [judged_line] = [line for line in near.lines if line.kind == "judged"]
        assert judged_line.x1 > last.x
        assert {"Convicted, 1 Jun 2026", "work to 9 Jun 2026, last 10 Jun 2026"} <= {
            text.text for text in near.texts
        }

    def test_lengths_are_to_scale(self) -> None:
        document = judged(on="2026-06-01")
        *_, near = drawn(document)
        days = next(bar for bar in near.bars if bar.kind.startswith("duty"))
        day = (near.width - 12) / (3 + 2)  # three days, and a day's margin on either side
        assert days.width == pytest.approx(3 * day, rel=0.01)

    def test_without_end_an_arrow_says_so(self) -> None:
        document = facts(as_at="2026-06-15", triggers=[conviction("2026-06-01")])
        assert "on" in [mark.kind for mark in drawn(document)[0].marks]
        assert "on" not in [mark.kind for mark in drawn(judged())[0].marks]

    def test_a_suspended_duty_has_a_lane_and_no_marks(self) -> None:
        document = judged(absences=[{"kind": "custody", "from": "2026-06-01"}])
        bars = [drawing.bars for drawing in drawn(document)]
        assert "duty-suspended" in {bar.kind for each in bars for bar in each}
        assert not [mark for drawing in drawn(document) for mark in drawing.marks if mark.kind == "last"]

    def test_time_that_counts_is_not_hatched(self) -> None:
        document = judged(absences=[{"kind": "hospital_other", "from": "2026-06-02", "to": "2026-06-09"}])
        assert not any(drawing.hatched for drawing in drawn(document))

    def test_hours_stand_where_they_are(self) -> None:
        journey = {"id": "journey 1", "departs": "2026-08-20T12:00:00+01:00", "details_known": "2026-08-18"}
        document = judged(on="2026-08-19", journeys=[{**journey, "to": ["FR"]}])
        texts = {text.text for drawing in drawn(document) for text in drawing.texts}
        assert "work to 12:00 19 Aug 2026, last 00:00 20 Aug 2026" in texts

    def test_the_description_says_what_is_drawn(self) -> None:
        *_, near = drawn(judged())
        assert near.description == (
            "Subject to notification until 31 May 2036. judged on 15 June 2026. "
            "Initial notification: overdue, last day 3 June 2026. The table below says the same."
        )

    def test_keys_are_unique_on_the_page(self) -> None:
        document = judged()
        both = pictures(document, evaluate(document))
        keys = [drawing.key for of in both.values() for drawing in of]
        assert len(keys) == len(set(keys)) == 4


class TestPlacing:
    @some
    @given(
        st.lists(
            st.tuples(
                st.floats(0, WIDE).map(lambda x: round(x, 1)), st.text("abcdefg ", min_size=1, max_size=40)
            ),
            max_size=25,
        ).map(sorted)
    )
    def test_no_label_over_another_nor_off_the_page(self, labels: list[tuple[float, str]]) -> None:
        wide = [(x, size(text, "event")) for x, text in labels]
        spots = place(wide, WIDE)
        for (_, width), spot in zip(wide, spots, strict=True):
            assert 0 <= spot.left <= WIDE - width + 0.1
        placed = list(zip(spots, (width for _, width in wide), strict=True))
        for (one, a), (other, b) in itertools.combinations(placed, 2):
            assert one.row != other.row or one.left + a <= other.left or other.left + b <= one.left

    def test_labels_far_apart_share_a_row_and_near_ones_do_not(self) -> None:
        assert [spot.row for spot in place([(10, 100), (500, 100)], WIDE)] == [0, 0]
        assert sorted(spot.row for spot in place([(10, 100), (20, 100)], WIDE)) == [0, 1]

    def test_a_label_at_the_right_edge_is_moved_in(self) -> None:
        [spot] = place([(995, 100)], WIDE)
        assert spot.left == 900


class TestTicks:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [(5, "2 Jun"), (60, "15 Jun"), (400, "Jul 2026"), (4000, "2027"), (40_000, "2030")],
    )
    def test_they_suit_the_span(self, days: int, expected: str) -> None:
        first = date(2026, 6, 1).toordinal() - 0.5
        assert expected in [name for _, name in ticks(Span(first, first + days, WIDE))]

    @some
    @given(st.integers(1, 3_000_000), st.floats(1.1, 600_000), st.sampled_from([WIDE, NARROW]))
    def test_they_never_touch(self, first: int, long: float, width: int) -> None:
        found = ticks(Span(first, first + long, width))
        for (a, one), (b, other) in itertools.pairwise(found):
            assert b - a >= (size(one, "tick") + size(other, "tick")) / 2


class TestTable:
    def test_it_says_what_is_drawn_in_order(self) -> None:
        document = judged(
            absences=[{"kind": "custody", "from": "2026-06-02", "to": "2026-06-09"}],
            notifications=[{"id": "notification 1", "section": "83(1)", "given_at": "2026-06-10"}],
        )
        table = [(row.when, row.what) for row in rows(document, evaluate(document))]
        assert table == [
            ("1 June 2026", "Convicted: Imprisonment, 12 months (conviction 1)"),
            ("1 June 2026", "Conviction 1: 10 years, from this day"),
            ("1 June 2026", "Subject to 31 May 2036"),
            ("2 June 2026 to 9 June 2026", "Remanded in custody by a court"),
            ("9 June 2026", "Initial notification: work to"),
            ("10 June 2026", "Initial notification given under s.83(1) (notification 1)"),
            ("10 June 2026", "Initial notification: last day"),
            ("15 June 2026", "The day judged"),
            ("10 June 2027", "Annual notification: last day"),
            ("31 May 2036", "Conviction 1: 10 years, to the end of this day"),
        ]

    @some
    @given(documents(jurisdiction=None))
    def test_every_limit_is_in_it(self, document: dict[str, Any]) -> None:
        result = evaluate(document)
        listed = [row.what for row in rows(document, result)]
        limits = [duty for duty in result["duties"] if duty["last"]]
        assert len([what for what in listed if what.endswith((": last day", ": last moment"))]) == len(limits)
