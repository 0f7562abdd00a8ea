"""A lower level soon after release: asked for with the stability checklist, countersigned by an inspector."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording, same_again
from accounts.choices import Role
from accounts.models import User
from mappa.actions.levels import Chosen, gate_of, guard, set_level, take_back
from mappa.actions.telling import answered, ask, finished, inspectors_of, say
from mappa.models import LevelReduction, MappaDecision
from mappa.status import record, rules
from offenders.actions.guards import believe, reachable
from offenders.choices import MappaCategory, MappaLevel
from offenders.models import Person
from riskplans.choices import Asked


def ask_lower_level(
    actor: User,
    *,
    person: Person,
    category: str,
    level: str,
    lead_agency: str,
    area: str,
    why: str,
    starts_on: date,
    stable: Collection[str],
    despite: str,
    now: datetime,
    heard: UUID | None,
    dissent: str = "",
    submission: UUID | None = None,
) -> LevelReduction:
    """Propose the lower level that a meeting (`heard`) decided on soon after release, with the stability checklist: an
    inspector countersigns it.

    For coordinators and chairs; raises as `decide_level` does. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today = now.date()
    chosen = Chosen(category, level, lead_agency, area.strip(), starts_on)
    with recording(actor, "ask for lower MAPPA level"):
        person = reachable(actor, person, Capability.COORDINATE, today)
        if submission and (already := LevelReduction.objects.filter(submission=submission).first()):
            # The meeting that heard it is the page's to find: another may have been held since.
            return same_again(
                already,
                person_id=person.pk,
                category=category,
                level=level,
                lead_agency=lead_agency,
                area=chosen.area,
                starts_on=starts_on,
                why=why.strip(),
                dissent=dissent.strip(),
                stable=sorted(set(stable)),
                despite=despite.strip(),
            )
        current = record.current(person, today)
        guard(person, current, chosen, why, today, heard=heard, listed=None)
        found = gate_of(person, current, level, on=starts_on, today=today)
        if current is None or found is None or heard is None:
            raise ValidationError({"level": "This is no lower level soon after a release: decide it."})
        believe(rules.stability(stable, despite))
        made = LevelReduction.objects.create(
            person=person,
            category=category,
            level=level,
            level_before=current.level,
            lead_agency=lead_agency,
            area=chosen.area,
            released_on=found.released_on,
            starts_on=starts_on,
            why=why.strip(),
            dissent=dissent.strip(),
            stable=sorted(set(stable)),
            despite=despite.strip(),
            heard_id=heard,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        finished(actor, person=person, kind="lower-soon", note="An inspector was asked.", now=now)
        ask(
            actor,
            inspectors_of(person, today, apart_from=[actor]),
            person=person,
            kind="lower",
            about=made.pk,
            title="Countersign a lower MAPPA level soon after release",
            due_on=today,
            now=now,
        )
    return made


def answer_lower_level(
    actor: User, *, reduction: LevelReduction, version: int, answer: str, note: str, now: datetime
) -> LevelReduction:
    """Countersign a lower level, which takes effect today, or refuse it. An inspector's, and never one's own.

    Raises PermissionDenied, Stale, or ValidationError. The same answer by the same person twice is one.
    """
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    today = now.date()
    with recording(actor, "answer request for lower MAPPA level"):
        person = reachable(actor, reduction.person, Capability.APPROVE, today)
        current = lock(reduction)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(reduction, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You cannot countersign what you have asked for yourself.")
        if not actor.has_role([Role.DETECTIVE_INSPECTOR], today):
            raise PermissionDenied
        if current.answer:
            raise ValidationError("This has been answered already.", code="answered")
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save()
        if answer == Asked.APPROVED:
            _lower(actor, person, current, now)
        answered(
            actor, person=person, kind="lower", about=current.pk, note=f"{Asked(answer).label}.", now=now
        )
        say(
            [asked] if (asked := current.recorded_by) else [],
            person=person,
            cause=f"lower {current.pk} answered",
            what=f"A lower MAPPA level: {Asked(answer).label.lower()}",
            now=now,
        )
    return current


def take_back_lower_level(
    actor: User, *, reduction: LevelReduction, version: int, note: str, now: datetime
) -> LevelReduction:
    """Take back a request for a lower level that waits for an inspector: the level stays as it is.

    For coordinators and chairs. Raises PermissionDenied, Stale, or ValidationError. Taken back twice it is once.
    """
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    with recording(actor, "take back request for lower MAPPA level"):
        person = reachable(actor, reduction.person, Capability.COORDINATE, now.date())
        current = lock(reduction)
        if current.voided_at:
            return current
        lock(reduction, expected_version=version)
        if current.answer:
            raise ValidationError("This has been answered already.", code="answered")
        take_back(actor, person, note.strip()[:500], now)
        current.refresh_from_db()
    return current


def _lower(actor: User, person: Person, asked: LevelReduction, now: datetime) -> None:
    today = now.date()
    status = record.current(person, today)
    if status is None or status.level != asked.level_before:
        raise ValidationError("Their level has changed since: refuse this, and have it asked for again.")
    since = MappaDecision.objects.filter(person=person, status=status, decided_at__gt=asked.recorded_at)
    # What was decided while it waited stands: it lowers the level and brings back nothing else.
    category, lead, area = (
        (status.category, status.lead_agency, status.area)
        if since.exists()
        else (asked.category, asked.lead_agency, asked.area)
    )
    chosen = Chosen(category, asked.level, lead, area, today)
    if category == MappaCategory.THREE and asked.level == MappaLevel.ONE:
        raise ValidationError("Category 3 needs level 2 or 3: refuse this. Below that they leave MAPPA.")
    set_level(
        asked.recorded_by or actor,
        person=person,
        current=status,
        chosen=chosen,
        why=asked.why,
        dissent=asked.dissent,
        # Why, though not all of it is so, stands on the request alone: it is of another class.
        rests_on=asked.stable_words,
        heard=asked.heard_id,
        reduction=asked,
        now=now,
    )
