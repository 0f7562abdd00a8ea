"""What a pack lacks of being ready, each with why: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mappa.pack.choices import Part


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of one case before its meeting: how many agencies are asked, and which have returned nothing."""

    asked: int
    missing: Sequence[str]
    planned: bool
    assessed: bool
    placed: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, in two words and in a sentence, and the block of the pack that says so; no block: the
    pack itself."""

    part: Part | None
    called: str
    why: str


def lacks(known: Prepared) -> list[Lack]:
    """Everything that is missing, in the order of the pack; nothing missing is ready."""
    return list(_lacks(known))


def _lacks(known: Prepared) -> Iterator[Lack]:
    if not known.assessed:
        yield Lack(Part.RISK, "risk not assessed", "no risk of serious harm is assessed")
    if not known.asked:
        yield Lack(Part.RETURNS, "nobody invited", "no agency is invited")
    elif known.missing:
        number = f"{len(known.missing)} of {known.asked} returns {'is' if len(known.missing) == 1 else 'are'} missing"
        yield Lack(Part.RETURNS, "returns missing", f"{number}: {', '.join(known.missing)}")
    if not known.planned:
        yield Lack(Part.PLAN, "no plan", "no plan is in force")
    if not known.placed:
        yield Lack(Part.LEVEL, "no level", "no category and level are on record")
    if not known.locked:
        yield Lack(None, "not locked", "the pack is not locked")


def summary(cases: Iterable[Sequence[Lack]]) -> str:
    """Of several cases: each thing that is missing, with how many lack it."""
    count = Counter(lack.called for found in cases for lack in found)
    return ", ".join(f"{called} ({number})" for called, number in count.most_common())


def in_words(found: Sequence[Lack]) -> str:
    """As one sentence, the gravest first."""
    said = "; ".join(lack.why for lack in found)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
