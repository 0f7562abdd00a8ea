"""Referrals: written from the record, endorsed, returned and submitted again, decided, appealed, taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from mappa.actions.levels import within_reach
from mappa.actions.telling import answered, ask, chairs_of, coordinators_of, say
from mappa.models import Referral, ReferralBlock, ReferralStep
from mappa.referrals import rules
from mappa.referrals.choices import OPEN, Part, ReferralState, Settled, StepKind
from mappa.referrals.prefill import Prefilled
from offenders.actions.guards import believe, reachable
from offenders.choices import MappaLevel
from offenders.models import Person
from offenders.signals import facts_changed
from riskplans.actions.telling import supervisors_of

_REASONS = "Give your reasons: they stand on the record."


@dataclass(frozen=True, slots=True)
class Written:
    """What a referral says: its header, the text of each part, and the parts that the referrer has checked."""

    level: str
    category: str
    area: str
    agency: str
    contact: str
    parts: Mapping[str, str]
    checked: Collection[str]
    urgent: bool = False
    urgent_why: str = ""
    why_level_3: str = ""
    withheld_from: str = ""

    def header(self) -> dict[str, object]:
        return {
            "level": self.level,
            "category": self.category,
            "area": self.area.strip(),
            "agency": self.agency,
            "contact": self.contact.strip(),
            "urgent": self.urgent,
            "urgent_why": self.urgent_why.strip() if self.urgent else "",
            "why_level_3": self.why_level_3.strip() if self.level == "3" else "",
            "withheld_from": self.withheld_from.strip(),
        }


def refer(
    actor: User,
    *,
    person: Person,
    written: Written,
    known: Mapping[str, Prefilled],
    now: datetime,
    submission: UUID | None = None,
) -> Referral:
    """Refer somebody to level 2 or 3: it waits for a supervisor's endorsement, then for the coordinator.

    `known` is what the record said of each part: a part that says otherwise was amended. Raises PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "refer to MAPPA"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Referral.objects.filter(submission=submission).first()):
            return already
        _believe(written)
        if Referral.objects.open().filter(person=person).exists():
            raise ValidationError("A referral is under way already.", code="open")
        made = Referral.objects.create(
            person=person,
            **written.header(),
            edited_by=actor,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        for part in Part:
            ReferralBlock.objects.create(
                person=person,
                referral=made,
                part=part,
                **_block(actor, part, written, known, now),
            )
        _step(made, StepKind.WRITTEN, actor, now)
        _ask_endorsement(actor, person, made, now)
        facts_changed.send(Referral, people=[person.pk], today=now.date())
    return made


def resubmit(
    actor: User,
    *,
    referral: Referral,
    version: int,
    written: Written,
    known: Mapping[str, Prefilled],
    now: datetime,
) -> Referral:
    """Send a referral that was returned again, put right. Whatever it says otherwise than before is endorsed anew, by
    somebody who neither wrote nor edited it; else the coordinator's clock goes on.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with recording(actor, "submit MAPPA referral again"):
        person = reachable(actor, referral.person, Capability.RECORD, now.date())
        current = lock(referral, expected_version=version)
        if current.state != ReferralState.RETURNED:
            raise ValidationError(rules.MOVED_ON, code="state")
        _believe(written)
        blocks = {
            block: _block(actor, Part(block.part), written, known, now) for block in current.blocks.all()
        }
        edited = any(getattr(current, name) != value for name, value in written.header().items()) or any(
            block.text != said["text"] for block, said in blocks.items()
        )
        if edited:
            for name, value in written.header().items():
                setattr(current, name, value)
            current.edited_by, current.edited_in = actor, current.steps.count() + 1
            current.save()
        for block, said in blocks.items():
            for name, value in said.items():
                setattr(block, name, value)
            block.save()
        answered(
            actor, person=person, kind="returned", about=_about(current), note="Submitted again.", now=now
        )
        _step(current, StepKind.REWRITTEN if edited else StepKind.RESUBMITTED, actor, now)
        if current.steps.filter(kind=StepKind.ENDORSED, number__gt=current.edited_in).exists():
            _move(current, ReferralState.SUBMITTED)
            _tell_coordinators(current, "A MAPPA referral was submitted again", now)
        else:
            _move(current, ReferralState.ENDORSING)
            _ask_endorsement(actor, person, current, now)
    return current


def endorse(
    actor: User, *, referral: Referral, version: int, agree: bool, note: str, now: datetime
) -> Referral:
    """Endorse a referral as the referrer's supervisor, or send it back; never one's own.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same by the same person twice is one.
    """
    _with_reasons(note)
    with recording(actor, "endorse MAPPA referral"):
        person = reachable(actor, referral.person, Capability.APPROVE, now.date())
        current = lock(referral)
        kind = StepKind.ENDORSED if agree else StepKind.RETURNED
        if _done(current, kind, actor, note):
            return current
        lock(referral, expected_version=version)
        _in(current, ReferralState.ENDORSING)
        if actor.pk in (current.recorded_by_id, current.edited_by_id):
            raise ValidationError("Somebody else endorses what you have written.")
        answered(actor, person=person, kind="endorse", about=_about(current), note=str(kind.label), now=now)
        _step(current, kind, actor, now, note)
        if agree:
            _move(current, ReferralState.SUBMITTED)
            _tell_coordinators(current, "A MAPPA referral to decide on", now)
        else:
            _move(current, ReferralState.RETURNED)
            _ask_referrer(actor, person, current, now)
    return current


def triage(
    actor: User,
    *,
    referral: Referral,
    version: int,
    kind: str,
    note: str,
    now: datetime,
    advice: str = "",
    level_given: str = "",
    given_why: str = "",
) -> Referral:
    """Accept a referral at a level, decline it with reason and advice, or return it for information.

    At level 3 `given_why` is what level 2 cannot deliver, unless the referral says it. For coordinators and chairs;
    what was appealed, for a chair who has not declined it, who does not return it. Raises PermissionDenied, Stale, or
    ValidationError keyed by field. The same by the same person twice is one.
    """
    today = now.date()
    believe(
        rules.decision(
            kind=kind,
            note=note,
            advice=advice,
            level=level_given,
            why_level_3=given_why or referral.why_level_3,
        )
    )
    with recording(actor, "decide on MAPPA referral"):
        person = reachable(actor, referral.person, Capability.COORDINATE, today)
        current = lock(referral)
        if _done(current, kind, actor, note):
            return current
        lock(referral, expected_version=version)
        _in(current, ReferralState.SUBMITTED, ReferralState.APPEALED)
        if actor.pk in (current.recorded_by_id, current.edited_by_id):
            raise ValidationError("Somebody else decides on what you have written.")
        if current.state == ReferralState.APPEALED:
            _hears_appeal(actor, current, kind, today)
        _step(current, StepKind(kind), actor, now, note, advice)
        current.level_given = level_given if kind == StepKind.ACCEPTED else ""
        current.given_why = given_why.strip() if current.level_given == MappaLevel.THREE else ""
        _move(current, ReferralState(kind))
        if kind == StepKind.RETURNED:
            _ask_referrer(actor, person, current, now)
        else:
            _tell_referrer(current, f"A MAPPA referral was {kind}", now, actor)
        facts_changed.send(Referral, people=[person.pk], today=today)
    return current


def appeal(actor: User, *, referral: Referral, version: int, note: str, now: datetime) -> Referral:
    """Ask a chair to look at a referral that was declined: once. Raises PermissionDenied, Stale, or ValidationError."""
    _with_reasons(note)
    with recording(actor, "appeal MAPPA referral"):
        person = reachable(actor, referral.person, Capability.RECORD, now.date())
        current = lock(referral)
        if _done(current, StepKind.APPEALED, actor, note):
            return current
        lock(referral, expected_version=version)
        _in(current, ReferralState.DECLINED)
        if current.steps.filter(kind=StepKind.APPEALED).exists():
            raise ValidationError("This was appealed already: a chair has decided.")
        if Referral.objects.open().filter(person=person).exists():
            raise ValidationError("Another referral is under way.", code="open")
        _step(current, StepKind.APPEALED, actor, now, note)
        _move(current, ReferralState.APPEALED)
        decliners = [step.by for step in current.steps.filter(kind=StepKind.DECLINED).select_related("by")]
        say(
            chairs_of(person, now.date(), apart_from=decliners),
            person=person,
            cause=f"referral {current.pk} appealed",
            what="A declined MAPPA referral was appealed",
            now=now,
        )
    return current


def withdraw_referral(actor: User, *, referral: Referral, version: int, note: str, now: datetime) -> Referral:
    """Take a referral back; one that was accepted, the coordinator does. Raises as the others do."""
    _with_reasons(note)
    today = now.date()
    with recording(actor, "withdraw MAPPA referral"):
        accepted = referral.state == ReferralState.ACCEPTED
        person = reachable(
            actor, referral.person, Capability.COORDINATE if accepted else Capability.RECORD, today
        )
        current = lock(referral)
        if _done(current, StepKind.WITHDRAWN, actor, note):
            return current
        lock(referral, expected_version=version)
        _in(current, *OPEN, ReferralState.ACCEPTED)
        if not accepted:
            for kind in ("endorse", "returned"):
                answered(actor, person=person, kind=kind, about=_about(current), note="Withdrawn.", now=now)
        _step(current, StepKind.WITHDRAWN, actor, now, note)
        _move(current, ReferralState.WITHDRAWN)
        _tell_referrer(current, "A MAPPA referral was withdrawn", now, actor)
    return current


def _hears_appeal(actor: User, referral: Referral, kind: str, today: object) -> None:
    if not actor.has_role([Role.CHAIR], today):  # type: ignore[arg-type]
        raise PermissionDenied
    if referral.steps.filter(kind=StepKind.DECLINED, by=actor).exists():
        raise ValidationError("Somebody else hears an appeal against your own decision.")
    if kind == StepKind.RETURNED:
        raise ValidationError("An appeal is accepted or declined.")


def _believe(written: Written) -> None:
    believe(
        rules.submission(
            level=written.level,
            why_level_3=written.why_level_3,
            urgent=written.urgent,
            urgent_why=written.urgent_why,
            parts=written.parts,
        )
        | {
            f"{part.value}_checked": f"{part.label}: confirm that you have checked it."
            for part in Part
            if written.parts.get(part.value, "").strip() and part.value not in written.checked
        }
        | ({} if written.area.strip() else {"area": "Enter the MAPPA area."})
        | ({} if written.contact.strip() else {"contact": "Say how you are reached."})
    )


def _block(
    actor: User, part: Part, written: Written, known: Mapping[str, Prefilled], now: datetime
) -> dict[str, object]:
    text = written.parts.get(part.value, "").strip()
    said = known.get(part.value)
    same = said is not None and text == said.text.strip()
    return {
        "text": text,
        "trusted": said.trusted[:300] if said else "",
        "settled": Settled.CONFIRMED if same else Settled.AMENDED,
        "settled_at": now,
        "settled_by": actor,
    }


def _with_reasons(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": _REASONS})


def _in(referral: Referral, *states: ReferralState) -> None:
    if referral.state not in states:
        raise ValidationError(rules.MOVED_ON, code="state")


def _done(referral: Referral, kind: str, by: User, note: str) -> bool:
    """Whether the same person has done just this last: the same form again."""
    last = referral.steps.order_by("-number").first()
    return last is not None and (last.kind, last.by_id, last.note) == (kind, by.pk, note.strip())


def _move(referral: Referral, state: ReferralState) -> None:
    referral.state = state
    referral.version += 1
    referral.save()


def _step(
    referral: Referral, kind: StepKind, by: User, now: datetime, note: str = "", advice: str = ""
) -> None:
    ReferralStep.objects.create(
        person_id=referral.person_id,
        referral=referral,
        number=referral.steps.count() + 1,
        kind=kind,
        note=note.strip(),
        advice=advice.strip() if kind == StepKind.DECLINED else "",
        at=now,
        by=by,
    )


def _about(referral: Referral) -> str:
    """Each time it is asked for is another task."""
    again = referral.steps.filter(kind__in=[StepKind.RESUBMITTED, StepKind.REWRITTEN])
    return f"{referral.pk}:{again.count()}"


def _ask_endorsement(actor: User, person: Person, referral: Referral, now: datetime) -> None:
    wrote = [user for user in (actor, referral.recorded_by, referral.edited_by) if user]
    ask(
        actor,
        supervisors_of(person, now.date(), apart_from=wrote),
        person=person,
        kind="endorse",
        about=_about(referral),
        title="Endorse a MAPPA referral",
        due_on=now.date(),
        now=now,
    )


def _ask_referrer(actor: User, person: Person, referral: Referral, now: datetime) -> None:
    referrer = referral.recorded_by
    if referrer and not within_reach(referrer, person, Capability.RECORD, now.date()):
        referrer = None  # they have moved on: whoever manages the person answers
    ask(
        actor,
        [referrer] if referrer else [],
        person=person,
        kind="returned",
        about=_about(referral),
        title="A MAPPA referral came back: give what is asked for",
        due_on=now.date(),
        now=now,
    )


def _tell_coordinators(referral: Referral, what: str, now: datetime) -> None:
    say(
        coordinators_of(referral.person, now.date()),
        person=referral.person,
        cause=f"referral {_about(referral)} {referral.state}",
        what=f"Urgent: {what[0].lower()}{what[1:]}" if referral.urgent else what,
        now=now,
    )


def _tell_referrer(referral: Referral, what: str, now: datetime, actor: User) -> None:
    if referral.recorded_by and referral.recorded_by != actor:
        say(
            [referral.recorded_by],
            person=referral.person,
            cause=f"referral {_about(referral)} {referral.state} {referral.version}",
            what=what,
            now=now,
        )
