"""A case handed to another area: who asks, who answers, who is responsible until then, and that no clock moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from access.recording import Stale
from accounts.models import User
from diary.models import OutboxMessage, Task
from mappa import actions
from mappa.figures import queries
from mappa.figures.choices import Figure
from mappa.figures.reading import Asked
from mappa.models import MappaDecision, Transfer
from mappa.status.choices import Closing
from mappa.transfers import rules
from offenders import actions as people
from offenders.choices import ArchiveReason
from offenders.models import MappaStatus, Person
from tests import world
from tests.mappa import held, moved
from tests.mappa.levelled import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def area(person: Person) -> str:
    return MappaStatus.objects.on(world.TODAY).get(person=person).area


def test_two_areas_hand_a_case_over_and_the_interval_goes_on(sign_in: SignIn, person: Person) -> None:
    heard = held.begun(person, held_on=date(2026, 4, 14))
    held.proposed(heard)
    held.decided(held.complete(heard))
    giver, receiver = held.coordinator(), held.coordinator()
    transfer = moved.asked(giver, person)
    assert transfer.due_on == date(2026, 6, 29)  # ten working days
    assert transfer.spoken["actions"][0]["what"] == "Find him another flat"
    assert transfer.spoken["review_due"] == "4 August 2026"
    task = Task.objects.get(source=f"mappa/transfer:{transfer.pk}")
    assert task.due_on == transfer.due_on
    assert task.owner not in (None, giver)
    assert area(person) == "Cumberfell"

    client = sign_in(receiver)
    page = reverse("mappa-transfer", args=[person.pk, transfer.pk])
    text = client.get(page).content.decode()
    assert "Cumberfell stays responsible until Lanchester accepts" in text
    assert "girls under ten" in text
    assert "Find him another flat" in text
    sent = {
        "version": str(transfer.version),
        "answer": "accepted",
        "why": "The plan can be carried out here.",
    }
    text = client.post(page, sent, follow=True).content.decode()
    assert "Accepted" in text
    with connection.cursor() as cursor:  # what is held by the end of the transaction
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    status = MappaStatus.objects.on(world.TODAY).get(person=person)
    assert (status.area, status.level, status.lead_agency) == ("Lanchester", "2", "probation")
    decision = MappaDecision.objects.filter(person=person).first()
    assert decision
    assert "lead office Lanchester probation office" in decision.rests_on
    assert Task.objects.open().filter(source=task.source).count() == 0

    # Late in August it counts against the area that has it, from the review that the other area held.
    asked = Asked(date(2026, 7, 1), date(2026, 9, 30), "Lanchester")
    [late] = [
        row
        for row in queries.table(receiver, asked, world.at(date(2026, 8, 10))).rows
        if row.figure is Figure.K1
    ]
    assert (late.part, late.whole) == (0, 1)
    assert late.failing[0].counted.why == "Not reviewed: due by 4 August 2026, 6 days late"
    other = Asked(asked.since, asked.until, "Cumberfell")
    assert queries.table(receiver, other, world.at(date(2026, 8, 10))).rows[0].whole == 0


def test_who_is_in_no_category_has_no_case_to_hand_over_and_no_form(sign_in: SignIn, person: Person) -> None:
    client = sign_in(held.coordinator())
    for of, there in ((person, True), (world.person(world.officer(), family_name="Other"), False)):
        text = client.get(reverse("mappa-transfers", args=[of.pk])).content.decode()
        assert ("there is no case to hand over" in text) is not there
        for words in ("Goes with the report", "Handover report", "Ask the other area"):
            assert (words in text) is there


def test_the_database_keeps_the_area_until_the_other_accepts(person: Person) -> None:
    transfer = moved.asked(held.coordinator(), person)
    status = MappaStatus.objects.get(person=person)
    with pytest.raises(IntegrityError, match="the area stays responsible"), transaction.atomic():
        MappaStatus.objects.filter(pk=status.pk).update(area="Lanchester")
    refused = pytest.raises(IntegrityError, match="the area that accepted is not responsible")
    with refused, transaction.atomic():
        _accepted_alone(transfer)
    with pytest.raises(IntegrityError, match="transfer_answered_there"), transaction.atomic():
        Transfer.objects.filter(pk=transfer.pk).update(
            answer="refused", answer_why="No", answered_at=NOW, answered_by=transfer.asked_by_id
        )


def _accepted_alone(transfer: Transfer) -> None:
    """The answer without the level that follows from it, to the end of its transaction."""
    Transfer.objects.filter(pk=transfer.pk).update(
        answer="accepted", answer_why="Yes", answered_at=NOW, answered_by=held.coordinator()
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_meeting_meanwhile_leaves_the_area_as_it_is(person: Person) -> None:
    heard = held.begun(person, area="Lanchester")
    moved.asked(held.coordinator(), person)
    held.decided(held.complete(heard))
    assert area(person) == "Cumberfell"


def test_refused_with_reasons_nothing_has_changed_and_it_can_be_asked_again(person: Person) -> None:
    giver = held.coordinator()
    refused = moved.answered(
        held.coordinator(), moved.asked(giver, person), "refused", why="No address here yet"
    )
    assert refused.answer == "refused"
    assert area(person) == "Cumberfell"
    again = moved.asked(giver, person, report="He has an address now.")
    assert moved.answered(giver, again, "withdrawn", why="He came back").answer == "withdrawn"


def test_another_forces_answer_is_recorded_with_what_shows_it(person: Person) -> None:
    giver = held.coordinator()
    transfer = moved.asked(giver, person, outside=True)
    assert Task.objects.get(source=f"mappa/transfer:{transfer.pk}").owner == giver
    with pytest.raises(ValidationError) as refused:
        moved.answered(giver, transfer)
    assert set(refused.value.message_dict) == {"said_by", "evidence"}
    moved.answered(giver, transfer, said_by="A. Moss, coordinator", evidence="Letter of 12 June 2026")
    assert area(person) == "Lanchester"


@pytest.mark.parametrize(
    "said",
    [
        {"report": "Nothing to tell"},
        {"assembled": "{}"},
        {"plan": None},
        {"due_on": date(2027, 1, 4)},
        {"asked_at": world.at(date(2026, 5, 1))},
        {"why": "Another reason"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_what_was_asked_is_not_rewritten_before_the_answer(person: Person, said: dict[str, Any]) -> None:
    plan = moved.planned(world.officer(), person)
    transfer = moved.asked(held.coordinator(), person)
    assert transfer.plan == plan
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Transfer.objects.filter(pk=transfer.pk).update(**said)


def messages(user: User, transfer: Transfer) -> list[str]:
    told = OutboxMessage.objects.filter(recipient=user, cause=f"transfer {transfer.pk} closed")
    return [each.subject for each in told]


def test_a_transfer_that_waits_closes_when_they_leave_and_both_sides_are_told(person: Person) -> None:
    giver, receiver = held.coordinator(), held.coordinator()
    transfer = moved.asked(giver, person)
    actions.end_management(
        held.chair(),
        person=person,
        trigger="died",
        why="Found at home.",
        closed=list(Closing),
        ended_on=world.TODAY,
        now=NOW,
    )
    transfer.refresh_from_db()
    assert (transfer.answer, transfer.answer_why) == ("closed", "They have left MAPPA.")
    assert not Task.objects.open().filter(source=f"mappa/transfer:{transfer.pk}").exists()
    for user in (giver, receiver):
        assert messages(user, transfer) == [
            f"{person.reference}: a MAPPA transfer was closed without an answer"
        ]
    with pytest.raises((ValidationError, Stale)):
        moved.answered(receiver, transfer)


def test_a_transfer_that_waits_closes_when_the_record_is_archived(person: Person) -> None:
    giver = held.coordinator()
    transfer = moved.asked(giver, person)
    supervisor = world.supervisor()
    # What is due by law keeps a record open; here the transfer alone waits.
    for fact in (person.disposals.get(), person.triggers.get()):
        people.void(supervisor, fact=fact, version=1, reason="Another person’s", now=NOW)
    people.archive(supervisor, person=person, why=ArchiveReason.ERRONEOUS, note="", now=NOW)
    transfer.refresh_from_db()
    assert (transfer.answer, transfer.answer_why) == ("closed", "The record was archived.")
    assert transfer.answered_by == supervisor
    assert messages(giver, transfer)


def test_nobody_answers_that_a_transfer_is_closed(person: Person) -> None:
    transfer = moved.asked(held.coordinator(), person)
    with pytest.raises(ValidationError, match="Select the answer"):
        moved.answered(held.coordinator(), transfer, "closed")


def test_who_may_and_who_was_quicker(person: Person) -> None:
    giver, receiver = held.coordinator(), held.coordinator()
    with pytest.raises(PermissionDenied):
        moved.asked(world.officer(), person)
    transfer = moved.asked(giver, person)
    with pytest.raises(ValidationError, match="waits for an answer already"):
        moved.asked(receiver, person)
    with pytest.raises(ValidationError, match="The receiving area answers"):
        moved.answered(giver, transfer)
    with pytest.raises(PermissionDenied):
        moved.answered(receiver, transfer, "withdrawn")
    accepted = moved.answered(receiver, transfer)
    assert moved.answered(receiver, transfer).version == accepted.version
    with pytest.raises(Stale):
        moved.answered(held.chair(), transfer, "refused")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"to_area": " "}, "to_area"),
        ({"to_area": "cumberfell"}, "to_area"),
        ({"why": ""}, "why"),
        ({"report": ""}, "report"),
        ({"lead_agency": "army"}, "lead_agency"),
    ],
)
def test_what_is_asked_of_a_transfer(said: dict[str, str], field: str) -> None:
    whole = {"to_area": "Lanchester", "why": "Moved", "report": "All", "lead_agency": "police"}
    assert rules.asked("Cumberfell", **whole) == {}  # type: ignore[arg-type]
    assert set(rules.asked("Cumberfell", **{**whole, **said})) == {field}  # type: ignore[arg-type]
