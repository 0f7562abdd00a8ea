"""A significant change raises a review at once; whatever else changes while it is open is collected on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from access.policies import Capability
from access.recording import cause, lock, recording, saved_so_far
from accounts.models import User
from intelligence.choices import LinkRole
from intelligence.models import Link
from offenders.actions.guards import reachable
from offenders.models import Archiving, CourtOrder, Licence, Person
from offenders.signals import facts_changed
from riskplans.assessments import changes, rules
from riskplans.assessments.changes import Change
from riskplans.assessments.choices import ChangeKind, Settlement
from riskplans.models import Assessment, RiskChange, RiskReview


def notice(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    """Receives `facts_changed`: what the running verb has recorded is looked through for significant changes.

    Before the diary does (`riskplans.apps`), which then finds the review that was raised.
    """
    found: dict[UUID, list[Change]] = {}
    for person, change in changes.seen_in(saved_so_far(), today):
        found.setdefault(person, []).append(change)
    for person, its in found.items():
        if _collect(person, its, today) and person not in people:
            facts_changed.send(RiskReview, people=[person], today=today)


def notice_intelligence(sender: object, *, link: Link, now: datetime, **kwargs: Any) -> None:
    """Receives `intelligence.signals.received`: a report about them that its grades call credible."""
    report = link.report
    if report and link.role == LinkRole.SUBJECT and changes.is_credible(report):
        said = Change(ChangeKind.INTELLIGENCE, "Credible intelligence.", None, f"link:{link.pk}")
        collect(link.person_id, [said], today=timezone.localdate(now))


def notice_question(sender: object, *, link: Link, now: datetime, **kwargs: Any) -> None:
    """Receives `intelligence.signals.plan_questioned`: the manager found that the plan is to be reviewed."""
    said = Change(
        ChangeKind.INTELLIGENCE,
        "Intelligence that calls the plan into question.",
        None,
        f"link:{link.pk}:plan",
    )
    collect(link.person_id, [said], today=timezone.localdate(now))


def notice_endings(*, now: datetime) -> int:
    """Collect the end of orders and licences, which nobody records; says of how many people. However often it runs.

    A week back, so that a few nights without it miss nothing.
    """
    today = timezone.localdate(now)
    found: dict[UUID, list[Change]] = {}
    for model, last_day, what in (
        (CourtOrder, "last_day", "An order has ended."),
        (Licence, "licence_ends_on", "A licence has ended."),
    ):
        rows = model._default_manager.standing().filter(
            **{f"{last_day}__lt": today, f"{last_day}__gte": today - timedelta(weeks=1)}
        )
        for row in rows.exclude(Exists(Archiving.objects.standing().filter(person=OuterRef("person")))):
            change = Change(
                ChangeKind.ENDING, what, getattr(row, last_day), f"{model._meta.model_name}:{row.pk}:over"
            )
            found.setdefault(row.person_id, []).append(change)
    with recording(None, "notice endings"):
        return sum(collect(person, its, today=today) for person, its in found.items())


def collect(person: UUID, found: Iterable[Change], *, today: date) -> bool:
    """Put changes on the person's open review, opening one if there is none; says whether any was new.

    In the transaction of what showed them, and by nobody's leave: whoever records a fact raises what follows from it.
    """
    new = _collect(person, found, today)
    if new:
        facts_changed.send(RiskReview, people=[person], today=today)
    return new


def _collect(person: UUID, found: Iterable[Change], today: date) -> bool:
    by_cause = {change.cause: change for change in found}
    list(Person.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))
    known = set(RiskChange.objects.filter(person=person, cause__in=by_cause).values_list("cause", flat=True))
    new = [change for change in by_cause.values() if change.cause not in known]
    if not new:
        return False
    review = RiskReview.objects.open().filter(person=person).first()
    if review is None:
        review = RiskReview.objects.create(person_id=person, starts_on=today)
    now_done = cause()
    for change in new:
        RiskChange.objects.create(
            person_id=person,
            review=review,
            kind=change.kind,
            what=change.what,
            happened_on=min(change.on or today, today),
            cause=change.cause,
            noted_on=today,
            noted_by_id=UUID(now_done.user) if now_done and now_done.user else None,
        )
    return True


def report_change(
    actor: User,
    *,
    person: Person,
    kind: ChangeKind,
    what: str,
    happened_on: date,
    now: datetime,
    submission: UUID | None = None,
) -> RiskReview:
    """Say that something has changed which no entry of the record shows; gives the review that is open.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice is one change.
    """
    wrong = {}
    if not what.strip():
        wrong["what"] = "Say what happened, in a few words."
    if happened_on > now.date():
        wrong["happened_on"] = "That day is still to come."
    if wrong:
        raise ValidationError(wrong)
    with recording(actor, "report change"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        said = Change(kind, what.strip(), happened_on, f"said:{submission or uuid4()}")
        collect(person.pk, [said], today=now.date())
        return RiskChange.objects.select_related("review").get(person=person, cause=said.cause).review


def settle_review(actor: User, *, review: RiskReview, version: int, note: str, now: datetime) -> RiskReview:
    """Say that, after all that changed, the assessment still holds, and why.

    Raises PermissionDenied, Stale, or ValidationError. The same by the same person twice is one.
    """
    if not note.strip():
        raise ValidationError({"note": "Say why the assessment still holds after what has changed."})
    with recording(actor, "settle review", reason=note.strip()[:500]):
        person = reachable(actor, review.person, Capability.RECORD, now.date())
        current = lock(review)
        if current.outcome == Settlement.UNCHANGED and current.settled_by_id == actor.pk:
            return current
        lock(review, expected_version=version)
        if current.outcome:
            raise ValidationError("This review has been settled already.", code="settled")
        current.note = note.strip()
        _settle(current, Settlement.UNCHANGED, actor, now)
        facts_changed.send(RiskReview, people=[person.pk], today=now.date())
    return current


def settle_by(actor: User, assessment: Assessment, now: datetime) -> None:
    """The open review is answered by an assessment that was made once all of its changes were known."""
    review = RiskReview.objects.open().filter(person=assessment.person).first()
    if review is None or assessment.assessed_on is None:
        return
    if rules.answers(assessment.assessed_on, review.changes.values_list("noted_on", flat=True)):
        review.assessment = assessment
        _settle(review, Settlement.ASSESSED, actor, now)


def _settle(review: RiskReview, outcome: Settlement, by: User, now: datetime) -> None:
    review.outcome, review.settled_at, review.settled_by = outcome, now, by
    review.version += 1
    review.save()
