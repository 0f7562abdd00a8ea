"""Changing the list of high-risk countries: one proposes with a reason, another approves, as with any policy."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import lock, recording, same_again
from accounts.models import Force, User
from frontend.dates import words
from practice import policies
from practice.choices import CountryChangeKind, Decision
from practice.countries import rules
from practice.countries.names import NAMES, UNITED_KINGDOM
from practice.models import CountryChange, ListedCountry


def propose_country(
    actor: User,
    *,
    country: str,
    kind: CountryChangeKind,
    effective_from: date,
    reason: str,
    now: datetime,
    submission: UUID | None = None,
) -> CountryChange:
    """Ask that a country (two letters) is put on the list of the actor's force, or taken off it, from a day on; nothing
    changes before somebody else approves.

    Raises PermissionDenied unless the actor proposes policy, SentOtherwise, or ValidationError keyed by field. The same
    `submission` twice gives the first back.
    """
    today, reason = now.date(), reason.strip()
    if not policies.proposes(actor, today):
        raise PermissionDenied
    with recording(actor, "propose high-risk country", reason=reason):
        force = _decided_in_turn(actor)
        asked = {"country": country, "kind": kind, "effective_from": effective_from, "reason": reason}
        if submission and (
            already := CountryChange.objects.filter(force=force, submission=submission).first()
        ):
            return same_again(already, **asked)
        _refuse(force, country, kind, effective_from, reason, today)
        return CountryChange.objects.create(
            force=force,
            country=country,
            kind=kind,
            effective_from=effective_from,
            reason=reason,
            proposed_at=now,
            proposed_by=actor,
            submission=submission,
        )


def decide_country(
    actor: User, *, change: CountryChange, version: int, decision: Decision, note: str, now: datetime
) -> CountryChange:
    """Approve or refuse what another proposed, or take back what one proposed oneself.

    What is approved holds from its day on. Raises PermissionDenied, Stale when it was decided after `version`, or
    ValidationError. The same decision by the same person twice is one.
    """
    today, note = now.date(), note.strip()
    own = decision == Decision.TAKEN_BACK
    entitled = policies.proposes(actor, today) if own else policies.approves(actor, today)
    if not entitled or change.force_id != actor.force_id:
        raise PermissionDenied
    with recording(actor, f"{_VERBS[decision]} high-risk country", reason=note or change.reason):
        force = _decided_in_turn(actor)
        current = lock(change)
        if (current.decision, current.decided_by_id, current.version) == (decision, actor.pk, version + 1):
            return current  # the same form again
        lock(change, expected_version=version)
        _refuse_decision(actor, force, current, decision, note, today)
        current.decision, current.decision_note = decision, note
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save(update_fields=["decision", "decision_note", "decided_at", "decided_by", "version"])
        if decision == Decision.APPROVED:
            _set(current)
    return current


_VERBS = {Decision.APPROVED: "approve", Decision.REFUSED: "refuse", Decision.TAKEN_BACK: "take back"}


def _decided_in_turn(actor: User) -> Force:
    """The force, locked: two changes of its list follow each other."""
    assert actor.force_id is not None  # noqa: S101 - policies ask for it
    return Force.objects.select_for_update(no_key=True).get(pk=actor.force_id)


def _refuse(force: Force, country: str, kind: str, day: date, reason: str, today: date) -> None:
    spells = ListedCountry.objects.of(force.pk).filter(country=country)
    refused = rules.change(
        country,
        adds=kind == CountryChangeKind.ADD,
        day=day,
        reason=reason,
        spells=spells.values_list("starts_on", "ends_on"),
        known=NAMES,
        home=UNITED_KINGDOM,
        today=today,
    )
    if refused:
        raise ValidationError(refused)


def _refuse_decision(
    actor: User, force: Force, change: CountryChange, decision: Decision, note: str, today: date
) -> None:
    if decision == Decision.TAKEN_BACK:
        if change.proposed_by_id != actor.pk:
            raise PermissionDenied
    elif change.proposed_by_id == actor.pk:
        raise ValidationError("You proposed this, so somebody else must decide.", code="own")
    if decision != Decision.APPROVED:
        if not note:
            raise ValidationError({"note": "Say why: whoever reads the history needs to know."})
    elif change.effective_from < today:
        raise ValidationError(
            f"{words(change.effective_from)} has passed, so this cannot be approved. "
            "Refuse it, and have it proposed from a later day.",
            code="past",
        )


def _set(change: CountryChange) -> None:
    if change.kind == CountryChangeKind.ADD:
        ListedCountry.objects.create(
            force_id=change.force_id,
            country=change.country,
            starts_on=change.effective_from,
            added_by=change,
        )
        return
    running = ListedCountry.objects.of(change.force_id).filter(country=change.country, removed_by=None)
    listed = lock(running.get())
    listed.ends_on, listed.removed_by = change.effective_from, change
    listed.save(update_fields=["ends_on", "removed_by"])
