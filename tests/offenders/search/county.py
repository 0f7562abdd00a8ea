"""A county of names alone: some very common and most rare, as real ones are, with every spelling of the variants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random
from uuid import UUID

from offenders.models import Name, Person
from offenders.search import terms
from ops.demo import names
from tests import world

SEED = 22
PEOPLE = 4_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST = "Al Ar Bel Bran Cal Cor Dal Den El Fen Gal Hal Hol Kel Lan Mor Nor Os Pel Ray Sal Tor Ul Ver Wal Wes".split()
_LAST = (
    "by cott den dale er field ford ham ing ington ley low man mont more ridge sby sley son stone ton vale wood"
).split()


def variants() -> list[tuple[str, str]]:
    """Pairs of spellings of one name: on record, and as typed."""
    text = Path(__file__).with_name("variants.txt").read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(one.strip(), other.strip()) for one, other in (line.split("/") for line in lines)]


def surnames() -> list[str]:
    """All surnames of the county, the commonest first."""
    found = [word for origin in names.ORIGINS for word in origin.surnames[0]]
    found += [f"{first}{last}" for first, last in product(_FIRST, _LAST)]
    found += [one for one, _ in variants()]
    Random(SEED).shuffle(found)
    return list(dict.fromkeys(found))


def drawn(words: list[str], number: int, rng: Random) -> list[str]:
    """So many of the words, the first far more often than the last (Zipf)."""
    return rng.choices(
        words, cum_weights=list(accumulate(1 / (rank + 3) for rank in range(len(words)))), k=number
    )


def settle() -> dict[UUID, tuple[str, str]]:
    """Put the county into the database; gives each person's given and family name."""
    rng, unit, now = Random(SEED), world.unit(), world.at(world.TODAY)
    given = [word for origin in names.ORIGINS for word in (*origin.men[0], *origin.women[0])]
    families = surnames()
    # Everybody's name once at least, then the common ones again and again.
    chosen = families + drawn(families, PEOPLE - len(families), rng)
    recorded = {"recorded_at": now}
    people = [
        Person(
            reference=f"CU-{number:06}",
            force=unit.force,
            unit=unit,
            kind="rso",
            date_of_birth=date(1950, 1, 1) + timedelta(days=rng.randrange(18_000)),
            **recorded,
        )
        for number in range(len(chosen))
    ]
    Person.objects.bulk_create(people)
    called = drawn(given, len(chosen), rng)
    Name.objects.bulk_create(
        Name(person=person, kind="legal", given_names=first, family_name=family, **recorded)
        for person, first, family in zip(people, called, chosen, strict=True)
    )
    for _ in terms.rebuild():
        pass
    return {person.pk: name for person, name in zip(people, zip(called, chosen, strict=True), strict=True)}


def edited(word: str, how: str, rng: Random) -> str:
    """The word with one letter mistaken, put in, left out, or exchanged with its neighbour; never the same word."""
    while True:
        at, letter = rng.randrange(len(word)), rng.choice(LETTERS)
        found = {
            "substitution": word[:at] + letter + word[at + 1 :],
            "insertion": word[:at] + letter + word[at:],
            "deletion": word[:at] + word[at + 1 :],
            "transposition": word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        }[how]
        if found != word:
            return found


EDITS = ("substitution", "insertion", "deletion", "transposition")


def misspelt(how: str, number: int) -> Iterator[tuple[str, str]]:
    """So many surnames, as common as they are, each with one edit: as on record, and as typed."""
    rng = Random(f"{SEED} {how}")
    for name in drawn(surnames(), number, rng):
        yield name, edited(name.lower(), how, rng)
