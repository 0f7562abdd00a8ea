"""What the log says of every verb of minutes: each step from the draft to the reader leaves its event."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from access.choices import Operation
from access.models import AccessEvent
from accounts.models import User
from mappa import actions
from mappa.actions import annexing, circulating, minuting, owning, summarising
from mappa.models import Annex, Circulation, Correction, ExecutiveSummary, Minutes, SubjectRequest
from offenders.models import Person
from tests import world
from tests.access.test_relationships import reads_as
from tests.mappa import held
from tests.mappa.minutes import taken
from tests.mappa.subject import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Step = tuple[str, bool, Callable[[], Any]]  # the verb, whether it is about the person, and the deed
NOW = taken.AFTER
ROOMS = (annexing, circulating, minuting, owning, summarising)


@pytest.fixture(autouse=True)
def by_its_own_jobs() -> Iterator[None]:
    reads_as("vigil")
    yield
    reads_as("nobody")


def written(during: Callable[[], Any]) -> AccessEvent:
    last = AccessEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    during()
    return AccessEvent.objects.filter(seq__gt=last).order_by("-seq")[0]


def steps(person: Person) -> Iterator[Step]:
    case = taken.heard(person)
    by, chair, reader = case.sitting.recorded_by, case.sitting.chair, held.partner(held.agency())

    def now(number: int = 1) -> dict[str, Any]:
        row = Minutes.objects.get(case=case, number=number)
        return {"minutes": row, "version": row.version, "now": NOW}

    yield "draft minutes", True, lambda: taken.drafted(case)
    minutes = taken.again(Minutes.objects.get())
    about: dict[str, Any] = {"section": "risk", "label": "Since", "agency": None, "restricted": False}
    yield (
        "add to minutes",
        True,
        lambda: actions.add_minute(by, minutes=minutes, text="More.", now=NOW, **about),
    )
    yield "edit minutes", True, lambda: taken.edited(minutes, "Children", "Very high.")
    yield "send minutes to chair", True, lambda: actions.submit_minutes(by, **now())
    yield "return minutes", True, lambda: actions.return_minutes(chair, why="Say who.", **now())
    actions.submit_minutes(by, **now())
    yield "approve minutes", True, lambda: actions.approve_minutes(chair, **now())
    yield "circulate minutes", True, lambda: taken.given(taken.again(minutes))
    circulation = Circulation.objects.select_related("minutes").get()
    copy = taken.copy_of(circulation, reader)
    yield "open minutes", True, lambda: actions.open_copy(reader, copy=copy, now=NOW)
    yield (
        "ask for correction of minutes",
        True,
        lambda: actions.ask_correction(
            reader, minutes=minutes, paragraph=None, who="", wrong="It", should="That", now=NOW
        ),
    )
    asked = Correction.objects.get()
    yield (
        "answer correction of minutes",
        True,
        lambda: actions.answer_correction(
            by, correction=asked, version=1, answer="refused", why="No", now=NOW
        ),
    )
    yield "withdraw copy of minutes", True, lambda: actions.withdraw_copy(by, copy=copy, why="Left", now=NOW)
    yield (
        "recall minutes",
        True,
        lambda: actions.recall_minutes(by, circulation=circulation, why="Wrong", now=NOW),
    )
    said = {
        "requester": "court",
        "who": "A court",
        "purpose": "A hearing",
        "basis": "Its order",
        "due_on": None,
    }
    yield (
        "draft executive summary",
        True,
        lambda: actions.ask_summary(by, minutes=minutes, said=said, now=NOW),
    )
    summary = ExecutiveSummary.objects.get()
    yield (
        "release executive summary",
        True,
        lambda: actions.decide_summary(
            chair, summary=summary, version=1, release=True, text="It.", exemptions="", why="Asked", now=NOW
        ),
    )
    later = held.begun(person, held_on=held.DAY + timedelta(days=7), chair=chair)
    yield "ratify minutes", True, lambda: actions.ratify_minutes(by, **now() | {"now": taken.after(later)})
    heading = {"title": "Minutes", "marking": "OFFICIAL", "footer": "Closed."}
    yield (
        "set heading of minutes",
        False,
        lambda: actions.set_minutes_heading(by, said=heading, version=0, now=NOW),
    )
    yield from _asked(taken.again(minutes), reader)
    yield from _apart(by, case, chair)


def _asked(minutes: Minutes, reader: User) -> Iterator[Step]:
    on = asked.Stage(minutes, minutes.recorded_by, minutes.case.sitting.chair)
    yield "record subject access request", True, lambda: asked.requested(on)
    request = SubjectRequest.objects.get()
    police, theirs = asked.owner(request, "police"), asked.owner(request, "Probation Service")
    it = police.paragraphs.select_related("owner__person", "paragraph")[0]
    yield "answer for own paragraph", True, lambda: asked.answered(on.taker, it)
    asked.rest(on.taker, police)
    late = asked.later(request.owners_by + timedelta(days=1))
    yield "chase owners of paragraphs", True, lambda: actions.chase_owners(now=late)
    yield "release own paragraphs", True, lambda: asked.rest(reader, theirs)
    yield "sign answer to subject access request", True, lambda: asked.signed(on.chair, request)


def _apart(by: User, case: Any, chair: User) -> Iterator[Step]:
    yield (
        annexing.VERB,
        True,
        lambda: actions.open_annex(
            by, case=case, readers=[], why="other", text="It", reason="Its own", now=NOW
        ),
    )
    annex = Annex.objects.get()
    yield (
        annexing.VERB,
        True,
        lambda: actions.write_in_annex(by, annex=annex, why="other", text="More", now=NOW),
    )
    named = {"annex": annex, "reader": chair, "reason": "Chairs", "now": NOW}
    yield annexing.VERB, True, lambda: actions.name_annex_reader(by, version=1, **named)
    yield annexing.VERB, True, lambda: actions.remove_annex_reader(by, version=2, **named)


def test_every_verb_of_minutes_leaves_its_event() -> None:
    person = held.managed(world.person(world.officer()))
    called = 0
    for verb, about_the_person, during in steps(person):
        event = written(during)
        assert event.action == verb
        assert event.sections, verb
        assert event.person_ids == ([person.pk] if about_the_person else []), verb
        assert (event.operation == Operation.ADMINISTRATION) != about_the_person, verb
        called += 1
    verbs = {
        name
        for module in ROOMS
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__ and name in actions.__all__
    }
    assert called == len(verbs)
