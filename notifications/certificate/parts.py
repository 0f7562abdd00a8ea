"""The parts of a certificate: the period, review of it, and each duty, with the engine's steps: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from frontend import dates
from notifications.certificate.relied import PERIOD
from notifications.choices import DutyState
from notifications.duties import title
from notifications.law import DutyResult, PeriodResult, Result, ReviewResult
from notifications.panels import subject_in_words

Document = dict[str, Any]
_UNSUPPORTED: Final[Mapping[str, str]] = {
    "initial": "initial notification",
    "change": "changes",
    "non_occurrence": "changes that did not happen",
    "periodic": "periodic notification",
    "travel_change": "changed travel details",
    "travel_return": "return from abroad",
    "absence": "absence from home",
    "period": "the notification period",
    "review": "review",
}


def parts_of(
    result: Result,
    chosen: Sequence[str],
    duties: Sequence[DutyResult],
    document: Document,
    decisions: Mapping[str, str],
) -> Iterator[Document]:
    if PERIOD in chosen:
        yield _subject(result)
        for period in result["subject"]["periods"]:
            yield _period(period)
        if result["review"] is not None:
            yield _review(result["review"])
    for duty in duties:
        part = _duty(duty, document)
        if decision := decisions.get(duty["id"]):
            part["rows"].append(["Officers’ decision", decision])
        yield part


def _part(heading: str, summary: list[str], steps: list[str], **rest: Any) -> Document:
    return {
        "heading": heading,
        "summary": summary,
        "steps": steps,
        "rows": [],
        "readings": "",
        "citation": "",
        **rest,
    }


def _subject(result: Result) -> Document:
    subject = result["subject"]
    said = subject_in_words(dict(subject))
    answer = " ".join(part for part in (said["title"], in_words(said["last_day"])) if part)
    summary = [
        "Notification requirements",
        answer,
        f"Since {in_words(said['since'])}" if said["since"] else "",
    ]
    steps = []
    if result["unsupported"]:
        steps.append(
            "For this jurisdiction Vigil does not compute: "
            f"{', '.join(_UNSUPPORTED[name] for name in result['unsupported'])}."
        )
    elif not subject["periods"]:
        steps.append(
            "No conviction, caution, finding or order on the record makes this person subject to the notification "
            "requirements (Sexual Offences Act 2003 ss.80-82)."
        )
    elif len(subject["periods"]) > 1:
        steps.append("Periods that overlap or meet are one; it lasts until the last of them ends.")
    return _part("Notification requirements", summary, steps, rows=[["Answer", answer]])


def _period(period: PeriodResult) -> Document:
    source = period.get("trigger") or period.get("order") or ""
    until = in_words(period["last_day"]) if period["last_day"] else "no last day"
    return _part(
        "Period",
        [],
        period["reasoning"],
        source=source,
        rows=[
            [
                "Relevant date",
                in_words(period["relevant_date"]) or "none: it keeps subject somebody who is so already",
            ],
            ["Length", period["length"]],
            ["Last day", until],
        ],
        citation=_citation(period["citation"], period["rule"], period["ruleset"]),
    )


def _review(review: ReviewResult) -> Document:
    rows = [
        [label, in_words(review[name])]  # type: ignore[literal-required]
        for label, name in (
            ("Qualifying date", "qualifying_date"),
            ("Application possible from", "may_apply_from"),
            ("Acknowledge by", "acknowledge_by"),
            ("Responsible bodies by", "bodies_by"),
            ("Determine by", "determine_by"),
            ("Appeal by", "appeal_by"),
            ("Requirements ceased", "ceased_on"),
        )
        if review[name]  # type: ignore[literal-required]
    ]
    return _part(
        "Review of indefinite requirements",
        ["Review", "An application may be made" if review["eligible"] else "No application may be made", ""],
        review["reasoning"],
        rows=rows,
        citation=review["citation"],
    )


def _duty(duty: DutyResult, document: Document) -> Document:
    called = title_of(duty, document)
    state = str(DutyState(duty["state"]).label)
    work_to, last = _limit(duty["work_to"]), _limit(duty["last"])
    rows = [["State", state]]
    if last:
        limits = [["Limit", last]] if work_to == last else [["Work to", work_to], ["Last", last]]
        rows = [*limits, *rows]
    if not last:
        readings = ""
    elif work_to == last:
        readings = "Every reading of the law gives the same limit."
    else:
        readings = (
            f"Two readings of the law differ. By the strictest the limit is {work_to}: work to that. By the most "
            f"lenient it is {last}: nothing may be called late before that has passed."
        )
    return _part(
        called,
        [called, _capital(limits_in_words(duty["work_to"], duty["last"])) or "No date", state],
        duty["reasoning"],
        rows=rows,
        readings=readings,
        citation=_citation(duty["citation"], duty["rule"], duty["ruleset"]),
    )


def title_of(duty: DutyResult, document: Document) -> str:
    """What the duty is called, with the day it is counted from, which tells it from others of its kind."""
    cause = duty["id"].split(":", 1)[1]
    told = {item["id"]: item for item in document.get("notifications", ())}
    kinds = {item["id"]: item["kind"] for item in document.get("changes", ())}
    weekly = told.get(cause, {}).get("home") == "no_fixed_abode"
    called = title(duty["id"], duty["kind"], weekly=weekly, change=kinds.get(cause, ""))
    return f"{called}, counted from {in_words(duty['arises_on'])}" if duty["arises_on"] else called


def limits_in_words(work_to: str | None, last: str | None) -> str:
    """Both limits in one line, or the one; nothing where there is none."""
    strict, lenient = _limit(work_to), _limit(last)
    return lenient if strict == lenient else f"work to {strict}; last {lenient}"


def _citation(citation: str, rule: str, ruleset: str) -> str:
    return f"{citation}. Rule {rule}, rule-set {ruleset}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def in_words(day: str | date | None) -> str:
    if day is None or day == "":
        return ""
    return dates.words(date.fromisoformat(day) if isinstance(day, str) else day)


def _limit(limit: str | None) -> str:
    """A day limit is the end of a day; an hour limit an instant, as the engine's reasons say it."""
    if limit is None:
        return ""
    if "T" not in limit:
        return f"the end of {in_words(limit)}"
    at = datetime.fromisoformat(limit)
    return f"{at:%H:%M} on {dates.words(at)}"
