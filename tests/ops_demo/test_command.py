"""The command on an empty database: all or nothing, in the demonstration alone, by however many processes."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Force, User
from diary.actions import tell
from diary.models import Entry, Flag, OutboxMessage, SweepRun, Task
from mappa.models import (
    AgreedAction,
    CaseReview,
    Invitation,
    OwnerRequest,
    PlanChange,
    SubjectRequest,
    Transfer,
)
from notifications.models import Notification
from offenders.models import MappaStatus, Name, Person
from ops.demo import loading
from ops.demo.county import County
from ops.demo.loading import none_to_come
from tests import world
from tests.ops_demo.conftest import AS_OF

pytestmark = pytest.mark.django_db


def test_the_command_takes_a_number_a_seed_and_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_data", "--people=60", "--seed=5", "--as-of=2025-03-01")
    assert "60 fictional people" in capsys.readouterr().out
    assert Person.objects.count() == 60
    assert SweepRun.objects.get(kind="sweep").day == date(2025, 3, 1)
    # However small, it shows a meeting that was held, and one to come with returns in and missing.
    for state in ("closed", "pack_open"):
        assert CaseReview.objects.filter(sitting__state=state).count() > 1
    asked = Invitation.objects.filter(case__sitting__state="pack_open")
    assert 0 < asked.missing().count() < asked.count()
    assert AgreedAction.objects.unsettled().exists()
    # A case handed over, one that waits, and plans that a meeting changed, taken over.
    waiting, accepted = Transfer.objects.get(answer=""), Transfer.objects.get(answer="accepted")
    today = date(2025, 3, 1)
    assert MappaStatus.objects.on(today).get(person=accepted.person_id).area == accepted.to_area
    assert Task.objects.open().filter(source=f"mappa/transfer:{waiting.pk}").exists()
    assert PlanChange.objects.filter(taken_into__isnull=False).exists()
    for case in set(PlanChange.objects.filter(taken_at=None).values_list("case", flat=True)):
        assert Task.objects.open().filter(source=f"mappa/plan-changes:{case}").exists()
    # Of what minutes hold: one request whose answer was signed, and one for which some owners have answered.
    assert SubjectRequest.objects.exclude(pk__in=SubjectRequest.objects.open()).count() == 1
    owners = OwnerRequest.objects.filter(request=SubjectRequest.objects.open().get())
    assert 0 < owners.unanswered().count() < owners.count()


def test_outside_the_demonstration_it_refuses(settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="demonstration only"):
        call_command("demo_data", people=10)
    assert not User.objects.exists()


def test_half_a_county_is_never_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**when: object) -> None:
        raise OSError("the machine went down")

    monkeypatch.setattr(loading, "look_ahead", broken)
    with pytest.raises(OSError, match="went down"):
        loading.load(County(1, 20, AS_OF))
    assert not any(model.objects.exists() for model in (Force, User, Person, Entry, Flag))


def test_several_processes_make_the_same_county(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> list[list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            loading.load(County(3, 60, AS_OF))
            found: list[list[Any]] = [
                sorted(
                    Entry.objects.values_list("person", "key", "work_to", "last", "met_on", "rule"),
                    key=str,
                ),
                sorted(Notification.objects.values_list("pk", "given_at", "addresses"), key=str),
                sorted(Name.objects.values_list("pk", "person", "sort_name", "used_to"), key=str),
            ]
            cursor.execute("ROLLBACK TO SAVEPOINT before")
        return found

    alone = load()
    monkeypatch.setattr(loading, "_ALONE", 0)
    monkeypatch.setattr(loading, "_CHUNK", 25)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert len(alone[0]) > 100
    assert load() == alone


def test_the_tables_are_afterwards_as_they_were() -> None:
    def schema() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated, condeferrable, "
                "condeferred FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
                "UNION ALL SELECT tablename, indexname, indexdef, TRUE, FALSE, FALSE FROM pg_indexes "
                "WHERE schemaname = 'public' ORDER BY 1, 2, 3"
            )
            # A list within an index is printed otherwise once the index was made from what was printed.
            return [
                (*row[:2], re.sub(r"::(text|character varying)(\[\])?|[()]", "", row[2]), *row[3:])
                for row in cursor
            ]

    before = schema()
    loading.load(County(1, 20, AS_OF))
    assert schema() == before


def test_no_message_of_a_demonstration_that_is_begun_early_is_dated_to_come() -> None:
    reader = world.officer()
    early = world.at(world.TODAY, 3)
    for hour in (2, 7):
        tell(
            [reader],
            person=None,
            cause=f"at {hour}",
            subject="Handed over",
            body="Read it.",
            now=world.at(world.TODAY, hour),
        )
    assert none_to_come(early) == 1
    assert sorted(OutboxMessage.objects.values_list("created_at", flat=True)) == [
        world.at(world.TODAY, 2),
        early,
    ]
