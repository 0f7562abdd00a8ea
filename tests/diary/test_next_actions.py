"""Every kind of duty has one next action, and offers it to whoever may take it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from access.policies import Capability
from accounts.models import User
from diary import actions as diary
from diary import next_actions
from diary.models import Entry
from diary.next_actions import NextAction, Offered, is_overdue, of_person, offered
from notifications.duties import TITLES
from tests import world
from tests.intelligence import reported

NOW = world.at(world.TODAY)


def entry(kind: str = "initial", **fields: object) -> Entry:
    day = date(2026, 6, 12)
    return Entry(
        pk=1, person_id="00000000-0000-0000-0000-000000000001", kind=kind, work_to=day, last=day, **fields
    )


@pytest.fixture
def _kinds_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_actions, "_labels", {})
    monkeypatch.setattr(next_actions, "_actions", {})


def test_every_kind_that_the_law_gives_has_a_name_and_an_action() -> None:
    for kind in (*TITLES, "change", "review_acknowledge", "review_determine", "task"):
        assert next_actions.labels()[kind]
        assert offered(entry(kind, key="tasks/00000000-0000-0000-0000-000000000002"), NOW, lambda need: True)


@pytest.mark.usefixtures("_kinds_of_its_own")
class TestOffered:
    record = Offered("Open the record", "/people/00000000-0000-0000-0000-000000000001/")

    def test_to_whoever_may(self) -> None:
        next_actions.register(
            "x", "X", NextAction("Do", of_person("record-notification"), needs=Capability.NOTIFY)
        )
        assert offered(entry("x"), NOW, lambda need: need is Capability.NOTIFY).text == "Do"
        assert offered(entry("x"), NOW, lambda need: need is Capability.VIEW) == self.record

    def test_the_more_particular_comes_first_while_it_applies(self) -> None:
        next_actions.refine("x", NextAction("Look into it", of_person("person"), when=is_overdue))
        next_actions.register("x", "X", NextAction("Do", of_person("record-notification")))
        assert offered(entry("x"), NOW, lambda need: True).text == "Look into it"
        assert offered(entry("x"), world.at(date(2026, 6, 12), 23, 59), lambda need: True).text == "Do"

    def test_of_a_kind_that_nobody_knows_the_record(self) -> None:
        assert offered(entry("unheard of", key="elsewhere/1"), NOW, lambda need: True) == self.record


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_task_says_what_it_was_set_for(sign_in: Callable[[User], Client]) -> None:
    manager = world.officer()
    person = world.person(manager)
    reported.report(manager, person)
    diary.set_task(manager, person=person, title="Ring", due_on=world.TODAY, owner=manager, now=NOW)
    texts = [
        e.next_action.text for bucket in sign_in(manager).get("/").context["buckets"] for e in bucket.entries
    ]
    first = {"Read the report", "Do the task", "Start same-day checks", "Look at what changed"}
    assert first | {"Screen"} == set(texts)
