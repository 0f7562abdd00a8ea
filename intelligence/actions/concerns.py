"""Concerns: recorded by whoever hears of them; linked, or closed, by a supervisor where no name settles it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.reading import as_vigil
from access.recording import lock, recording, same_again
from accounts.models import User
from intelligence import policies, rules
from intelligence.actions.linking import link_to
from intelligence.choices import CloseReason, LinkRole, Settled, Urgency
from intelligence.models import Concern, Link
from intelligence.references import new_reference
from offenders.actions.guards import believe
from offenders.models import Person
from offenders.search.queries import meant

SETTLED = "This concern has been dealt with already."
LINKED = "You have passed this concern on already, about somebody else. Their manager can send it back."


def record_concern(
    actor: User, *, concern: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> Concern:
    """Record what somebody is worried about: it goes to the manager, if the name is that of just one person, and
    otherwise waits for a supervisor.

    Of an anonymous caller nothing is kept, whatever `concern` says. Raises PermissionDenied, or ValidationError keyed
    by field. The same `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    if not policies.may_submit(actor, now.date()) or actor.force_id is None:
        raise PermissionDenied
    believe(rules.concern(concern))
    fields = dict(concern)
    if fields["anonymous"]:
        fields.update(caller_name=None, caller_contact=None)
    with recording(actor, "record concern"):
        if submission and (already := Concern.objects.filter(submission=submission).first()):
            return same_again(already, **fields)
        # Whoever it is about, their manager must learn of it: also where whoever records it may not know the record.
        with as_vigil():
            matches = meant(fields["who"], now)
            made = Concern.objects.create(
                **fields,
                reference=new_reference("CON"),
                force_id=actor.force_id,
                recorded_by=actor,
                recorded_at=now,
                submission=submission,
                candidates=[match.person for match in matches],
            )
            certain = [match.person for match in matches if match.certain]
            if len(certain) == 1:
                _settle(made, Settled.MATCHED, None, now)
                link_to(
                    actor,
                    person=Person.objects.get(pk=certain[0]),
                    role=LinkRole.SUBJECT,
                    concern=made,
                    due_on=due_on(made, now),
                    now=now,
                )
    return made


def link_concern(
    actor: User, *, concern: Concern, version: int, person: Person, note: str, now: datetime
) -> Concern:
    """It is about this person: their manager gets a task to read it.

    Raises PermissionDenied for who does not triage, or may not know of the person; Stale; or ValidationError when it
    has been settled, were it by the same supervisor as about somebody else. The same choice twice is one.
    """
    with recording(actor, "link concern"):
        current = _to_settle(actor, concern, now)
        if not policies.nameable(actor, now).filter(pk=person.pk).exists():
            raise PermissionDenied
        if current.settled == Settled.LINKED and current.settled_by_id == actor.pk:
            if Link.objects.standing().filter(concern=current, person=person).exists():
                return current
            raise ValidationError(LINKED, code="settled")
        _still_waiting(current, version)
        _settle(current, Settled.LINKED, actor, now, note=note)
        link_to(
            actor, person=person, role=LinkRole.SUBJECT, concern=current, due_on=due_on(current, now), now=now
        )
    return current


def close_concern(
    actor: User, *, concern: Concern, version: int, why: CloseReason, note: str, now: datetime
) -> Concern:
    """Nothing of it is for a manager. Raises PermissionDenied, Stale, or ValidationError: without a note."""
    if not note.strip():
        raise ValidationError({"note": "Say what you did to find out: whoever reads it later needs to know."})
    with recording(actor, "close concern"):
        current = _to_settle(actor, concern, now)
        if current.settled == Settled.CLOSED and current.settled_by_id == actor.pk:
            if current.close_reason == why:
                return current
            raise ValidationError(
                f"You have closed this concern already: {current.get_close_reason_display().lower()}.",
                code="settled",
            )
        _still_waiting(current, version)
        current.close_reason = why
        _settle(current, Settled.CLOSED, actor, now, note=note)
    return current


def due_on(concern: Concern, now: datetime) -> date | None:
    """What cannot wait is read the same day; None: by the force's policy."""
    return None if concern.urgency == Urgency.ROUTINE else now.date()


def _to_settle(actor: User, concern: Concern, now: datetime) -> Concern:
    if not policies.may_triage(actor, now.date()) or concern.force_id != actor.force_id:
        raise PermissionDenied
    return lock(concern)


def _still_waiting(concern: Concern, version: int) -> None:
    lock(concern, expected_version=version)
    if concern.settled_at is not None:
        raise ValidationError(SETTLED, code="settled")


def _settle(concern: Concern, how: Settled, by: User | None, now: datetime, *, note: str = "") -> None:
    concern.settled, concern.settled_at, concern.settled_by = how, now, by
    concern.settled_note = note.strip()
    concern.version += 1
    concern.save(
        update_fields=["settled", "settled_at", "settled_by", "settled_note", "close_reason", "version"]
    )
