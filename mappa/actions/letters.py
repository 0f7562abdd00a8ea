"""The letters when somebody has left MAPPA: listed as they leave, and each marked as it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from mappa.actions.levels import within_reach
from mappa.actions.telling import ask, finished
from mappa.models import ExitLetter, Invitation, MappaDecision
from mappa.status.choices import Trigger
from offenders.actions.guards import believe, reachable
from offenders.choices import LeadAgency
from offenders.models import Person

THEMSELVES = "The person themselves"


def list_letters(actor: User, *, decision: MappaDecision, also: str, now: datetime) -> None:
    """Who is told: the person, who leads, every agency that was sent an invitation while they were managed, and whoever
    `also` names, one a line. For the verb that ends it, within its `recording`."""
    person = decision.person
    to: dict[str, None] = {} if decision.trigger == Trigger.DIED else {THEMSELVES: None}
    if decision.lead_agency != LeadAgency.POLICE:
        to[str(LeadAgency(decision.lead_agency).label)] = None
    to |= dict.fromkeys(_invited(person, decision.status.starts_on))
    to |= dict.fromkeys(line.strip()[:160] for line in also.splitlines() if line.strip())
    for each in to:
        ExitLetter.objects.create(person=person, decision=decision, to=each, by=decision.lead_agency)
    if to:
        ask(
            actor,
            [],
            person=person,
            kind="letters",
            about=decision.pk,
            title="Send the letters: they have left MAPPA",
            due_on=now.date(),
            now=now,
        )


def send_letter(
    actor: User, *, letter: ExitLetter, version: int, sent_on: date, by: str, how: str, now: datetime
) -> ExitLetter:
    """A letter was sent, on a day, by an agency. With the last one the task is done.

    For who keeps the record, or coordinates. Raises PermissionDenied, Stale, or ValidationError keyed by field.
    Sent twice it is sent once.
    """
    today = now.date()
    with recording(actor, "send letter of leaving MAPPA"):
        coordinates = within_reach(actor, letter.person, Capability.COORDINATE, today)
        may = Capability.COORDINATE if coordinates else Capability.RECORD
        person = reachable(actor, letter.person, may, today)
        current = lock(letter)
        if current.sent_on and (current.sent_on, current.by) == (sent_on, by):
            return current
        lock(letter, expected_version=version)
        if current.sent_on:
            raise ValidationError("This letter has been sent already.", code="sent")
        wrong = {} if how.strip() else {"how": "Say how it was sent, and where a copy is."}
        if not current.decision.takes_effect_on <= sent_on <= today:
            wrong["sent_on"] = "Enter a day from the day on which they left until today."
        if by not in LeadAgency.values:
            wrong["by"] = "Select the agency that wrote."
        believe(wrong)
        current.sent_on, current.by, current.how, current.sent_by = sent_on, by, how.strip(), actor
        current.version += 1
        current.save()
        if not ExitLetter.objects.filter(decision=current.decision_id, sent_on__isnull=True).exists():
            finished(actor, person=person, kind="letters", note="Every letter is sent.", now=now)
    return current


def _invited(person: Person, since: date | None) -> Iterable[str]:
    # One that was withdrawn before it was sent told its agency nothing: nor does a letter now.
    rows = Invitation.objects.filter(person=person, agency__isnull=False, opens_on__isnull=False)
    if since:
        rows = rows.filter(case__sitting__held_on__gte=since)
    return rows.order_by("agency__name").values_list("agency__name", flat=True).distinct()
