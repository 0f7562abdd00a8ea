"""How the conditions that an action of the plan looks after are named: each in full words, many by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from offenders.models import LicenceCondition, OrderCondition

A_WORDING = 90  # characters of a condition that are enough to know it by
FEW = 2  # more of one order are named by their numbers, or the plan on a page would take two


def in_short(condition: OrderCondition | LicenceCondition) -> str:
    """Enough of a condition to know it by: of what, its number, its first words."""
    wording = condition.wording
    words = wording if len(wording) <= A_WORDING else f"{wording[:A_WORDING].rsplit(' ', 1)[0]} …"
    return f"{_of(condition)}{f' {condition.number}' if condition.number else ''}: {words}"


def in_brief(conditions: Iterable[OrderCondition | LicenceCondition]) -> list[str]:
    """Each in short, and many numbered ones of one order or licence as `Licence, conditions 1 to 4 and 7`."""
    found = []
    for (of, _), group in groupby(sorted(conditions, key=_place), key=lambda each: (_of(each), _whose(each))):
        these = list(group)
        numbers = sorted({each.number for each in these if each.number})
        if len(numbers) > FEW:
            found.append(f"{of}, conditions {spans(numbers)}")
            these = [each for each in these if not each.number]
        found += map(in_short, these)
    return found


def spans(numbers: Sequence[int]) -> str:
    """`1 to 4, 6 and 9` for ascending numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > FEW else [str(number) for number in run])
    ]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def _of(condition: OrderCondition | LicenceCondition) -> str:
    return condition.order.get_kind_display() if isinstance(condition, OrderCondition) else "Licence"


def _whose(condition: OrderCondition | LicenceCondition) -> str:
    return str(condition.order_id if isinstance(condition, OrderCondition) else condition.licence_id)


def _place(condition: OrderCondition | LicenceCondition) -> tuple[str, str, int, str]:
    return _of(condition), _whose(condition), condition.number or 0, str(condition.pk)
