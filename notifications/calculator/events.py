"""Everything dated in a facts document and its answer, in order: what the drawing marks and the table lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from frontend import dates
from notifications.calculator import words
from notifications.choices import DutyState
from notifications.law import DutyResult, PeriodResult, Result

Facts = dict[str, Any]
COMMENCEMENT: Final = date(2004, 5, 1)
"""Part 2 of the Act: nobody is subject sooner."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. The drawing has room for `short`; the table says `text`."""

    on: str
    short: str
    text: str
    weight: int = 0
    """Which is named first where the drawing cannot name all: 0 before 1."""

    @property
    def day(self) -> date:
        return words.day_of(self.on)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says what the drawing shows."""

    sort: tuple[date, int]
    when: str
    what: str
    note: str = ""


def events(facts: Facts) -> list[Event]:
    """The dated facts but for absences, which last."""
    return sorted(_events(facts), key=lambda event: (event.day, event.short))


def _events(facts: Facts) -> Iterator[Event]:
    for trigger in facts.get("triggers", ()):
        yield from _trigger(trigger)
    for order in facts.get("orders", ()):
        kind = words.order(order["kind"])
        short = kind if order["kind"] in ("sro", "interim_sro", "voo") else order["kind"].upper()
        short = short.replace("INTERIM_", "Interim ")
        yield Event(order["made_on"], f"{short} made", f"{kind} made ({order['id']})")
        for field, said in (("served_on", "served"), ("last_day", "ends"), ("discharged_on", "discharged")):
            if field in order:
                yield Event(order[field], f"{short} {said}", f"{kind} {said} ({order['id']})", 1)
    for told in facts.get("notifications", ()):
        said = words.SECTIONS[told["section"]]
        home = ", no fixed address" if told.get("home") == "no_fixed_abode" else ""
        advance = (
            f", in advance for {words.in_words(told['specified_date'])}" if "specified_date" in told else ""
        )
        yield Event(
            told["given_at"],
            said.removesuffix(" given"),
            f"{said} under s.{told['section']}{home}{advance} ({told['id']})",
            2,
        )
    for change in facts.get("changes", ()):
        yield from _change(change)
    for journey in facts.get("journeys", ()):
        yield from _journey(journey)


def _trigger(trigger: Facts) -> Iterator[Event]:
    said, identity = words.event(trigger["kind"]), trigger["id"]
    disposal = trigger.get("disposal")
    what = words.disposal_in_words(disposal)
    same_day = not disposal or disposal.get("date", trigger["date"]) == trigger["date"]
    yield Event(trigger["date"], said, f"{said}{f': {what}' if what and same_day else ''} ({identity})")
    if not same_day and disposal:
        yield Event(disposal["date"], "Sentenced", f"Sentenced: {what} ({identity})")
    for field, name in (
        ("condition_met_on", "Sentencing threshold met"),
        ("notice_given_on", "S.96ZA notice given"),
        ("ended_on", "Quashed or ended"),
    ):
        if field in trigger:
            yield Event(trigger[field], name, f"{name} ({identity})")


def _change(change: Facts) -> Iterator[Event]:
    identity, kind = change["id"], change["kind"]
    match kind:
        case "stay":
            where = change["address"]
            text = f"Stay at {where} from {words.in_words(change['from'])} to {words.in_words(change['to'])}"
            yield Event(change["from"], f"Stay at {where}", f"{text} ({identity})", 1)
        case "child_household_stay":
            text = (
                f"Stay with a child, {change['household']}, from {words.in_words(change['from'])} "
                f"to {words.in_words(change['to'])}"
            )
            yield Event(change["from"], "Stay with a child", f"{text} ({identity})", 1)
        case "name_intended":
            yield Event(change["on"], "First use of a name", f"First use of a name intended ({identity})", 1)
        case "absence_intended":
            text = f"Absence from home of {change['days']} days intended"
            yield Event(change["from"], "Absence intended", f"{text} ({identity})", 1)
        case "did_not_occur":
            pass  # A foretold change that never came has no day of its own.
        case _:
            said = words.CHANGES[kind]
            yield Event(change["on"], words.change(kind), f"{said} ({identity})", 1)


def _journey(journey: Facts) -> Iterator[Event]:
    where, identity = words.countries(journey["to"]), journey["id"]
    yield Event(journey["departs"], f"Leaves for {where}", f"Leaves for {where} ({identity})", 1)
    for field, said in (("notified_at", "Travel notified"), ("return_notified_at", "Return notified")):
        if field in journey:
            yield Event(journey[field], said, f"{said} ({identity})", 2)
    if "returned" in journey:
        yield Event(journey["returned"]["date"], "Returns", f"Returns from abroad ({identity})", 1)


def rows(facts: Facts, result: Result) -> list[Row]:
    """What the drawing shows, in the order of time: facts, time that does not count, the period, the duties."""
    return sorted(_rows(facts, result), key=lambda row: row.sort)


def _rows(facts: Facts, result: Result) -> Iterator[Row]:
    for event in events(facts):
        yield Row((event.day, 0), words.in_words(event.on), event.text)
    for absence in facts.get("absences", ()):
        since = words.in_words(absence["from"])
        yield Row(
            (words.day_of(absence["from"]), 1),
            f"{since} to {words.in_words(absence['to'])}" if "to" in absence else f"From {since}",
            words.absence(absence["kind"]),
            ("" if counts(absence["kind"]) else "Time that does not count (s.83(6))")
            + ("" if "to" in absence else "; no end is known"),
        )
    subject = result["subject"]
    for period in subject["periods"]:
        said, first = f"{source(period)}: {period['length']}", begins(period, facts)
        yield Row((first, 2), dates.words(first), f"{said}, from this day")
        if period["last_day"]:
            last = date.fromisoformat(period["last_day"])
            yield Row((last, 2), dates.words(last), f"{said}, to the end of this day")
    if subject["from"]:
        end = "without end" if subject["indefinite"] else words.in_words(subject["last_day"])
        first = words.day_of(subject["from"])
        yield Row((first, 3), words.in_words(subject["from"]), f"Subject to {end}" if end else "Subject from")
    yield Row((words.day_of(result["as_at"]), 4), words.in_words(result["as_at"]), "The day judged")
    for duty in result["duties"]:
        yield from _duty(duty, facts)


def _duty(duty: DutyResult, facts: Facts) -> Iterator[Row]:
    title, state = words.duty_title(duty, facts), str(DutyState(duty["state"]).label)
    if duty["last"] is None or duty["work_to"] is None:
        if duty["arises_on"]:
            day = words.day_of(duty["arises_on"])
            yield Row((day, 5), words.in_words(duty["arises_on"]), f"{title}: no date runs", state)
        return
    end = "last moment" if "T" in duty["last"] else "last day"
    if duty["work_to"] != duty["last"]:
        yield Row((words.day_of(duty["work_to"]), 5), words.in_words(duty["work_to"]), f"{title}: work to")
    yield Row((words.day_of(duty["last"]), 6), words.in_words(duty["last"]), f"{title}: {end}", state)


def begins(period: PeriodResult, facts: Facts) -> date:
    """The first day a period is felt: not before a notice, an order or the Act."""
    since = [COMMENCEMENT]
    if period["relevant_date"]:
        since.append(date.fromisoformat(period["relevant_date"]))
    for name, field in (("trigger", "notice_given_on"), ("order", "made_on")):
        for fact in facts.get(f"{name}s", ()):
            if fact["id"] == period.get(name) and field in fact:
                since.append(date.fromisoformat(fact[field]))
    return max(since)


def source(period: PeriodResult) -> str:
    """What a period comes from, by its id."""
    cause = period.get("trigger") or period.get("order") or ""
    return f"{cause[:1].upper()}{cause[1:]}"


def counts(kind: str) -> bool:
    """Whether time in such a place counts all the same: hospital otherwise than by a court, police detention."""
    return kind in ("hospital_other", "police_detention")
