"""For whom a tool is, when the next assessment is due, whose approval a level needs: pure, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from frontend.dates import age, words
from riskplans.assessments.choices import Level, Priority, Sign
from riskplans.visits.rules import Away, Interval

Refusals = dict[str, str]
_TWO = 2


@dataclass(frozen=True, slots=True)
class About:
    """What of a person decides which tools are for them."""

    sex: str
    born: date
    kind: str


@dataclass(frozen=True, slots=True)
class Fits:
    """For whom a tool is; what is empty asks nothing."""

    sex: str = ""
    least_age: int | None = None
    most_age: int | None = None
    kind: str = ""
    kind_label: str = ""


def why_not(tool: Fits, about: About, on: date) -> str:
    """Why a tool is not for somebody on a day; empty when it is."""
    if tool.sex and about.sex != tool.sex:
        return (
            "Their sex is not on record." if about.sex == "unknown" else f"It is for {_SEXES[tool.sex]} only."
        )
    years = age(about.born, on)
    if tool.least_age is not None and years < tool.least_age:
        return f"It is from the age of {tool.least_age} on."
    if tool.most_age is not None and years > tool.most_age:
        return f"It is up to the age of {tool.most_age}."
    if tool.kind and about.kind != tool.kind:
        return f"It is for this kind of person only: {tool.kind_label.lower()}."
    return ""


_SEXES = {"male": "males", "female": "females"}


def highest(levels: Iterable[str]) -> Level | None:
    """The highest of what results say; None where none says anything of them."""
    found = [Level(level) for level in levels if level and level != Level.NONE]
    return max(found, key=lambda level: level.step, default=None)


@dataclass(frozen=True, slots=True)
class Needed:
    """Whose approval a management level needs, and why: in whole sentences."""

    sign: Sign | None
    reasons: list[str] = field(default_factory=list)


def needed(level: Level, *, now: Level, static: Level | None, others: Sequence[Level]) -> Needed:
    """Whose approval it needs to manage somebody at `level`.

    `now` is the level until today (of somebody not assessed: high), `static` the static tool's, `others` the ARMS
    priority and the RoSH level. Keeping to the highest of these, or to the level until now, needs nobody's. Below the
    static tool a supervisor decides, as where there is none; two steps down a detective inspector.
    """
    known = [each for each in (static, *others) if each]
    top = highest(known)
    reasons = (
        [f"The highest of the three values is {top.label.lower()}."]
        if top
        else ["No value is on record yet."]
    )
    if top and level.step >= top.step:
        return Needed(None, reasons)
    if level.step >= now.step:
        return Needed(None, [*reasons, "It is not lower than the level until now."])
    below_static = static.step - level.step if static else 0
    if max(now.step - level.step, below_static) >= _TWO:
        what = "the static tool" if below_static >= _TWO else "the level until now"
        return Needed(Sign.INSPECTOR, [*reasons, f"It is two steps or more below {what}."])
    if static and below_static <= 0:
        return Needed(None, [*reasons, "It is not below the static tool."])
    below = "It is below the static tool." if static else "No static tool stands beside it."
    return Needed(Sign.SUPERVISOR, [*reasons, below])


@dataclass(frozen=True, slots=True)
class Next:
    """By when somebody is to be assessed next, and why; no day while nobody can interview them."""

    by: date | None
    since: date
    reasons: list[str]


def next_assessment(
    *,
    assessed_on: date | None,
    known_since: date,
    yearly: Interval,
    first: Interval,
    away: Sequence[Away],
    today: date,
) -> Next:
    """When somebody is to be assessed next.

    `first` runs from the day the record was opened, or they came out or back since and had not been assessed. Where the
    day passed while they were away, it runs anew from their return.
    """
    since = assessed_on or known_since
    interval = yearly if assessed_on else first
    by = interval.after(since)
    said = (
        f"Last assessed on {words(since)}."
        if assessed_on
        else f"Managed here since {words(since)}, not assessed yet."
    )
    reasons = [said, f"Within {interval.in_words}, {interval.source}."]
    for each in sorted(away, key=lambda each: each.starts_on):
        if each.starts_on > today:
            continue
        if each.ended_on is None or each.ended_on > today:
            reasons.append(
                f"{each.words} since {words(each.starts_on)}: nothing falls due until they are out or back."
            )
            return Next(None, since, reasons)
        if each.ended_on >= since and (by < each.ended_on or not assessed_on):
            by = max(by, first.after(each.ended_on))
            reasons.append(f"Out or back on {words(each.ended_on)}: within {first.in_words} of it.")
    return Next(by, since, reasons)


def factor(said: Mapping[str, Any], *, before: str, today: date) -> Refusals:
    """What is wrong with a factor as it has been gone through."""
    found: Refusals = {}
    if not said["evidence"].strip():
        found["evidence"] = (
            "Say what the rating rests on; or what you tried, if there is not enough information."
        )
    if said["priority"] == Priority.HIGH and not said["sources"]:
        found["sources"] = "A factor of high priority needs a source: say how its evidence is known."
    if said.get("evidenced_on") and said["evidenced_on"] > today:
        found["evidenced_on"] = "The evidence cannot be of a day to come."
    if before and said["priority"] != before and not said["changed_why"].strip():
        found["changed_why"] = f"It was {Priority(before).label.lower()} before. Say why that has changed."
    return found


def hand_in(
    *,
    assessed_on: date | None,
    rests_on: str,
    results: int,
    unconfirmed: Sequence[str],
    today: date,
) -> list[str]:
    """What an assessment still needs before it is handed in, in whole sentences; empty when nothing."""
    missing = []
    if unconfirmed:
        number = len(unconfirmed)
        missing.append(
            f"{number} factor{'s have' if number > 1 else ' has'} not been gone through: {', '.join(unconfirmed)}."
        )
    if assessed_on is None:
        missing.append("The day of the assessment is missing.")
    elif assessed_on > today:
        missing.append("The day of the assessment is still to come.")
    if not results:
        missing.append("The result is missing.")
    if not rests_on.strip():
        missing.append("Say what the result rests on.")
    return missing


def carried(lines: Iterable[tuple[date, str]], *, most: int) -> str:
    """What visits said of a factor, the newest first, each with its day; whole lines of at most `most` characters."""
    kept: list[str] = []
    for day, text in sorted(lines, key=lambda line: line[0], reverse=True):
        line = f"Visit of {words(day)}: {' '.join(text.split())}"
        if sum(map(len, kept)) + len(kept) + len(line) > most:
            break
        kept.append(line)
    return "\n".join(kept)


def answers(assessed_on: date, noted_on: Iterable[date]) -> bool:
    """Whether an assessment answers a review: none of its changes came to be known after it was made."""
    return max(noted_on, default=assessed_on) <= assessed_on


def is_recent(day: date, today: date) -> bool:
    """Whether what a corrected entry tells of is news: of the last four weeks."""
    return today - timedelta(weeks=4) <= day <= today
