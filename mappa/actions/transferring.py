"""Handing a case to another MAPPA area: asked with a report, accepted or refused there."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import cause, lock, recording, same_again
from accounts.models import User
from mappa.actions.levels import Chosen, set_level, values
from mappa.actions.telling import ask, coordinators_of, finished, say
from mappa.models import Transfer
from mappa.status import record
from mappa.transfers import queries, rules
from mappa.transfers.choices import Answer
from mappa.transfers.keys import ANSWER
from offenders.actions.guards import believe, reachable
from offenders.models import MappaStatus, Person
from practice.policy import policy_of

KIND = "transfer"


def ask_transfer(
    actor: User,
    *,
    person: Person,
    to_area: str,
    outside: bool,
    why: str,
    report: str,
    lead_agency: str,
    lead_office: str,
    now: datetime,
    submission: UUID | None = None,
) -> Transfer:
    """Ask another area to take the case on; the plan in force and the open actions go with the report.

    For coordinators and chairs. Nothing changes until it is accepted. Raises PermissionDenied, or ValidationError keyed
    by field. The same `submission` twice gives the first back, and raises SentOtherwise where it says
    something else.
    """
    today = now.date()
    with recording(actor, "ask for MAPPA transfer"):
        person = reachable(actor, person, Capability.COORDINATE, today)
        if submission and (already := Transfer.objects.filter(submission=submission).first()):
            return same_again(
                already,
                person_id=person.pk,
                to_area=to_area.strip(),
                outside=outside,
                why=why.strip(),
                report=report.strip(),
                lead_agency=lead_agency,
                lead_office=lead_office.strip(),
            )
        status = record.current(person, today)
        if status is None:
            raise ValidationError("They are in no category today, so there is no case to hand over.")
        believe(rules.asked(status.area, to_area, why=why, report=report, lead_agency=lead_agency))
        if Transfer.objects.waiting().filter(person=person).exists():
            raise ValidationError("A transfer waits for an answer already.", code="waits")
        found = queries.assembled(person, today)
        made = Transfer.objects.create(
            person=person,
            from_area=status.area,
            to_area=to_area.strip(),
            outside=outside,
            why=why.strip(),
            report=report.strip(),
            assembled=json.dumps(found.kept),
            plan=found.plan,
            lead_agency=lead_agency,
            lead_office=lead_office.strip(),
            due_on=policy_of(person.force_id, today).after(ANSWER, today),
            asked_at=now,
            asked_by=actor,
            submission=submission,
        )
        ask(
            actor,
            [actor] if outside else [each for each in coordinators_of(person, today) if each != actor],
            person=person,
            kind=KIND,
            about=made.pk,
            title="Record what the other area answers about a MAPPA case"
            if outside
            else "Accept or refuse a MAPPA case from another area",
            due_on=made.due_on,
            now=now,
        )
    return made


def answer_transfer(
    actor: User,
    *,
    transfer: Transfer,
    version: int,
    answer: str,
    why: str,
    now: datetime,
    said_by: str = "",
    evidence: str = "",
) -> Transfer:
    """Accept, refuse, or, by who asked, withdraw. Accepted, the other area is responsible from today on, at the level
    that stands: a review is due when it was.

    Of another force's area the answer is recorded with who gave it and what shows it. Raises PermissionDenied, Stale,
    or ValidationError keyed by field. The same answer by the same person twice is one.
    """
    today = now.date()
    # Why stands on the transfer, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "answer MAPPA transfer"):
        person = reachable(actor, transfer.person, Capability.COORDINATE, today)
        current = lock(transfer)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(transfer, expected_version=version)
        if current.answer:
            raise ValidationError("This has been answered already.", code="answered")
        believe(
            rules.answered(
                answer,
                why=why,
                own=current.asked_by_id == actor.pk,
                outside=current.outside,
                said_by=said_by,
                evidence=evidence,
            )
        )
        if answer == Answer.WITHDRAWN and current.asked_by_id != actor.pk:
            raise PermissionDenied
        status = record.current(person, today)
        if answer == Answer.ACCEPTED and status is None:
            raise ValidationError("They have left MAPPA since: there is no case to take on.")
        current.said_by, current.evidence = said_by.strip(), evidence.strip()
        _answer(actor, current, answer, why, now)
        if answer == Answer.ACCEPTED and status is not None:
            _take_on(actor, person, current, status, now)
        finished(actor, person=person, kind=KIND, note=Answer(current.answer).label, now=now)
        say(
            [current.asked_by] if current.asked_by != actor else [],
            person=person,
            cause=f"transfer {current.pk} {answer}",
            what=f"A MAPPA transfer was {answer}",
            now=now,
        )
    return current


def close_transfer(actor: User, person: Person, why: str, now: datetime) -> None:
    """What waits for another area's answer waits no more, for there is no case left to hand over; for verbs that have
    guarded it, within their `recording`. Whoever asked for it is told, and whoever was to answer."""
    for waiting in Transfer.objects.waiting().select_for_update(of=("self",)).filter(person=person):
        _answer(actor, waiting, Answer.CLOSED, why, now)
        finished(actor, person=person, kind=KIND, note=why, now=now)
        told = {waiting.asked_by, *([] if waiting.outside else coordinators_of(person, now.date()))}
        say(
            sorted(told - {actor}, key=lambda user: user.pk),
            person=person,
            cause=f"transfer {waiting.pk} closed",
            what="A MAPPA transfer was closed without an answer",
            now=now,
        )


def close_on_archiving(sender: object, *, person: Person, now: datetime, **kwargs: Any) -> None:
    """A record that is put away is handed to nobody (`offenders.signals.archiving`)."""
    doing = cause()
    if doing and doing.user:
        close_transfer(User.objects.get(pk=doing.user), person, "The record was archived.", now)


def _answer(actor: User, transfer: Transfer, answer: str, why: str, now: datetime) -> None:
    """Save the answer, and nothing of what was asked."""
    transfer.answer, transfer.answer_why = answer, why.strip()
    transfer.answered_at, transfer.answered_by = now, actor
    transfer.version += 1
    said = ("answer", "answer_why", "said_by", "evidence", "answered_at", "answered_by", "version")
    transfer.save(update_fields=said)


def _take_on(actor: User, person: Person, transfer: Transfer, status: MappaStatus, now: datetime) -> None:
    chosen = Chosen(
        status.category,
        status.level,
        transfer.lead_agency,
        transfer.to_area,
        _from(status, now),
        transfer.lead_office,
    )
    believe(values(chosen))
    office = f"; lead office {transfer.lead_office}" if transfer.lead_office else ""
    set_level(
        actor,
        person=person,
        current=status,
        chosen=chosen,
        why=transfer.why,
        rests_on=[f"Handed over from {transfer.from_area} to {transfer.to_area}{office}."],
        now=now,
    )


def _from(status: MappaStatus, now: datetime) -> date:
    """From today on; of a level that is to begin later, from that day."""
    return max(now.date(), status.starts_on or date.min)
