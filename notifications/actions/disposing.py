"""What is done about a breach: proposed by an officer, authorised by somebody else, and how it ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording
from accounts.models import User
from diary.actions import set_task, tell
from notifications.breaches import rules
from notifications.breaches.choices import DecisionKind, Stage, Verdict
from notifications.models import Breach, BreachDecision
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.policies import holders_for
from offenders.signals import facts_changed
from practice.keys import BREACH_REVIEW
from practice.policy import policy_of

REVIEW = "Review risk and plan after a breach"


def propose_decision(
    actor: User, *, breach: Breach, kind: str, rationale: str, now: datetime, submission: UUID | None = None
) -> BreachDecision:
    """Put a decision (a DecisionKind) on an established breach to a supervisor, with why.

    Raises PermissionDenied, or ValidationError keyed by field: before it is established, while another waits, or where
    the law stands in the way. The same `submission` twice gives the first back.
    """
    today, rationale = now.date(), rationale.strip()
    with recording(actor, "propose decision on breach"):
        person = reachable(actor, breach.person, Capability.RECORD, today)
        if submission and (
            already := BreachDecision.objects.filter(person=person, submission=submission).first()
        ):
            return already
        breach = lock(breach)
        if breach.stage != Stage.ESTABLISHED:
            raise ValidationError("Only an established breach that nobody has decided on yet is decided.")
        if why_not := _why_not_decide(breach, kind, person, today):
            raise ValidationError({"kind": why_not})
        if not rationale:
            raise ValidationError({"rationale": "Say why: a decision is read by courts and reviews."})
        made = BreachDecision.objects.create(
            person=person,
            breach=breach,
            kind=kind,
            rationale=rationale,
            proposed_at=now,
            proposed_by=actor,
            submission=submission,
        )
        facts_changed.send(BreachDecision, people=[person.pk], today=today)
        _tell_supervisors(made, actor, person, now)
    return made


def give_verdict(
    actor: User, *, decision: BreachDecision, version: int, verdict: str, note: str, now: datetime
) -> BreachDecision:
    """Authorise or return what another officer proposed (a Verdict). An authorised disposal moves the breach on: to
    court, to a caution or recall, or to its end.

    What was proposed is asked again of the breach as it stands now: an excuse may have been heard meanwhile. Raises
    PermissionDenied without the capability to approve, Stale, or ValidationError: for one's own proposal, for what the
    law has come to stand in the way of, or a return without a reason. The same verdict by the same person twice is one.
    """
    today, note = now.date(), note.strip()
    verb = "authorise decision on breach" if verdict == Verdict.AUTHORISED else "return decision on breach"
    with recording(actor, verb, reason=note):
        person = reachable(actor, decision.person, Capability.APPROVE, today)
        current = lock(decision)
        if (current.verdict, current.verdict_by_id, current.version) == (verdict, actor.pk, version + 1):
            return current
        if current.version != version:
            raise overtaken(current)
        if current.proposed_by_id == actor.pk:
            raise ValidationError("You proposed this, so somebody else must authorise it.", code="own")
        if verdict == Verdict.RETURNED and not note:
            raise ValidationError({"note": "Say why it is returned: whoever proposed it needs to know."})
        breach = lock(current.breach)
        if verdict == Verdict.AUTHORISED and (
            why_not := _why_not_decide(breach, current.kind, person, today)
        ):
            raise ValidationError(f"{why_not} Return this, and say so.")
        current.verdict, current.verdict_note = verdict, note
        current.verdict_at, current.verdict_by = now, actor
        current.version += 1
        current.save(update_fields=["verdict", "verdict_note", "verdict_at", "verdict_by", "version"])
        if verdict == Verdict.AUTHORISED and current.kind not in rules.BRING_IN:
            _dispose(breach, current, actor, person, now)
        facts_changed.send(BreachDecision, people=[person.pk], today=today)
        _tell_proposer(current, person, now)
    return current


def finalise_breach(
    actor: User,
    *,
    breach: Breach,
    version: int,
    outcome: str,
    outcome_on: date,
    now: datetime,
    court: str = "",
    note: str = "",
) -> Breach:
    """Record how a decided breach ended (an Outcome); risk and plan are to be reviewed after it.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same form twice is one.
    """
    today = now.date()
    with recording(actor, "record outcome of breach"):
        person = reachable(actor, breach.person, Capability.RECORD, today)
        current = lock(breach)
        said = (outcome, outcome_on, court.strip(), note.strip())
        if (current.outcome, current.outcome_on, current.court, current.outcome_note) == said:
            return current
        if current.version != version:
            raise overtaken(current)
        if current.disposal is None or not current.is_open:
            raise ValidationError("Only a breach that was decided and waits for its outcome is ended so.")
        assert current.disposal.verdict_at is not None  # noqa: S101 - the database holds it
        believe(
            rules.ending(
                outcome,
                outcome_on,
                allowed=rules.outcomes(current.disposal.kind),
                since=current.disposal.verdict_at.astimezone(now.tzinfo).date(),
                today=today,
            )
        )
        current.outcome, current.outcome_on, current.court, current.outcome_note = said
        current.stage = Stage.CLOSED
        current.version += 1
        current.save(update_fields=["stage", "outcome", "outcome_on", "court", "outcome_note", "version"])
        _have_reviewed(current, actor, person, now)
        facts_changed.send(Breach, people=[person.pk], today=today)
    return current


def is_on_licence(person: Person, on: date) -> bool:
    """Whether a licence runs on that day, or none is known to have ended."""
    return any(
        licence.starts_on <= on
        and all(end is None or end >= on for end in (licence.licence_ends_on, licence.ends_on))
        for licence in person.licences.standing()
    )


def _why_not_decide(breach: Breach, kind: str, person: Person, today: date) -> str:
    return rules.why_not_decide(
        kind, of=breach.of, excuse_view=breach.excuse_view, on_licence=is_on_licence(person, today)
    )


def _dispose(breach: Breach, decision: BreachDecision, actor: User, person: Person, now: datetime) -> None:
    breach.disposal = decision
    fields = ["stage", "disposal", "version"]
    kind = DecisionKind(decision.kind)
    if kind in rules.AT_ONCE:
        breach.stage, breach.outcome, breach.outcome_on = Stage.CLOSED, rules.AT_ONCE[kind], now.date()
        fields += ["outcome", "outcome_on"]
    else:
        breach.stage = Stage.AT_COURT if kind in rules.PROSECUTE else Stage.DECIDED
    breach.version += 1
    breach.save(update_fields=fields)
    if not breach.is_open:
        _have_reviewed(breach, actor, person, now)


def _have_reviewed(breach: Breach, actor: User, person: Person, now: datetime) -> None:
    due = policy_of(person.force_id, now.date()).after(BREACH_REVIEW, now.date())
    set_task(actor, person=person, title=REVIEW, due_on=due, now=now, source=f"breaches/review:{breach.pk}")


def _tell_supervisors(decision: BreachDecision, actor: User, person: Person, now: datetime) -> None:
    """Those of the person's own unit who may authorise; where it has none, whoever else may."""
    may = holders_for(person, Capability.APPROVE, now.date()).exclude(pk=actor.pk)
    tell(
        list(may.filter(unit=person.unit_id)) or list(may),
        person=person,
        cause=f"breach decision {decision.pk} proposed",
        subject=f"{person.reference}: a decision on a breach waits for you",
        body=f"Sign in to see what is proposed and why, and to authorise or return it: {settings.PUBLIC_URL}",
        now=now,
    )


def _tell_proposer(decision: BreachDecision, person: Person, now: datetime) -> None:
    """Whoever proposed it, unless the record has been closed to them since."""
    if not Person.objects.visible_to(decision.proposed_by, now).filter(pk=person.pk).exists():
        return
    said = str(decision.get_verdict_display()).lower()
    tell(
        [decision.proposed_by],
        person=person,
        cause=f"breach decision {decision.pk} {decision.verdict}",
        subject=f"{person.reference}: your decision on a breach was {said}",
        body=f"Sign in to see what to do next: {settings.PUBLIC_URL}",
        now=now,
    )
