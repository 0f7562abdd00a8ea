"""From suspicion to a breach: the same-day checks, what is proved, PNC, the excuse; or that something explains it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording
from accounts.models import User
from notifications.breaches import rules
from notifications.breaches.choices import Outcome, Stage
from notifications.models import Breach, BreachCheck, BreachElement
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.policies import within
from offenders.signals import facts_changed

CLOSED = "This breach is closed. If that is wrong, correct what is recorded of it."


def record_check(
    actor: User,
    *,
    breach: Breach,
    kind: str,
    result: str,
    detail: str,
    now: datetime,
    submission: UUID | None = None,
) -> BreachCheck:
    """Record what one of the same-day checks gave; the latest of a kind counts. `kind` and `result` are values of
    CheckKind and CheckResult.

    Raises PermissionDenied, or ValidationError: once it is established, or for what explains it without saying how.
    The same `submission` twice gives the first back.
    """
    detail = detail.strip()
    believe(rules.check(kind, result, detail))
    with recording(actor, "record same-day check"):
        person = reachable(actor, breach.person, Capability.RECORD, now.date())
        if submission and (
            already := BreachCheck.objects.filter(person=person, submission=submission).first()
        ):
            return already
        breach = lock(breach)
        if breach.stage != Stage.SUSPECTED:
            raise ValidationError("This is established or closed: the same-day checks are over.")
        made = BreachCheck.objects.create(
            person=person,
            breach=breach,
            kind=kind,
            result=result,
            detail=detail,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(BreachCheck, people=[person.pk], today=now.date())
    return made


def close_explained(actor: User, *, breach: Breach, version: int, explanation: str, now: datetime) -> Breach:
    """Nothing was broken: custody, hospital, death, a journey, a notification elsewhere, or a date computed wrongly.

    By the officer where a check explains it; otherwise by somebody who approves what others do. Raises
    PermissionDenied, Stale, or ValidationError. The same explanation twice closes it once.
    """
    today, explanation = now.date(), explanation.strip()
    if not explanation:
        raise ValidationError(
            {"explanation": "Say what explains it: whoever reads this later needs to know."}
        )
    with recording(actor, "close explained breach"):
        person = reachable(actor, breach.person, Capability.RECORD, today)
        current = lock(breach)
        if (current.outcome, current.outcome_note) == (Outcome.EXPLAINED, explanation):
            return current
        _as_seen(current, version)
        if current.stage != Stage.SUSPECTED:
            raise ValidationError(
                "This is established. A supervisor decides on it, even that nothing is done."
            )
        approves = Person.objects.filter(within(actor, Capability.APPROVE, today), pk=person.pk).exists()
        if not approves and not rules.explained(results_of(current)):
            raise ValidationError("No check explains it, so a supervisor must close it. Or record the check.")
        current.stage, current.outcome = Stage.CLOSED, Outcome.EXPLAINED
        current.outcome_on, current.outcome_note = today, explanation
        _changed(current, now, "stage", "outcome", "outcome_on", "outcome_note")
    return current


def establish_breach(
    actor: User, *, breach: Breach, version: int, shown: Mapping[str, str], now: datetime
) -> Breach:
    """Say how each element of the offence is shown (`shown`: the evidence by Element); 24 hours for PNC begin.

    Raises PermissionDenied, Stale, or ValidationError: while a check has no answer, or an element no evidence.
    """
    today = now.date()
    with recording(actor, "establish breach"):
        person = reachable(actor, breach.person, Capability.RECORD, today)
        current = lock(breach)
        young = rules.is_young(person.date_of_birth, current.happened_on)
        asked = rules.elements(current.of, under_18=young)
        if current.stage == Stage.ESTABLISHED and shown_of(current) == {
            each: shown[each].strip() for each in asked if each in shown
        }:
            return current
        _as_seen(current, version)
        if current.stage != Stage.SUSPECTED:
            raise ValidationError("This has been established already.")
        believe(
            rules.why_not_establish(
                current.of,
                results_of(current),
                shown,
                under_18=young,
                children=current.about_children,
            )
        )
        for element in asked:
            BreachElement.objects.create(
                person=person,
                breach=current,
                element=element,
                evidence=shown[element].strip(),
                recorded_at=now,
                recorded_by=actor,
            )
        current.stage, current.established_at = Stage.ESTABLISHED, now
        _changed(current, now, "stage", "established_at")
    return current


def record_nationally(
    actor: User,
    *,
    breach: Breach,
    version: int,
    national_reference: str,
    agencies_told: str,
    meeting: str,
    now: datetime,
) -> Breach:
    """It stands on PNC and ViSOR now; which agencies were told, and whether a meeting was considered (a Meeting).

    Raises PermissionDenied, Stale, or ValidationError keyed by field, or before it is established.
    """
    said = {
        "national_reference": national_reference.strip(),
        "agencies_told": agencies_told.strip(),
        "meeting": meeting,
    }
    if not said["national_reference"]:
        raise ValidationError({"national_reference": "Enter the reference on PNC or ViSOR."})
    return _carry_on(
        actor,
        "record breach nationally",
        breach,
        version,
        {**said, "recorded_nationally_at": now},
        same=said,
        now=now,
        closes="national_reference",
    )


def record_excuse(
    actor: User, *, breach: Breach, version: int, excuse: Mapping[str, Any], now: datetime
) -> Breach:
    """What they gave as their excuse and the view of it: `excuse_asked_on`, `excuse_with`, `excuse`, `excuse_view`,
    `excuse_why`. Said again, the later word counts.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    young = rules.is_young(breach.person.date_of_birth, excuse["excuse_asked_on"])
    believe(rules.excuse(excuse, happened_on=breach.happened_on, under_18=young, today=now.date()))
    return _carry_on(actor, "record excuse", breach, version, excuse, same=excuse, now=now)


def results_of(breach: Breach) -> dict[str, str]:
    """The latest result of each check."""
    return rules.latest(breach.checks.standing().order_by("recorded_at").values_list("kind", "result"))


def shown_of(breach: Breach) -> dict[str, str]:
    """The evidence of each element on record."""
    return dict(breach.elements.standing().values_list("element", "evidence"))


def _as_seen(breach: Breach, version: int) -> None:
    if breach.version != version:
        raise overtaken(breach)
    if not breach.is_open:
        raise ValidationError(CLOSED)


def _carry_on(
    actor: User,
    verb: str,
    breach: Breach,
    version: int,
    said: Mapping[str, Any],
    *,
    same: Mapping[str, Any],
    now: datetime,
    closes: str = "",
) -> Breach:
    """A step that an established breach takes without changing its stage. `same` tells the same form again; `closes` is
    the field that says it was taken."""
    with recording(actor, verb):
        reachable(actor, breach.person, Capability.RECORD, now.date())
        current = lock(breach)
        if all(getattr(current, name) == value for name, value in same.items()):
            return current
        _as_seen(current, version)
        if current.stage == Stage.SUSPECTED:
            raise ValidationError("Establish the breach first: the checks, then the evidence.")
        if closes and getattr(current, closes):
            raise ValidationError("This is on record already. If it is wrong, correct it.")
        for name, value in said.items():
            setattr(current, name, value)
        _changed(current, now, *said)
    return current


def _changed(breach: Breach, now: datetime, *fields: str) -> None:
    breach.version += 1
    breach.save(update_fields=[*fields, "version"])
    facts_changed.send(Breach, people=[breach.person_id], today=now.date())
