"""Handing over: a supervisor asks, the giver writes a note, the receiver accepts or returns it. No due date moves.

Of somebody at high risk the receiver says too whether the two see them together, and a supervisor confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability, FieldClass
from access.recording import lock, recording
from accounts.models import User
from diary.actions import tell
from diary.duties import KIND as TASK
from diary.models import Entry
from handovers import rules
from handovers.choices import Answer, JointVisit, Outcome
from handovers.models import Handover, Note
from offenders.actions.assigning import all_the_same, hand_to, may_manage
from offenders.actions.guards import reachable
from offenders.models import Person
from offenders.policies import holders_for
from practice.keys import HANDOVER_AHEAD
from practice.policy import policy_of

ASKED = ("matters", "first", "risks", "people")
ENDED = "This handover has ended."
OVERTAKEN = "Another manager was named meanwhile."
# Everybody who writes on a record reads these; a duty of another class stands on the record alone.
_READ_BY_ALL = [FieldClass.GENERAL, FieldClass.MANAGEMENT]


def ask(
    actor: User,
    *,
    person: Person,
    receiver: User,
    why: str,
    now: datetime,
    over_why: str = "",
    submission: UUID | None = None,
) -> Handover:
    """Have the person's manager hand them over to `receiver`; they stay with the manager until it is accepted.

    `over_why` says why to somebody whose caseload is full by the force's policy. Raises PermissionDenied unless the
    actor names managers, or ValidationError keyed by field. The same `submission`
    twice gives the first back.
    """
    today, why = now.date(), why.strip()
    if not why:
        raise ValidationError({"why": "Say why, in a few words."})
    with recording(actor, "ask for handover", reason=why):
        person = reachable(actor, person, Capability.ASSIGN, today)
        if submission and (already := Handover.objects.filter(submission=submission).first()):
            if already.person_id != person.pk:
                raise ValidationError("This form was sent for somebody else already. Open the page again.")
            return already
        current = person.assignments.filter(ends_on__isnull=True).select_related("manager").first()
        if current is None:
            raise ValidationError("Nobody manages this person, so nobody can hand them over. Allocate them.")
        _refuse_receiver(person, current.manager, receiver, now)
        over_why = all_the_same(receiver, over_why, today)
        for overtaken in Handover.objects.filter(person=person, outcome="").exclude(giver=current.manager_id):
            _settle(overtaken, actor, Outcome.STOPPED, OVERTAKEN, now)
        handover = Handover.objects.create(
            person=person,
            giver=current.manager,
            receiver=receiver,
            why=why,
            over_why=over_why,
            asked_at=now,
            asked_by=actor,
            submission=submission,
        )
        _tell(handover, "asked", current.manager, actor, "a handover note is to be written", now)
        return handover


def ask_for_all(
    actor: User,
    *,
    people: Iterable[Person],
    receiver: User,
    why: str,
    now: datetime,
    submission: UUID,
    over_why: str = "",
) -> list[Handover]:
    """`ask` for each, all or none: somebody leaves, or a caseload is shared out."""
    with recording(actor, "ask for handover", reason=why.strip()):
        return [
            ask(
                actor,
                person=person,
                receiver=receiver,
                why=why,
                over_why=over_why,
                now=now,
                submission=uuid5(submission, str(person.pk)),
            )
            for person in people
        ]


def write(
    actor: User, *, handover: Handover, said: Mapping[str, str], now: datetime, submission: UUID | None = None
) -> Note:
    """Tell the next manager what they must know; what is due stands in it as the diary has it now.

    By the giver, whoever covers for them, or who names managers. Raises PermissionDenied, or ValidationError keyed by
    field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "write handover note"):
        person = reachable(actor, handover.person, Capability.RECORD, today)
        if not writes(actor, handover, now):
            raise PermissionDenied
        if submission and (already := Note.objects.filter(handover=handover, submission=submission).first()):
            return already
        current = _still_open(handover)
        texts = {name: str(said.get(name, "")).strip() for name in (*ASKED, "unwritten")}
        if empty := {
            name: "Write something: “nothing known” is an answer." for name in ASKED if not texts[name]
        }:
            raise ValidationError(empty)
        note = Note.objects.create(
            person=person,
            handover=current,
            round=current.notes.count() + 1,
            ahead=[{**each, "last": each["last"].isoformat()} for each in ahead(person, now)],
            written_at=now,
            written_by=actor,
            submission=submission,
            **texts,
        )
        _tell(current, f"note {note.round}", current.receiver, actor, "a handover note is to be read", now)
        return note


def answer(
    actor: User,
    *,
    note: Note,
    version: int,
    answer: Answer,
    missing: str,
    now: datetime,
    joint_visit: str = "",
    joint_visit_on: date | None = None,
    joint_visit_why: str = "",
) -> Note:
    """The receiver accepts, and manages the person from this moment on; or returns the note and says what is missing.

    Of somebody at high risk acceptance says whether the two see them together (a JointVisit), when, or why not; the
    person stays with the giver until a supervisor confirms. Raises PermissionDenied for anybody else, Stale when it was
    answered meanwhile, or ValidationError keyed by field. The same answer twice is one.
    """
    today, missing = now.date(), missing.strip()
    if note.handover.receiver_id != actor.pk:
        raise PermissionDenied
    verb = "accept handover" if answer == Answer.ACCEPTED else "return handover note"
    # Why stands on the handover: who manages somebody is read by more people than that.
    with recording(actor, verb) as changes:
        person = reachable(actor, note.person, Capability.RECORD, today)
        current = lock(note)
        if (current.answer, current.version) == (answer, version + 1):
            return current
        lock(note, expected_version=version)
        handover = _still_open(note.handover)
        if answer == Answer.RETURNED and not missing:
            raise ValidationError({"missing": "Say what is missing: whoever wrote it adds that."})
        together = answer == Answer.ACCEPTED and rules.goes_together(person.management_level)
        if together:
            _say_joint_visit(current, joint_visit, joint_visit_on, joint_visit_why.strip(), today)
        current.answer, current.answered_at, current.answered_by = answer, now, actor
        current.missing = missing if answer == Answer.RETURNED else ""
        current.version += 1
        current.save(update_fields=["answer", "answered_at", "answered_by", "missing", "version", *_TOGETHER])
        if answer == Answer.RETURNED:
            _tell(
                handover,
                f"returned {current.round}",
                current.written_by,
                actor,
                "a handover note was returned",
                now,
            )
            return current
        _refuse_receiver(person, handover.giver, actor, now)
        if together:
            for who in _may_confirm(handover, person, now):
                _tell(handover, "to confirm", who, actor, "a handover waits for your confirmation", now)
            return current
        # Whoever asked for it has allocated them; a receiver who asked themselves waits for somebody else.
        assigned = hand_to(
            changes,
            person,
            actor,
            actor,
            now,
            over_why=handover.over_why,
            decided_by=handover.asked_by,
        )
        _settle(handover, actor, Outcome.ACCEPTED, "", now, assigned)
        for who in {handover.giver, handover.asked_by}:
            _tell(handover, "accepted", who, actor, "the handover was accepted", now)
    return current


def confirm(actor: User, *, handover: Handover, version: int, now: datetime) -> Handover:
    """A supervisor who is neither of the two confirms what the receiver accepted: the person moves in this moment.

    Raises PermissionDenied, Stale, or ValidationError: before it was accepted. The same confirmation twice is one.
    """
    with recording(actor, "confirm handover") as changes:
        person = reachable(actor, handover.person, Capability.ASSIGN, now.date())
        if not confirms(actor, handover):
            raise PermissionDenied
        current = lock(handover)
        if (current.outcome, current.settled_by_id, current.version) == (
            Outcome.ACCEPTED,
            actor.pk,
            version + 1,
        ):
            return current
        lock(handover, expected_version=version)
        current = _still_open(handover)
        if not current.notes.filter(answer=Answer.ACCEPTED).exists():
            raise ValidationError("Nobody has accepted this handover yet.")
        _refuse_receiver(person, current.giver, current.receiver, now)
        assigned = hand_to(changes, person, current.receiver, actor, now, over_why=current.over_why)
        _settle(current, actor, Outcome.ACCEPTED, "", now, assigned)
        for who in {current.giver, current.receiver, current.asked_by}:
            _tell(current, "confirmed", who, actor, "the handover was confirmed", now)
    return current


def confirms(user: User, handover: Handover) -> bool:
    """Whether this user, who names managers, may confirm it: nobody confirms what they give or take themselves."""
    return user.pk not in (handover.giver_id, handover.receiver_id)


def settle(
    actor: User, *, handover: Handover, version: int, move: bool, reason: str, now: datetime
) -> Handover:
    """A supervisor decides: the person moves now, with or without a note, or stays and the handover ends.

    Raises PermissionDenied, Stale or ValidationError. The same decision twice is one.
    """
    today, reason = now.date(), reason.strip()
    outcome = Outcome.MOVED if move else Outcome.STOPPED
    if not reason:
        raise ValidationError({"reason": "Say why: it stays on the record."})
    with recording(actor, "decide handover") as changes:
        person = reachable(actor, handover.person, Capability.ASSIGN, today)
        current = lock(handover)
        if (current.outcome, current.settled_by_id, current.version) == (outcome, actor.pk, version + 1):
            return current
        lock(handover, expected_version=version)
        current = _still_open(handover)
        assigned = None
        if move:
            _refuse_receiver(person, current.giver, current.receiver, now)
            assigned = hand_to(changes, person, current.receiver, actor, now, over_why=current.over_why)
        _settle(current, actor, outcome, reason, now, assigned)
        for who in {current.giver, current.receiver}:
            _tell(current, outcome, who, actor, "a supervisor decided on the handover", now)
    return current


def writes(user: User, handover: Handover, now: datetime) -> bool:
    """Whether the note is this user's to write."""
    today = now.date()
    if user.pk == handover.giver_id or handover.giver_id in user.covers_on(today):
        return True
    people = Person.objects.within_reach(user, Capability.ASSIGN, today)
    return people.filter(pk=handover.person_id).exists()


def ahead(person: Person, now: datetime) -> list[dict[str, Any]]:
    """What is overdue, or due within the days that the force's policy says; one query, and one for the policy."""
    days = policy_of(person.force_id, now.date()).value(HANDOVER_AHEAD)
    entries = Entry.objects.open().filter(person=person, field_class__in=_READ_BY_ALL)
    due = entries.filter(work_to__lte=now.date() + timedelta(days=days)).order_by("work_to", "key")
    return [
        {"title": entry.title, "last": entry.last, "task": entry.kind == TASK} for entry in due if entry.last
    ]


_TOGETHER = ["joint_visit", "joint_visit_on", "joint_visit_why"]


def _say_joint_visit(note: Note, choice: str, on: date | None, why: str, today: date) -> None:
    if refused := rules.joint_visit(choice, on, why, today=today):
        raise ValidationError(refused)
    alone = choice == JointVisit.NONE
    note.joint_visit, note.joint_visit_on = choice, None if alone else on
    note.joint_visit_why = why if alone else ""


def _may_confirm(handover: Handover, person: Person, now: datetime) -> list[User]:
    """Whoever asked for it; where they may not, or take part in it, all of the unit who name managers."""
    may = holders_for(person, Capability.ASSIGN, now.date()).exclude(
        pk__in=[handover.giver_id, handover.receiver_id]
    )
    return list(may.filter(pk=handover.asked_by_id)) or list(may.filter(unit=person.unit_id)) or list(may)


def _refuse_receiver(person: Person, giver: User, receiver: User, now: datetime) -> None:
    if receiver.pk == giver.pk:
        raise ValidationError({"receiver": "Choose another officer: they are the manager already."})
    if not may_manage(receiver, person, now.date()):
        raise ValidationError({"receiver": "Choose an offender manager of this person's unit."})
    if not holders_for(person, Capability.RECORD, now.date()).filter(pk=receiver.pk).exists():
        raise ValidationError({"receiver": "They cannot write on this record, so they could not take it."})


def _still_open(handover: Handover) -> Handover:
    current = lock(handover)
    if current.outcome:
        raise ValidationError(ENDED, code="ended")
    if not Handover.objects.open().filter(pk=current.pk).exists():
        raise ValidationError(OVERTAKEN, code="overtaken")
    return current


def _settle(
    handover: Handover, actor: User, outcome: Outcome, because: str, now: datetime, assigned: Any = None
) -> None:
    handover.outcome, handover.settled_at, handover.settled_by = outcome, now, actor
    handover.settled_because, handover.assignment = because, assigned
    handover.version += 1
    handover.save(
        update_fields=["outcome", "settled_at", "settled_by", "settled_because", "assignment", "version"]
    )


def _tell(handover: Handover, cause: str, who: User, actor: User, what: str, now: datetime) -> None:
    """Whoever's turn it is, unless they did it themselves or the record is closed to them."""
    if who == actor or not Person.objects.visible_to(who, now).filter(pk=handover.person_id).exists():
        return
    person = Person.objects.get(pk=handover.person_id)
    tell(
        [who],
        person=person,
        cause=f"handover {handover.pk} {cause}",
        subject=f"{person.reference}: {what}",
        body=f"{what[0].upper()}{what[1:]}.\n\nSign in to see it: {settings.PUBLIC_URL}",
        now=now,
    )
