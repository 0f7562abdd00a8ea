"""Referrals written from the record, and submitted again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import as_first_written, lock, recording, same_again
from accounts.models import User
from mappa.actions.referring.steps import (
    about,
    ask_endorsement,
    move,
    take_step,
    tell_coordinators,
)
from mappa.actions.telling import answered
from mappa.models import Referral, ReferralBlock
from mappa.referrals import rules
from mappa.referrals.choices import Part, ReferralState, Settled, StepKind
from mappa.referrals.prefill import Prefilled
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed


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
    ValidationError keyed by field. The same `submission` twice gives the first back, and raises SentOtherwise where it
    says something else.
    """
    with recording(actor, "refer to MAPPA"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Referral.objects.filter(submission=submission).first()):
            return _referred_again(already, person, written)
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
        take_step(made, StepKind.WRITTEN, actor, now)
        ask_endorsement(actor, person, made, now)
        facts_changed.send(Referral, people=[person.pk], today=now.date())
    return made


def _referred_again(already: Referral, person: Person, written: Written) -> Referral:
    """The referral that was written with this form. Raises SentOtherwise where it said something else then."""
    first = as_first_written(already)
    same_again(already, written=first, person_id=person.pk, **written.header())
    for block in already.blocks.all():
        text = written.parts.get(block.part, "").strip()
        same_again(block, written=as_first_written(block), text=text)
    return already


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
            actor, person=person, kind="returned", about=about(current), note="Submitted again.", now=now
        )
        take_step(current, StepKind.REWRITTEN if edited else StepKind.RESUBMITTED, actor, now)
        if current.steps.filter(kind=StepKind.ENDORSED, number__gt=current.edited_in).exists():
            move(current, ReferralState.SUBMITTED)
            tell_coordinators(current, "A MAPPA referral was submitted again", now)
        else:
            move(current, ReferralState.ENDORSING)
            ask_endorsement(actor, person, current, now)
    return current


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
