"""The diary's provider for Part 2 of the Act: every duty the engine computes, in the diary's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from diary.providers import Duty, Ends
from notifications import facts
from notifications.choices import ChangeKind
from notifications.law import DutyResult, Refused, Result, evaluate
from notifications.models import Override
from notifications.reviews.duties import applications_of, review_duties
from offenders.choices import GoneKind
from offenders.models import Gone

NAME = "notifications"
LONDON = ZoneInfo("Europe/London")

TITLES = {
    "initial": "Initial notification",
    "periodic": "Annual notification",
    "non_occurrence": "Notify that a change did not happen",
    "travel": "Notify travel abroad",
    "travel_change": "Notify changed travel details",
    "travel_return": "Notify return from abroad",
    "absence": "Notify absence from home",
}
WEEKLY = "Weekly notification (no fixed address)"
# A change that another table holds is named by the first part of the id that notifications.facts gives it.
CHANGE_TITLES = {
    "home": "Notify change of home address",
    "name": "Notify new name used",
    "released": "Notify release",
}


def duties_for(people: Sequence[UUID], today: date) -> Iterable[tuple[UUID, Duty | Ends]]:
    """The duties that bind or have bound, what the police owe an application for review, and when it all ends.

    A date that was overridden, with approval, is the override's; the computed one goes beside it. Of somebody who has
    died, only what they had met: nothing runs against the dead.
    """
    dead = set(
        Gone.objects.on(today)
        .filter(kind=GoneKind.DECEASED, person__in=people)
        .values_list("person_id", flat=True)
    )
    overrides = {
        (override.person_id, override.key): override
        for override in Override.objects.approved().filter(person__in=people)
    }
    applications = applications_of(people)
    for person_id, document in facts.documents(people, as_at=today):
        if not document["triggers"] and not document["orders"]:
            continue
        result = _evaluated(document)
        owed = review_duties(applications.get(person_id, []), result, today)
        theirs = (
            _worked_to(computed, overrides.get((person_id, computed.key)))
            for computed in _computed(document, result)
        )
        if person_id not in dead and result["subject"]["from"]:
            yield person_id, ends(result)
        for due in chain(owed, theirs):
            if due.met_on or person_id not in dead:
                yield person_id, due


def ends(result: Result) -> Ends:
    """When the requirements end (ss.80 to 82, with orders and review), from the engine's answer.

    The source is that of the period which ends last; where there is no last day, of the one that has none.
    """
    subject = result["subject"]
    last = subject["last_day"]
    found = [period for period in subject["periods"] if period["last_day"] == last]
    found.sort(key=lambda period: period["length"] != "indefinite")
    return Ends(
        on=date.fromisoformat(last) if last else None,
        indefinite=subject["indefinite"],
        rule=found[0]["rule"] if found else "",
        ruleset=found[0]["ruleset"] if found else "",
        citation=found[0]["citation"] if found else "",
    )


def computed_duties(document: facts.Document) -> list[Duty]:
    """The duties of one person's facts as computed, whatever was decided since."""
    if not document["triggers"] and not document["orders"]:
        return []
    return list(_computed(document, _evaluated(document)))


def _computed(document: facts.Document, result: Result) -> Iterator[Duty]:
    """Those the engine considered and found not required are left out."""
    told = {notification["id"]: notification for notification in document["notifications"]}
    kinds = {change["id"]: change["kind"] for change in document["changes"]}
    for duty in result["duties"]:
        if duty["state"] == "not_required":
            continue
        cause = duty["id"].split(":", 1)[1]
        called = title(
            duty["id"],
            duty["kind"],
            weekly=told.get(cause, {}).get("home") == "no_fixed_abode",
            change=kinds.get(cause, ""),
        )
        yield _in_diary_words(duty, called, told[duty["met_by"]]["given_at"] if duty["met_by"] else None)


def _worked_to(computed: Duty, override: Override | None) -> Duty:
    """The duty with the override's date in place of the computed ones, if those are still what it replaced."""
    if override is None or not override.replaces(computed):
        return computed
    return replace(
        computed,
        work_to=override.new_date,
        last=override.new_date,
        work_to_at=None,
        last_at=None,
        computed_last=computed.last,
        computed_last_at=computed.last_at,
    )


def _evaluated(document: facts.Document) -> Result:
    """The engine's answer; what it refuses, a verb refuses in turn, so that no such facts are ever kept."""
    try:
        return evaluate(document)
    except Refused as refused:
        said = "; ".join(f"{error['path']}: {error['message']}" for error in refused.errors)
        raise ValidationError(
            f"These facts cannot stand together, so no date can be computed from them ({said})."
        ) from refused


def title(duty_id: str, kind: str, *, weekly: bool = False, change: str = "") -> str:
    """What the duty is called on screen; `change` is the kind of the change behind it."""
    if kind == "change":
        if named := CHANGE_TITLES.get(duty_id.split(":")[1]):
            return named
        label = str(ChangeKind(change).label)
        return f"Notify: {label[0].lower()}{label[1:]}"
    if kind == "periodic" and weekly:
        return WEEKLY
    return TITLES[kind]


def _in_diary_words(duty: DutyResult, called: str, met: str | None) -> Duty:
    limits = limits_of(duty)
    return Duty(
        key=f"{NAME}/{duty['id']}",
        kind=duty["kind"],
        title=called,
        arises_on=date.fromisoformat(duty["arises_on"]) if duty["arises_on"] else None,
        **limits._asdict(),
        met_on=_london(met).date() if met else None,
        met_at=_london(met) if met else None,
        met_by=duty["met_by"] or "",
        rule=duty["rule"],
        ruleset=duty["ruleset"],
        citation=duty["citation"],
    )


class Limits(NamedTuple):
    """The four dates of a duty, as `diary.providers.Duty` explains them; instants in UTC."""

    work_to: date | None
    last: date | None
    work_to_at: datetime | None
    last_at: datetime | None


def limits_of(duty: DutyResult) -> Limits:
    """The engine's limits as the diary has them."""
    work_to, work_to_at = _limit(duty["work_to"])
    last, last_at = _limit(duty["last"])
    return Limits(work_to, last, work_to_at, last_at)


def _london(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(LONDON)


def _limit(text: str | None) -> tuple[date | None, datetime | None]:
    """A day limit is a date; an hour limit an instant, and the last London day there is for it."""
    if text is None:
        return None, None
    if "T" not in text:
        return date.fromisoformat(text), None
    instant = _london(text)
    # A limit at midnight is the end of the day before: nobody has that next day for it.
    midnight = instant.time() == time.min
    return instant.date() - timedelta(days=1) if midnight else instant.date(), instant.astimezone(UTC)
