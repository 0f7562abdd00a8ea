"""What is to be notified before it is done: a new name and an absence from home.

Crime and Policing Act 2026 (wording and commencement not verified: in force only if a document's `rules` date it);
in Northern Ireland absence alone, SOA 2003 s.85A.
"""

from collections.abc import Iterator
from typing import Final

from notifications.law.counting import HOUR, at_moment, on_day
from notifications.law.duties import Case, Duty, Rule, binding, not_required
from notifications.law.facts import Change
from notifications.law.rulesets import EW, NI
from notifications.law.wording import words, words_instant

NAME_DAYS: Final = 7
ABSENCE_HOURS: Final = 12
ABSENCE_ABOVE_DAYS: Final = {EW: 5, NI: 3}
_NAME: Final = Rule("CPA2026-name", "Crime and Policing Act 2026 (wording and commencement not verified)")
_ABSENCE: Final = {
    EW: Rule("85ZA", "SOA 2003 s.85ZA; Crime and Policing Act 2026 (wording and commencement not verified)"),
    NI: Rule("85A", "SOA 2003 s.85A (Northern Ireland)"),
}


def name_duties(case: Case) -> Iterator[Duty]:
    """The duty before each new name is first used."""
    for change in case.facts.changes:
        if change.kind == "name_intended":
            yield from _name(case, change)


def _name(case: Case, change: Change) -> list[Duty]:
    if change.on < case.rulebook.cpa_from:
        reason = (
            f"No such duty is in force on {words(change.on)}; using the name is what counts (s.84(1)(a))."
        )
        return not_required(case, "change", change.id, _NAME, event=change.on, reasoning=[reason])
    last = change.on - NAME_DAYS
    return binding(
        case,
        "change",
        change.id,
        _NAME,
        arises_on=change.on,
        work_to=on_day(last),
        last=on_day(last),
        told=next(case.notified.about(change.id), None),
        reasoning=[f"A new name is to be used from {words(change.on)}: 7 days before, {words(last)}."],
    )


def absence_duties(case: Case) -> Iterator[Duty]:
    """The duty before each absence from home."""
    for change in case.facts.changes:
        if change.kind == "absence_intended" and change.on >= case.rulebook.begins:
            yield from _absence(case, change)


def _absence(case: Case, change: Change) -> list[Duty]:
    jurisdiction = case.rulebook.jurisdiction
    rule, above = _ABSENCE[jurisdiction], ABSENCE_ABOVE_DAYS[jurisdiction]
    reason = None
    if jurisdiction == EW and change.on < case.rulebook.cpa_from:
        reason = f"No such duty is in force on {words(change.on)}."
    elif change.days <= above:
        reason = f"An absence of {change.days} days is not of more than {above}."
    if reason is not None:
        return not_required(case, "absence", change.id, rule, event=change.on, reasoning=[reason])
    last = at_moment(change.start - ABSENCE_HOURS * HOUR)
    return binding(
        case,
        "absence",
        change.id,
        rule,
        arises_on=change.on,
        work_to=last,
        last=last,
        told=next(case.notified.about(change.id), None),
        reasoning=[
            f"An absence of {change.days} days is intended, more than {above}, from {words_instant(change.start)}.",
            f"12 hours before leaving: {words_instant(last.moment)}.",
        ],
    )
