"""A referral to level 2 or 3: what it says part by part, and what was done about it."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from mappa.referrals.choices import MOVES, OPEN, Part, ReferralState, Settled, StepKind
from offenders.choices import LeadAgency, MappaCategory, MappaLevel
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet

_USER = settings.AUTH_USER_MODEL
# The coordinator gets what somebody has endorsed as it stands, who neither wrote it nor edited it last; nobody decides
# on what they referred or edited.
_BY_OTHERS = """
IF NEW.state IN ('submitted', 'accepted', 'declined') AND NEW.state <> OLD.state AND NOT EXISTS (
    SELECT FROM mappa_referralstep
    WHERE referral_id = NEW.id AND kind = 'endorsed' AND number > NEW.edited_in
        AND by_id NOT IN (NEW.recorded_by_id, NEW.edited_by_id)
) THEN
    RAISE EXCEPTION 'nobody else has endorsed the referral' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('accepted', 'declined') AND NEW.state <> OLD.state AND NOT EXISTS (
    SELECT FROM mappa_referralstep
    WHERE referral_id = NEW.id AND kind = NEW.state AND by_id NOT IN (NEW.recorded_by_id, NEW.edited_by_id)
) THEN
    RAISE EXCEPTION 'a referral is decided by somebody else, with reasons' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_BEGINS = """
IF NEW.state <> 'endorsing' THEN
    RAISE EXCEPTION 'a referral begins with its endorsement' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# What it says is written before it is endorsed, and put right only while it is returned.
_WHILE_OPEN = """
IF NOT EXISTS (
    SELECT FROM mappa_referral
    WHERE id = NEW.referral_id AND (state = 'returned' OR (state = 'endorsing' AND TG_OP = 'INSERT'))
) THEN
    RAISE EXCEPTION 'the referral has been submitted' USING ERRCODE = 'check_violation';
END IF;
IF TG_OP = 'UPDATE' AND NEW.text <> OLD.text AND NOT EXISTS (
    SELECT FROM mappa_referral
    WHERE id = NEW.referral_id AND edited_by_id = NEW.settled_by_id AND edited_in > (
        SELECT max(number) FROM mappa_referralstep WHERE referral_id = NEW.referral_id
    )
) THEN
    RAISE EXCEPTION 'an edit says who made it' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# What its header says changes while it is returned alone, and as an edit.
_HEADER = "level category area agency contact urgent urgent_why why_level_3 withheld_from"
_REHEADED = "({}) IS DISTINCT FROM ({})".format(
    *(", ".join(f"{row}.{column}" for column in _HEADER.split()) for row in ("OLD", "NEW"))
)


class ReferralQuerySet(FactQuerySet["Referral"]):
    def open(self) -> Self:
        """At most one a person: it waits for somebody."""
        return self.standing().filter(state__in=OPEN)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Referral(Fact):
    """Somebody is referred to level 2 or 3. `recorded_*` is the referrer; `why_level_3` what level 2 cannot deliver.

    `edited_by` wrote what it says now, in its step of the number `edited_in`: what was endorsed before is so no longer.
    """

    SECTION = "MAPPA referral"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=9, choices=ReferralState, default=ReferralState.ENDORSING)
    level = models.CharField("level asked for", max_length=1, choices=MappaLevel)
    category = models.CharField("category", max_length=1, choices=MappaCategory)
    area = models.CharField("MAPPA area", max_length=80)
    agency = models.CharField("referring agency", max_length=12, choices=LeadAgency)
    contact = models.CharField("how the referrer is reached", max_length=200)
    urgent = models.BooleanField("urgent", default=False)
    urgent_why = models.CharField("why it cannot wait", max_length=500, blank=True)
    why_level_3 = models.CharField("what cannot be delivered at level 2", max_length=2000, blank=True)
    withheld_from = models.CharField("who must not receive this", max_length=500, blank=True)
    edited_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", editable=False)
    edited_in = models.PositiveSmallIntegerField(default=1, editable=False)
    given_why = models.CharField("what level 2 cannot deliver", max_length=2000, blank=True)
    level_given = models.CharField("level accepted at", max_length=1, choices=MappaLevel, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "MAPPA referral"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_referral_open",
                fields=["person"],
                condition=Q(state__in=OPEN) & STANDING,
                violation_error_message="A referral is under way already.",
            ),
            models.CheckConstraint(
                name="referral_to_a_meeting",
                condition=Q(level__in=[MappaLevel.TWO, MappaLevel.THREE]),
                violation_error_message="A referral asks for level 2 or 3.",
            ),
            models.CheckConstraint(
                name="level_3_says_what_2_cannot",
                condition=~Q(level=MappaLevel.THREE) | ~Q(why_level_3=""),
                violation_error_message="Say what cannot be delivered at level 2.",
            ),
            models.CheckConstraint(
                name="urgent_with_reason",
                condition=Q(urgent=False) | ~Q(urgent_why=""),
                violation_error_message="Say why it cannot wait.",
            ),
            models.CheckConstraint(
                name="accepted_at_a_level",
                condition=Q(state=ReferralState.ACCEPTED, level_given__in=[MappaLevel.TWO, MappaLevel.THREE])
                | Q(state=ReferralState.WITHDRAWN)
                | (~Q(state=ReferralState.ACCEPTED) & Q(level_given="")),
                violation_error_message="A referral is accepted at level 2 or 3.",
            ),
            models.CheckConstraint(
                name="level_3_given_with_reason",
                condition=~Q(level_given=MappaLevel.THREE) | ~Q(why_level_3="") | ~Q(given_why=""),
                violation_error_message="Say what cannot be delivered at level 2.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(name="referral_one_step_at_a_time", field="state", transitions=MOVES),
            pgtrigger.Trigger(
                name="decided_by_others", operation=pgtrigger.Update, when=pgtrigger.Before, func=_BY_OTHERS
            ),
            pgtrigger.Protect(
                name="header_edited_while_returned",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"(({_REHEADED}) AND (OLD.state <> 'returned' OR NEW.edited_in <= OLD.edited_in))"
                ),
            ),
            pgtrigger.Trigger(
                name="begins_unendorsed", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
        ]

    def __str__(self) -> str:
        return f"Referral to level {self.level}"

    @property
    def colour(self) -> str:
        return ReferralState(self.state).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ReferralBlock(OfPerson):
    """One part of a referral: what it says, and whether the referrer found the record right or amended it.

    `trusted` is how far the record could be relied on that day: when it was last confirmed, and by whom.
    """

    SECTION = "MAPPA referral"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="blocks")
    part = models.CharField(max_length=12, choices=Part)
    text = models.TextField(max_length=4000, blank=True)
    trusted = models.CharField(max_length=300, blank=True)
    settled = models.CharField(max_length=10, choices=Settled)
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "part of a MAPPA referral"
        verbose_name_plural = "parts of MAPPA referrals"
        constraints = [models.UniqueConstraint(name="referral_part_once", fields=["referral", "part"])]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="written_while_open",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_WHILE_OPEN,
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()


@pghistory.track(pghistory.InsertEvent())
class ReferralStep(OfPerson):
    """Who did what about a referral, when and why. Written once; the clock is read from these."""

    SECTION = "MAPPA referral"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField("which of its steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    note = models.CharField("reasons", max_length=2000, blank=True)
    advice = models.CharField("advice, and what to do instead", max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "step of a MAPPA referral"
        verbose_name_plural = "steps of MAPPA referrals"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="referral_step_in_order", fields=["referral", "number"]),
            models.UniqueConstraint(
                name="appealed_once",
                fields=["referral"],
                condition=Q(kind=StepKind.APPEALED),
                violation_error_message="This was appealed already: a chair has decided.",
            ),
            models.CheckConstraint(
                name="referral_step_with_reason",
                condition=Q(kind__in=[StepKind.WRITTEN, StepKind.REWRITTEN, StepKind.RESUBMITTED])
                | ~Q(note=""),
                violation_error_message="Give your reasons: they stand on the record.",
            ),
            models.CheckConstraint(
                name="declined_with_advice",
                condition=~Q(kind=StepKind.DECLINED) | ~Q(advice=""),
                violation_error_message="Say what to do instead.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_kind_display()
