"""Missing and wanted, kept apart: declared, circulated, searched for, found. A breach stays tied to its search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording
from accounts.models import User
from notifications.breaches import rules
from notifications.breaches.choices import Stage
from notifications.models import Breach, SearchStep
from offenders import kinds
from offenders.actions import record_detail
from offenders.actions.guards import believe, reachable
from offenders.choices import SoughtKind
from offenders.models import Person, Sought
from offenders.signals import facts_changed


def declare_sought(
    actor: User,
    *,
    person: Person,
    kind: str,
    values: Mapping[str, Any],
    now: datetime,
    breach: Breach | None = None,
    submission: UUID | None = None,
) -> Sought:
    """Record that somebody is missing or wanted (a SoughtKind) since a day; `values` are further fields of Sought.

    Tied to `breach` if one is named. Where they are recorded so already, that entry is tied, and given back. Raises
    PermissionDenied, or ValidationError keyed by field: for somebody held, or wanted for what is only suspected.
    """
    today = now.date()
    with recording(actor, f"record as {kind}"):
        person = reachable(actor, person, Capability.RECORD, today)
        held = person.absences.standing().detentions().on(today).first()
        believe(
            rules.declaring(
                kind,
                held=str(held.get_kind_display()).lower() if held else "",
                suspected_only=breach is not None and breach.stage == Stage.SUSPECTED,
            )
        )
        found = Sought.objects.on(today).filter(person=person, kind=kind).first()
        if found is None:
            known = kinds.named("sought")
            assert known is not None  # noqa: S101 - the floor below registers it
            made = record_detail(
                actor,
                person=person,
                kind=known,
                values={"kind": kind, **values},
                now=now,
                submission=submission,
            )
            assert isinstance(made, Sought)  # noqa: S101 - as above
            found = made
        if breach is not None:
            _tie(lock(breach), found)
        facts_changed.send(Sought, people=[person.pk], today=today)
    return found


def circulate(
    actor: User, *, sought: Sought, version: int, circulation: str, circulated_on: date, now: datetime
) -> Sought:
    """They stand on PNC under this reference since that day. Raises PermissionDenied, Stale, or ValidationError."""
    said = {"circulation": circulation.strip(), "circulated_on": circulated_on}
    if not said["circulation"]:
        raise ValidationError({"circulation": "Enter the PNC reference."})
    return _write(actor, "circulate on PNC", sought, version, said, now=now)


def end_search(
    actor: User,
    *,
    sought: Sought,
    version: int,
    ends_on: date,
    outcome: str,
    found: str,
    now: datetime,
) -> Sought:
    """They were found or arrested that day: where, and how they stand since (a SoughtEnd). A breach stays tied to it.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if not outcome:
        raise ValidationError({"outcome": "Select how they stand now."})
    said = {"ends_on": ends_on, "outcome": outcome, "found": found.strip()}
    return _write(actor, "end search", sought, version, said, now=now)


def record_search_step(
    actor: User,
    *,
    sought: Sought,
    kind: str,
    done_on: date,
    result: str,
    now: datetime,
    authorised_by: str = "",
    submission: UUID | None = None,
) -> SearchStep:
    """Record something done to find them, and what came of it (`kind`: a SearchStepKind). A review of somebody missing
    begins the month anew.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    said = {
        "kind": kind,
        "done_on": done_on,
        "result": result.strip(),
        "authorised_by": authorised_by.strip(),
    }
    with recording(actor, "record step of search"):
        person = reachable(actor, sought.person, Capability.RECORD, now.date())
        if submission and (
            already := SearchStep.objects.filter(person=person, submission=submission).first()
        ):
            return already
        believe(rules.search_step(said, since=sought.starts_on, today=now.date()))
        made = SearchStep.objects.create(
            person=person,
            sought=sought,
            **said,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(SearchStep, people=[person.pk], today=now.date())
    return made


def _tie(breach: Breach, sought: Sought) -> None:
    column = "missing" if sought.kind == SoughtKind.MISSING else "wanted"
    if getattr(breach, f"{column}_id") != sought.pk:
        setattr(breach, column, sought)
        breach.version += 1
        breach.save(update_fields=[column, "version"])


def _write(
    actor: User, verb: str, sought: Sought, version: int, said: Mapping[str, Any], *, now: datetime
) -> Sought:
    with recording(actor, verb):
        person = reachable(actor, sought.person, Capability.RECORD, now.date())
        current = lock(sought)
        if all(getattr(current, name) == value for name, value in said.items()):
            return current
        if current.version != version:
            raise overtaken(current)
        if current.ends_on is not None:
            raise ValidationError("This search has ended already. Correct it if that is wrong.")
        believe(rules.search(said, since=current.starts_on, today=now.date()))
        for name, value in said.items():
            setattr(current, name, value)
        current.version += 1
        current.save(update_fields=[*said, "version"])
        facts_changed.send(Sought, people=[person.pk], today=now.date())
    return current
