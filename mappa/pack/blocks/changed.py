"""What changed since the last meeting: the net of what the timeline tells, row by row, and the plan beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from access.policies import FieldClass
from frontend.dates import words
from intelligence import queries as intelligence
from intelligence.models import Link
from mappa.pack.blocks import plan
from mappa.pack.case import Case
from mappa.pack.rules.comparing import Change, Sign, Version, compare
from mappa.pack.shape import Line, inside
from notifications.models import Breach, Notification
from offenders import timeline, versions
from offenders.models import (
    Absence,
    CourtOrder,
    Licence,
    LicenceCondition,
    Occupancy,
    OrderCondition,
    Sought,
    Trigger,
)
from offenders.timeline import Asked, Event
from riskplans.assessments.choices import AssessmentState
from riskplans.models import Assessment, LevelDecision, RiskChange, Visit

A_PACK = 400  # events read, the newest first
SHOWN = 60  # lines
# The groups of the timeline that are told, in the order in which they are read.
_GROUPS = (
    *("breaches", "whereabouts", "facts", "risk", "legal", "keeping", "tools", "notifications", "visits"),
    *("disclosure", "reactive", "safety", "life", "identity", "manager"),
)
# What of these groups is a step of something that is told by itself, or stands in a block of its own.
_STEPS = {
    *(
        "attendance",
        "item",
        "breachcheck",
        "breachelement",
        "breachdecision",
        "searchstep",
        "relevantnotification",
    ),
    *(
        "assessedresult",
        "assessedfactor",
        "riskreview",
        "alone",
        "attemptsdecision",
        "visitinterval",
        "warrant",
    ),
    *("conditionchecked", "deskreview", "reactivecase", "mappastatus", "confirmation", "disclosuredecision"),
}
# What of a row is told, where not all of it is worth the room.
_TOLD: dict[type[Model], tuple[str, ...]] = {
    Absence: ("kind", "place", "starts_on", "ended_on"),
    Occupancy: ("kind", "address", "starts_on", "ends_on"),
    Sought: ("kind", "why", "starts_on", "ends_on", "outcome"),
    CourtOrder: ("kind", "court", "made_on", "last_day", "discharged_on"),
    OrderCondition: ("wording", "starts_on", "ends_on"),
    Licence: ("kind", "starts_on", "licence_ends_on", "recall", "revoked_on", "returned_on"),
    LicenceCondition: ("wording", "starts_on", "ends_on"),
    Trigger: ("kind", "offence", "date"),
    Breach: ("of", "provision", "happened_on", "stage", "outcome"),
    Notification: ("section", "given_at", "station", "late_reason"),
    Visit: ("outcome", "arrived_at", "happened", "safeguarding", "risk", "called_off_why"),
    Assessment: ("tool", "state", "assessed_on"),
    LevelDecision: ("before", "level", "why", "answer"),
    RiskChange: ("kind", "what", "happened_on"),
}
# Whether a row says anything yet that the meeting should hear.
_SPEAKS: dict[type[Model], Callable[[Mapping[str, Any]], bool]] = {
    Visit: lambda said: bool(said.get("outcome") or said.get("called_off_why")),
    Assessment: lambda said: (
        str(said.get("state")) in (AssessmentState.APPROVED.label, AssessmentState.SUBMITTED.label)
    ),
}
_TAGS = {
    Sign.NEW: ("New", "blue"),
    Sign.ENDED: ("Ended", "grey"),
    Sign.CHANGED: ("Changed", "blue"),
    Sign.GONE: ("Off the record", "grey"),
}
_NOTHING = (None, "", "No", "Not known", "Not asked")
_DATED = {
    *versions.HAPPENED,
    *versions.ENDED,
    *("last_day", "licence_ends_on", "revoked_on", "happened_on", "assessed_on"),
}
_SILENT = {"standing", "source", "source_detail", "kind"}
_MOST_COLUMNS, _LONGEST = 5, 160


def lines(case: Case) -> Iterator[Line]:
    """Six queries at most."""
    yield from plan.changes(case)
    told = list(_told(case))
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield Line("more", "", f"And {len(told) - SHOWN} more changes: see the timeline of the record.")


def count(lines: list[Line]) -> int:
    """How many things have changed, of those that every reader of a pack reads of."""
    everybodys = (FieldClass.GENERAL, FieldClass.MANAGEMENT)
    return sum(line.field_class in everybodys and line.key != "more" for line in lines)


def _told(case: Case) -> Iterator[Line]:
    asked = Asked(groups=frozenset(_GROUPS), known_since=case.since, by_recording=True)
    events = [
        event
        for event in timeline.page(case.person, asked, case.today, {}, size=A_PACK).rows
        if event.source.model._meta.model_name not in _STEPS
        and (event.source.group != "facts" or event.source.model is Link)
    ]
    events.reverse()
    last = {event.of: event for event in events}
    found = compare(Version(event.of, event.did, event.said, event.before) for event in events)
    reports = _reports(case, found, last)
    for change in sorted(found, key=lambda each: _place(last[each.of])):
        event = last[change.of]
        if event.source.model is Link:
            yield from reports.get(change.of, ())
        elif _SPEAKS.get(event.source.model, bool)(change.said):
            yield from _lines(change, event)


def _place(event: Event) -> tuple[int, date]:
    return _GROUPS.index(event.source.group), event.on


def _lines(change: Change, event: Event) -> Iterator[Line]:
    """One line for what everybody reads of the row, and one for each class of what some do not."""
    model, its = event.source.model, event.source.field_class
    by_class: dict[FieldClass, list[str]] = {its: []}
    says_more = False
    for name, text in _values(change, model):
        told = by_class.setdefault(event.sealed.get(name, its), [])
        says_more |= told is by_class[its] and name not in _DATED
        if len(told) < _MOST_COLUMNS:
            told.append(text)
    if len(by_class) > 1 and not says_more:
        del by_class[its]  # a day alone would say that there is something, and not what
    steps = change.sign is Sign.CHANGED and model in _SPEAKS
    tag = _TAGS[Sign.NEW if steps else change.sign]
    for field_class, texts in by_class.items():
        key = change.of if field_class is its else f"{change.of}/{field_class.value}"
        said = "; ".join(_short(each) for each in texts)
        yield Line(key, _title(event, change), said, *tag, field_class=field_class)


def _values(change: Change, model: type[Model]) -> Iterator[tuple[str, str]]:
    """Each column that is told, with what it says in words: of what was changed, what it said before too."""
    columns = {column.name: column for column in versions.told(model)}
    wanted = [name for name in _TOLD.get(model, columns) if name in columns]
    if change.sign is Sign.CHANGED and model not in _SPEAKS:
        said = {name: f"{_words(new)} (was: {_words(old)})" for name, old, new in change.differs}
    else:
        said = {name: _words(value) for name, value in change.said.items() if value not in _NOTHING}
    for name in wanted:
        if name not in said or (name in _SILENT and model not in _TOLD):
            continue
        plain = model in _TOLD and name not in _DATED
        yield name, said[name] if plain else f"{versions.label(columns[name])}: {said[name]}"


def _title(event: Event, change: Change) -> str:
    called = event.called[:1].upper() + event.called[1:]
    is_told = event.source.model in _TOLD or "kind" in event.sealed
    kind = "" if is_told else str(change.said.get("kind") or "")
    return f"{called}: {inside(kind)}" if kind else called


def _reports(case: Case, found: list[Change], last: Mapping[str, Event]) -> dict[str, list[Line]]:
    """What reports and concerns say, as far as each class goes; two queries, or none."""
    wanted = {each.of for each in found if last[each.of].source.model is Link and each.sign is not Sign.GONE}
    if not wanted:
        return {}
    return {
        str(link.pk): list(_of_link(link))
        for link in intelligence.items(case.person)
        if str(link.pk) in wanted
    }


def _of_link(link: Link) -> Iterator[Line]:
    on = words(timezone.localdate(link.recorded_at))
    if link.report:
        said = f"Report {link.report.reference}, {on}: {link.report.sanitised}"
        yield Line(str(link.pk), "Intelligence", said, *_TAGS[Sign.NEW])
    elif link.concern:
        yield Line(str(link.pk), "Intelligence", f"A concern came in on {on}.", *_TAGS[Sign.NEW])
        yield Line(f"{link.pk}/words", "Intelligence", link.concern.what, field_class=FieldClass.INTELLIGENCE)


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return words(timezone.localtime(value).date())
    if isinstance(value, date):
        return words(value)
    return "nothing" if value in (None, "") else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
