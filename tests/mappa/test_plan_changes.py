"""Changes to the plan in the meeting: proposed, compared, withdrawn, decided, and taken into the next version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Task
from mappa import actions
from mappa.models import PlanChange
from offenders.models import Person
from riskplans import actions as riskplans
from riskplans.models import Plan
from riskplans.plans.choices import Occasion
from tests import world
from tests.mappa import held, moved
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
LATER = world.at(world.TODAY, 15)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    found = held.managed(world.person(officer))
    moved.planned(officer, found)
    return found


def test_what_the_meeting_decided_becomes_the_draft_that_the_manager_signs(
    sign_in: SignIn, person: Person, officer: User
) -> None:
    case = held.begun(person)
    was = Plan.objects.in_force().get(person=person).triggers
    client = sign_in(case.sitting.recorded_by)
    page = reverse("plan-changes", args=[case.sitting_id, case.pk])
    assert "Triggers and early warning signs" in client.get(page).content.decode()
    text = client.get(page + "?line=triggers").content.decode()
    assert was in text
    sent = {
        "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a21",
        "before": was,
        "after": moved.NEW,
        "why": "The tablet came to light in May.",
    }
    for _ in range(2):
        text = client.post(page + "?line=triggers", sent, follow=True).content.decode()
    assert PlanChange.objects.count() == 1
    assert f"<ins>{moved.NEW}</ins>" in text
    assert f"<del>{was}</del>" in text
    assert Plan.objects.in_force().get(person=person).triggers == was

    held.decided(held.complete(case))
    task = Task.objects.get(source=f"mappa/plan-changes:{case.pk}")
    assert (task.owner, task.due_on) == (officer, world.TODAY + world.days(7))
    client = sign_in(officer)
    page = reverse("take-plan-changes", args=[person.pk, case.pk])
    assert "Take them into the draft" in client.get(page).content.decode()
    for _ in range(2):
        client.post(page)
    draft = Plan.objects.open().get(person=person)
    assert (draft.number, draft.state, draft.triggers) == (2, "draft", moved.NEW)
    assert draft.authors == [officer.pk]
    assert Plan.objects.in_force().get(person=person).triggers == was
    assert not Task.objects.open().filter(pk=task.pk).exists()
    assert "Taken into Plan 2" in client.get(page).content.decode()


def test_after_the_decision_the_page_shows_the_changes_and_offers_none(
    sign_in: SignIn, person: Person
) -> None:
    case = moved.decided(person)
    page = reverse("plan-changes", args=[case.sitting_id, case.pk])
    text = sign_in(case.sitting.recorded_by).get(page).content.decode()
    assert f"<ins>{moved.NEW}</ins>" in text
    assert "while the case is in session" in text
    assert "?line=" not in text
    assert ">Withdraw<" not in text


def test_a_line_that_the_draft_has_otherwise_is_named_and_nothing_is_lost(
    person: Person, officer: User
) -> None:
    case = moved.decided(person)
    draft = riskplans.start_plan(officer, person=person, occasion=Occasion.REVIEW, now=LATER)
    riskplans.change_plan(
        officer, plan=draft, version=draft.version, said={"triggers": "Typed by hand."}, now=LATER
    )
    with pytest.raises(ValidationError, match="Triggers and early warning signs"):
        actions.take_plan_changes(officer, case=case, now=LATER)
    draft.refresh_from_db()
    assert draft.triggers == "Typed by hand."
    riskplans.change_plan(officer, plan=draft, version=draft.version, said={"triggers": moved.NEW}, now=LATER)
    assert actions.take_plan_changes(officer, case=case, now=LATER).pk == draft.pk


def test_what_is_withdrawn_leads_to_nothing(person: Person, officer: User) -> None:
    case = held.begun(person)
    change = moved.changed(case)
    with pytest.raises(ValidationError, match="proposed already"):
        moved.changed(case, after="Otherwise")
    by = case.sitting.chair
    assert actions.withdraw_plan_change(by, change=change, version=1, now=NOW).withdrawn_by == by
    moved.changed(case, line="contact", before=Plan.objects.in_force().get(person=person).contact)
    actions.withdraw_plan_change(by, change=PlanChange.objects.get(line="contact"), version=1, now=NOW)
    held.decided(held.complete(case))
    assert not Task.objects.filter(source__startswith="mappa/plan-changes").exists()
    with pytest.raises(ValidationError, match="decided no change"):
        actions.take_plan_changes(officer, case=held.again(case), now=LATER)


def test_who_may_and_when(person: Person, officer: User) -> None:
    case = held.begun(person)
    with pytest.raises(ValidationError, match="The plan says otherwise by now"):
        moved.changed(case, before="What nobody wrote")
    with pytest.raises(ValidationError) as refused:
        moved.changed(case, after=" ", why="")
    assert set(refused.value.message_dict) == {"after", "why"}
    with pytest.raises(PermissionDenied):
        actions.propose_plan_change(
            officer, case=case, line="contact", before="", after="New", why="So", now=NOW
        )
    moved.changed(case)
    done = held.decided(held.complete(case))
    with pytest.raises(PermissionDenied):
        actions.take_plan_changes(done.sitting.chair, case=done, now=LATER)
    with pytest.raises(ValidationError, match="not in session"):
        moved.changed(held.again(case), line="contact", before="")


def test_what_was_proposed_stays_as_it_was(person: Person) -> None:
    change = moved.changed(held.begun(person))
    for update in ({"after": "Otherwise"}, {"why": "Otherwise"}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            PlanChange.objects.filter(pk=change.pk).update(**update)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanChange.objects.filter(pk=change.pk).update(taken_at=NOW)
