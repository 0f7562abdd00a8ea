"""Polygraph: a test from the offer to the booking, and one that comes to nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import Cover, User
from offenders.actions.guards import believe, linked, reachable
from offenders.models import Assignment, LicenceCondition, OrderCondition, Person
from offenders.queries import conditions_in_force
from offenders.signals import facts_changed
from riskplans.choices import YesNo
from riskplans.models import PolygraphTest
from riskplans.polygraph import rules
from riskplans.polygraph.choices import STEPS, UNMADE, Basis, Exam, TestState, Unfit

NOT_NOW = "The test does not stand where this could follow. Look at it again."


def start_polygraph(
    actor: User,
    *,
    person: Person,
    basis: Basis,
    exam: Exam,
    areas: Sequence[str],
    now: datetime,
    condition: OrderCondition | LicenceCondition | None = None,
    offered_on: date | None = None,
    submission: UUID | None = None,
) -> PolygraphTest:
    """Begin a test: what it rests on, and what its questions are about; offered already, or still to be.

    Raises PermissionDenied, or ValidationError keyed by field: without the condition that the basis names, or in force
    no more. The same `submission` twice gives the first back.
    """
    today = now.date()
    named: dict[str, bool] = {
        Basis.ORDER: isinstance(condition, OrderCondition),
        Basis.LICENCE: isinstance(condition, LicenceCondition),
    }
    if basis == Basis.VOLUNTARY:
        condition = None
    believe(rules.opening({"basis": basis, "areas": areas}, conditions=named))
    if offered_on and offered_on > today:
        raise ValidationError({"offered_on": "That day is still to come."})
    with recording(actor, "start polygraph test"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (
            already := PolygraphTest.objects.filter(person=person, submission=submission).first()
        ):
            return already
        if PolygraphTest.objects.open().filter(person=person).exists():
            raise ValidationError("A polygraph test is under way already. Take it further.", code="open")
        if basis != Basis.VOLUNTARY:
            orders, licences = conditions_in_force(person, today)
            if condition not in [*orders, *licences]:
                raise ValidationError({"condition": "That condition is not in force today."})
        test = PolygraphTest(
            person=person,
            basis=basis,
            exam=exam,
            areas=list(areas),
            order_condition=condition if isinstance(condition, OrderCondition) else None,
            licence_condition=condition if isinstance(condition, LicenceCondition) else None,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        believe(linked(actor, test, now))
        test.save(force_insert=True)
        if offered_on:
            test = step(test, test.version, TestState.OFFERED, now, {"offered_on": offered_on})
        facts_changed.send(PolygraphTest, people=[person.pk], today=today)
    return test


def offer_polygraph(
    actor: User, *, test: PolygraphTest, version: int, offered_on: date, now: datetime
) -> PolygraphTest:
    """Record that the test was offered. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if offered_on > now.date():
        raise ValidationError({"offered_on": "That day is still to come."})
    with recording(actor, "offer polygraph test"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        return step(test, version, TestState.OFFERED, now, {"offered_on": offered_on})


def answer_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    agreed: bool,
    now: datetime,
    consent_on: date | None = None,
    consent: str = "",
    refused_why: str = "",
    risk_note: str = "",
) -> PolygraphTest:
    """Record their answer: it goes on by consent, or because the condition asks for it; or they refuse.

    A refusal says what it means for their risk, and ends the test. Raises PermissionDenied, Stale, or ValidationError
    keyed by field.
    """
    wrong: rules.Refusals = {}
    if agreed and test.basis == Basis.VOLUNTARY:
        if not consent_on:
            wrong["consent_on"] = "Enter the day of their consent: a voluntary test needs it."
        if not consent.strip():
            wrong["consent"] = "Say where the signed consent is kept."
    if consent_on and consent_on > now.date():
        wrong["consent_on"] = "That day is still to come."
    if not agreed:
        if not refused_why.strip():
            wrong["refused_why"] = "Say why they refused, or that they gave no reason."
        if not risk_note.strip():
            wrong["risk_note"] = "Say what the refusal means for their risk."
    believe(wrong)
    with recording(actor, "answer polygraph offer"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        if agreed:
            said: dict[str, Any] = {"consent_on": consent_on, "consent": consent.strip()}
            return step(test, version, TestState.REFERRED, now, said)
        said = {"refused_why": refused_why.strip(), "risk_note": risk_note.strip()}
        return step(test, version, TestState.REFUSED, now, said, ended_by=actor)


def book_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    now: datetime,
    booked_for: datetime | None,
    place: str = "",
    examiner: User | None = None,
    examiner_name: str = "",
    fitness: str = "",
) -> PolygraphTest:
    """Book somebody who is fit for it with an examiner who does not manage them.

    The examiner is a user, or somebody of another organisation by name. Raises PermissionDenied, Stale, or
    ValidationError keyed by field: a conflict of interest stands on `examiner_name`.
    """
    today = now.date()
    with recording(actor, "book polygraph test"):
        person = reachable(actor, test.person, Capability.RECORD, today)
        name = str(examiner) if examiner else examiner_name.strip()
        wrong: rules.Refusals = {}
        if refused := rules.examiner(
            words_of(examiner) if examiner else name, managers=managers(person, today)
        ):
            wrong["examiner_name"] = refused
        if booked_for is None:
            wrong["booked_on"] = "Enter the day of the test."
        else:
            wrong |= rules.of_age(born=person.date_of_birth, on=booked_for.date())
        believe(wrong)
        said = {
            "fit": YesNo.YES,
            "unfit_for": "",
            "fitness": fitness.strip(),
            "again_on": None,
            "booked_for": booked_for,
            "place": place.strip(),
            "examiner": examiner,
            "examiner_name": name,
            "absent_why": "",
        }
        return step(test, version, TestState.BOOKED, now, said)


def defer_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    unfit_for: Unfit,
    again_on: date,
    now: datetime,
    fitness: str = "",
) -> PolygraphTest:
    """They are not fit to be tested now: why, and when it is looked at again.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if again_on <= now.date():
        raise ValidationError({"again_on": "Enter a day to come, on which you look at it again."})
    with recording(actor, "defer polygraph test"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        said = {"fit": YesNo.NO, "unfit_for": unfit_for, "fitness": fitness.strip(), "again_on": again_on}
        return step(test, version, TestState.DEFERRED, now, said)


def drop_polygraph(
    actor: User, *, test: PolygraphTest, version: int, why: str, now: datetime
) -> PolygraphTest:
    """End a test that will not be made, with the reason: recalled, the condition has ended, they have died.

    Raises PermissionDenied, Stale, or ValidationError: one that has been made is closed, with what was done about it.
    """
    if not why.strip():
        raise ValidationError({"closed_why": "Say why the test will not be made."})
    if test.state not in (*UNMADE, TestState.CLOSED):
        raise ValidationError(NOT_NOW, code="moved")
    with recording(actor, "drop polygraph test", reason=why.strip()):
        reachable(actor, test.person, Capability.RECORD, now.date())
        return step(test, version, TestState.CLOSED, now, {"closed_why": why.strip()}, ended_by=actor)


def step(
    test: PolygraphTest,
    version: int,
    to: TestState,
    now: datetime,
    said: Mapping[str, Any],
    *,
    ended_by: User | None = None,
) -> PolygraphTest:
    """The test one step further, with what was said; the same step sent twice is one.

    Raises Stale where somebody else was quicker, or ValidationError where this step could not follow.
    """
    current = lock(test)
    if current.state == to and all(getattr(current, name) == value for name, value in said.items()):
        return current
    lock(test, expected_version=version)
    if to not in STEPS.get(TestState(current.state), []):
        raise ValidationError(NOT_NOW, code="moved")
    said = {**said, "state": to, **({"ended_at": now, "ended_by": ended_by} if ended_by else {})}
    for name, value in said.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*said, "version"])
    facts_changed.send(PolygraphTest, people=[current.person_id], today=now.date())
    return current


def managers(person: Person, today: date) -> list[str]:
    """Whoever manages them, and whoever stands in, as rank, names and number."""
    managing = Assignment.objects.filter(person=person, ends_on__isnull=True).values("manager")
    covering = Cover.objects.running_on(today).filter(manager__in=managing).values("covered_by")
    found = User.objects.filter(pk__in=managing) | User.objects.filter(pk__in=covering)
    return [words_of(user) for user in found]


def words_of(user: User) -> str:
    return f"{user.rank} {user.given_name} {user.family_name} {user.collar_number}"
