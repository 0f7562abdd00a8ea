"""The review before notification ends: handed in by an officer, answered by somebody else, taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import Stale, lock, recording, same_again
from accounts.models import User
from frontend.dates import words
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from riskplans.actions.telling import answered, ask_supervisor, tell_manager
from riskplans.choices import Asked
from riskplans.ending import queries, rules
from riskplans.ending.choices import After, Check
from riskplans.models import EndReview

KIND = "ending"


def hand_in_end_review(
    actor: User,
    *,
    person: Person,
    seen: date,
    verified: str,
    risk: str,
    after: str,
    now: datetime,
    orders: str = "",
    basis: str = "",
    submission: UUID | None = None,
) -> EndReview:
    """Say what was found before notification ends, and ask that the record then be closed, or managed on.

    `seen` is the last day that the officer saw: raises Stale when it is another by now. Raises PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    verified, risk, orders, basis = verified.strip(), risk.strip(), orders.strip(), basis.strip()
    if after == After.CLOSE:
        basis = ""
    with recording(actor, "hand in end review", reason=After(after).label):
        person = reachable(actor, person, Capability.RECORD, today)
        said = {"verified": verified, "risk": risk, "after": after, "orders": orders, "basis": basis}
        if submission and (already := EndReview.objects.filter(person=person, submission=submission).first()):
            return same_again(already, ends_on=seen, **said)
        ending = queries.ending_of(person)
        if ending is None or ending.ends_on is None:
            raise ValidationError("Their notification has no last day, so there is no end to review.")
        if ending.ends_on != seen:
            raise Stale(
                "The last day of notification has moved since you opened this page, so nothing has been saved. What "
                "you typed is still here: look at the day above, and send it again if it should stand."
            )
        believe(
            rules.handed_in(
                ends_on=seen,
                opens=queries.days_for(person, seen, today).opens,
                after=after,
                basis=basis,
                in_force=len(queries.running_on(person, seen)),
                orders=orders,
                today=today,
            )
        )
        for other in (
            EndReview.objects.waiting().select_for_update().filter(person=person).exclude(ends_on=seen)
        ):
            _take_back(other, actor, f"The last day of notification is now {words(seen)}.", now)
        if EndReview.objects.counting().filter(person=person, ends_on=seen).exists():
            raise ValidationError(
                "This end has been reviewed already: it waits for an answer, or has one.", code="standing"
            )
        made = EndReview.objects.create(
            person=person,
            ends_on=seen,
            citation=ending.citation,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            **said,
        )
        ask_supervisor(
            actor,
            person=person,
            kind=KIND,
            about=made.pk,
            title="Decide on the review before notification ends",
            due_on=max(queries.days_for(person, seen, today).decided, today),
            now=now,
        )
        facts_changed.send(EndReview, people=[person.pk], today=today)
    return made


def answer_end_review(
    actor: User,
    *,
    review: EndReview,
    version: int,
    answer: str,
    note: str,
    now: datetime,
    checked: Collection[str] = (),
) -> EndReview:
    """Approve what an officer handed in, with every point of the checklist looked at, or return it; never one's own.

    Raises PermissionDenied, Stale, or ValidationError: also when the last day has moved since, so that something else
    would be approved. The same answer by one person twice is one.
    """
    today, note = now.date(), note.strip()
    wrong = {} if note else {"note": "Give your reasons: they stand on the record."}
    approves = answer == Asked.APPROVED
    if approves and set(Check.values) - set(checked):
        wrong["checked"] = "Tick each of the points: an approval says that you have looked at them."
    if wrong:
        raise ValidationError(wrong)
    with recording(actor, "answer end review", reason=note):
        person = reachable(actor, review.person, Capability.APPROVE, today)
        current = lock(review)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return same_again(current, answer_note=note)
        lock(review, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You handed this in, so somebody else must answer.", code="own")
        if current.answer or current.taken_back_at:
            raise ValidationError("This has been answered, or taken back, already.", code="answered")
        ending = queries.ending_of(person)
        if approves and (ending is None or ending.ends_on != current.ends_on):
            raise ValidationError(
                f"Notification no longer ends on {words(current.ends_on)}, so this cannot be approved. Return it, and "
                "have the end reviewed anew.",
                code="moved",
            )
        current.answer, current.answer_note = answer, note
        current.checked = Check.values if approves else []
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save()
        said = "Approved" if approves else "Returned"
        answered(actor, person=person, kind=KIND, about=current.pk, note=said, now=now)
        tell_manager(
            person,
            apart_from=[actor],
            cause=f"{KIND} {current.pk} {answer}",
            what=f"The review before notification ends was {said.lower()}",
            now=now,
        )
        facts_changed.send(EndReview, people=[person.pk], today=today)
    return current


def take_back_end_review(
    actor: User, *, review: EndReview, version: int, why: str, now: datetime
) -> EndReview:
    """Take back what waits, or what was approved and no longer holds. Raises PermissionDenied, Stale, or
    ValidationError."""
    why = why.strip()
    if not why:
        raise ValidationError({"why": "Say why it is taken back: whoever reads the history needs to know."})
    with recording(actor, "take back end review", reason=why):
        person = reachable(actor, review.person, Capability.RECORD, now.date())
        current = lock(review)
        if current.taken_back_at and current.taken_back_why == why:
            return current
        lock(review, expected_version=version)
        if current.taken_back_at or current.answer == Asked.REFUSED:
            raise ValidationError("This was returned, or taken back, already.", code="answered")
        current.person = person
        _take_back(current, actor, why, now)
        facts_changed.send(EndReview, people=[person.pk], today=now.date())
    return current


def _take_back(review: EndReview, actor: User, why: str, now: datetime) -> None:
    waiting = review.answer == ""
    review.taken_back_at, review.taken_back_why = now, why
    review.version += 1
    review.save(update_fields=["taken_back_at", "taken_back_why", "version"])
    if waiting:
        answered(actor, person=review.person, kind=KIND, about=review.pk, note="Taken back", now=now)
