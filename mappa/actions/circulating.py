"""Approved minutes given to named readers inside Vigil: opened, withdrawn from one, recalled from all, corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from access.recording import lock, recording, same_again
from accounts.models import Agency, RoleAssignment, User
from diary.actions import tell
from frontend.dates import words
from mappa.actions.minuting import bump, next_version, reached, step
from mappa.actions.telling import say
from mappa.minutes import policies, rules
from mappa.minutes.choices import IN_HAND, OUT, Answer, MinuteStep, Stage
from mappa.minutes.keys import DUE, TO_CHAIR
from mappa.models import (
    CaseReview,
    Circulation,
    Correction,
    Minutes,
    MinutesCopy,
    MinutesHeading,
    MinutesParagraph,
    Sitting,
)
from mappa.portal.rules import third_party
from mappa.sittings.policies import PARTNERS, plans
from offenders.actions.guards import believe
from offenders.models import Person
from practice import working_days
from practice.history import History

_NOT_OUT = "These minutes are not circulated."


def history_of(force_id: int) -> History:
    """What a force's policy says of minutes, on whatever day; one query."""
    return History(force_id, [*TO_CHAIR.values(), *DUE.values()])


def clock_of(sitting: Sitting, history: History | None = None) -> rules.Clock:
    """By when the minutes of this meeting are with the chair and circulated, as policy had it on the meeting's day."""
    history, on = history or history_of(sitting.force_id), sitting.held_on
    return rules.clock(
        on,
        to_chair=history.value(TO_CHAIR[sitting.level], on),
        due=history.value(DUE[sitting.level], on),
        calendar=working_days.of(sitting.force.nation),
    )


def readers_for(case: CaseReview, today: date) -> list[User]:
    """Who may be given the minutes: those who speak for the agencies invited, and whoever manages the person.

    Of a third party nobody: to tell it is to disclose (Criminal Justice Act 2003, section 325). Three queries.
    """
    speaking = RoleAssignment.objects.held_on(today).filter(role__in=PARTNERS)
    agencies = [each.pk for each in invited_agencies(case) if not refused(each)]
    rows = User.objects.filter(
        Q(agency__in=agencies, pk__in=speaking.values("user"))
        | Q(assignments__person=case.person_id, assignments__ends_on__isnull=True),
        is_active=True,
    )
    return list(rows.select_related("agency").order_by("agency__name", "family_name").distinct())


def invited_agencies(case: CaseReview) -> list[Agency]:
    """The agencies asked to the case, each with its standing; one query."""
    asked = case.invitations.standing().filter(agency__isnull=False).values("agency")
    return list(Agency.objects.filter(pk__in=asked).select_related("mappa_standing").order_by("name"))


def refused(agency: Agency) -> str:
    """Why nobody of this agency may be given minutes, or be named on an annex; empty where they may."""
    standing = getattr(agency, "mappa_standing", None)
    return third_party(standing.standing if standing else "", agency.name)


def circulate_minutes(
    actor: User,
    *,
    minutes: Minutes,
    version: int,
    readers: Collection[User],
    expires_on: date | None,
    late_why: str,
    now: datetime,
) -> Circulation:
    """Give approved minutes to these readers by name; again, where they were recalled.

    The first version is late after its day, and then says why. Raises PermissionDenied, Stale, or ValidationError keyed
    by field.
    """
    today = now.date()
    with recording(actor, "circulate minutes") as changes:
        current = reached(actor, minutes, now, version=version)
        again = current.state in OUT
        if current.state != Stage.APPROVED and not again:
            raise ValidationError("The chair has not approved these minutes.", code="state")
        if again and current.circulations.filter(recalled_at__isnull=True).exists():
            raise ValidationError("These minutes are circulated already.", code="again")
        allowed = {user.pk: user for user in readers_for(current.case, today)}
        chosen = [allowed[user.pk] for user in readers if user.pk in allowed]
        due_on = clock_of(current.case.sitting).due_on
        late = current.number == 1 and not again and today > due_on
        wrong = {}
        if not chosen or len(chosen) != len(list(readers)):
            asked = {user.agency_id for user in readers}
            third = (refused(each) for each in invited_agencies(current.case) if each.pk in asked)
            wrong["readers"] = next(
                filter(None, third), "Choose who reads them, of the agencies that were invited."
            )
        if expires_on is None or expires_on <= today:
            wrong["expires_on"] = "Enter a day to come until which they may be read."
        if late and not late_why.strip():
            wrong["late_why"] = f"They were due on {words(due_on)}. Say why they are late."
        believe(wrong)
        assert expires_on  # noqa: S101 - just asked for
        if not again:
            current.state, current.circulated_at, current.due_on = Stage.CIRCULATED, now, due_on
            current.late_why = late_why.strip() if late else ""
            bump(current, "state", "circulated_at", "due_on", "late_why")
        circulation = Circulation.objects.create(
            person_id=current.person_id,
            minutes=current,
            circulated_at=now,
            circulated_by=actor,
            expires_on=expires_on,
        )
        for user in chosen:
            MinutesCopy.objects.create(
                person_id=current.person_id,
                circulation=circulation,
                reader=user,
                agency=user.agency,
                released_at=now,
                released_by=actor,
            )
        changes.about["recipients"] = [str(user) for user in chosen]
        step(current, MinuteStep.CIRCULATED, actor, now)
        corrected = " They correct those you were given before." if current.number > 1 else ""
        _tell(circulation, current, chosen, f"Minutes are there for you to read.{corrected}", now)
    return circulation


def open_copy(actor: User, *, copy: MinutesCopy, now: datetime) -> MinutesCopy:
    """The reader opens their own copy: the first time is the receipt. Raises PermissionDenied."""
    with recording(actor, "open minutes"):
        if not policies.own_copies(actor, now.date()).filter(pk=copy.pk).exists():
            raise PermissionDenied
        current = lock(copy)
        if current.opened_at is None:
            current.opened_at = now
            current.version += 1
            current.save(update_fields=["opened_at", "version"])
    return current


def recall_minutes(actor: User, *, circulation: Circulation, why: str, now: datetime) -> Circulation:
    """Nobody reads this circulation any more, nor an earlier version in its place; who has read it stays known.
    Recalled twice it is recalled once.

    Raises PermissionDenied, or ValidationError keyed by field.
    """
    if not why.strip():
        believe({"why": "Say why they are recalled."})
    with recording(actor, "recall minutes"):
        minutes = reached(actor, circulation.minutes, now, either=True)
        current = lock(circulation)
        if current.recalled_at is None:
            of_case = Circulation.objects.filter(minutes__case=minutes.case_id, recalled_at=None)
            for each in of_case.filter(minutes__number__lte=minutes.number).select_related("minutes"):
                earlier = lock(each)
                earlier.recalled_at, earlier.recalled_by, earlier.recalled_why = now, actor, why.strip()
                earlier.version += 1
                earlier.save(update_fields=["recalled_at", "recalled_by", "recalled_why", "version"])
                step(each.minutes, MinuteStep.RECALLED, actor, now, why)
            readers = [each.reader for each in current.copies.select_related("reader")]
            _tell(current, minutes, readers, "Minutes you were given are recalled.", now, recalled=True)
            current.refresh_from_db()
    return current


def withdraw_copy(actor: User, *, copy: MinutesCopy, why: str, now: datetime) -> MinutesCopy:
    """One reader reads them no more, nor an earlier version. Raises PermissionDenied, or ValidationError by field."""
    if not why.strip():
        believe({"why": "Say why their copy is withdrawn."})
    with recording(actor, "withdraw copy of minutes"):
        reached(actor, copy.circulation.minutes, now, either=True)
        current = lock(copy)
        case = copy.circulation.minutes.case_id
        others = MinutesCopy.objects.filter(circulation__minutes__case=case, reader=current.reader_id)
        earlier = others.filter(circulation__minutes__number__lt=copy.circulation.minutes.number)
        for each in (current, *earlier.select_for_update(of=("self",))):
            if each.withdrawn_at is None:
                each.withdrawn_at, each.withdrawn_by, each.withdrawn_why = now, actor, why.strip()
                each.version += 1
                each.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "version"])
    return current


def ask_correction(
    actor: User,
    *,
    minutes: Minutes,
    paragraph: MinutesParagraph | None,
    who: str,
    wrong: str,
    should: str,
    now: datetime,
    submission: UUID | None = None,
) -> Correction:
    """Somebody who was given the minutes says what is wrong in them; or who takes the minutes for somebody who told
    them (`who`). Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the
    first back, and raises SentOtherwise where it says something else."""
    today = now.date()
    with recording(actor, "ask for correction of minutes"):
        rows = Correction.objects.select_related("minutes")
        if submission and (already := rows.filter(submission=submission).first()):
            # The page sends it of whatever version stands by now, in which a paragraph may stand no more.
            same_again(already.minutes, case_id=minutes.case_id)
            line = paragraph.line if paragraph else already.line
            return same_again(already, line=line, who=who.strip(), wrong=wrong.strip(), should=should.strip())
        own = policies.own_copies(actor, today).filter(circulation__minutes=minutes, opened_at__isnull=False)
        if own.exists():
            Person.objects.select_for_update(no_key=True).get(pk=minutes.person_id)
            current = Minutes.objects.select_related("case__sitting").get(pk=minutes.pk)
        else:
            current = reached(actor, minutes, now, either=True)
            if not who.strip():
                believe({"who": "Say who told you: their name and agency."})
        if current.state not in OUT:
            raise ValidationError(_NOT_OUT, code="state")
        believe(
            {
                name: needed
                for name, text, needed in (
                    ("wrong", wrong, "Say what is wrong."),
                    ("should", should, "Say what it should say, and why."),
                )
                if not text.strip()
            }
        )
        made = Correction.objects.create(
            person_id=current.person_id,
            minutes=current,
            line=paragraph.line if paragraph else None,
            agency=actor.agency,
            who=who.strip(),
            wrong=wrong.strip(),
            should=should.strip(),
            asked_at=now,
            asked_by=actor,
            submission=submission,
        )
        taker = current.submitted_by or current.recorded_by
        said = f"A correction of minutes of {current.case.sitting.reference} is asked for"
        person = Person.objects.get(pk=current.person_id)
        say([taker], person=person, cause=f"correction {made.pk}", what=said, now=now)
    return made


def answer_correction(
    actor: User, *, correction: Correction, version: int, answer: str, why: str, now: datetime
) -> Correction:
    """Accept it, which begins the next version; or refuse it with a reason. Nobody answers what they asked for.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with recording(actor, "answer correction of minutes"):
        minutes = reached(actor, correction.minutes, now, either=answer == Answer.REFUSED)
        current = lock(correction, expected_version=version)
        if current.answer:
            raise ValidationError("This was answered already.", code="answered")
        if current.asked_by_id == actor.pk:
            raise ValidationError("Somebody else answers it: you asked for it.", code="own")
        if not why.strip():
            believe({"why": "Give your reasons: whoever asked reads them."})
        if (
            answer == Answer.ACCEPTED
            and Minutes.objects.filter(case=minutes.case, state__in=IN_HAND).exists()
        ):
            raise ValidationError(
                "Another version is in hand. Finish that one first, or write the correction into it.",
                code="in_hand",
            )
        current.answer, current.answer_why = answer, why.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save(update_fields=["answer", "answer_why", "answered_at", "answered_by", "version"])
        if answer == Answer.ACCEPTED:
            current.minutes = minutes
            next_version(actor, current, now)
    return current


def set_minutes_heading(
    actor: User, *, said: Mapping[str, str], version: int, now: datetime
) -> MinutesHeading:
    """What the force's minutes are headed and marked with. Raises PermissionDenied, or Stale."""
    if not plans(actor, now.date()) or actor.force_id is None:
        raise PermissionDenied
    with recording(actor, "set heading of minutes"):
        row = MinutesHeading.objects.filter(force=actor.force_id).first()
        if row is None:
            return MinutesHeading.objects.create(force_id=actor.force_id, **said)
        row = lock(row, expected_version=version)
        for name, value in said.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    return row


def _tell(
    circulation: Circulation,
    minutes: Minutes,
    readers: Collection[User],
    said: str,
    now: datetime,
    *,
    recalled: bool = False,
) -> None:
    """By the reference of the meeting alone: nothing in it is about anybody."""
    tell(
        readers,
        person=None,
        reference=minutes.case.sitting.reference,
        cause=f"mappa/minutes:{circulation.pk}{' recalled' if recalled else ''}",
        subject=f"{minutes.case.sitting.reference}: minutes",
        body=f"{said}\n\nSign in: {settings.PUBLIC_URL}",
        now=now,
    )
