"""Who is drawn, whether a draw is what its seed gives, and what answers come to. Pure: anybody can repeat it.

Each person of the pool has a ticket: the SHA-256 of the seed, a colon and the person's id. Of each manager's people
those with the lowest tickets are drawn. Without the seed nobody knows a ticket, and with it everybody computes the same
(`printf '%s' SEED:ID | sha256sum`), in any language and any version of it: Python promises nothing of the kind of its
generators.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dashboards.sampling.choices import FINDINGS, Said

Refusals = dict[str, str]
Pool = Mapping[str, Sequence[str]]  # the ids of each manager's people, by the manager's id


def fresh_seed() -> str:
    """256 bits that nobody could foresee, as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def ticket(seed: str, person: str) -> str:
    """Where the person comes in the draw: the lowest first."""
    return sha256(f"{seed}:{person}".encode()).hexdigest()


def share(people: int, *, percent: int, least: int) -> int:
    """How many of a manager's people are drawn: so many per cent, rounded up, or the least number, whichever is more,
    and never more than there are."""
    return min(people, max(least, -(-people * percent // 100)))


def in_order(people: Iterable[str], seed: str) -> list[str]:
    """The people in the order of their tickets."""
    return sorted(people, key=lambda person: (ticket(seed, person), person))


def draw(pool: Pool, *, percent: int, least: int, seed: str) -> dict[str, list[str]]:
    """Who is drawn of each manager, in the order of the draw. Rests on who is in the pool, never on its order."""
    return {
        manager: in_order(people, seed)[: share(len(people), percent=percent, least=least)]
        for manager, people in pool.items()
    }


def next_of(people: Iterable[str], drawn: Iterable[str], seed: str) -> str | None:
    """Who is drawn in the place of one that was excluded; None where nobody of this manager is left."""
    before = set(drawn)
    return next((person for person in in_order(people, seed) if person not in before), None)


def repeats(
    pool: Pool,
    drawn: Mapping[str, Iterable[str]],
    excluded: Mapping[str, int],
    *,
    percent: int,
    least: int,
    seed: str,
) -> bool:
    """Whether drawing again gives the same people: of each manager the first so many, and one more for each that was
    excluded. `drawn` has the excluded among them."""
    for manager, people in pool.items():
        number = share(len(people), percent=percent, least=least) + excluded.get(manager, 0)
        if set(in_order(people, seed)[:number]) != set(drawn.get(manager, ())):
            return False
    return set(drawn) <= set(pool)


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to: yes counts whole, partly half, no nothing; what does not apply is left out."""

    yes: int = 0
    partly: int = 0
    no: int = 0

    @classmethod
    def of(cls, answers: Iterable[str]) -> Score:
        said = list(answers)
        return cls(said.count(Said.YES), said.count(Said.PARTLY), said.count(Said.NO))

    def __add__(self, other: Score) -> Score:
        return Score(self.yes + other.yes, self.partly + other.partly, self.no + other.no)

    @property
    def counted(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def percent(self) -> int | None:
        """0 to 100, a half rounded up; None where nothing applied."""
        if not self.counted:
            return None
        return (100 * (2 * self.yes + self.partly) + self.counted) // (2 * self.counted)

    @property
    def words(self) -> str:
        return "Nothing applied" if self.percent is None else f"{self.percent} per cent"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question's answer as it was typed; `to_do` is what the officer is asked to do."""

    answer: str
    comment: str = ""
    to_do: str = ""


def answered(said: Mapping[str, Answered]) -> Refusals:
    """What is wrong with the answers, by field: `<code>_answer`, `<code>_comment`, `<code>_to_do`."""
    wrong = {}
    for code, one in said.items():
        if one.answer not in Said.values:
            wrong[f"{code}_answer"] = "Select an answer, or “not applicable”."
            continue
        if one.answer in FINDINGS and not one.comment.strip():
            wrong[f"{code}_comment"] = "Say what you found: the officer reads it."
        if one.answer == Said.NO and not one.to_do.strip():
            wrong[f"{code}_to_do"] = "Say what the officer is to do: it becomes a task."
        if one.answer not in FINDINGS and one.to_do.strip():
            wrong[f"{code}_to_do"] = "Only what is answered “no” or “partly” becomes a task."
    return wrong
