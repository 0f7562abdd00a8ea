"""Policy as dated rows: a force's own, and before it decides otherwise the one that Vigil came with."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import Force
from practice.choices import Decision

# A force's own value is what somebody proposed and somebody else approved, from a day that was not past by then; a
# second row for the same day needs the first to be withdrawn.
_AS_APPROVED = """
IF NEW.force_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM practice_proposal AS said
    WHERE said.id = NEW.proposal_id AND said.decision = 'approved'
        AND (said.force_id, said.key, said.value, said.effective_from, said.decided_by_id)
            = (NEW.force_id, NEW.key, NEW.value, NEW.effective_from, NEW.approved_by_id)
        AND NEW.effective_from >= (said.decided_at AT TIME ZONE 'Europe/London')::date
) THEN
    RAISE EXCEPTION 'a setting of a force is what was proposed and approved' USING ERRCODE = 'check_violation';
END IF;
IF NEW.turn > 0 AND NOT EXISTS (
    SELECT FROM practice_setting AS earlier JOIN practice_withdrawal ON setting_id = earlier.id
    WHERE earlier.force_id = NEW.force_id AND earlier.key = NEW.key
        AND earlier.effective_from = NEW.effective_from AND earlier.turn = NEW.turn - 1
) THEN
    RAISE EXCEPTION 'the setting before it was not withdrawn' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_BEFORE_ITS_DAY = """
IF NOT EXISTS (
    SELECT FROM practice_setting WHERE id = NEW.setting_id AND force_id IS NOT NULL
        AND effective_from > (NEW.withdrawn_at AT TIME ZONE 'Europe/London')::date
) THEN
    RAISE EXCEPTION 'a setting is withdrawn before its day' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_ASKED = ["force", "key", "value", "effective_from", "reason", "proposed_at", "proposed_by", "submission"]


class SettingQuerySet(models.QuerySet["Setting"]):
    def standing(self) -> SettingQuerySet:
        """Without those that were withdrawn before their day came."""
        return self.filter(withdrawal__isnull=True)

    def of(self, force_id: int | None) -> SettingQuerySet:
        """A force's own, and those for everybody."""
        return self.filter(Q(force=force_id) | Q(force__isnull=True))

    def in_force(self, force_id: int | None, on: date) -> SettingQuerySet:
        """The one row of each key that holds for a force on a day: its own latest, else the latest of everybody's."""
        return (
            self.standing()
            .of(force_id)
            .filter(effective_from__lte=on)
            .order_by("key", F("force").asc(nulls_last=True), "-effective_from")
            .distinct("key")
        )

    def value_for(self, key: str, force: OuterRef, on: OuterRef) -> Subquery:
        """What `key` says for the force and the day of each row of an outer query; null before it was ever set."""
        held = self.standing().filter(Q(force=force) | Q(force__isnull=True), key=key, effective_from__lte=on)
        return Subquery(held.order_by(F("force").asc(nulls_last=True), "-effective_from").values("value")[:1])


class Setting(models.Model):
    """The value of one key from a day on. A later decision is another row, so what held before can still be said."""

    key = models.CharField(max_length=60)
    force = models.ForeignKey(
        Force,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: every force.",
    )
    value = models.PositiveSmallIntegerField(help_text="In the key's unit.")
    effective_from = models.DateField()
    turn = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How many for the same day were withdrawn before it."
    )
    proposal = models.OneToOneField(
        "Proposal", null=True, blank=True, on_delete=models.PROTECT, help_text="Empty: Vigil came with it."
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: Vigil came with it.",
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_setting_a_day",
                fields=["key", "force", "effective_from", "turn"],
                nulls_distinct=False,
                violation_error_message="This policy has already been set from that day. Choose another day.",
            ),
            models.CheckConstraint(
                name="setting_of_a_force_is_approved",
                condition=Q(force__isnull=True, turn=0)
                | Q(force__isnull=False, proposal__isnull=False, approved_by__isnull=False),
                violation_error_message="A force’s own policy needs somebody who proposed it and who approved it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="setting_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="setting_as_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_AS_APPROVED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.effective_from}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Proposal(models.Model):
    """What somebody would change of their force's policy, and what somebody else decided of it. Never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    value = models.PositiveSmallIntegerField(help_text="In the key's unit.")
    effective_from = models.DateField()
    reason = models.CharField(max_length=500)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The form's own number, as on a fact.
    submission = models.UUIDField(null=True, unique=True, editable=False)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_note = models.CharField("note on the decision", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "proposed change of policy"
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_of_a_key",
                fields=["force", "key"],
                condition=Q(decision=""),
                violation_error_message="Somebody has proposed a change of this already. Have that decided first.",
            ),
            models.CheckConstraint(
                name="proposal_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say why: whoever approves it needs to know.",
            ),
            models.CheckConstraint(
                name="proposal_decided_whole",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True, decision_note="")
                | (
                    Q(decision__in=Decision.values, decided_at__isnull=False, decided_by__isnull=False)
                    & (Q(decision=Decision.APPROVED) | ~Q(decision_note=""))
                ),
                violation_error_message="A decision needs who took it and when, and a refusal says why.",
            ),
            models.CheckConstraint(
                name="proposal_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(decision=Decision.TAKEN_BACK)
                | ~Q(decided_by=F("proposed_by")),
                violation_error_message="Nobody approves what they proposed themselves.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="proposed_once", fields=_ASKED),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.decision <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.effective_from}"

    @property
    def is_waiting(self) -> bool:
        return not self.decision


class Withdrawal(models.Model):
    """A setting was taken back before its day came: what holds goes on holding."""

    setting = models.OneToOneField(Setting, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    class Meta:
        verbose_name = "withdrawn policy"
        constraints = [
            models.CheckConstraint(
                name="withdrawal_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say why it is withdrawn: whoever reads the history needs to know.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="withdrawal_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="withdrawn_before_its_day",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_BEFORE_ITS_DAY,
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawn {self.withdrawn_at:%d %B %Y}"


class Effect(models.Model):
    """How far the dates of a force's people have followed a setting: the task that moves them goes on from here.

    People are gone over in the order of their ids, so that twice, late or from two machines comes to the same.
    """

    setting = models.OneToOneField(Setting, on_delete=models.PROTECT, related_name="effect")
    day = models.DateField(help_text="From when the dates follow it.")
    after = models.UUIDField(null=True, help_text="The last person gone over; empty: not begun.")
    people = models.PositiveIntegerField(default=0, help_text="How many were gone over.")
    moved = models.PositiveIntegerField(default=0, help_text="How many dates came, moved or went.")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["day"], condition=Q(finished_at__isnull=True), name="effect_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.setting_id} from {self.day}"
