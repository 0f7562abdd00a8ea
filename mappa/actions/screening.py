"""Screening: which level somebody is to be managed at, said by the lead agency and countersigned by a supervisor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording, same_again
from accounts.models import User
from frontend.dates import words
from mappa.actions.levels import Chosen, set_level, values
from mappa.actions.telling import answered, ask_supervisor, coordinators_of, say
from mappa.keys import LEVEL_1_REVIEW
from mappa.models import MappaDecision, Screening
from mappa.status import record, rules
from mappa.status.choices import DecisionKind, Group, Prompt
from mappa.status.duties import review_due
from offenders.actions.guards import believe, reachable
from offenders.choices import MappaLevel
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.choices import Asked


def screen_level(
    actor: User,
    *,
    person: Person,
    occasion: str,
    category: str,
    level: str,
    rationale: str,
    prompts: Mapping[str, str],
    harm: Mapping[str, str],
    next_on: date,
    now: datetime,
    conviction: UUID | None = None,
    listed: str = "",
    tools: str = "",
    submission: UUID | None = None,
) -> Screening:
    """Record at which level somebody is to be managed, and why; a supervisor countersigns it.

    `prompts` has an answer for each `Prompt`, `harm` a level for each `Group` that was rated; `conviction` is the one
    that brings them into category 2, and `listed` what its offence is. Where no rule settles the category, the
    coordinator is told. Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives
    the first back, and raises SentOtherwise where it says something else.
    """
    today = now.date()
    with recording(actor, "screen MAPPA level"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Screening.objects.filter(submission=submission).first()):
            return same_again(
                already,
                person_id=person.pk,
                occasion=occasion,
                category=category,
                level=level,
                rationale=rationale.strip(),
                **{each.value: prompts.get(each.value) for each in Prompt},
                **{f"harm_{each.value}": harm.get(each.value, "") for each in Group},
                next_on=next_on,
                conviction_id=conviction,
                listed=listed if conviction else "",
                tools=tools.strip(),
            )
        latest = policy_of(person.force_id, today).after(LEVEL_1_REVIEW, today)
        said = {conviction: listed} if conviction and listed else {}
        answers = rules.categories(record.record_of(person, today, listed=said))
        chosen = Chosen(category, level, "police", "-", today)
        status = record.current(person, today)
        believe(
            rules.screening(prompts=prompts, harm=harm, rationale=rationale)
            | rules.next_screening(next_on, screened_on=today, latest=latest)
            | values(chosen)
        )
        believe(rules.may_enter(category, level, answers, judged=False))
        made = Screening.objects.create(
            person=person,
            screened_on=today,
            occasion=occasion,
            category=category,
            conviction_id=conviction,
            listed=listed if conviction else "",
            **{each.value: prompts[each.value] for each in Prompt},
            **{f"harm_{each.value}": harm.get(each.value, "") for each in Group},
            tools=tools.strip(),
            rationale=rationale.strip(),
            level=level,
            next_on=next_on,
            was_due_on=review_due(status, today) if status else None,
            doubt=rules.doubt(category, answers)[:300],
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        ask_supervisor(
            actor,
            person=person,
            kind="screening",
            about=made.pk,
            title="Countersign a MAPPA screening",
            due_on=today,
            now=now,
        )
        facts_changed.send(Screening, people=[person.pk], today=today)
    return made


def countersign_screening(
    actor: User,
    *,
    screening: Screening,
    version: int,
    answer: str,
    note: str,
    now: datetime,
    lead_agency: str = "",
    area: str = "",
) -> Screening:
    """Countersign a screening, or send it back; never one's own.

    Level 1 takes effect with it, under the lead of `lead_agency` in the MAPPA area `area`, unless a coordinator has to
    look at the category first or they are at level 2 or 3: only a meeting ends that. Level 2 or 3 is then to be
    referred. Raises PermissionDenied, Stale, or ValidationError keyed by field. The same answer by the same person
    twice is one.
    """
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    today = now.date()
    with recording(actor, "countersign MAPPA screening"):
        person = reachable(actor, screening.person, Capability.APPROVE, today)
        current = lock(screening)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(screening, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You cannot countersign your own screening.")
        if current.answer:
            raise ValidationError("This has been countersigned already.", code="answered")
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        if answer == Asked.APPROVED and _left_since(current):
            raise ValidationError("They have left MAPPA since: send it back, and screen them anew.")
        current.save()
        answered(
            actor, person=person, kind="screening", about=current.pk, note=f"{Asked(answer).label}.", now=now
        )
        if answer == Asked.APPROVED:
            _take_effect(actor, person, current, lead_agency, area, now)
        elif current.recorded_by:
            say(
                [current.recorded_by],
                person=person,
                cause=f"screening {current.pk} answered",
                what="A MAPPA screening was sent back",
                now=now,
            )
        facts_changed.send(Screening, people=[person.pk], today=today)
    return current


def _take_effect(
    actor: User, person: Person, screened: Screening, lead_agency: str, area: str, now: datetime
) -> None:
    today = now.date()
    status = record.current(person, today)
    if screened.doubt:
        say(
            coordinators_of(person, today),
            person=person,
            cause=f"screening {screened.pk} doubt",
            what="A MAPPA category for you to look at",
            now=now,
        )
    elif takes_effect(screened, status):
        chosen = Chosen(screened.category, screened.level, lead_agency, area.strip(), today)
        believe(values(chosen))
        if status is None or not chosen.is_as(status):
            set_level(
                actor,
                person=person,
                current=status,
                chosen=chosen,
                why=screened.rationale,
                rests_on=[f"Screened on {words(screened.screened_on)}, and countersigned."],
                now=now,
            )


def _left_since(screened: Screening) -> bool:
    ended = MappaDecision.objects.filter(person=screened.person_id, kind=DecisionKind.ENDED)
    return ended.filter(decided_at__gte=screened.recorded_at).exists()


def takes_effect(screened: Screening, status: object) -> bool:
    """Whether its countersignature sets the level: level 1, of somebody who is at no higher one."""
    at = getattr(status, "level", MappaLevel.ONE)
    return screened.level == MappaLevel.ONE and at == MappaLevel.ONE and not screened.doubt
