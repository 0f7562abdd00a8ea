"""Reads of a force's policy: what holds, since when, what is to come, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from practice import policies
from practice.choices import Decision
from practice.keys import KEYS, Group, Key
from practice.models import Proposal, Setting


@dataclass(slots=True)
class Standing:
    """One key for one force on one day."""

    key: Key
    now: Setting | None = None
    coming: list[Setting] = field(default_factory=list)  # the next first
    proposal: Proposal | None = None

    def words(self, value: int) -> str:
        return self.key.in_words(value)

    @property
    def value(self) -> str:
        return self.key.in_words(self.now.value) if self.now else "Not set"

    @property
    def next(self) -> tuple[str, date] | None:
        return (
            (self.key.in_words(self.coming[0].value), self.coming[0].effective_from) if self.coming else None
        )


def policy_in_groups(force_id: int | None, today: date) -> list[tuple[Group, list[Standing]]]:
    """Every key in its group, in the order in which they were declared; three queries."""
    stands = {name: Standing(key) for name, key in KEYS.items()}
    for setting in Setting.objects.in_force(force_id, today).select_related("approved_by"):
        if setting.key in stands:
            stands[setting.key].now = setting
    for setting in _to_come(force_id, today):
        if setting.key in stands:
            stands[setting.key].coming.append(setting)
    for proposal in Proposal.objects.filter(force=force_id, decision=""):
        if proposal.key in stands:
            stands[proposal.key].proposal = proposal
    groups = [(group, [each for each in stands.values() if each.key.group == group]) for group in Group]
    return [(group, each) for group, each in groups if each]


def standing(force_id: int | None, key: Key, today: date) -> Standing:
    """One key, with what waits to be decided; three queries."""
    now = Setting.objects.in_force(force_id, today).filter(key=key.name).select_related("approved_by").first()
    waits = Proposal.objects.filter(force=force_id, key=key.name, decision="").select_related("proposed_by")
    return Standing(key, now, list(_to_come(force_id, today).filter(key=key.name)), waits.first())


def history(force_id: int | None, key: Key) -> list[Setting]:
    """Every setting of the key that the force ever had or was to have, the latest first."""
    rows = Setting.objects.of(force_id).filter(key=key.name)
    people = rows.select_related("approved_by", "proposal__proposed_by", "withdrawal__withdrawn_by", "effect")
    return list(people.order_by("-effective_from", "-turn", "-pk"))


def not_approved(force_id: int | None, key: Key) -> list[Proposal]:
    """What was proposed and came to nothing, the latest first."""
    rows = Proposal.objects.filter(force=force_id, key=key.name)
    return list(
        rows.filter(decision__in=[Decision.REFUSED, Decision.TAKEN_BACK]).select_related(
            "proposed_by", "decided_by"
        )
    )


def waiting_for(user: User, today: date) -> QuerySet[Proposal]:
    """The proposals that `user` may decide; their own are for somebody else."""
    if not policies.approves(user, today):
        return Proposal.objects.none()
    return Proposal.objects.filter(force=user.force_id, decision="").exclude(proposed_by=user)


def _to_come(force_id: int | None, today: date) -> QuerySet[Setting]:
    rows = Setting.objects.standing().of(force_id).filter(effective_from__gt=today)
    return rows.select_related("approved_by").order_by("effective_from")
