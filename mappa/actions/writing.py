"""What is written while a case is in session: paragraphs, and the parts that the chair's decision rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import lock, overtaken, same_again
from accounts.models import Agency, User
from mappa.actions.guards import changing, in_session
from mappa.actions.releasing import end_releases
from mappa.models import CaseReview, DisclosureView, LevelView, Paragraph, PlanView, RiskView
from mappa.models.room import PartOfCase
from mappa.room.choices import Told
from offenders.actions.guards import believe
from riskplans.choices import YesNo

View = TypeVar("View", bound=PartOfCase)
EMPTY = "Write what was said."


def write_paragraph(
    actor: User,
    *,
    case: CaseReview,
    agency: Agency | None,
    topic: str,
    text: str,
    now: datetime,
    submission: UUID | None = None,
) -> Paragraph:
    """Add a paragraph to the notes, owned by `agency` (None: the police). Two who write at once add two.

    Raises PermissionDenied, or ValidationError. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    if not text.strip():
        raise ValidationError({"text": EMPTY})
    with changing(actor, case, now, "write in notes of meeting") as current:
        if submission and (already := Paragraph.objects.filter(submission=submission).first()):
            return same_again(
                already,
                case_id=current.pk,
                agency_id=agency.pk if agency else None,
                topic=topic,
                text=text.strip(),
            )
        in_session(current)
        if agency and agency.force_id != current.sitting.force_id:
            raise PermissionDenied
        return Paragraph.objects.create(
            person_id=current.person_id,
            case=current,
            agency=agency,
            topic=topic,
            text=text.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )


def correct_paragraph(
    actor: User, *, paragraph: Paragraph, version: int, text: str, now: datetime
) -> Paragraph:
    """Write the paragraph anew: what it said stays below it. `version` is the number that was seen.

    Raises PermissionDenied, Stale where somebody else was quicker, or ValidationError.
    """
    if not text.strip():
        raise ValidationError({"text": EMPTY})
    with changing(actor, paragraph.case, now, "correct notes of meeting") as current:
        in_session(current)
        newest = Paragraph.objects.filter(line=paragraph.line).order_by("-number")[0]
        if newest.text == text.strip():
            return newest
        if newest.number != version:
            raise overtaken(newest)
        end_releases(newest, actor, now)
        return Paragraph.objects.create(
            person_id=current.person_id,
            case=current,
            line=newest.line,
            number=newest.number + 1,
            agency_id=newest.agency_id,
            topic=newest.topic,
            text=text.strip(),
            recorded_at=now,
            recorded_by=actor,
        )


def judge_risk(
    actor: User, *, case: CaseReview, version: int, said: Mapping[str, Any], now: datetime
) -> RiskView:
    """The risk of serious harm to each group, why, and who judges it otherwise.

    `version` is that of the row that was seen, 0 for none. Raises PermissionDenied, Stale, or ValidationError.
    """
    return _write(actor, RiskView, case, version, said, now, "judge risk in meeting")


def go_through_plan(
    actor: User, *, case: CaseReview, version: int, said: Mapping[str, Any], now: datetime
) -> PlanView:
    """Of each part of the plan what its gap is; empty where it stands. Raises PermissionDenied or Stale."""
    return _write(actor, PlanView, case, version, said, now, "go through plan in meeting")


def record_disclosure_decision(
    actor: User, *, case: CaseReview, version: int, said: Mapping[str, Any], now: datetime
) -> DisclosureView:
    """Whether somebody is told, and how; or why not. Raises PermissionDenied, Stale, or ValidationError by field."""
    wrong = {}
    if not said["why"].strip():
        wrong["why"] = "Give the reason: not to disclose is a decision too."
    if said["children"] == YesNo.YES and not said["presumption"].strip():
        wrong["presumption"] = "Say what section 327A leads to here, and why."
    if said["decision"] == Told.DISCLOSE:
        wrong |= {name: needed for name, needed in _DISCLOSING.items() if not said[name]}
    if said["informed"] == YesNo.NO and not said["informed_why"].strip():
        wrong["informed_why"] = "Say why they are not told."
    believe(wrong)
    return _write(actor, DisclosureView, case, version, said, now, "record disclosure decision of meeting")


_DISCLOSING = {
    "to_whom": "Say to whom.",
    "by_whom": "Say who tells them.",
    "how": "Say how.",
    "by_when": "Enter the day by which it is done.",
    "informed": "Say whether the person is told.",
    "follow_up_on": "Enter the day on which it is looked at again.",
}


def record_level_decision(
    actor: User, *, case: CaseReview, version: int, said: Mapping[str, Any], now: datetime
) -> LevelView:
    """Category, level, lead agency, why, and whether anybody disagrees. It takes effect when the chair closes the case.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    wrong = {}
    if not said["rationale"].strip():
        wrong["rationale"] = "Give the reasons: they stand in the minutes."
    if said["dissents"] == YesNo.YES and not said["dissent"].strip():
        wrong["dissent"] = "Say who disagrees, and why."
    if said["dissents"] == YesNo.NO and said["dissent"].strip():
        wrong["dissents"] = "You have written who disagrees: then somebody does."
    if said["category"] == "3" and said["level"] == "1" and said["outcome"] == "stays":
        wrong["level"] = "Category 3 needs level 2 or 3. Below that they leave MAPPA."
    believe(wrong)
    return _write(actor, LevelView, case, version, said, now, "record level decision of meeting")


def _write(
    actor: User,
    model: type[View],
    case: CaseReview,
    version: int,
    said: Mapping[str, Any],
    now: datetime,
    verb: str,
) -> View:
    with changing(actor, case, now, verb) as current:
        in_session(current)
        row = model._default_manager.filter(case=current).first()
        if row is None:
            return model._default_manager.create(
                person_id=current.person_id, case=current, recorded_at=now, recorded_by=actor, **said
            )
        if all(getattr(row, name) == value for name, value in said.items()):
            return row
        row = lock(row, expected_version=version)
        for name, value in said.items():
            setattr(row, name, value)
        row.recorded_at, row.recorded_by = now, actor
        row.version += 1
        row.save()
    return row
