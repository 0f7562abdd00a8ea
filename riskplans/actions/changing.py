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
from accounts.models import Force, User
from diary import clock
from intelligence.choices import LinkRole
from intelligence.models import Link
from offenders.actions.guards import believe, reachable
from offenders.models import Archiving, CourtOrder, Licence, Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.assessments import changes, duties, queries, rules
from riskplans.assessments.changes import Change
from riskplans.assessments.choices import ChangeKind, Settlement
from riskplans.keys import ENDING_NEWS
from riskplans.models import Assessment, RiskChange, RiskReview


def notice(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    """Receives `facts_changed`: what the running verb has recorded is looked through for significant changes.

    Before the diary does (`riskplans.apps`), which then finds the review that was raised.
    """
    found: dict[UUID, list[Change]] = {}
    for person, change in changes.seen_in(saved_so_far(), today):
        found.setdefault(person, []).append(change)
    now = datetime.combine(today, clock.now().timetz())  # the signal brings the day alone
    for person, its in found.items():
        if _collect(person, its, now) and person not in people:
            facts_changed.send(RiskReview, people=[person], today=today)


def notice_intelligence(sender: object, *, link: Link, now: datetime, **kwargs: Any) -> None:
    """Receives `intelligence.signals.received`: a report about them that its grades call credible."""
    report = link.report
    if report and link.role == LinkRole.SUBJECT and changes.is_credible(report):
        said = Change(ChangeKind.INTELLIGENCE, "Credible intelligence.", None, f"link:{link.pk}")
        collect(link.person_id, [said], now=now)


def notice_question(sender: object, *, link: Link, now: datetime, **kwargs: Any) -> None:
    """Receives `intelligence.signals.plan_questioned`: the manager found that the plan is to be reviewed."""
    said = Change(
        ChangeKind.INTELLIGENCE,
        "Intelligence that calls the plan into question.",
        None,
        f"link:{link.pk}:plan",
    )
    collect(link.person_id, [said], now=now)


def notice_endings(*, now: datetime) -> int:
    """Collect the end of orders and licences, which nobody records; says of how many people. However often it runs.

    As far back as the force's policy says, so that a few nights without it miss nothing.
    """
    today = timezone.localdate(now)
    found: dict[UUID, list[Change]] = {}
    for force in Force.objects.values_list("pk", flat=True):
        since = today - timedelta(days=policy_of(force, today).value(ENDING_NEWS))
        for model, last_day, what in (
            (CourtOrder, "last_day", "An order has ended."),
            (Licence, "licence_ends_on", "A licence has ended."),
        ):
            rows = model._default_manager.standing().filter(
                **{"person__force": force, f"{last_day}__lt": today, f"{last_day}__gte": since}
            )
            for row in rows.exclude(Exists(Archiving.objects.standing().filter(person=OuterRef("person")))):
                cause_of = f"{model._meta.model_name}:{row.pk}{changes.over(row)}"
                change = Change(ChangeKind.ENDING, what, getattr(row, last_day), cause_of)
                found.setdefault(row.person_id, []).append(change)
    with recording(None, "notice endings"):
        return sum(collect(person, its, now=now) for person, its in found.items())


def collect(person: UUID, found: Iterable[Change], *, now: datetime) -> bool:
    """Put changes on the person's open review, opening one if there is none; says whether any was new.

    In the transaction of what showed them, and by nobody's leave: whoever records a fact raises what follows from it.
    """
    new = _collect(person, found, now)
    if new:
        facts_changed.send(RiskReview, people=[person], today=timezone.localdate(now))
    return new


def _collect(person: UUID, found: Iterable[Change], now: datetime) -> bool:
    today = timezone.localdate(now)
    by_cause = {change.cause: change for change in found}
    list(Person.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))
    known = set(RiskChange.objects.filter(person=person, cause__in=by_cause).values_list("cause", flat=True))
    new = [change for change in by_cause.values() if change.cause not in known]
    if not new:
        return False
    review = RiskReview.objects.open().filter(person=person).first()
    if review is None:
        review = RiskReview.objects.create(person_id=person, starts_on=today)
    elif review.assessment_id:  # it knew nothing of this
        review.assessment = None
        review.version += 1
        review.save()
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
            noted_at=now,
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
        collect(person.pk, [said], now=now)
        return RiskChange.objects.select_related("review").get(person=person, cause=said.cause).review


def settle_review(
    actor: User, *, review: RiskReview, version: int, note: str = "", plan_note: str = "", now: datetime
) -> RiskReview:
    """Say that, after all that changed, the assessment still holds, unless they were assessed again; and the plan,
    where the one in force is older than the change.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same by the same person twice is one.
    """
    # The notes stand on the row, of a class of their own: everybody who reads an event reads its reason.
    with recording(actor, "settle review"):
        person = reachable(actor, review.person, Capability.RECORD, now.date())
        current = lock(review)
        if current.outcome and current.settled_by_id == actor.pk:
            return current
        lock(review, expected_version=version)
        if current.outcome:
            raise ValidationError("This review has been settled already.", code="settled")
        assessed, behind = current.assessment_id is not None, queries.plan_behind(current)
        believe(rules.settle(note=note, assessed=assessed, plan_note=plan_note, plan_behind=bool(behind)))
        current.note = "" if assessed else note.strip()
        current.plan_note = plan_note.strip() if behind else ""
        _settle(current, Settlement.ASSESSED if assessed else Settlement.UNCHANGED, actor, now)
        facts_changed.send(RiskReview, people=[person.pk], today=now.date())
    return current


def settle_by(actor: User, assessment: Assessment, now: datetime) -> None:
    """The risk of the open review is answered by an approved assessment that meets the duty to assess them, and that
    was made and handed in once all of its changes were known. It is settled, unless the plan in force is older."""
    review = RiskReview.objects.open().filter(person=assessment.person).first()
    due = duties.clock_of(assessment.person, now.date())
    if review is None or due is None or not due.counts(assessment.tool.code, assessment.tool.measure):
        return
    noted = review.changes.values_list("noted_on", "noted_at")
    if rules.answers(assessment.assessed_on, assessment.submitted_at, noted):
        review.assessment = assessment
        if queries.plan_behind(review) is None:
            _settle(review, Settlement.ASSESSED, actor, now)
        else:
            review.version += 1
            review.save()


def settle_by_plan(actor: User, person: Person, now: datetime) -> None:
    """Settle the open review once a plan newer than its changes is in force, if they were assessed again."""
    review = RiskReview.objects.open().filter(person=person).first()
    if review and review.assessment_id and queries.plan_behind(review) is None:
        _settle(review, Settlement.ASSESSED, actor, now)


def _settle(review: RiskReview, outcome: Settlement, by: User, now: datetime) -> None:
    review.outcome, review.settled_at, review.settled_by = outcome, now, by
    review.version += 1
    review.save()
