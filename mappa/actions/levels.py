"""Category and level: decided, and what keeps them from being.

With `leaving` the only code that writes `offenders.MappaStatus`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import recording, same_again
from accounts.models import User
from frontend.dates import words
from mappa.actions.critical import close_critical
from mappa.actions.telling import finished, say
from mappa.keys import LOWER_GATE
from mappa.models import CaseReview, LevelReduction, MappaDecision, Referral, Screening, Transfer
from mappa.referrals.choices import ReferralState
from mappa.room.choices import Outcome
from mappa.status import record, rules
from mappa.status.choices import DecisionKind
from offenders.actions.guards import believe, reachable
from offenders.choices import LeadAgency, MappaCategory, MappaLevel, Source
from offenders.models import MappaStatus, Person
from offenders.policies import within
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.telling import supervisors_of

WHY = "Say why: it stands on the record."
_MEETING = "A meeting lowers a level: have them listed for one. In an emergency, list an emergency case for the chair."
_SCREEN = "Screen them first: a level changes on a screening, an accepted referral or a meeting."


@dataclass(frozen=True, slots=True)
class Chosen:
    """A category and level from a day on, with who leads and where; `lead_office` None: as it stands, while the same
    agency leads in the same area."""

    category: str
    level: str
    lead_agency: str
    area: str
    starts_on: date
    lead_office: str | None = None

    def is_as(self, status: MappaStatus) -> bool:
        now = (status.category, status.level, status.lead_agency, status.area, status.lead_office)
        office = self.office(status)
        return now == (self.category, self.level, self.lead_agency, self.area, office)

    def office(self, status: MappaStatus | None) -> str:
        """Which office leads after what stands now."""
        if self.lead_office is not None or status is None:
            return self.lead_office or ""
        stays = (status.lead_agency, status.area) == (self.lead_agency, self.area)
        return status.lead_office if stays else ""


def decide_level(
    actor: User,
    *,
    person: Person,
    category: str,
    level: str,
    lead_agency: str,
    area: str,
    why: str,
    starts_on: date,
    now: datetime,
    dissent: str = "",
    heard: UUID | None = None,
    listed: Mapping[UUID, str] | None = None,
    submission: UUID | None = None,
) -> MappaStatus:
    """Decide in which category and at which level somebody is managed from `starts_on`, and who leads.

    For coordinators and chairs. `heard` is the case review that decided it; without one a level is never lowered, and
    raised only on a countersigned screening or an accepted referral since it was last set. `listed` says of a
    conviction what its offence is. Within the force's time after release, by that day or by today, a lower level is
    asked for (`ask_lower_level`). What waits for an inspector falls with another level. The same values
    again are a decision that they stay. Raises PermissionDenied, or ValidationError keyed by field. The same
    `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    today = now.date()
    chosen = Chosen(category, level, lead_agency, area.strip(), starts_on)
    # Why stands on the decision, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "decide MAPPA level"):
        person = reachable(actor, person, Capability.COORDINATE, today)
        if submission and (already := MappaDecision.objects.filter(submission=submission).first()):
            return same_again(
                already,
                person=person,
                category=category,
                level=level,
                lead_agency=lead_agency,
                takes_effect_on=starts_on,
                why=why.strip(),
                dissent=dissent.strip(),
            ).status
        current = record.current(person, today)
        if current and current.area not in ("", chosen.area):
            raise ValidationError(
                {"area": f"{current.area} leads: another area takes a case on by a transfer."}
            )
        rests_on = guard(person, current, chosen, why, today, heard=heard, listed=listed)
        if found := gate_of(person, current, level, on=starts_on, today=today):
            raise ValidationError({"level": found.words}, code="gate")
        return set_level(
            actor,
            person=person,
            current=current,
            chosen=chosen,
            why=why,
            dissent=dissent,
            rests_on=rests_on,
            heard=heard,
            said=said_of(person, listed),
            submission=submission,
            now=now,
        )


def gate_of(
    person: Person, current: MappaStatus | None, level: str, *, on: date, today: date
) -> rules.Gate | None:
    """Whether lowering to `level` from that day, or as things stand today, needs an inspector: a day that was chosen
    before the release opens no way round it. At most five queries where it is a lower one."""
    if current is None or not rules.lowers(current.level, level):
        return None
    days = policy_of(person.force_id, today).value(LOWER_GATE)
    for day in dict.fromkeys((today, on)):
        released = record.released_on(person, day)
        if found := rules.gate(current.level, level, released_on=released, days=days, on=day):
            return found
    return None


def set_level(
    actor: User,
    *,
    person: Person,
    current: MappaStatus | None,
    chosen: Chosen,
    why: str,
    now: datetime,
    dissent: str = "",
    rests_on: Collection[str] = (),
    heard: UUID | None = None,
    said: tuple[UUID, str] | None = None,
    reduction: LevelReduction | None = None,
    submission: UUID | None = None,
    kind: DecisionKind = DecisionKind.SET,
) -> MappaStatus:
    """Write the dated row and the decision behind it; for verbs that have guarded it, within their `recording`."""
    status = current
    if Transfer.objects.waiting().filter(person=person).exclude(from_area=chosen.area).exists():
        raise ValidationError(
            "A transfer waits for its answer: until then the area stays as it is.", code="waits"
        )
    if chosen.level != MappaLevel.THREE:
        close_critical(actor, person, "They are no longer at level 3.", now)
    if reduction is None and (current is None or current.level != chosen.level):
        take_back(actor, person, "Their level was decided anew.", now)
    if current is None or not chosen.is_as(current):
        if current:
            end_status(current, chosen.starts_on)
        status = MappaStatus.objects.create(
            person=person,
            category=chosen.category,
            level=chosen.level,
            lead_agency=chosen.lead_agency,
            lead_office=chosen.office(current),
            area=chosen.area,
            starts_on=chosen.starts_on,
            source=Source.POLICE,
            recorded_at=now,
            recorded_by=actor,
        )
    assert status  # noqa: S101 - one of the two is there
    MappaDecision.objects.create(
        person=person,
        kind=kind,
        status=status,
        category=chosen.category,
        level=chosen.level,
        level_before=current.level if current else "",
        lead_agency=chosen.lead_agency,
        lead_office=status.lead_office,
        area=chosen.area,
        takes_effect_on=chosen.starts_on,
        why=why.strip(),
        dissent=dissent.strip(),
        rests_on="\n".join(rests_on),
        heard_id=heard,
        conviction_id=said[0] if said else None,
        listed=said[1] if said else "",
        reduction=reduction,
        submission=submission,
        decided_at=now,
        decided_by=actor,
    )
    if current is None or current.level != chosen.level:
        manager = person.assignments.filter(ends_on__isnull=True).select_related("manager").first()
        told = [manager.manager] if manager else supervisors_of(person, now.date())
        say(
            [user for user in told if user != actor],
            person=person,
            cause=f"mappa level {status.pk}",
            what=f"MAPPA level {chosen.level} from {words(chosen.starts_on)}",
            now=now,
        )
    facts_changed.send(MappaStatus, people=[person.pk], today=now.date())
    return status


def guard(
    person: Person,
    current: MappaStatus | None,
    chosen: Chosen,
    why: str,
    today: date,
    *,
    heard: UUID | None,
    listed: Mapping[UUID, str] | None,
) -> list[str]:
    """Refuse what sections 2 and 11 of the guidance's rules refuse; gives what the record says for the category."""
    wrong = values(chosen)
    if not why.strip():
        wrong["why"] = WHY
    if chosen.starts_on > today:
        wrong["starts_on"] = "That day is still to come."
    elif current and current.starts_on and chosen.starts_on < current.starts_on:
        wrong["starts_on"] = "The category and level that stand began after that day."
    believe(wrong)
    answers = rules.categories(record.record_of(person, today, listed=dict(listed or {})))
    if (
        current is None
        or current.category != chosen.category
        or (chosen.category == MappaCategory.THREE and chosen.level == MappaLevel.ONE)
    ):
        believe(rules.may_enter(chosen.category, chosen.level, answers, judged=True))
    if current is None or current.level != chosen.level:
        if heard is not None:
            _decided_by(person, heard, chosen.level)
        elif current and rules.lowers(current.level, chosen.level):
            raise ValidationError({"level": _MEETING}, code="meeting")
        elif not _screened(person, current):
            raise ValidationError({"level": _SCREEN}, code="screen")
    return list(next(each for each in answers if each.category == chosen.category).why)


def _decided_by(person: Person, heard: UUID, level: str) -> None:
    """Raises ValidationError unless this is the case of theirs that was decided last, and at this level."""
    cases = CaseReview.objects.held().filter(person=person).select_related("levelview")
    last = cases.order_by("-decided_at").first()
    said = last.levelview if last and last.pk == heard else None
    if said is None or (said.outcome, said.level) != (Outcome.STAYS, level):
        raise ValidationError({"level": "No meeting has decided on that level."}, code="meeting")


def said_of(person: Person, listed: Mapping[UUID, str] | None) -> tuple[UUID, str] | None:
    """The one conviction of theirs of which it was said what its offence is."""
    found = {pk: what for pk, what in (listed or {}).items() if what}
    return next(((each.pk, found[each.pk]) for each in record.convictions(person) if each.pk in found), None)


def take_back(actor: User, person: Person, why: str, now: datetime) -> None:
    """A lower level that waits for an inspector waits no more; for verbs that have guarded it."""
    for waiting in LevelReduction.objects.waiting().filter(person=person):
        waiting.taken_back, waiting.voided_at = why, now
        waiting.version += 1
        waiting.save(update_fields=["taken_back", "voided_at", "version"])
    finished(actor, person=person, kind="lower", note=why, now=now)


def values(chosen: Chosen) -> rules.Refusals:
    """What is refused of the answers themselves."""
    wrong = {}
    if chosen.category not in MappaCategory.values:
        wrong["category"] = "Select the category."
    if chosen.level not in MappaLevel.values:
        wrong["level"] = "Select the level."
    if chosen.lead_agency not in LeadAgency.values:
        wrong["lead_agency"] = "Select the agency that leads."
    if not chosen.area:
        wrong["area"] = "Enter the MAPPA area."
    return wrong


def _screened(person: Person, current: MappaStatus | None) -> bool:
    since = record.level_since(current) or date.min if current else date.min
    screened = Screening.objects.countersigned().filter(person=person, screened_on__gte=since)
    accepted = Referral.objects.standing().filter(
        person=person, state=ReferralState.ACCEPTED, recorded_at__date__gte=since
    )
    return screened.exists() or accepted.exists()


def within_reach(actor: User, person: Person, capability: Capability, today: date) -> bool:
    return Person.objects.filter(within(actor, capability, today)).filter(pk=person.pk).exists()


def end_status(status: MappaStatus, on: date) -> None:
    """The dated row ends; for verbs that have guarded it."""
    status.ends_on = on
    status.version += 1
    status.save(update_fields=["ends_on", "version"])
