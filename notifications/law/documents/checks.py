"""Faults between fields: an end or sequel before its start, an id used twice, a reference that leads nowhere.

Works on what could be read (`shapes`), so that one slip does not hide another; a fault of its own is never added
because something else was unreadable.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from notifications.law.counting import Day, When, on_day
from notifications.law.documents.faults import Faults
from notifications.law.wording import words, words_when

Values: TypeAlias = Mapping[str, Any]

IDENTIFIED: Final = ("triggers", "orders", "notifications", "changes", "journeys")
"""The lists whose items have ids, in law-engine.md's order: of two that share one, the later is at fault."""

SEQUELS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    # (what must not come before, its start)
    "triggers": (("condition_met_on", "date"), ("notice_given_on", "date"), ("ended_on", "date")),
    "orders": (("served_on", "made_on"), ("last_day", "made_on"), ("discharged_on", "made_on")),
    "absences": (("to", "from"),),
    "notifications": (("specified_date", "given_at"),),
    "changes": (("to", "from"),),
}


def check(document: Values, faults: Faults) -> None:
    """Add the faults that lie between fields."""
    for name, pairs in SEQUELS.items():
        for index, item in enumerate(document.get(name) or ()):
            for sequel, start in pairs:
                if item.get(sequel) is not None:
                    _check_sequel(item[sequel], item.get(start), f"{name}[{index}].{sequel}", faults)
    _check_ids(document, faults)
    _check_references(document, faults)
    for path, trigger in _items(document, "triggers"):
        disposal = trigger.get("disposal") or {}
        _check_sequel(disposal.get("date"), trigger.get("date"), f"{path}.disposal.date", faults)
    for path, journey in _items(document, "journeys"):
        _check_journey(journey, path, faults)
    _check_review(document.get("review") or {}, faults)


def _items(holder: Values, name: str) -> Iterator[tuple[str, Values]]:
    return ((f"{name}[{index}]", item) for index, item in enumerate(holder.get(name) or ()))


def _check_sequel(sequel: When | Day | None, start: When | Day | None, path: str, faults: Faults) -> bool:
    """Whether the sequel may stand; a fault is added if it may not."""
    if sequel is None or start is None:
        return True
    later = sequel if isinstance(sequel, When) else on_day(sequel)
    earlier = start if isinstance(start, When) else on_day(start)
    if later.before(earlier):
        faults.add(path, f"Enter a date no earlier than its start, {words_when(earlier)}.")
        return False
    return True


def _check_journey(journey: Values, path: str, faults: Faults) -> None:
    departs = journey.get("departs")
    foretold, returned = journey.get("notified_return") or {}, journey.get("returned") or {}
    _check_sequel(foretold.get("date"), departs, f"{path}.notified_return.date", faults)
    sound = _check_sequel(returned.get("date"), departs, f"{path}.returned.date", faults)
    # Told of the return: after it, or at the least after the departure when no return is recorded.
    back = returned.get("date") if sound else None
    told = journey.get("return_notified_at")
    _check_sequel(told, departs if back is None else back, f"{path}.return_notified_at", faults)


def _check_ids(document: Values, faults: Faults) -> None:
    seen: set[str] = set()
    for name in IDENTIFIED:
        for index, item in enumerate(document.get(name) or ()):
            identity = item.get("id")
            if identity in seen:
                faults.add(f"{name}[{index}].id", "Enter another id: this one is used already.")
            elif identity is not None:
                seen.add(identity)


def _check_references(document: Values, faults: Faults) -> None:
    # Something whose own kind could not be read is given the benefit of the doubt.
    triggers = {item.get("id"): item for _, item in _items(document, "triggers")}
    orders = {item.get("id"): item for _, item in _items(document, "orders")}
    notices = {
        item.get("id")
        for _, item in _items(document, "notifications")
        if "specified_date" in item or item.get("section") is None
    }
    events = {item.get("id") for name in ("changes", "journeys") for _, item in _items(document, name)}

    for path, trigger in _items(document, "triggers"):
        _check_breach(trigger, path, orders, faults)
        runs = (trigger.get("disposal") or {}).get("runs") or {}
        for key in ("consecutive_to", "concurrent_with"):
            other = runs.get(key)
            if other is not None and (
                other == trigger.get("id")
                or other not in triggers
                or triggers[other].get("kind") in ("caution", "sro_breach")
            ):
                faults.add(
                    f"{path}.disposal.runs.{key}", "Enter the id of another trigger that has a sentence."
                )
    for path, notification in _items(document, "notifications"):
        for index, subject in enumerate(notification.get("about") or ()):
            if subject is not None and subject not in events and subject not in notices:
                faults.add(
                    f"{path}.about[{index}]", "Enter the id of a change, a journey or an advance notice."
                )
    for path, change in _items(document, "changes"):
        notice = change.get("advance_notice")
        if notice is not None and notice not in notices:
            faults.add(
                f"{path}.advance_notice", "Enter the id of an 84(1) notification with a specified date."
            )
    relevant = (document.get("review") or {}).get("relevant_notification")
    if relevant is not None:
        sections = {item.get("id"): item.get("section") for _, item in _items(document, "notifications")}
        # S.91B(10): one under s.83, 84 or 85.
        if relevant not in sections or sections[relevant] in ("86(2)", "86(3)"):
            faults.add("review.relevant_notification", "Enter the id of a notification under s.83, 84 or 85.")


def _check_breach(trigger: Values, path: str, orders: Mapping[str | None, Values], faults: Faults) -> None:
    broken = trigger.get("order")
    if broken is None:
        return
    order = orders.get(broken)
    # S.122H is breach of an SRO or of an interim one.
    if order is None or order.get("kind") not in ("sro", "interim_sro", None):
        faults.add(f"{path}.order", "Enter the id of the sexual risk order.")
        return
    made, breach = order.get("made_on"), trigger.get("date")
    # A breach is a sequel of its order.
    if made is not None and breach is not None and breach < made:
        faults.add(f"{path}.date", f"Enter a date no earlier than the order it breached, made {words(made)}.")


def _check_review(review: Values, faults: Faults) -> None:
    determined: list[Day | None] = []
    for path, determination in _items(review, "determinations"):
        determined.append(determination.get("on"))
        received = determination.get("notice_received_on")
        _check_sequel(received, determination.get("on"), f"review.{path}.notice_received_on", faults)
    application = review.get("application") or {}
    for path, body in _items(application, "responsible_bodies"):
        place = f"review.application.{path}.notified_on"
        _check_sequel(body.get("notified_on"), application.get("received_on"), place, faults)
    known = [on for on in determined if on is not None]
    if known and len(known) == len(determined):
        # An appeal is a sequel of one determination or another.
        _check_sequel((review.get("appeal") or {}).get("on"), min(known), "review.appeal.on", faults)
