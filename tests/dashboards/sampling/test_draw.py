"""The draw itself: random across the officers, stratified, repeatable; and what answers come to."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.sampling import chart, rules
from dashboards.sampling.choices import Said
from dashboards.sampling.rules import Answered, Score
from tests import world

seeds = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
pools = st.dictionaries(
    st.uuids().map(str), st.lists(st.uuids().map(str), min_size=1, max_size=30, unique=True), max_size=6
)
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
answers = st.lists(st.sampled_from(Said), max_size=12)
percents, leasts = st.integers(1, 100), st.integers(0, 50)


class TestHowMany:
    @pytest.mark.parametrize(
        ("people", "percent", "least", "drawn"),
        [
            (60, 5, 3, 3),
            (61, 5, 3, 4),  # 3.05: rounded up
            (100, 5, 3, 5),
            (101, 5, 3, 6),
            (2, 5, 3, 2),  # never more than there are
            (0, 5, 3, 0),
            (40, 5, 0, 2),
            (41, 5, 0, 3),
            (1, 1, 0, 1),
            (7, 100, 0, 7),
        ],
    )
    def test_so_many_per_cent_rounded_up_or_the_least(
        self, people: int, percent: int, least: int, drawn: int
    ) -> None:
        assert rules.share(people, percent=percent, least=least) == drawn

    @MANY
    @given(st.integers(0, 500), percents, leasts)
    def test_never_less_than_either_nor_more_than_there_are(
        self, people: int, percent: int, least: int
    ) -> None:
        number = rules.share(people, percent=percent, least=least)
        assert min(people, least) <= number <= people
        assert number * 100 >= min(people * 100, people * percent)
        assert number in (people, least) or (number - 1) * 100 < people * percent


class TestDraw:
    @MANY
    @given(pools, percents, leasts, seeds)
    def test_of_each_manager_their_share_of_their_own_people(
        self, pool: dict[str, list[str]], percent: int, least: int, seed: str
    ) -> None:
        drawn = rules.draw(pool, percent=percent, least=least, seed=seed)
        assert set(drawn) == set(pool)
        for manager, people in drawn.items():
            assert (
                len(people)
                == len(set(people))
                == rules.share(len(pool[manager]), percent=percent, least=least)
            )
            assert set(people) <= set(pool[manager])

    @MANY
    @given(pools, percents, leasts, seeds, st.randoms())
    def test_it_is_the_same_again_in_whatever_order_the_pool_stands(
        self, pool: dict[str, list[str]], percent: int, least: int, seed: str, shuffle: object
    ) -> None:
        drawn = rules.draw(pool, percent=percent, least=least, seed=seed)
        other = {manager: shuffle.sample(people, len(people)) for manager, people in reversed(pool.items())}  # type: ignore[attr-defined]
        assert rules.draw(other, percent=percent, least=least, seed=seed) == drawn
        assert rules.repeats(pool, drawn, {}, percent=percent, least=least, seed=seed)

    @MANY
    @given(seeds, st.integers(0, 29))
    def test_one_that_was_swapped_is_noticed(self, seed: str, place: int) -> None:
        pool = {"m": [f"p{number}" for number in range(30)]}
        drawn = rules.draw(pool, percent=10, least=3, seed=seed)
        out = [person for person in rules.in_order(pool["m"], seed) if person not in drawn["m"]]
        for wrong in (
            [*drawn["m"][:-1], out[place % len(out)]],
            drawn["m"][:-1],
            [*drawn["m"], out[place % len(out)]],
        ):
            assert not rules.repeats(pool, {"m": wrong}, {}, percent=10, least=3, seed=seed)

    @MANY
    @given(pools, seeds, st.integers(0, 8))
    def test_those_drawn_for_the_excluded_are_the_next_of_the_same_manager(
        self, pool: dict[str, list[str]], seed: str, times: int
    ) -> None:
        drawn = rules.draw(pool, percent=5, least=3, seed=seed)
        for manager, people in drawn.items():
            for _ in range(times):
                following = rules.next_of(pool[manager], people, seed)
                assert (following is None) == (len(people) == len(pool[manager]))
                if following is None:
                    break
                people.append(following)
        excluded = dict.fromkeys(pool, times)
        assert rules.repeats(pool, drawn, excluded, percent=5, least=3, seed=seed)

    def test_everybody_is_drawn_as_often(self) -> None:
        """4,000 draws of 3 of 20: each 600 times; within five standard deviations, of fixed seeds."""
        pool = {"m": [f"person {number}" for number in range(20)]}
        seen = Counter(
            person
            for number in range(4000)
            for person in rules.draw(pool, percent=5, least=3, seed=f"{number:064x}")["m"]
        )
        assert len(seen) == 20
        assert all(abs(times - 600) < 5 * (4000 * 0.15 * 0.85) ** 0.5 for times in seen.values())

    def test_a_seed_is_256_bits_that_differ(self) -> None:
        one, other = rules.fresh_seed(), rules.fresh_seed()
        assert one != other
        assert len(bytes.fromhex(one)) == 32

    def test_a_ticket_is_what_the_page_says(self) -> None:
        assert rules.ticket("ab", "cd") == sha256(b"ab:cd").hexdigest()


class TestScore:
    @pytest.mark.parametrize(
        ("answers", "percent"),
        [
            ([], None),
            ([Said.NOT_APPLICABLE], None),
            ([Said.YES, Said.NOT_APPLICABLE], 100),
            ([Said.YES, Said.PARTLY, Said.NO, Said.NO], 38),  # 37.5
            ([Said.PARTLY], 50),
            ([Said.NO], 0),
            ([Said.YES, Said.YES, Said.NO], 67),
        ],
    )
    def test_yes_whole_partly_half(self, answers: list[Said], percent: int | None) -> None:
        assert Score.of(answers).percent == percent

    @MANY
    @given(answers, answers)
    def test_scores_add_up(self, some: list[Said], others: list[Said]) -> None:
        assert Score.of(some) + Score.of(others) == Score.of([*some, *others])

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (Answered(""), "plan_answer"),
            (Answered("no", "", "Do it"), "plan_comment"),
            (Answered("partly", " "), "plan_comment"),
            (Answered("no", "Nothing there"), "plan_to_do"),
            (Answered("yes", "", "Do it"), "plan_to_do"),
        ],
    )
    def test_what_is_missing_is_said_of_its_field(self, said: Answered, field: str) -> None:
        assert set(rules.answered({"plan": said})) == {field}

    def test_a_finding_may_ask_for_nothing_where_it_is_met_in_part(self) -> None:
        assert not rules.answered({"plan": Answered("partly", "One without a day")})


class TestChart:
    def test_a_band_each_from_nought_to_a_hundred(self) -> None:
        first, last = world.TODAY.replace(month=1, day=1), world.TODAY.replace(day=1)
        months = [(first, Score(yes=1, no=1)), (last, Score(yes=2))]
        drawing = chart.drawing([("Reed", months), ("Nobody", [(first, Score())])], first, last)
        assert drawing
        [band] = drawing.bands
        top, middle, bottom = band.lines
        (left, half, said), (right, whole, _) = band.points
        assert (half, whole) == (middle, top)
        assert bottom > middle
        assert (left, right) == (8, 568)
        assert said == "Reed, January 2026: 50 per cent"
        assert band.path == f"M{left} {half} L{right} {whole}"
        assert drawing.rows[0] == ("June 2026", "Reed", "100 per cent")

    def test_nothing_is_drawn_of_nothing(self) -> None:
        assert chart.drawing([("Nobody", [(world.TODAY, Score())])], world.TODAY, world.TODAY) is None
