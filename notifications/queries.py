"""Reads for the station and for the person's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from accounts.choices import Nation
from diary.models import Entry, Moved
from frontend.dates import words
from notifications import facts
from notifications.actions.station import ANSWERABLE
from notifications.aloud import aloud
from notifications.choices import DutyState
from notifications.duties import LONDON, NAME, title
from notifications.law import Refused, evaluate
from notifications.models import Attendance, Change, Foretold, Notification, Override
from notifications.overriding.queries import applying, of_person, state_of
from notifications.reviews import duties as reviewing
from notifications.reviews import queries as reviews
from notifications.travelling import Trip, trips
from offenders.kinds import readable
from offenders.models import Person


def answerable(person: Person) -> list[Entry]:
    """The open duties an attendance at the station can answer, most pressing first."""
    return list(
        Entry.objects.open()
        .filter(person=person, kind__in=ANSWERABLE, key__startswith=f"{NAME}/")
        .order_by("last", "key")
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """A duty of the diary with the engine's reasons, as they stand today, and the override that stands beside it."""

    entry: Entry
    reasoning: list[str]
    override: Override | None = None
    override_state: str = ""  # as overriding.queries.state_of has it


@dataclass(frozen=True, slots=True)
class Standing:
    """What the law says of one person today: the duties that run, those last met, and the engine's `subject`."""

    running: list[Explained]
    met: list[Explained]
    moved: list[Moved]
    overrides: list[Override]  # those that stand beside no duty shown: refused, withdrawn, or long acted on
    subject: dict[str, Any] | None
    review: reviews.Standing | None  # of requirements without end; None for somebody whom it does not concern
    faults: list[str]  # why nothing can be computed, if so: `subject` is then None


def standing(person: Person, today: date, *, recent: int = 5) -> Standing:
    """Open duties, the most pressing first, the last `recent` that were met, and the period; each with its reasons.

    The dates are the diary's; the reasons are computed now, from the same facts, because they speak of today.
    """
    document = facts.document(person, as_at=today)
    try:
        result = evaluate(document)
    except Refused as refused:
        return Standing([], [], [], [], None, None, [error["message"] for error in refused.errors])
    reasons = {f"{NAME}/{duty['id']}": aloud(duty["reasoning"], document) for duty in result["duties"]}
    subject: dict[str, Any] = dict(result["subject"])
    subject["periods"] = [
        {
            **period,
            "reasoning": aloud(period["reasoning"], document),
            "summary": f"{period['length'][0].upper()}{period['length'][1:]}"
            + (f", until {words(date.fromisoformat(period['last_day']))}" if period["last_day"] else ""),
        }
        for period in subject["periods"]
    ]
    # What the police themselves must do stands with the review.
    entries = Entry.objects.filter(person=person, key__startswith=f"{NAME}/").exclude(
        kind__in=reviewing.KINDS
    )
    last_met = entries.filter(met_on__isnull=False).order_by("-met_on", "-last")[:recent]
    overrides = of_person(person)
    standing_by_key = {override.key: override for override in overrides if override.is_standing}
    shown = [
        _explained(entry, reasons.get(entry.key, []), standing_by_key.pop(entry.key, None))
        for entry in entries.filter(Q(met_on__isnull=True) | Q(pk__in=last_met.values("pk"))).order_by(
            "-met_on", F("last").asc(nulls_last=True), "key"
        )
    ]
    beside = {duty.override for duty in shown}
    return Standing(
        running=[duty for duty in shown if duty.entry.met_on is None],
        met=[duty for duty in shown if duty.entry.met_on is not None],
        moved=list(Moved.objects.filter(person=person, key__startswith=f"{NAME}/")[:recent]),
        overrides=[override for override in overrides if override not in beside][:recent],
        subject=subject,
        review=reviews.standing(person, result, document),
        faults=[],
    )


def _explained(entry: Entry, reasoning: list[str], override: Override | None) -> Explained:
    if override is None:
        return Explained(entry, reasoning)
    return Explained(entry, reasoning, override, state_of(override, entry))


def reasons_for(person: Person, entry: Entry, today: date) -> list[str]:
    """Why the computed date of one duty is what it is, as it stands today; nothing where none can be computed."""
    document = facts.document(person, as_at=today)
    try:
        duties = evaluate(document)["duties"]
    except Refused:
        return []
    return next(
        (aloud(duty["reasoning"], document) for duty in duties if f"{NAME}/{duty['id']}" == entry.key), []
    )


@dataclass(frozen=True, slots=True)
class Record:
    """What the police were told of one person, and what happened that they had to be told of; newest first."""

    given: list[Notification]
    notices: Sequence[Notification]
    changes: list[Change]
    trips: list[Trip]
    attendances: list[Attendance]


def record(person: Person) -> Record:
    """What whoever fetched the person reads of it; eight queries, however long the record."""
    given = list(
        person.notifications.standing()
        .filter(specified_date__isnull=True)
        .select_related("recorded_by")
        .prefetch_related("answers")
    )
    notices = list(
        person.notifications.standing()
        .filter(specified_date__isnull=False)
        .annotate(
            outcome=Subquery(Foretold.objects.standing().filter(notice=OuterRef("pk")).values("fact")[:1]),
            outcome_id=Subquery(Foretold.objects.standing().filter(notice=OuterRef("pk")).values("pk")[:1]),
        )
    )
    changes = readable(person.changes.standing().select_related("address"), person.relationship)
    attendances = list(person.attendances.standing())
    journeys = trips(person, person.journeys.standing())
    return Record(given, notices, changes, journeys, attendances)


def intentions_are_notified(person: Person) -> bool:
    """Whether the law that applies to this person asks for notice of an intended absence or name."""
    return bool(facts.rules_in_force()) or person.force.nation == Nation.NORTHERN_IRELAND


def foreseeable(person: Person) -> list[tuple[str, str]]:
    """The changes that an advance notice may have foretold, as the adapter names them and in words.

    Those of home, of name and recorded ones; never a release (s.84(2)).
    """
    taken = set(person.foretold.standing().values_list("fact", flat=True))
    homes = person.occupancies.standing().homes().select_related("address").order_by("starts_on")[1:]
    names = person.names.standing().filter(used_from__isnull=False)
    candidates = [
        *((f"home:{home.pk}", f"Moved to {home.address} on {words(home.starts_on)}") for home in homes),
        *(
            (f"name:{name.pk}", f"Used the name {name} from {words(name.used_from)}")
            for name in names
            if name.used_from
        ),
        *((str(change.pk), str(change)) for change in person.changes.standing()),
    ]
    return [(fact, text) for fact, text in candidates if fact not in taken]


@dataclass(frozen=True, slots=True)
class Past:
    """What the law said on a day, from the record as it stood at the end of another."""

    on: date
    known_on: date
    known: bool  # whether enough was on record by then to compute anything
    subject: dict[str, Any] | None
    duties: list[dict[str, Any]]
    review: reviews.Computed | None = None


def as_it_was(person: Person, on: date, *, known_on: date) -> Past:
    """The duties that bound on `on`, with their states that day, as the record of `known_on` (24:00) gives them.

    Dates and states are the computed ones; an override that stood approved by then is given beside them.
    """
    end = datetime.combine(known_on + timedelta(days=1), time.min, tzinfo=LONDON)
    document = facts.document(person, as_at=on, known_at=end)
    try:
        result = evaluate(document)
    except Refused:
        # What was known then does not hold together: part of it was only recorded later.
        return Past(on, known_on, known=False, subject=None, duties=[])
    titles = {change["id"]: change["kind"] for change in document["changes"]}
    homes = {given["id"]: given.get("home") for given in document["notifications"]}
    overrides = applying(person, result["duties"], known_at=end)
    shown = [
        {
            **duty,
            "title": title(
                duty["id"],
                duty["kind"],
                weekly=homes.get(_cause(duty)) == "no_fixed_abode",
                change=titles.get(_cause(duty), ""),
            ),
            "work_to": _shown(duty["work_to"]),
            "last": _shown(duty["last"]),
            "reasoning": aloud(duty["reasoning"], document),
            "override": overrides.get(duty["id"]),
            "state_word": DutyState(duty["state"]).label,
            "state_colour": DutyState(duty["state"]).colour,
        }
        for duty in result["duties"]
        if duty["state"] != "not_required" and (duty["arises_on"] or "") <= on.isoformat()
    ]
    # What still bound comes first; what had been met stands below, newest first.
    shown.sort(key=lambda duty: duty["state"] in (DutyState.MET, DutyState.MET_LATE))
    known = bool(document["triggers"] or document["orders"])
    return Past(on, known_on, known, dict(result["subject"]), shown, reviews.computed(result, document))


def _cause(duty: Any) -> str:
    return str(duty["id"].split(":", 1)[1])


def _shown(text: str | None) -> date | datetime | None:
    """A limit as a page shows it: a day, or a moment."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
