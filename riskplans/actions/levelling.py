"""At which level somebody is managed: at once where nothing speaks against it, else once somebody else approves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from offenders.actions.guards import reachable
from offenders.choices import ManagementLevel
from offenders.models import Person
from offenders.signals import facts_changed
from riskplans.actions.telling import answered, ask_inspector, ask_supervisor
from riskplans.assessments import queries, rules
from riskplans.assessments.choices import Level, Sign
from riskplans.choices import Asked
from riskplans.models import LevelDecision

SAME = "They are managed at that level already."


def what_levels_need(person: Person) -> Callable[[str], rules.Needed]:
    """Whose approval it needs to manage this person at a level, and why; two queries, for however many levels."""
    static, arms, harm = (each.level for each in queries.values(person)[:3])
    now, stood = queries.level_until(person.management_level), queries.stood_at(person)
    others = [each for each in (arms, harm) if each]
    return lambda level: rules.needed(Level(level), now=now, stood=stood, static=static, others=others)  # type: ignore[arg-type]


def set_level(
    actor: User,
    *,
    person: Person,
    level: ManagementLevel,
    why: str,
    now: datetime,
    submission: UUID | None = None,
) -> LevelDecision:
    """Have a person managed at `level`. Where the rules ask for somebody's approval it waits for that.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    if not why.strip():
        raise ValidationError({"why": "Say why they are to be managed at this level."})
    # Why stands on the decision: everybody who reads of the person at all reads the reason for a level.
    with recording(actor, "set management level"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (
            already := LevelDecision.objects.filter(person=person, submission=submission).first()
        ):
            return already
        if level == person.management_level:
            raise ValidationError({"level": SAME})
        needs = what_levels_need(person)(level)
        static, arms, harm = (each.level or "" for each in queries.values(person)[:3])
        made = LevelDecision.objects.create(
            person=person,
            level=level,
            before=person.management_level,
            static=static,
            arms=arms,
            harm=harm,
            why=why.strip(),
            needs=needs.sign or "",
            starts_on=None if needs.sign else today,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        if needs.sign is None:
            _take_effect(person, level, now)
        else:
            ask = ask_inspector if needs.sign is Sign.INSPECTOR else ask_supervisor
            ask(
                actor,
                person=person,
                kind="level",
                about=made.pk,
                title="Decide on a lower management level",
                due_on=today,
                now=now,
            )
    return made


def answer_level(
    actor: User, *, decision: LevelDecision, version: int, answer: str, note: str, now: datetime
) -> LevelDecision:
    """Approve a lower level, which takes effect with it, or refuse it; never one's own.

    Raises PermissionDenied, Stale, or ValidationError: two steps down are a detective inspector's to approve, and what
    was asked of another level than today's is nobody's: it is refused, and asked for anew.
    """
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    today = now.date()
    with recording(actor, "answer request for level"):
        person = reachable(actor, decision.person, Capability.APPROVE, today)
        current = lock(decision)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(decision, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You cannot approve what you have asked for yourself.")
        if current.answer or not current.needs:
            raise ValidationError("This has been answered already.", code="answered")
        signs = {current.needs}
        if answer == Asked.APPROVED:
            if person.management_level != current.before:
                raise ValidationError(moved_since(person), code="moved")
            signs.add(what_levels_need(person)(current.level).sign or "")
        if Sign.INSPECTOR in signs and not actor.has_role([Role.DETECTIVE_INSPECTOR], today):
            raise ValidationError("Two steps down: a detective inspector decides on it.")
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.starts_on = today if answer == Asked.APPROVED else None
        current.version += 1
        current.save()
        if answer == Asked.APPROVED:
            _take_effect(person, ManagementLevel(current.level), now)
        answered(
            actor, person=person, kind="level", about=current.pk, note=f"{Asked(answer).label}.", now=now
        )
    return current


def moved_since(person: Person) -> str:
    """Why what was asked of another level cannot be approved."""
    level = ManagementLevel(person.management_level).label
    now = f"it is now {level[0].lower()}{level[1:]}"
    return f"Their level has changed since this was asked: {now}. Refuse it, and have it asked for anew."


def _take_effect(person: Person, level: ManagementLevel, now: datetime) -> None:
    person.management_level = level
    person.version += 1
    person.save(update_fields=["management_level", "version"])
    facts_changed.send(Person, people=[person.pk], today=now.date())
