"""What finding somebody costs, whose name was typed with one slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from random import Random
from statistics import quantiles
from zoneinfo import ZoneInfo

from accounts.models import User
from offenders.models import Name
from offenders.search.queries import find
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import SEED, Ground

TIMES = 200
GOAL_MS = 50
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WARM_UP = 5


def figures(ground: Ground, *, times: int = TIMES) -> Iterator[Figure]:
    """As `officer`, for people of the whole county: some within sight, most beyond it."""
    now = datetime.combine(ground.county.as_of, time(9), tzinfo=ZoneInfo("Europe/London"))
    rng = Random(SEED)  # noqa: S311 - no secret
    with ground.stand():
        officer = User.objects.for_request().get(username="officer")
        names = Name.objects.filter(kind="legal").order_by("pk").values_list("given_names", "family_name")
        some = rng.sample(list(names[: 50 * times]), times + _WARM_UP)
        typed = [f"{given} {slipped(family.lower(), rng)}" for given, family in some]
        for text in typed[:_WARM_UP]:
            find(officer, now, text)
        took = [seconds(lambda text=text: find(officer, now, text)) for text in typed[_WARM_UP:]]  # type: ignore[misc]
    slow = quantiles(took, n=20)[-1] * 1000
    yield Figure(
        f"Search, of {ground.people:,} people",
        f"{slow:.0f} ms",
        f"95 in 100 of {times} misspelt names; median {median_ms(took):.0f} ms",
        f"at most {GOAL_MS} ms",
        slow <= GOAL_MS,
    )


def slipped(word: str, rng: Random) -> str:
    """The word with one letter mistaken, put in, left out, or exchanged with the next."""
    at, letter = rng.randrange(len(word)), rng.choice(_LETTERS)
    before, here, after = word[:at], word[at], word[at + 1 :]
    slips = (before + letter + after, before + letter + here + after, before + after)
    return rng.choice([*slips, before + after[:1] + here + after[1:]])
