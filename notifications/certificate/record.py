"""The facts as a certificate states them: what, when, and who recorded it when.

One statement for each row behind the facts document, so that whatever the engine speaks of leads back to a row, and
the row to whoever recorded it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

from access.recording import events_of
from frontend import dates
from notifications import facts
from notifications.certificate.stated import LONDON, REVIEW, Stated, absence_key, moment_in_words
from notifications.models import (
    Application,
    Change,
    Foretold,
    Journey,
    Notification,
    RelevantNotification,
    ResponsibleBody,
)
from offenders.kinds import readable
from offenders.models import Absence, CourtOrder, Disposal, Fact, Name, Occupancy, Person, Trigger

UNKNOWN: Final = "Vigil, when the record was loaded"


def facts_of(person: Person) -> list[Stated]:
    """Every standing fact that whoever fetched the person reads, without the values of classes they do not read.

    One query a table, and one more for each that was changed since.
    """
    return [
        _stated(person, person.pk, person.date_of_birth, "Date of birth", dates.words(person.date_of_birth)),
        *_all(Trigger.objects.select_related("order"), person, _trigger),
        *_all(Disposal.objects, person, _disposal),
        *_all(CourtOrder.objects, person, _order),
        *_all(Absence.objects, person, _absence),
        *_all(Occupancy.objects.select_related("address"), person, _home),
        *_all(Name.objects, person, _name),
        *_all(Change.objects.select_related("address"), person, _change),
        *_all(Journey.objects, person, _journey),
        *_all(Notification.objects.prefetch_related("addresses"), person, _notification),
        *_all(Foretold.objects, person, _outcome),
        *_all(RelevantNotification.objects.select_related("notification"), person, _relevant),
        *_all(Application.objects, person, _application),
        *_all(
            ResponsibleBody.objects.filter(application__voided_at__isnull=True).select_related("application"),
            person,
            _body,
        ),
    ]


def _all(rows: Any, person: Person, stated: Callable[[Any], Stated]) -> Iterable[Stated]:
    found: list[Fact] = list(
        rows.filter(person=person, voided_at__isnull=True).select_related("recorded_by").order_by("pk")
    )
    changed = _changes_of([row for row in found if row.version > 1])
    for row in readable(found, person.relationship):
        fact = stated(row)
        since = changed.get(row.pk)
        yield fact if since is None else _with_change(fact, since)


def _changes_of(rows: list[Fact]) -> dict[Any, str]:
    """When and by whom each of these was last changed; nothing is asked where nothing was."""
    if not rows:
        return {}
    last = (
        events_of(type(rows[0]))
        .filter(pgh_obj__in=[row.pk for row in rows], pgh_label="update")
        .select_related("pgh_context")
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return {
        event.pgh_obj_id: f"{moment_in_words(event.pgh_created_at)} by "
        f"{(event.pgh_context.metadata if event.pgh_context else {}).get('actor', UNKNOWN)}"
        for event in last
    }


def _with_change(fact: Stated, since: str) -> Stated:
    return Stated(
        fact.key,
        fact.about,
        fact.day,
        fact.what,
        fact.when,
        fact.details,
        f"{fact.recorded}; last changed {since}",
    )


def _stated(
    row: Fact | Person,
    about: Any,
    day: date,
    what: str,
    when: str,
    details: Iterable[tuple[str, Any]] = (),
) -> Stated:
    by = str(row.recorded_by) if row.recorded_by else UNKNOWN
    return Stated(
        key=str(row.pk),
        about=str(about),
        day=day,
        what=what,
        when=when,
        details=tuple(f"{label}: {_value(value)}" for label, value in details if value not in (None, "")),
        recorded=f"{moment_in_words(row.recorded_at)} by {by}",
    )


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_in_words(value)
    return dates.words(value) if isinstance(value, date) else str(value)


def _span(first: date, last: date | None) -> str:
    return f"{dates.words(first)} to {dates.words(last)}" if last else f"since {dates.words(first)}"


def _trigger(row: Trigger) -> Stated:
    return _stated(
        row,
        row.pk,
        row.date,
        row.get_kind_display(),
        dates.words(row.date),
        [
            ("Offence", row.offence),
            ("Date of the offence", row.offence_on),
            ("Court", row.court),
            ("Listed in Schedule 3", "Yes" if row.schedule_3 else "No"),
            ("Sentencing condition met (s.132)", row.condition_met_on),
            ("Section 96ZA notice given", row.notice_given_on),
            ("Quashed, or trial concluded", row.ended_on),
            ("A condition of s.81(3)-(6) was met", "Yes" if row.carried_over else None),
            ("Order breached", row.order_id),
        ],
    )


def _disposal(row: Disposal) -> Stated:
    overlap = f" for {_months(row.overlap_months)}" if row.overlap_months else ""
    return _stated(
        row,
        row.trigger_id,
        row.date,
        f"Sentence: {row.get_kind_display().lower()}",
        dates.words(row.date),
        [
            ("For", row.trigger_id),
            ("Length", row.length_in_words()),
            ("Extension", row.extension_in_words()),
            ("Consecutive to", row.consecutive_to_id),
            ("Concurrent with", f"{row.concurrent_with_id}{overlap}" if row.concurrent_with_id else None),
        ],
    )


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"


def _order(row: CourtOrder) -> Stated:
    return _stated(
        row,
        row.pk,
        row.made_on,
        row.get_kind_display(),
        f"made {dates.words(row.made_on)}",
        [
            ("Served", row.served_on or row.made_on),
            ("Until", row.last_day or "further order"),
            ("Discharged", row.discharged_on),
            ("Court", row.court),
        ],
    )


def _absence(row: Absence) -> Stated:
    key = absence_key(row.kind, max(str(row.starts_on), facts.COMMENCEMENT), _iso(row.ended_on))
    return _stated(
        row,
        key,
        row.starts_on,
        row.get_kind_display(),
        _span(row.starts_on, row.ended_on),
        [("Place", row.place)],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _home(row: Occupancy) -> Stated:
    return _stated(
        row,
        row.pk,
        row.starts_on,
        row.get_kind_display(),
        _span(row.starts_on, row.ends_on),
        [("Address", row.address)],
    )


def _name(row: Name) -> Stated:
    day = row.used_from or date.min
    when = f"first used {dates.words(row.used_from)}" if row.used_from else ""
    return _stated(row, row.pk, day, row.get_kind_display(), when, [("Name", row)])


def _change(row: Change) -> Stated:
    starts, ends = row.starts_at or row.starts_on, row.ends_at or row.ends_on
    day = row.on or row.starts_on or (row.starts_at.astimezone(LONDON).date() if row.starts_at else date.min)
    when = _value(row.on) if row.on else f"{_value(starts)} to {_value(ends)}" if ends else _value(starts)
    away = dates.plural_days(row.days) if row.days is not None else None
    return _stated(
        row,
        row.pk,
        day,
        row.get_kind_display(),
        when,
        [("Address", row.address), ("Household", row.household), ("Days away", away), ("Note", row.note)],
    )


def _journey(row: Journey) -> Stated:
    return _stated(
        row,
        row.pk,
        row.departs_on,
        "Journey abroad",
        f"departs {_value(row.departs_at or row.departs_on)}",
        [
            ("Countries", ", ".join(row.countries)),
            ("Date, first country and point of arrival known", row.details_known_on),
            ("Reasonable excuse for later notice", "Yes" if row.reasonable_excuse else None),
            ("Notified details became wrong", row.details_changed_at),
            ("Return as notified", _arrival(row.return_date, row.return_point)),
            ("Returned", _arrival(row.returned_on, row.returned_point)),
        ],
    )


def _arrival(day: date | None, point: str) -> str | None:
    return f"{dates.words(day)}{f', {point}' if point else ''}" if day else None


def _notification(row: Notification) -> Stated:
    return _stated(
        row,
        row.pk,
        row.given_at.astimezone(LONDON).date(),
        row.get_section_display(),
        moment_in_words(row.given_at),
        [
            ("Given at", row.station),
            ("Home address notified", row.get_home_display()),
            ("Addresses named", "; ".join(sorted(str(address) for address in row.addresses.all()))),
            ("About", ", ".join(row.about)),
            ("Notice in advance for", row.specified_date),
            ("What is to happen", row.foretells),
            ("Acknowledgement", row.acknowledgement),
        ],
    )


def _outcome(row: Foretold) -> Stated:
    return _stated(
        row,
        row.fact or f"outcome:{row.pk}",
        row.recorded_at.astimezone(LONDON).date(),
        "What came of a notice in advance",
        "",
        [("Notice", row.notice_id), ("Outcome", row.fact or "It did not happen")],
    )


def _relevant(row: RelevantNotification) -> Stated:
    day = row.notification.given_at.astimezone(LONDON).date()
    return _stated(
        row, REVIEW, day, "Which notification counts for review", "", [("Notification", row.notification_id)]
    )


def _application(row: Application) -> Stated:
    further = f"{row.further_years} years" if row.further_years else None
    return _stated(
        row,
        REVIEW,
        row.received_on,
        "Application for review",
        f"received {dates.words(row.received_on)}",
        [
            ("Acknowledged", row.acknowledged_on),
            ("Withdrawn", row.withdrawn_on),
            ("Decided", row.determined_on),
            ("Decision", row.get_outcome_display()),
            ("Further period", further),
            ("Decided by", row.decided_by),
            ("Notice received", row.notice_received_on),
            ("Appealed", row.appealed_on),
            ("Court", row.court),
            ("Court's decision", row.get_appeal_outcome_display()),
            ("Court decided", row.appeal_decided_on),
        ],
    )


def _body(row: ResponsibleBody) -> Stated:
    return _stated(
        row,
        REVIEW,
        row.notified_on,
        "Responsible body told of the application",
        f"told {dates.words(row.notified_on)}",
        [("Body", row.body), ("Application received", row.application.received_on)],
    )
