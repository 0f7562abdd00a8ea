"""What counts as the term of a sentence: SOA 2003 s.131, and s.82(3)-(4) where sentences run together.

Terms are counted in 26ths of a month, in which months, weeks (52 to 12 months) and half a term are all whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from notifications.law.facts import Disposal, Length, Trigger
from notifications.law.wording import quantity, several

MONTH: Final = 26


def _units(length: Length | None) -> int:
    if length is None:
        return 0
    return MONTH * (12 * length.years + length.months) + 6 * length.weeks


def _in_full(disposal: Disposal) -> int:
    return _units(disposal.term)


def _with_extension(disposal: Disposal) -> int:
    return _units(disposal.term) + _units(disposal.extension)


def _half(disposal: Disposal) -> int:
    return _units(disposal.term) // 2


COUNTED: Final[dict[str, tuple[Callable[[Disposal], int], str]]] = {
    "imprisonment": (_in_full, ""),
    "suspended_imprisonment": (
        _in_full,
        "A suspended sentence counts by its full term (Sentencing Code s.289).",
    ),
    "extended_sentence": (
        _with_extension,
        "The term and its extension count together (R (Minter) v CC Hampshire [2013] EWCA Civ 697).",
    ),
    "special_custodial_sentence": (
        _with_extension,
        "The custodial term and the licence period count together (Sentencing Code s.278(2)).",
    ),
    "youth_detention": (_in_full, "Detention counts as imprisonment (s.131)."),
    "detention_and_training_order": (
        _half,
        "Of a detention and training order only the period of detention, half, counts (s.131(a)).",
    ),
}
"""The disposals that are terms of imprisonment for s.82, what of each counts, and why."""


def words_of(length: Length) -> str:
    """A length as pronounced: "2 years 6 months"."""
    parts = (
        quantity(number, unit)
        for number, unit in ((length.years, "year"), (length.months, "month"), (length.weeks, "week"))
        if number
    )
    return " ".join(parts) or "0 months"


def words_of_units(units: int) -> str:
    """A counted term in months."""
    months, rest = divmod(units, MONTH)
    return f"between {months} and {months + 1} months" if rest else quantity(months, "month")


@dataclass(slots=True)
class _Group:
    """Sentences that run one after another, or in part together."""

    terms: dict[str, int] = field(default_factory=dict)
    overlaps: dict[frozenset[str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """The counted term of each offence, aggregated where s.82(3) applies, with the reasons for aggregating."""

    units: dict[str, int]
    reasons: dict[str, str]


def counted_terms(sentenced: Iterable[tuple[Trigger, Disposal]]) -> Terms:
    """The term each Schedule 3 offence counts with. A sentence for any other offence is there only to be ignored,
    and so are its links to others."""
    own = {}
    runs = {}
    for trigger, disposal in sentenced:
        if disposal.type in COUNTED:
            own[trigger.id] = COUNTED[disposal.type][0](disposal)
            runs[trigger.id] = disposal.runs
    parent = {each: each for each in own}

    def root(each: str) -> str:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    overlaps: dict[frozenset[str], int] = {}
    for each, how in runs.items():
        if how is None or how.other not in own or (not how.consecutive and how.overlap is None):
            continue  # wholly concurrent terms are not added: s.82(3) does not speak of them
        pair = frozenset((each, how.other))
        # Two sentences that each name the other state one relation, not two.
        overlaps[pair] = max(overlaps.get(pair, 0), MONTH * (how.overlap or 0))
        parent[root(each)] = root(how.other)
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for each, term in own.items():
        groups[root(each)].terms[each] = term
    for pair, overlap in overlaps.items():
        groups[root(min(pair))].overlaps[pair] = overlap
    units, reasons = dict(own), {}
    for group in groups.values():
        if len(group.terms) > 1:
            total = sum(group.terms.values()) - sum(group.overlaps.values())
            why = _why(group, total)
            for each, term in group.terms.items():
                # An overlap longer than a term cannot be; it must not make an offence carry less than its own.
                units[each] = max(total, term)
                reasons[each] = why
    return Terms(units, reasons)


def _why(group: _Group, total: int) -> str:
    terms = several([words_of_units(group.terms[each]) for each in sorted(group.terms)])
    overlap = sum(group.overlaps.values())
    less = f", less {words_of_units(overlap)} that overlap" if overlap else ""
    how = "partly concurrent" if overlap else "consecutive"
    paragraph = "(b)" if overlap else "(a)"
    return (
        f"The terms of {several(sorted(group.terms))} are {how}: {terms}{less} make {words_of_units(total)}, "
        f"and each offence is treated as carrying that (s.82(3)-(4){paragraph})."
    )
