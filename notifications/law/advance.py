"""Notice of a change before it happens: SOA 2003 s.84(2)-(5)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from notifications.law.counting import Day
from notifications.law.duties import Case, Duty, Rule, binding, first_since
from notifications.law.facts import Change, Notification
from notifications.law.wording import words

LEEWAY: Final = 2
"""Days either side of the specified date within which the event makes the notice good (s.84(3)-(4))."""
DAYS: Final = 6
_RULE: Final = Rule("84(4)(b)", "SOA 2003 s.84(4)(b), (5)")


def effective_notice(case: Case, change: Change, event: Day, reasoning: list[str]) -> Notification | None:
    """The advance notice that meets a change's duty, the event having happened about the date it specified.

    Disregarded time has no part in this test (s.84(5)). Why it does or does not is added to the reasoning.
    """
    if change.advance_notice is None:
        return None
    notice = case.notified.by_id.get(change.advance_notice)
    if notice is None or notice.specified_date is None:
        return None
    specified = notice.specified_date
    if event < specified - LEEWAY:
        reasoning.append(
            f"{notice.id} gave notice for {words(specified)}; the event came more than 2 days earlier, so the notice "
            "does not serve (s.84(3))."
        )
        return None
    if event > specified + LEEWAY:
        reasoning.append(
            f"{notice.id} gave notice for {words(specified)}; the event had not come by the end of "
            f"{words(specified + LEEWAY)}, so the notice does not serve (s.84(4)(a))."
        )
        return None
    reasoning.append(
        f"{notice.id} gave notice of it for {words(specified)}, within 2 days of the event (s.84(2)-(4))."
    )
    return notice


def non_occurrence_duties(case: Case, events: dict[str, Day | None]) -> Iterator[Duty]:
    """The duty to say that an event foretold did not come, or not in time.

    `events` gives the day of the event of each change that foretold notices are about (None: it did not qualify).
    Nothing is guessed: a notice none of whose changes says so is not taken to have failed.
    """
    foretold: defaultdict[str, list[Change]] = defaultdict(list)
    for change in case.facts.changes:
        if change.advance_notice is not None:
            foretold[change.advance_notice].append(change)
    for notice in case.notified.all:
        if notice.specified_date is not None and notice.id in foretold:
            yield from _duty(case, notice, notice.specified_date, foretold[notice.id], events)


def _duty(
    case: Case, notice: Notification, specified: Day, changes: list[Change], events: dict[str, Day | None]
) -> list[Duty]:
    # Each change speaks for itself: one that came too late, or is said never to have come, brings the duty, though
    # another foretold by the same notice came in time. So no fact to come can undo a duty that has arisen.
    late = [
        day for change in changes if (day := events.get(change.id)) is not None and day > specified + LEEWAY
    ]
    never = any(change.kind == "did_not_occur" for change in changes)
    if not late and not never:
        return []
    limits = case.disregarded.limits(specified, DAYS)
    came = f"it came on {words(min(late))}" if late else "it did not come"
    reasoning = [
        f"{notice.id} gave notice of a change for {words(specified)}; by the end of {words(specified + LEEWAY)} it had "
        f"not come ({came}).",
        f"That is to be notified within 6 days beginning with {words(specified)}, day 1 (s.84(4)(b)).",
        *limits.reasons,
    ]
    about = case.notified.about(notice.id, *sorted(change.id for change in changes), sections=("84(4)(b)",))
    return binding(
        case,
        "non_occurrence",
        notice.id,
        _RULE,
        arises_on=specified,
        work_to=limits.work_to,
        last=limits.last,
        told=first_since(about, specified),
        reasoning=reasoning,
    )
