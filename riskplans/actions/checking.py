"""A condition of an order or a licence, checked apart from a visit; what seems broken is enquired into."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from notifications.actions import open_suspected_breach
from notifications.breaches.choices import BreachOf, Found
from notifications.models import Breach
from offenders.actions.guards import believe, reachable
from offenders.models import LicenceCondition, OrderCondition, Person
from offenders.signals import facts_changed
from riskplans.choices import Complied
from riskplans.models import ConditionChecked
from riskplans.orders import rules
from riskplans.orders.choices import Looked
from riskplans.orders.terms import begins

_FOUND = {
    Looked.SOFTWARE: Found.MONITORING,
    Looked.DEVICE: Found.MONITORING,
    Looked.SYSTEMS: Found.INTELLIGENCE,
    Looked.OPEN_SOURCE: Found.INTELLIGENCE,
    Looked.AGENCY: Found.AGENCY,
    Looked.TAG: Found.AGENCY,
    Looked.SPOKE: Found.SELF,
}


def check_condition(
    actor: User,
    *,
    condition: OrderCondition | LicenceCondition,
    found: Complied,
    checked_on: date,
    checked_by: str,
    how: str,
    note: str,
    now: datetime,
    submission: UUID | None = None,
) -> ConditionChecked:
    """Record that a condition was checked, and what was seen; a suspected breach opens the enquiry into it.

    Of the same condition and day one enquiry is opened, and none where one is open already. Raises PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "check condition"):
        person = reachable(actor, condition.person, Capability.RECORD, now.date())
        checks = ConditionChecked.objects.filter(person=person)
        if submission and (already := checks.filter(submission=submission).first()):
            return already
        of = BreachOf.ORDER if isinstance(condition, OrderCondition) else BreachOf.LICENCE
        believe(
            rules.check(
                checked_on=checked_on,
                begins=begins(condition),
                how=how,
                checked_by=checked_by,
                note=note,
                today=now.date(),
            )
        )
        made = ConditionChecked.objects.create(
            person=person,
            found=found,
            checked_on=checked_on,
            checked_by=checked_by.strip(),
            how=how,
            note=note.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            **{f"{of}_condition": condition},
        )
        if found == Complied.BREACH:
            _suspect(actor, person, condition, of, made, now)
        facts_changed.send(ConditionChecked, people=[person.pk], today=now.date())
    return made


def _suspect(
    actor: User,
    person: Person,
    condition: OrderCondition | LicenceCondition,
    of: BreachOf,
    check: ConditionChecked,
    now: datetime,
) -> None:
    named = {f"{of}_condition": condition}
    if Breach.objects.open().filter(person=person, happened_on=check.on, **named).exists():
        return
    open_suspected_breach(
        actor,
        person=person,
        of=of,
        found=_FOUND.get(Looked(check.how), Found.OTHER),
        happened_on=check.on,
        account=check.note,
        now=now,
        submission=uuid5(check.pk, "breach"),
        **named,  # type: ignore[arg-type]
    )
