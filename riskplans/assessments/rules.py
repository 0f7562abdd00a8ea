"""For whom a tool is, when the next assessment is due, whose approval a level needs: pure, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from frontend.dates import age, words
from riskplans.assessments.choices import AssessmentState, Level, Priority, Sign
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


def needed(
    level: Level, *, now: Level, stood: Sequence[Level] = (), static: Level | None, others: Sequence[Level]
) -> Needed:
    """Whose approval it needs to manage somebody at `level`.

    `now` is the level until today (of somebody not assessed: high), `stood` the levels that they were taken off since
    anybody else last approved one or an assessment, `static` the static tool's, `others` the ARMS priority and the RoSH
    level. Keeping to the highest of these three, or to the level until now, needs nobody's. Below the static tool a
    supervisor decides, as where there is none; two steps down a detective inspector, in however many decisions.
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
    below_now = now.step - level.step
    if max(below_static, below_now, *(each.step - level.step for each in stood)) >= _TWO:
        what = (
            "the static tool"
            if below_static >= _TWO
            else "the level until now"
            if below_now >= _TWO
            else "where they stood when anybody else last approved a level or an assessment"
        )
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
    unchanged: bool = False,
) -> list[str]:
    """What an assessment still needs before it is handed in, in whole sentences; empty when nothing.

    `unchanged`: it was returned, and nothing has been written since."""
    missing = []
    if unchanged:
        missing.append(
            "Nothing has changed since it was returned. Put right what was asked; or say in the account why it stays "
            "as it is."
        )
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


def interview(*, interviewed_on: date | None, assessed_on: date | None) -> Refusals:
    """What is wrong with the day of the interview, by field."""
    if interviewed_on and assessed_on and interviewed_on > assessed_on:
        return {
            "interviewed_on": "The interview cannot be after the day of the assessment, which rests on it."
        }
    return {}


def share(*, agency: str, recipient: str, why: str) -> Refusals:
    """What is missing before a partner is given a summary, by field."""
    asked = {
        "agency": (agency, "Name the agency."),
        "recipient": (recipient, "Say who there is given it: name and role."),
        "why": (why, "Say why they need it: it stands on the record."),
    }
    return {name: words for name, (said, words) in asked.items() if not said.strip()}


def not_shared(*, state: str, by_another: bool) -> str:
    """Why no summary of an assessment is given to a partner; empty where one may be."""
    if by_another:
        return "Another agency made this assessment: it is theirs to share."
    return "" if state == AssessmentState.APPROVED else "Only an assessment that stands is shared."


def carried(lines: Iterable[tuple[date, str]], *, most: int) -> str:
    """What visits said of a factor, the newest first, each with its day; whole lines of at most `most` characters."""
    kept: list[str] = []
    for day, text in sorted(lines, key=lambda line: line[0], reverse=True):
        line = f"Visit of {words(day)}: {' '.join(text.split())}"
        if sum(map(len, kept)) + len(kept) + len(line) > most:
            break
        kept.append(line)
    return "\n".join(kept)


def answers(
    assessed_on: date | None, handed_in_at: datetime | None, noted: Iterable[tuple[date, datetime]]
) -> bool:
    """Whether an assessment answers a review: each of its changes was `noted`, on a day and at a moment, before it was
    made and handed in."""
    if assessed_on is None or handed_in_at is None:
        return False
    return all(day <= assessed_on and at <= handed_in_at for day, at in noted)


def settle(*, note: str, assessed: bool, plan_note: str, plan_behind: bool) -> Refusals:
    """What a review still lacks, by field: `assessed` again or a note why the assessment holds; and why the plan does,
    where it is older than the change (`plan_behind`)."""
    wrong = {}
    if not assessed and not note.strip():
        wrong["note"] = "Say why the assessment still holds after what has changed."
    if plan_behind and not plan_note.strip():
        wrong["plan_note"] = "Say why the plan still holds after what has changed; or write a new version."
    return wrong


def is_recent(day: date, today: date, *, within: int) -> bool:
    """Whether what a corrected entry tells of is news: of the last `within` days."""
    return today - timedelta(days=within) <= day <= today
