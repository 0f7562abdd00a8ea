"""Which of the facts a calculation rests on: pure.

A certificate lists enough facts to do the sum again, not a life. What looks enough is tried: the engine is asked again
with those facts alone, and only if its answer is the same, reasons and all, are they called enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from notifications.law import Result, evaluate

Document = dict[str, Any]
PERIOD: Final = "period"
"""What stands for the notification period, among the ids of duties."""
LISTS: Final = ("triggers", "orders", "absences", "changes", "journeys", "notifications")


def relied_on(document: Document, result: Result, chosen: Sequence[str]) -> Document:
    """The smallest of a few selections of the facts from which all that is chosen comes out just the same."""
    wanted = _answers(result, chosen)
    for fewer in _selections(document, result, chosen):
        if _answers(evaluate(fewer), chosen) == wanted:
            return fewer
    return document


def left_out(document: Document, fewer: Document) -> int:
    """How many facts of the document the selection does without."""
    return sum(len(document.get(name, ())) - len(fewer.get(name, ())) for name in LISTS)


def _answers(result: Result, chosen: Sequence[str]) -> list[Any]:
    duties = [duty for duty in result["duties"] if duty["id"] in chosen]
    return [result["subject"], result["review"], duties] if PERIOD in chosen else [duties]


def _selections(document: Document, result: Result, chosen: Sequence[str]) -> Iterator[Document]:
    duties = [duty for duty in result["duties"] if duty["id"] in chosen]
    # The id of what gave rise to each, of what met it, and every id that its reasons name.
    named = "\n".join(
        text
        for duty in duties
        for text in (duty["id"].split(":", 1)[1], duty["met_by"] or "", *duty["reasoning"])
    )
    # The review refers to a notification, which must then be there.
    named += "\n" + document.get("review", {}).get("relevant_notification", "")
    first = min((duty["arises_on"] or "" for duty in duties), default="9999")
    last = max((str(duty["last"] or document["as_at"])[:10] for duty in duties), default="0000")
    met = [
        absence
        for absence in document.get("absences", ())
        if absence["from"][:10] <= last and (absence.get("to") or "9999")[:10] >= first
    ]
    if PERIOD not in chosen:
        # Why a review went as it did is told only where the review is.
        without = {name: value for name, value in document.items() if name != "review"}
        yield _only(without, named, met)
    yield _only(document, named, met)
    yield _only(document, named, document.get("absences", []))


def _only(document: Document, named: str, absences: list[Document]) -> Document:
    """With what is named, and all that makes, keeps or once made the person subject."""
    kept = {
        name: [item for item in document.get(name, ()) if item["id"] in named]
        for name in ("changes", "journeys", "notifications")
    }
    there = {item["id"] for items in kept.values() for item in items}
    notifications = [
        {**item, "about": [subject for subject in item["about"] if subject in there]}
        if "about" in item
        else item
        for item in kept["notifications"]
    ]
    changes = [
        {name: value for name, value in item.items() if name != "advance_notice" or value in there}
        for item in kept["changes"]
        if item["kind"] != "did_not_occur" or item["advance_notice"] in there
    ]
    return {
        **document,
        "absences": absences,
        "changes": changes,
        "journeys": kept["journeys"],
        "notifications": notifications,
    }
