"""Minutes: drafted from the record, edited paragraph by paragraph, sent to the chair, returned or approved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording, same_again
from accounts.models import Agency, User
from mappa.actions.telling import say
from mappa.minutes import drafting, policies, rules
from mappa.minutes.choices import MinuteStep, Section, Stage
from mappa.models import CaseReview, Correction, Minutes, MinutesParagraph, MinutesStep
from mappa.sittings.choices import CaseState
from offenders.actions.guards import believe, reachable
from offenders.signals import facts_changed

EMPTY = "Write what the minutes say."
_PASSED = "These minutes have been taken further meanwhile. Look at how they stand now."


def draft_minutes(actor: User, *, case: CaseReview, now: datetime) -> Minutes:
    """The first version, drafted from what was recorded in the room. Drafted twice, it is drafted once.

    Raises PermissionDenied for anybody but who takes the minutes, or ValidationError while the case is not closed.
    """
    with recording(actor, "draft minutes"):
        current = taking(actor, case, now)
        if already := Minutes.objects.filter(case=current).order_by("-number").first():
            return already
        if current.state not in (CaseState.DECIDED, CaseState.INQUORATE):
            raise ValidationError("Minutes are drafted once the case is closed.", code="state")
        minutes = Minutes.objects.create(
            person_id=current.person_id, case=current, recorded_at=now, recorded_by=actor
        )
        for place, each in enumerate(drafting.draft(current, actor), 1):
            _paragraph(
                minutes,
                actor,
                now,
                section=each.section,
                place=place * 10,
                label=each.label[:120],
                agency=each.agency,
                restricted=each.restricted,
                text=each.text,
            )
        step(minutes, MinuteStep.DRAFTED, actor, now)
    return minutes


def add_minute(
    actor: User,
    *,
    minutes: Minutes,
    section: str,
    label: str,
    agency: Agency | None,
    restricted: bool,
    text: str,
    now: datetime,
    submission: UUID | None = None,
) -> MinutesParagraph:
    """Another paragraph at the end of a section, owned by `agency` (None: the police).

    Raises PermissionDenied, or ValidationError. The same `submission` twice gives the first back, and raises
    SentOtherwise where it says something else.
    """
    if not text.strip():
        raise ValidationError({"text": EMPTY})
    with _writing(actor, minutes, now, "add to minutes") as current:
        rows = MinutesParagraph.objects.select_related("minutes")
        if submission and (already := rows.filter(submission=submission).first()):
            # The page sends it to whatever version stands by now.
            same_again(already.minutes, case_id=current.case_id)
            return same_again(
                already,
                section=section,
                label=label.strip(),
                agency_id=agency.pk if agency else None,
                restricted=restricted,
                text=text.strip(),
            )
        _of_force(agency, current)
        last = MinutesParagraph.objects.filter(minutes=current, section=section).order_by("-place").first()
        return _paragraph(
            current,
            actor,
            now,
            section=Section(section),
            place=last.place if last else 0,
            label=label.strip(),
            agency=agency,
            restricted=restricted,
            text=text.strip(),
            submission=submission,
        )


def edit_minute(
    actor: User,
    *,
    paragraph: MinutesParagraph,
    version: int,
    label: str,
    agency: Agency | None,
    restricted: bool,
    taken_out: bool,
    text: str,
    now: datetime,
) -> MinutesParagraph:
    """The paragraph anew: what it said stays below it. `version` is the number that was seen.

    Raises PermissionDenied, Stale where somebody else was quicker, or ValidationError.
    """
    if not text.strip():
        raise ValidationError({"text": f"{EMPTY} To leave the paragraph out, say so below."})
    with _writing(actor, paragraph.minutes, now, "edit minutes") as current:
        newest = current.paragraphs.filter(line=paragraph.line).order_by("-number")[0]
        said = {
            "label": label.strip(),
            "agency_id": agency.pk if agency else None,
            "restricted": restricted,
            "taken_out": taken_out,
            "text": text.strip(),
        }
        if all(getattr(newest, name) == value for name, value in said.items()):
            return newest
        if newest.number != version:
            raise overtaken(newest)
        _of_force(agency, current)
        return MinutesParagraph.objects.create(
            person_id=current.person_id,
            minutes=current,
            line=newest.line,
            number=newest.number + 1,
            section=newest.section,
            place=newest.place,
            recorded_at=now,
            recorded_by=actor,
            **said,
        )


def submit_minutes(actor: User, *, minutes: Minutes, version: int, now: datetime) -> Minutes:
    """To the chair, who reads and approves or returns them. Raises PermissionDenied, Stale, or ValidationError."""
    with _writing(actor, minutes, now, "send minutes to chair", version=version) as current:
        current.state, current.submitted_at, current.submitted_by = Stage.REVIEW, now, actor
        bump(current, "state", "submitted_at", "submitted_by")
        step(current, MinuteStep.SUBMITTED, actor, now)
        said = f"Minutes of {current.case.sitting.reference} wait for your approval"
        say(
            [current.case.sitting.chair],
            person=current.person,
            cause=f"minutes {current.pk} {current.version}",
            what=said,
            now=now,
        )
    return current


def return_minutes(actor: User, *, minutes: Minutes, version: int, why: str, now: datetime) -> Minutes:
    """The chair wants something written otherwise, and says what. Raises PermissionDenied, Stale or ValidationError."""
    if not why.strip():
        believe({"why": "Say what has to be written otherwise."})
    with reviewing(actor, minutes, now, "return minutes", version=version) as current:
        current.state = Stage.DRAFT
        bump(current, "state")
        step(current, MinuteStep.RETURNED, actor, now, why)
        told = current.submitted_by or current.recorded_by
        said = f"Minutes of {current.case.sitting.reference} came back from the chair"
        say(
            [told], person=current.person, cause=f"minutes {current.pk} {current.version}", what=said, now=now
        )
    return current


def approve_minutes(actor: User, *, minutes: Minutes, version: int, now: datetime) -> Minutes:
    """The chair of the meeting, who wrote nothing in them, approves the minutes: their words stay from now on.

    Raises PermissionDenied, Stale, or ValidationError. Approved twice they are approved once.
    """
    with reviewing(actor, minutes, now, "approve minutes", version=version) as current:
        wrote = set(current.paragraphs.values_list("recorded_by", flat=True))
        why_not = rules.may_sign(
            actor.pk,
            chair=current.case.sitting.chair_id,
            drafted_by=current.recorded_by_id,
            submitted_by=current.submitted_by_id,
            wrote=wrote,
        )
        if why_not:
            raise ValidationError(why_not, code="own")
        current.state, current.approved_at, current.approved_by = Stage.APPROVED, now, actor
        bump(current, "state", "approved_at", "approved_by")
        step(current, MinuteStep.APPROVED, actor, now)
        told = current.submitted_by or current.recorded_by
        said = f"Minutes of {current.case.sitting.reference} are approved: circulate them"
        say(
            [told], person=current.person, cause=f"minutes {current.pk} {current.version}", what=said, now=now
        )
    return current


def ratify_minutes(actor: User, *, minutes: Minutes, version: int, now: datetime) -> Minutes:
    """The next meeting agreed that they are accurate. Raises PermissionDenied, Stale, or ValidationError."""
    with recording(actor, "ratify minutes"):
        current = reached(actor, minutes, now, version=version, either=True)
        if current.state != Stage.CIRCULATED:
            raise ValidationError(_PASSED, code="state")
        later = CaseReview.objects.filter(person=current.person_id, begins_at__gt=current.case.begins_at)
        if not later.filter(began_at__isnull=False).exists():
            raise ValidationError("The next meeting agrees the minutes: it has not been held.", code="early")
        current.state = Stage.RATIFIED
        bump(current, "state")
        step(current, MinuteStep.RATIFIED, actor, now)
    return current


def next_version(actor: User, correction: Correction, now: datetime) -> Minutes:
    """Another draft with the paragraphs as they stand, to be corrected; part of the verb that accepts a correction."""
    of = Minutes.objects.select_related("case").filter(case=correction.minutes.case_id).order_by("-number")[0]
    minutes = Minutes.objects.create(
        person_id=of.person_id,
        case=of.case,
        number=of.number + 1,
        correction=correction,
        recorded_at=now,
        recorded_by=actor,
    )
    for each in newest_of(of):
        _paragraph(
            minutes,
            actor,
            now,
            line=each.line,
            section=Section(each.section),
            place=each.place,
            label=each.label,
            agency=each.agency,
            restricted=each.restricted,
            text=each.text,
        )
    step(minutes, MinuteStep.DRAFTED, actor, now)
    return minutes


def newest_of(minutes: Minutes) -> list[MinutesParagraph]:
    """The paragraphs of one version as they stand, in order, without those taken out; one query."""
    newest: dict[UUID, MinutesParagraph] = {}
    rows = minutes.paragraphs.select_related("agency", "recorded_by").order_by("number")
    for each in rows:
        newest[each.line] = each
    order = list(Section)
    standing = [each for each in newest.values() if not each.taken_out]
    return sorted(
        standing, key=lambda each: (order.index(Section(each.section)), each.place, each.recorded_at)
    )


def taking(actor: User, case: CaseReview, now: datetime) -> CaseReview:
    """The case, locked, with its sitting and person, for who takes its minutes. Raises PermissionDenied."""
    current = CaseReview.objects.select_related("sitting__chair", "sitting__force").get(pk=case.pk)
    if not policies.writes(actor, current.sitting, now.date()):
        raise PermissionDenied
    current.person = reachable(actor, current.person, Capability.VIEW, now.date())
    return current


def reached(
    actor: User,
    minutes: Minutes,
    now: datetime,
    *,
    version: int | None = None,
    as_chair: bool = False,
    either: bool = False,
) -> Minutes:
    """The minutes, locked, with their case, sitting and person: for who takes them, or `as_chair` for the chair.

    Raises PermissionDenied, or Stale.
    """
    today = now.date()
    case = CaseReview.objects.select_related("sitting__chair", "sitting__force").get(pk=minutes.case_id)
    writes, chairs = (
        policies.writes(actor, case.sitting, today),
        policies.chairs(actor, case.sitting, today),
    )
    if not ((writes or chairs) if either else (chairs if as_chair else writes)):
        raise PermissionDenied
    person = reachable(actor, case.person, Capability.VIEW, today)
    current = lock(minutes, expected_version=version)
    current.case, current.person, case.person = case, person, person
    return current


@contextmanager
def _writing(
    actor: User, minutes: Minutes, now: datetime, verb: str, *, version: int | None = None
) -> Iterator[Minutes]:
    with recording(actor, verb):
        current = reached(actor, minutes, now, version=version)
        if current.state != Stage.DRAFT:
            raise ValidationError(
                "These minutes are with the chair: they are written in again once they come back."
                if current.state == Stage.REVIEW
                else "Approved minutes stay as they are. Ask for a correction: it is another version.",
                code="state",
            )
        yield current


@contextmanager
def reviewing(actor: User, minutes: Minutes, now: datetime, verb: str, *, version: int) -> Iterator[Minutes]:
    """The minutes that wait for the chair, for the chair. Raises PermissionDenied, Stale, or ValidationError."""
    with recording(actor, verb):
        current = reached(actor, minutes, now, version=version, as_chair=True)
        if current.state != Stage.REVIEW:
            raise ValidationError(_PASSED, code="state")
        yield current


def step(minutes: Minutes, kind: MinuteStep, actor: User, now: datetime, note: str = "") -> MinutesStep:
    """What was done, and the duties that follow."""
    made = MinutesStep.objects.create(
        person_id=minutes.person_id, minutes=minutes, kind=kind, note=note.strip(), at=now, by=actor
    )
    facts_changed.send(Minutes, people=[minutes.person_id], today=now.date())
    return made


def bump(row: Minutes, *fields: str) -> None:
    """Save these columns as the next version of the row."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _of_force(agency: Agency | None, minutes: Minutes) -> None:
    if agency and agency.force_id != minutes.case.sitting.force_id:
        raise PermissionDenied


def _paragraph(minutes: Minutes, actor: User, now: datetime, **said: object) -> MinutesParagraph:
    return MinutesParagraph.objects.create(
        person_id=minutes.person_id, minutes=minutes, recorded_at=now, recorded_by=actor, **said
    )
