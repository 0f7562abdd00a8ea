"""When somebody is to be seen next, what of an attempt counts, what a record must say: pure, with reasons.

Only a visit at which they were *seen* sets the clock. A failed attempt never does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from frontend.dates import plural_days, words
from practice.rules import Unit, in_words, later
from practice.working_days import ENGLAND_AND_WALES

Refusals = dict[str, str]

WEEK = 7
ADULT = 18
EVENING, MORNING, MIDDAY, AFTERNOON = 17, 8, 12, 17
NEEDED_ATTEMPTS = 2  # section 96B(2)(d): "on at least two occasions"; no force decides it
# How officers write that nobody goes with them: a visit alone, whatever stands in the field.
NOBODY = r"^\W*(nobody|none|no\W?one|alone|n\W?a|me|myself|self|single\W?crewed)?\W*$"
# What a constable who was refused, or found nobody, did: they sought entry and were unable to obtain it.
UNABLE = frozenset({"not_in", "refused"})


@dataclass(frozen=True, slots=True)
class Away:
    """Time in custody, in hospital, abroad, or without home visits.

    `ended_on` is the day they came out or back; None while it goes on.
    """

    words: str
    starts_on: date
    ended_on: date | None
    detained: bool
    back: str = ""  # how the end of it is called; empty: a release or a return


@dataclass(frozen=True, slots=True)
class Interval:
    """How often, and who says so: `source` completes "Every 3 months, ..."."""

    amount: int
    unit: Unit
    source: str
    nation: str = ENGLAND_AND_WALES  # whose bank holidays, where working days are counted

    def after(self, day: date) -> date:
        return later(day, self.amount, self.unit, self.nation)

    @property
    def in_words(self) -> str:
        if self.unit is Unit.DAYS and self.amount % WEEK == 0:
            weeks = self.amount // WEEK
            return f"{weeks} week{'s' if weeks != 1 else ''}"
        return in_words(self.amount, self.unit)


def every(span: str) -> str:
    """`every month` for `1 month`, `every 3 months` for `3 months`."""
    return f"every {span.removeprefix('1 ')}"


@dataclass(frozen=True, slots=True)
class Next:
    """By when they are to be seen, and why; no day while nobody can visit them at home."""

    by: date | None
    since: date
    reasons: list[str] = field(default_factory=list)


def next_visit(
    *,
    seen_on: date | None,
    known_since: date,
    interval: Interval,
    initial: int,
    away: Sequence[Away],
    today: date,
) -> Next:
    """When somebody is to be seen next.

    `known_since` is the day their record was opened; `initial` the days after that, or after a release, within which
    they are first seen. While they are away no day runs. A release from custody or hospital calls for a visit within
    `initial` days, unless one was due before that; a return from anywhere else only where the day had passed meanwhile.
    """
    since = seen_on or known_since
    if seen_on:
        by = interval.after(seen_on)
        reasons = [
            f"Last seen on {words(seen_on)}.",
            f"{every(interval.in_words).capitalize()}, {interval.source}.",
        ]
    else:
        by = known_since + timedelta(days=initial)
        reasons = [
            f"Not seen since the record was opened on {words(known_since)}: a first visit within "
            f"{plural_days(initial)}."
        ]
    for each in sorted(away, key=lambda each: each.starts_on):
        if each.starts_on > today:
            continue
        if each.ended_on is None or each.ended_on > today:
            return Next(
                None,
                since,
                [
                    *reasons,
                    f"{each.words} since {words(each.starts_on)}: no visit falls due"
                    f"{'' if each.back else ' until they are out or back'}.",
                ],
            )
        if each.ended_on < since or (seen_on and each.ended_on == seen_on):
            continue
        asked = each.ended_on + timedelta(days=initial)
        if by < each.ended_on or (each.detained and asked < by):
            by = asked
            how = each.back or ("Released" if each.detained else "Back")
            reasons.append(
                f"{how} on {words(each.ended_on)} ({each.words.lower()}): seen within {plural_days(initial)} of it."
            )
    return Next(by, since, reasons)


def is_longer(interval: Interval, policy: Interval, *, on: date) -> bool:
    """Whether an interval asked for leaves more time than policy does, counted from a day."""
    return interval.after(on) > policy.after(on)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What of an attempt matters to section 96B."""

    on: date
    outcome: str
    entry_sought: bool
    place: str


_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]")
# `bare`, as the database asks it.
BARE = """lower(regexp_replace(normalize({place}, NFKD) COLLATE "C", '[^A-Za-z0-9]', '', 'g'))"""


def bare(place: str) -> str:
    """What two ways of writing one address have in common: capitals, accents, commas and spaces do not matter.

    The database asks the same (`BARE`), and both keep the plain letters and digits alone: what they would fold in ways
    of their own (a German sharp s, a dotless i) counts for neither.
    """
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKD", place)).lower()


def same_place(one: str, other: str) -> bool:
    """Whether both are the address of the same premises."""
    return bare(one) == bare(other)


def counts(attempt: Attempt, *, at: str) -> str:
    """Why an attempt does not count towards section 96B(2)(d) for the premises `at`; empty when it does."""
    if not same_place(attempt.place, at):
        return "Does not count: it was at other premises."
    if not attempt.entry_sought:
        return "Does not count: the record does not say that entry was sought in order to search, to assess the risk."
    if attempt.outcome == "unsafe":
        return "Does not count: you left because it was unsafe; entry was not refused."
    if attempt.outcome not in UNABLE:
        return "Does not count: it was not for want of entry that the search did not take place."
    return ""


def warrant(attempts: Iterable[Attempt], *, at: str, away: str) -> list[str]:
    """What stands in the way of an application under section 96B for the premises `at`; empty when nothing on record
    does.

    `away` says where they are held or gone to, if they are.
    """
    wrong = []
    counting = sum(not counts(attempt, at=at) for attempt in attempts)
    if counting < NEEDED_ATTEMPTS:
        wrong.append(
            f"{counting or 'No'} attempt{'s count' if counting != 1 else ' counts'}; the section needs "
            f"at least {NEEDED_ATTEMPTS} at which a constable sought entry to these premises in order to search, to "
            "assess the risk, and was unable to obtain it."
        )
    if away:
        wrong.append(
            f"{away}: no warrant can be had for somebody in custody, in hospital or outside the United Kingdom."
        )
    return wrong


def plan(fields: Mapping[str, Any], *, now: datetime, oldest: datetime) -> Refusals:
    """What is wrong with a plan; `oldest` is how far back one may still be entered that has been made already."""
    found: Refusals = {}
    if fields["announced"] and not fields["announced_why"].strip():
        found["announced_why"] = (
            "Say why the visit is announced: most are not, so that nothing is hidden before it."
        )
    if fields["planned_for"] < oldest:
        found["planned_on"] = "That is too long ago. Enter a day to come, or the day of a visit just made."
    if fields["planned_for"] > now + timedelta(days=366):
        found["planned_on"] = "Enter a day within the next year."
    if not fields["place"].strip():
        found["place"] = "Enter where they are to be visited."
    return found


def second(name: str, *, officer: str) -> Refusals:
    """What is wrong with who goes along; `officer` is the rank, names and number of who is accompanied."""
    if not name.strip():
        return {}
    if re.search(NOBODY, name, re.IGNORECASE):
        return {"second": "Leave it empty if nobody goes along: the visit is then made alone."}
    if set(re.findall(r"\w+", name.casefold())) <= set(re.findall(r"\w+", officer.casefold())):
        return {
            "second": "That is who goes already. Name somebody else, or leave it empty: the visit is then made alone."
        }
    return {}


def outcome(fields: Mapping[str, Any], *, seen: bool, now: datetime, late: str) -> Refusals:
    """What is wrong with the record of a visit; `late` says by when it was to be recorded, if that has passed."""
    found: Refusals = {}
    arrived, left = fields["arrived_at"], fields.get("left_at")
    if arrived > now:
        found["arrived_on"] = "The visit cannot have been in the future."
    if left and left < arrived:
        found["left_at"] = "They cannot have left before they arrived."
    elif left and left > now:
        found["left_at"] = "Enter a time that has passed."
    if not seen and fields.get("entry_sought") not in ("yes", "no"):
        found["entry_sought"] = (
            "Say whether entry was sought in order to search. Without it the attempt may not count."
        )
    if fields.get("risk") in ("up", "down") and not fields.get("risk_why", "").strip():
        found["risk_why"] = "Say what makes you think so."
    if late and not fields.get("late_why", "").strip():
        found["late_why"] = f"It was to be recorded by {late}. Say why it is late: the supervisor sees it."
    return found


def part_of_week(at: datetime) -> str:
    """`weekday mornings`, `weekend evenings`: what a person could get used to."""
    days = "weekend" if at.weekday() >= 5 else "weekday"
    hour = at.hour
    part = "mornings" if hour < MIDDAY else "afternoons" if hour < AFTERNOON else "evenings"
    return f"{days} {part}"


def habit(times: Sequence[datetime], *, of: int) -> str:
    """Says so when the last `of` visits fell in the same part of the week; `times` in London, the newest first."""
    last = [part_of_week(at) for at in times[:of]]
    if len(last) < of or len(set(last)) > 1:
        return ""
    return f"The last {of} visits were on {last[0]}. Choose another part of the week."


def is_young(born: date, on: date) -> bool:
    """Under 18 on that day."""
    return (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < ADULT
