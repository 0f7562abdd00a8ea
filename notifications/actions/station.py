"""What is given at a station: a notification, or notice in advance. The verbs that ask why what is late call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from access.policies import Capability
from access.recording import SentOtherwise, recording, same_again
from accounts.models import User
from diary.models import Entry
from frontend.dates import words
from notifications import rules
from notifications.choices import HomeNotified, Section
from notifications.duties import NAME
from notifications.models import Answer, Notification
from offenders.actions.guards import reachable
from offenders.choices import OccupancyKind
from offenders.models import Address, Occupancy, Person
from offenders.signals import facts_changed

# Duties that one attendance answers together, and the provision it is then given under: the first of these that it
# answers. It can be both an initial notification and that of a release (ss.83(1), 84(1)(d)).
_AT_THE_STATION = {
    "initial": Section.INITIAL,
    "change": Section.CHANGE,
    "absence": Section.CHANGE,
    "periodic": Section.PERIODIC,
}
# Each of these is a notification of its own, about one journey or one notice.
_BY_ITSELF = {
    "non_occurrence": Section.NON_OCCURRENCE,
    "travel": Section.TRAVEL,
    "travel_change": Section.TRAVEL,
    "travel_return": Section.RETURN,
}
ANSWERABLE = (*_AT_THE_STATION, *_BY_ITSELF)


def record_notification(
    actor: User,
    *,
    person: Person,
    given_at: datetime,
    answers: Sequence[str],
    station: str,
    now: datetime,
    submission: UUID | None = None,
    acknowledgement: str = "",
    late_reason: str = "",
) -> list[Notification]:
    """Record an attendance at a station; closes the duties it answers and opens the next, in one transaction.

    No page calls it by itself. `answers` are the keys of the person's open diary entries it answers. Gives one
    notification for what ss.83 to 85 ask, and one for each journey or advance notice. Each keeps the dates that were
    acted on, and that of a regular notification which it has met late: a change notified is one too (s.85(1)).
    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first ones back,
    and raises SentOtherwise where it says something else than they do.
    `acknowledgement` is the serial number of the one they were handed, `late_reason` why it was late, as they said.
    """
    today = now.date()
    with recording(actor, "record notification"):
        person = _attending(actor, person, today)
        if submission and (
            already := Notification.objects.filter(person=person, submission=submission).first()
        ):
            same_again(
                already,
                given_at=given_at,
                station=station,
                acknowledgement=acknowledgement,
                late_reason=late_reason,
            )
            return _given_with(already, answers)
        if given_at > now:
            raise ValidationError(
                {"given_on": "The notification cannot be in the future. Check the date and the time."}
            )
        before = _open(person)
        entries = [entry for key, entry in before.items() if key in answers]
        if len(entries) != len(set(answers)) or not entries:
            raise ValidationError(
                {
                    "answers": "Select at least one duty that is still open. "
                    "If one has just been dealt with, it is no longer in the list."
                }
            )
        for entry in entries:
            if _too_early(entry, localdate(given_at)) and entry.arises_on:
                raise ValidationError(
                    {
                        "given_on": f"“{entry.title}” only arose on {words(entry.arises_on)}: "
                        "a notification given before that day does not answer it."
                    }
                )
        home = _home_on(person, localdate(given_at))
        given: list[Notification] = []
        for section, about, answered in _grouped(entries):
            notification = Notification.objects.create(
                person=person,
                section=section,
                given_at=given_at,
                home=home_notified(home),
                station=station,
                about=about,
                recorded_at=now,
                recorded_by=actor,
                submission=None if given else submission,
                acknowledgement=acknowledgement,
                late_reason=late_reason,
            )
            if home and section in (Section.INITIAL, Section.CHANGE, Section.PERIODIC):
                notification.addresses.add(home.address)
            if section in (Section.INITIAL, Section.CHANGE):
                notification.addresses.add(*_stayed_at(about))
            _keep_as_it_stood(notification, answered)
            given.append(notification)
        facts_changed.send(Notification, people=[person.pk], today=today)
        _keep_what_else_was_late(given, {key: entry for key, entry in before.items() if key not in answers})
    return given


def record_advance_notice(
    actor: User,
    *,
    person: Person,
    given_at: datetime,
    specified_date: date,
    foretells: str,
    station: str,
    now: datetime,
    submission: UUID | None = None,
    acknowledgement: str = "",
    late_reason: str = "",
) -> Notification:
    """Record notice of a change before it happens (s.84(2)): good from two days before the date to two days after.

    No page calls it by itself: notice is never late, but it is a notification under s.84(1) and meets the regular one
    (s.85(1)), which may be. Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice
    gives the first back, and raises SentOtherwise where it says something else. `late_reason` as in
    `record_notification`.
    """
    today = now.date()
    with recording(actor, "record advance notice"):
        person = _attending(actor, person, today)
        if submission and (
            already := Notification.objects.filter(person=person, submission=submission).first()
        ):
            return same_again(
                already,
                given_at=given_at,
                station=station,
                specified_date=specified_date,
                foretells=foretells,
                acknowledgement=acknowledgement,
                late_reason=late_reason,
            )
        if given_at > now:
            raise ValidationError(
                {"given_on": "The notice cannot be in the future. Check the date and time."}
            )
        if specified_date < localdate(given_at):
            raise ValidationError(
                {"specified_date": "Notice in advance names a day to come. For a past day record the change."}
            )
        home, before = _home_on(person, localdate(given_at)), _open(person)
        notice = Notification.objects.create(
            person=person,
            section=Section.CHANGE,
            given_at=given_at,
            home=home_notified(home),
            station=station,
            specified_date=specified_date,
            foretells=foretells,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            acknowledgement=acknowledgement,
            late_reason=late_reason,
        )
        facts_changed.send(Notification, people=[person.pk], today=today)
        _keep_what_else_was_late([notice], before)
    return notice


def home_notified(home: Occupancy | None) -> HomeNotified:
    """Which limb of s.83(7) the home is: the next periodic date turns on it."""
    no_fixed = home is not None and home.kind == OccupancyKind.NO_FIXED_ABODE
    return HomeNotified.NO_FIXED_ABODE if no_fixed else HomeNotified.RESIDENCE


def _attending(actor: User, person: Person, today: date) -> Person:
    """The person, locked: of two identical submits the second finds the first."""
    return reachable(actor, person, Capability.NOTIFY, today)


def _open(person: Person) -> dict[str, Entry]:
    """The duties that something given at the station can answer, by key."""
    found = Entry.objects.open().filter(person=person, kind__in=ANSWERABLE).order_by("key")
    return {entry.key: entry for entry in found}


def _given_with(already: Notification, answers: Sequence[str]) -> list[Notification]:
    """All that one attendance gave. Raises SentOtherwise where those `answers` would have given something else.

    A regular notification that was met late is kept with it whether it was named or not: naming it is the same.
    """
    given = list(
        Notification.objects.filter(
            person=already.person_id, given_at=already.given_at, recorded_at=already.recorded_at
        )
    )
    kept = {row.key: row.computed_last or row.last for row in Answer.objects.filter(notification__in=given)}
    day = localdate(already.given_at)
    unnamed = [last for key, last in kept.items() if key not in answers]
    if not answers or not kept.keys() >= set(answers) or any(last is None or day < last for last in unnamed):
        raise SentOtherwise
    # As the duties were: a key says its kind and its fact, whatever the diary says of it by now.
    entries = [Entry(key=key, kind=_kind(key)) for key in sorted(set(answers))]
    if sorted((section, about) for section, about, _ in _grouped(entries)) != sorted(
        (one.section, one.about) for one in given
    ):
        raise SentOtherwise
    return given


def _keep_as_it_stood(notification: Notification, answered: Sequence[Entry]) -> None:
    Answer.objects.bulk_create(
        Answer(
            notification=notification,
            **{
                name: getattr(entry, name)
                for name in ("key", "title", "work_to", "last", "computed_last", "rule", "ruleset")
            },
        )
        for entry in answered
    )


def _keep_what_else_was_late(given: Sequence[Notification], before: Mapping[str, Entry]) -> None:
    """Of the duties that were open `before`, keep those that in law these notifications have met too, and late."""
    by_id = {str(notification.pk): notification for notification in given}
    met = Entry.objects.filter(person=given[0].person_id, key__in=list(before), met_by__in=list(by_id))
    for entry in met:
        if entry.was_late:
            _keep_as_it_stood(by_id[entry.met_by], [before[entry.key]])


def _home_on(person: Person, day: date) -> Occupancy | None:
    return (
        Occupancy.objects.standing()
        .homes()
        .filter(person=person, starts_on__lte=day)
        .select_related("address")
        .order_by("-starts_on")
        .first()
    )


def _too_early(entry: Entry, day: date) -> bool:
    """Travel and intended changes are notified before; nothing else can be."""
    return entry.kind not in rules.BEFOREHAND and entry.arises_on is not None and day < entry.arises_on


def _grouped(entries: list[Entry]) -> Iterator[tuple[Section, list[str], list[Entry]]]:
    """Section, facts it is about, and the entries it answers: what ss.83 to 85 ask together, the others each alone."""
    together = [entry for entry in entries if entry.kind in _AT_THE_STATION]
    if together:
        kinds = {entry.kind for entry in together}
        section = next(section for kind, section in _AT_THE_STATION.items() if kind in kinds)
        yield section, [_fact(e) for e in together if e.kind in ("change", "absence")], together
    for entry in entries:
        if entry.kind in _BY_ITSELF:
            yield _BY_ITSELF[entry.kind], [_fact(entry)], [entry]


def _fact(entry: Entry) -> str:
    """The fact a duty is about, as the adapter names it: what follows the kind in its key."""
    return entry.key.removeprefix(f"{NAME}/").split(":", 1)[1]


def _kind(key: str) -> str:
    return key.removeprefix(f"{NAME}/").split(":", 1)[0]


def _stayed_at(about: list[str]) -> list[Address]:
    """The addresses of the stays told of: once notified, staying there again is no change (s.84(1)(c))."""
    stays = [fact for fact in about if ":" not in fact]
    return list(Address.objects.filter(changes__pk__in=stays).distinct())
