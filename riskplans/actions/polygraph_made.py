"""Polygraph: the test that was made, its quality check, what was disclosed, and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions import set_task
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from riskplans.actions.polygraph import NOT_NOW, managers, step, words_of
from riskplans.actions.telling import SOURCE, ask_supervisor, tell_supervisors
from riskplans.choices import Asked
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.polygraph import rules
from riskplans.polygraph.choices import CHECKED, Gravity, Result, TestState, Triage

SAFEGUARD_TITLE = "Safeguarding after a polygraph test"
TO_CONFIRM_TITLE = "Nothing further after a grave polygraph disclosure: a supervisor is to agree"
AGAIN_TITLE = "Triage a polygraph disclosure again: a supervisor did not agree"
_MADE = (TestState.TESTED, TestState.UNCHECKED, *CHECKED)
_SET = {
    Triage.CRIME: "Record the crime that was disclosed at a polygraph test",
    Triage.INTELLIGENCE: "Submit an intelligence report on a polygraph disclosure",
}


def record_absence_from_polygraph(
    actor: User, *, test: PolygraphTest, version: int, why: str, now: datetime
) -> PolygraphTest:
    """They did not attend. Raises PermissionDenied, Stale, or ValidationError: before the test was to be."""
    if test.booked_for and test.booked_for > now:
        raise ValidationError("The test is still to come.")
    with recording(actor, "record absence from polygraph"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        return step(test, version, TestState.ABSENT, now, {"absent_why": why.strip()})


def record_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    tested_on: date,
    told: int,
    now: datetime,
    result: Result | str = "",
    result_note: str = "",
) -> PolygraphTest:
    """Record that the test was made, how many things they disclosed, and the examiner's result if it is there.

    Who manages them is asked again: a manager since the booking made no test. Raises PermissionDenied, Stale, or
    ValidationError keyed by field.
    """
    believe(rules.made({"tested_on": tested_on, "booked_for": test.booked_for}, now=now))
    with recording(actor, "record polygraph test"):
        person = reachable(actor, test.person, Capability.RECORD, now.date())
        name = words_of(test.examiner) if test.examiner else test.examiner_name
        if refused := rules.examiner(name, managers=managers(person, now.date())):
            raise ValidationError(refused)
        said = {"tested_on": tested_on, "told": told}
        if test.state == TestState.UNCHECKED:
            return step(
                test,
                version,
                TestState.UNCHECKED,
                now,
                {**said, "result": result, "result_note": result_note.strip()},
            )
        made = step(test, version, TestState.TESTED, now, said)
        return (
            _result(made, made.version, result, result_note, now)
            if result and made.version == version + 1
            else made
        )


def record_polygraph_result(
    actor: User, *, test: PolygraphTest, version: int, result: Result, result_note: str, now: datetime
) -> PolygraphTest:
    """Record the examiner's result, which waits for its quality check. Raises as `record_polygraph` does."""
    with recording(actor, "record polygraph result"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        return _result(test, version, result, result_note, now)


def _result(
    test: PolygraphTest, version: int, result: Result | str, note: str, now: datetime
) -> PolygraphTest:
    return step(test, version, TestState.UNCHECKED, now, {"result": result, "result_note": note.strip()})


def check_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    checked_on: date,
    result: Result,
    now: datetime,
    checker: User | None = None,
    checker_name: str = "",
    checker_standing: str,
    check_note: str = "",
) -> PolygraphTest:
    """Another examiner has checked the test: its result is final, as it was or as the check has it.

    They neither made it nor manage the person, and `checker_standing` says what makes them an examiner. What calls for
    action stands open for it. Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    name = str(checker) if checker else checker_name.strip()
    wrong: rules.Refusals = {}
    made_by = words_of(test.examiner) if test.examiner else test.examiner_name
    if refused := rules.checker(
        words_of(checker) if checker else name,
        examined_by=made_by,
        managers=managers(test.person, checked_on),
    ):
        wrong["checker_name"] = refused
    if not checker_standing.strip():
        wrong["checker_standing"] = "Say what makes them an examiner."
    if checked_on > now.date():
        wrong["checked_on"] = "That day is still to come."
    elif test.tested_on and checked_on < test.tested_on:
        wrong["checked_on"] = "It cannot have been checked before it was made."
    if result != test.result and not check_note.strip():
        wrong["check_note"] = "The check changes the result: say why."
    believe(wrong)
    with recording(actor, "check polygraph test"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        said: dict[str, Any] = {
            "result": result,
            "checker": checker,
            "checker_name": name,
            "checker_standing": checker_standing.strip(),
            "checked_on": checked_on,
            "check_note": check_note.strip(),
        }
        final = step(test, version, TestState.FINAL, now, said)
        if final.state == TestState.FINAL and rules.calls_for_action(final.result, final.told):
            final = step(final, final.version, TestState.ACTIONS, now, {})
        return final


def record_polygraph_disclosure(
    actor: User,
    *,
    test: PolygraphTest,
    said: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> PolygraphDisclosure:
    """Record one thing they disclosed: `said_at`, `part`, `gravity` and `what`.

    One more than the test says were made counts as one more. Raises PermissionDenied, or ValidationError keyed by
    field. The same `submission` twice gives the first back.
    """
    with recording(actor, "record polygraph disclosure"):
        person = reachable(actor, test.person, Capability.RECORD, now.date())
        if submission and (
            already := PolygraphDisclosure.objects.filter(person=person, submission=submission).first()
        ):
            return already
        current = lock(test)
        if current.state not in _MADE:
            raise ValidationError(NOT_NOW, code="moved")
        if said["said_at"] > now:
            raise ValidationError({"said_on": "That is still to come."})
        if current.tested_on and said["said_at"].date() < current.tested_on:
            raise ValidationError({"said_on": "That was before the test."})
        found = PolygraphDisclosure.objects.create(
            person=person, test=current, **said, recorded_at=now, recorded_by=actor, submission=submission
        )
        number = current.disclosures.standing().count()
        if number > current.told:
            current.told = number
            current.version += 1
            current.save(update_fields=["told", "version"])
        if found.gravity == Gravity.GRAVE:
            _safeguard(actor, person, found, now)
        facts_changed.send(PolygraphDisclosure, people=[person.pk], today=now.date())
    return found


def triage_polygraph_disclosure(
    actor: User,
    *,
    disclosure: PolygraphDisclosure,
    version: int,
    triage: Sequence[Triage],
    note: str,
    now: datetime,
) -> PolygraphDisclosure:
    """Say what a disclosure is taken for, several things perhaps, and what is done: a crime and intelligence are tasks,
    safeguarding is the supervisor's at once.

    Where somebody may be at risk, "nothing further" waits for a supervisor. It may be triaged again: the triage before
    stays in the history. Raises PermissionDenied, Stale, or ValidationError keyed by field. The same triage by the same
    officer twice is one.
    """
    taken_for = [each for each in Triage if each in triage]
    believe(rules.triage(taken_for, note))
    with recording(actor, "triage polygraph disclosure"):
        person = reachable(actor, disclosure.person, Capability.RECORD, now.date())
        current = lock(disclosure)
        if (current.triage, current.triage_note, current.triaged_by_id) == (
            taken_for,
            note.strip(),
            actor.pk,
        ):
            return current
        lock(disclosure, expected_version=version)
        before = current.triage
        current.triage, current.triage_note = taken_for, note.strip()
        current.triaged_at, current.triaged_by = now, actor
        current.answer, current.answer_note, current.answered_at, current.answered_by = "", "", None, None
        current.version += 1
        current.save()
        for each in taken_for:
            if each in _SET and each not in before:
                set_task(
                    actor,
                    person=person,
                    title=_SET[each],
                    due_on=now.date(),
                    source=f"{SOURCE}/polygraph-{each}:{current.test_id}:{current.pk}",
                    now=now,
                )
        if Triage.SAFEGUARDING in taken_for and Triage.SAFEGUARDING not in before:
            _safeguard(actor, person, current, now)
        if current.waits_for_answer:
            cause = f"polygraph {current.pk}:{current.version}"
            tell_supervisors(
                person, apart_from=[actor], cause=cause, what=TO_CONFIRM_TITLE, now=now, at_once=True
            )
        facts_changed.send(PolygraphDisclosure, people=[person.pk], today=now.date())
    return current


def answer_polygraph_disclosure(
    actor: User,
    *,
    disclosure: PolygraphDisclosure,
    version: int,
    answer: Asked,
    note: str,
    now: datetime,
) -> PolygraphDisclosure:
    """A supervisor agrees that nothing further is done where somebody may be at risk, or has it triaged again.

    Raises PermissionDenied, Stale, or ValidationError: without reasons, or of one's own triage.
    """
    if not note.strip():
        raise ValidationError({"answer_note": "Give the reasons."})
    with recording(actor, "answer polygraph disclosure"):
        person = reachable(actor, disclosure.person, Capability.APPROVE, now.date())
        current = lock(disclosure)
        if (current.answer, current.answer_note, current.answered_by_id) == (answer, note.strip(), actor.pk):
            return current
        lock(disclosure, expected_version=version)
        if not current.waits_for_answer:
            raise ValidationError("This waits for no answer.", code="answered")
        if current.triaged_by_id == actor.pk:
            raise ValidationError("Somebody else decides on a triage of yours.")
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save()
        if answer == Asked.REFUSED and current.triaged_by:
            set_task(
                actor,
                person=person,
                title=AGAIN_TITLE,
                due_on=now.date(),
                owner=current.triaged_by,
                source=f"{SOURCE}/polygraph-again:{current.test_id}:{current.pk}:{current.version}",
                now=now,
            )
        facts_changed.send(PolygraphDisclosure, people=[person.pk], today=now.date())
    return current


def close_polygraph(
    actor: User,
    *,
    test: PolygraphTest,
    version: int,
    actions: str,
    shared_with: str,
    now: datetime,
) -> PolygraphTest:
    """Close a test whose result is final: every disclosure triaged, and what was done about it said.

    Raises PermissionDenied, Stale, or ValidationError naming what is left to do.
    """
    with recording(actor, "close polygraph test"):
        reachable(actor, test.person, Capability.RECORD, now.date())
        current = lock(test)
        disclosed = current.disclosures.standing()
        left = rules.open_ends(
            told=current.told,
            recorded=disclosed.count(),
            triaged=PolygraphDisclosure.objects.settled().filter(test=current).count(),
            response=rules.calls_for_action(current.result, 0),
            actions=actions,
        )
        if left and current.state in CHECKED:
            raise ValidationError(left)
        said = {"actions": actions.strip(), "shared_with": shared_with.strip()}
        if current.state not in (*CHECKED, TestState.CLOSED):
            raise ValidationError(NOT_NOW, code="moved")
        return step(test, version, TestState.CLOSED, now, said, ended_by=actor)


def _safeguard(actor: User, person: Person, disclosure: PolygraphDisclosure, now: datetime) -> None:
    ask_supervisor(
        actor,
        person=person,
        kind="polygraph-danger",
        about=f"{disclosure.test_id}:{disclosure.pk}",
        title=SAFEGUARD_TITLE,
        due_on=now.date(),
        now=now,
        at_once=True,
    )
