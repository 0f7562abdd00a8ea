"""A category, said soon after somebody comes on record; screening before a release, at level 1 from time to time and
after a change; and what follows a licence: as duties.

Each is called for (`work_to`) before its last day: amber from the first, overdue after the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, of_person, register
from diary.providers import Duty
from mappa.keys import (
    IDENTIFY,
    LEVEL_1_REVIEW,
    LICENCE_END,
    LOWER_CHECK,
    RESCREEN_CHANGE,
    SCREEN_ALERT,
    SCREEN_BEFORE_RELEASE,
)
from mappa.models import MappaDecision, Screening
from mappa.status import rules
from mappa.status.choices import DecisionKind
from mappa.status.record import level_began
from offenders.choices import MappaCategory, MappaLevel, PersonKind
from offenders.models import Licence, MappaStatus, Person
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from riskplans.models import RiskReview

NAME = "mappa"
IDENTIFIED, BEFORE_RELEASE, REVIEW, CHANGE, LICENCE_ENDS = (
    "mappa_identify",
    "mappa_release",
    "mappa_screening",
    "mappa_change",
    "mappa_licence",
)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Six queries, and one for each force. What was not done by its last day stays until it is; the
    screening of a release until the licence is over."""
    screened: dict[UUID, list[Screening]] = defaultdict(list)
    for each in Screening.objects.countersigned().filter(person__in=people).order_by("screened_on"):
        screened[each.person_id].append(each)
    policies: dict[int, Policy] = {}

    def policy(force: int) -> Policy:
        return policies.get(force) or policies.setdefault(force, policy_of(force, today))

    ends: dict[UUID, date] = {}
    for licence in _licences(people):
        known_on = timezone.localdate(licence.recorded_at)
        over = licence.licence_ends_on is not None and licence.licence_ends_on < today
        if licence.starts_on > min(today, known_on) and not over:
            yield licence.person_id, _before_release(licence, screened, policy(licence.person.force_id))
        if licence.starts_on <= today:
            last = licence.licence_ends_on or date.max  # for life: nothing follows it
            ends[licence.person_id] = max(last, ends.get(licence.person_id, date.min))
    decided = _decided(people)
    changed = dict(RiskReview.objects.open().filter(person__in=people).values_list("person", "starts_on"))
    rows: dict[UUID, list[MappaStatus]] = defaultdict(list)
    for row in MappaStatus.objects.standing().filter(person__in=people).select_related("person"):
        rows[row.person_id].append(row)
    for registered in worked_on(people, today).filter(kind=PersonKind.REGISTERED_SEXUAL_OFFENDER):
        placed = rows.get(registered.pk, []), decided.get(registered.pk, [])
        if duty := _identified(registered, *placed, policy(registered.force_id), today):
            yield registered.pk, duty
    for person, of in rows.items():
        status = next((each for each in of if _stands(each, today)), None)
        if status is None:
            continue
        force = policy(status.person.force_id)
        mine = screened.get(person, [])
        said = [each for each in decided.get(person, []) if each.kind == DecisionKind.SET]
        if status.level == MappaLevel.ONE:
            # Another lead or area begins no new clock.
            began = level_began(of, status)
            gated = (each for each in said if each.reduction_id and each.status_id == began.pk)
            lowered = next((each.takes_effect_on for each in gated), None)
            for duty in _reviews(began, mine, force, lowered):
                yield person, duty
            if since := changed.get(person):
                yield person, _after_change(began, since, mine, force)
        if status.category == MappaCategory.TWO and (last := ends.get(person, date.max)) != date.max:
            since_then = any(
                each.category == MappaCategory.TWO and each.takes_effect_on >= last for each in said
            )
            held = any(each.category == MappaCategory.TWO and each.starts_on <= last for each in of)  # type: ignore[operator]
            if held and not since_then:
                yield person, _licence_ends(person, last, force)


def _identified(
    person: Person, rows: list[MappaStatus], decided: list[MappaDecision], policy: Policy, today: date
) -> Duty | None:
    """In which category somebody is, is said soon after they came on record: due while they are in none, have not
    left, and their record is worked on. Who decided it when stands on the decision."""
    placed = any(_stands(each, today) for each in rows)
    if placed or any(each.kind == DecisionKind.ENDED for each in decided):
        return None
    arose = timezone.localdate(person.recorded_at)
    due = policy.after(IDENTIFY, arose)
    return Duty(
        key=f"{NAME}/{IDENTIFIED}:{person.pk}",
        kind=IDENTIFIED,
        title="MAPPA category to be said",
        arises_on=arose,
        work_to=due,
        last=due,
        field_class=FieldClass.MANAGEMENT,
    )


def _before_release(licence: Licence, screened: dict[UUID, list[Screening]], policy: Policy) -> Duty:
    due = rules.before_release(
        licence.starts_on,
        known_on=timezone.localdate(licence.recorded_at),
        alert=policy.value(SCREEN_ALERT),
        months=policy.value(SCREEN_BEFORE_RELEASE),
    )
    made = next((it for it in screened.get(licence.person_id, []) if it.screened_on >= due.called_for), None)
    return _duty(
        BEFORE_RELEASE,
        str(licence.pk),
        "MAPPA screening before release",
        due.called_for,
        due.by,
        made,
    )


def _reviews(
    status: MappaStatus, screened: list[Screening], policy: Policy, lowered: date | None
) -> Iterator[Duty]:
    """Each screening at level 1 met the duty it was due for; the next one follows the last."""
    since = status.starts_on
    assert since  # noqa: S101 - a status has its day
    own = [each for each in screened if each.screened_on >= since]
    for each in own:
        if each.was_due_on:
            yield _duty(REVIEW, str(each.pk), "MAPPA screening at level 1", since, each.was_due_on, each)
    due = own[-1].next_on if own else policy.after(LEVEL_1_REVIEW, since)
    if lowered and not any(each.screened_on > lowered for each in own):
        due = min(due, policy.after(LOWER_CHECK, lowered))
    yield _duty(REVIEW, f"{status.pk}:{len(own)}", "MAPPA screening at level 1", since, due)


def _after_change(status: MappaStatus, since: date, screened: list[Screening], policy: Policy) -> Duty:
    made = next((each for each in screened if each.screened_on >= since), None)
    due = policy.after(RESCREEN_CHANGE, since)
    return _duty(CHANGE, f"{status.pk}:{since}", "MAPPA screening after a change", since, due, made)


def _licence_ends(person: UUID, ends_on: date, policy: Policy) -> Duty:
    due = rules.before_licence_end(ends_on, days=policy.value(LICENCE_END))
    return Duty(
        key=f"{NAME}/{LICENCE_ENDS}:{person}:{ends_on}",
        kind=LICENCE_ENDS,
        title="Licence ends: category 3, or leaving MAPPA",
        arises_on=due.called_for,
        work_to=due.called_for,
        last=due.by,
        field_class=FieldClass.MANAGEMENT,
    )


def _licences(people: Sequence[UUID]) -> Iterable[Licence]:
    """Those neither ended early nor revoked, past their last day too."""
    rows = Licence.objects.standing().filter(person__in=people, ends_on__isnull=True, revoked_on__isnull=True)
    return rows.select_related("person")


def _decided(people: Sequence[UUID]) -> dict[UUID, list[MappaDecision]]:
    found: dict[UUID, list[MappaDecision]] = defaultdict(list)
    for each in MappaDecision.objects.filter(person__in=people):
        found[each.person_id].append(each)
    return found


def _stands(status: MappaStatus, today: date) -> bool:
    """As `MappaStatus.objects.on`."""
    begun = status.starts_on is not None and status.starts_on <= today
    return begun and (status.ends_on is None or status.ends_on > today)


def _duty(
    kind: str,
    follows: str,
    title: str,
    called_for: date | None,
    due: date,
    made: Screening | None = None,
) -> Duty:
    early = called_for if kind == BEFORE_RELEASE and called_for else due
    return Duty(
        key=f"{NAME}/{kind}:{follows}",
        kind=kind,
        title=title,
        arises_on=called_for,
        work_to=early,
        last=due,
        met_on=made.screened_on if made else None,
        met_by=str(made.pk) if made else "",
        field_class=FieldClass.MANAGEMENT,
    )


def review_due(status: MappaStatus, today: date) -> date | None:
    """The last day of the screening at level 1 that comes next: what a screening made now was due by."""
    if status.level != MappaLevel.ONE:
        return None
    began = level_began(MappaStatus.objects.standing().filter(person=status.person_id), status)
    key = Q(key__startswith=f"{NAME}/{REVIEW}:{began.pk}:")
    entry = Entry.objects.open().filter(key, person=status.person_id).first()
    return entry.last if entry else None


def register_next_actions() -> None:
    register(
        IDENTIFIED,
        "MAPPA category",
        NextAction("Screen", of_person("screen-mappa"), Capability.RECORD),
        NextAction("See to the category", of_person("person-mappa"), Capability.VIEW),
    )
    for kind, label, text, page, needs in (
        (BEFORE_RELEASE, "MAPPA screening before release", "Screen", "screen-mappa", Capability.RECORD),
        (REVIEW, "MAPPA screening at level 1", "Screen", "screen-mappa", Capability.RECORD),
        (CHANGE, "MAPPA screening after a change", "Screen", "screen-mappa", Capability.RECORD),
        (
            LICENCE_ENDS,
            "Licence ends under MAPPA",
            "Decide what follows",
            "person-mappa",
            Capability.VIEW,
        ),
    ):
        register(kind, label, NextAction(text, of_person(page), needs))


def page(entry: Entry) -> str:
    return reverse("person-mappa", args=[entry.person_id])
