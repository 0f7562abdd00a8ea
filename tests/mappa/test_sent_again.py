"""The same form of MAPPA again is one, also once the row has moved on; with something else in it, it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from mappa import actions
from mappa.models import (
    AgencyReturn,
    Annex,
    AnnexNote,
    CaseReview,
    Correction,
    ExecutiveSummary,
    LevelReduction,
    Minutes,
    MinutesParagraph,
    Paragraph,
    PlanChange,
    Referral,
    Screening,
    Sitting,
    SubjectRequest,
    Transfer,
    VictimSafety,
)
from offenders.models import Person
from tests import world
from tests.access.test_relationships import reads_as
from tests.mappa import held, levelled, moved
from tests.mappa.minutes import taken
from tests.sending import ELSE, Sent, is_one_and_another_is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def by_its_own_jobs() -> Iterator[None]:
    """The database shows an annex to its readers alone, and to Vigil itself."""
    reads_as("vigil")
    yield
    reads_as("nobody")


def somebody(name: str = "Marsh") -> Person:
    return held.managed(world.person(world.officer(), family_name=name))


def screened(submission: UUID) -> Sent:
    by = world.officer()
    people = [world.person(by), world.person(by, family_name="Webb")]
    return Sent(
        lambda of=0, **said: levelled.screened(by, people[of], submission=submission, **said),
        [
            {"of": 1},
            {"rationale": ELSE},
            {"level": "2"},
            {"tools": "OSP high"},
            {"next_on": world.TODAY + world.days(30)},
            {"prompts": {**levelled.PROMPTS, "imminent": "yes"}},
            {"harm": {**levelled.HARM, "children": "high"}},
        ],
        lambda row: levelled.countersigned(world.supervisor(), row),
    )


def written(submission: UUID) -> Sent:
    case, probation = held.begun(somebody()), held.agency()
    said = {"agency": None, "topic": "update", "text": "Seen twice.\n", "now": world.at(held.DAY, 10, 5)}
    return Sent(
        lambda **other: actions.write_paragraph(
            case.sitting.recorded_by, case=case, submission=submission, **{**said, **other}
        ),
        [{"text": ELSE}, {"agency": probation}, {"topic": "risk"}],
        lambda row: actions.correct_paragraph(
            case.sitting.recorded_by, paragraph=row, version=1, text="Seen three times.", now=said["now"]
        ),
    )


def proposed(submission: UUID) -> Sent:
    person = somebody()
    moved.planned(world.officer(), person)
    case = held.begun(person)
    return Sent(
        lambda **said: moved.changed(case, submission=submission, **said),
        [{"after": ELSE}, {"why": ELSE}, {"line": "interventions"}],
        lambda row: actions.withdraw_plan_change(
            case.sitting.recorded_by, change=row, version=1, now=world.at(held.DAY, 10, 13)
        ),
    )


def minuted(submission: UUID) -> Sent:
    minutes, probation = taken.drafted(taken.heard(somebody())), held.agency()
    said = {
        "section": "agencies",
        "label": "From probation ",
        "agency": probation,
        "restricted": False,
        "text": "Programme ends in January",
    }
    return Sent(
        lambda **other: actions.add_minute(
            minutes.recorded_by,
            minutes=minutes,
            now=minutes.recorded_at,
            submission=submission,
            **{**said, **other},
        ),
        [{"text": ELSE}, {"agency": None}, {"restricted": True}, {"section": "risk"}, {"label": "Other"}],
        lambda row: taken.edited(minutes, "From probation", ELSE),
    )


def returned(submission: UUID) -> Sent:
    probation = next(each for each in held.invited(held.case(held.sitting(), somebody())) if each.agency)
    return Sent(
        lambda **said: held.given(
            probation,
            submission=submission,
            **{"victim_safety": "A zone", "victim_where": "Mill Row", **said},
        ),
        [
            {"text": ELSE},
            {"so_what": ELSE},
            {"victim_safety": ELSE},
            {"victim_where": ELSE},
            {"victim_safety": "", "victim_where": ""},
            {"nothing_known": True, "text": "", "so_what": "", "victim_safety": "", "victim_where": ""},
        ],
    )


def listed(submission: UUID) -> Sent:
    on, people = held.sitting(), [somebody(), somebody("Webb")]

    def moves(row: CaseReview) -> None:
        by, now = on.recorded_by, on.recorded_at
        times = {"begins_at": time(11), "ends_at": time(11, 30)}
        actions.move_case(by, case=row, version=1, question=ELSE, now=now, **times)
        later = held.said(held_on=held.DAY + world.days(1), chair=on.chair)
        actions.change_sitting(by, sitting=on, version=on.version, said=later, now=now)

    return Sent(
        lambda of=0, **said: held.case(on, people[of], submission=submission, **said),
        [{"of": 1}, {"at": 12}, {"ends_at": time(10, 45)}, {"question": ELSE}, {"purpose": "initial"}],
        moves,
    )


def lowered(submission: UUID) -> Sent:
    by, officer = levelled.coordinator(), world.officer()
    person = world.person(officer)
    levelled.stands(person, "2")
    levelled.licensed(officer, person, world.TODAY - world.days(21))
    levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
    heard = levelled.heard(person).pk
    return Sent(
        lambda **said: levelled.lowered(by, person, heard=heard, submission=submission, **said),
        [
            {"why": ELSE},
            {"dissent": ELSE},
            {"stable": ["home"], "despite": ELSE},
            {"lead_agency": "probation"},
        ],
        lambda row: actions.answer_lower_level(
            levelled.inspector(), reduction=row, version=1, answer="approved", note="So.", now=levelled.LATER
        ),
    )


def corrected(submission: UUID) -> Sent:
    minutes, _ = taken.circulated(somebody())
    said = {"who": "R Hale, housing", "wrong": "The day ", "should": "The day before"}

    def moves(row: Correction) -> None:
        answer = {"answer": "accepted", "why": "So.", "now": minutes.recorded_at}
        actions.answer_correction(held.coordinator(), correction=row, version=1, **answer)

    return Sent(
        lambda **other: actions.ask_correction(
            minutes.recorded_by,
            minutes=Minutes.objects.filter(case=minutes.case).latest("number"),
            now=minutes.recorded_at,
            submission=submission,
            **{"paragraph": None, **said, **other},
        ),
        [
            {"wrong": ELSE},
            {"should": ELSE},
            {"who": "A Moss, health"},
            {"paragraph": taken.paragraph(minutes, "Children")},
        ],
        moves,
    )


def summarised(submission: UUID) -> Sent:
    minutes = taken.approved(taken.heard(somebody()))
    said = {"requester": "court", "who": "A", "purpose": "A hearing", "basis": "Its order", "due_on": None}

    def moves(row: ExecutiveSummary) -> None:
        sent = {"release": True, "text": ELSE, "exemptions": "", "why": "So.", "now": minutes.recorded_at}
        actions.decide_summary(minutes.case.sitting.chair, summary=row, version=1, **sent)

    return Sent(
        lambda **other: actions.ask_summary(
            minutes.recorded_by,
            minutes=minutes,
            said={**said, **other},
            now=minutes.recorded_at,
            submission=submission,
        ),
        [{"purpose": ELSE}, {"who": "B"}, {"requester": "parole"}, {"due_on": held.DAY + world.days(9)}],
        moves,
    )


def held_apart(submission: UUID) -> Sent:
    case, by, probation = taken.heard(somebody()), world.supervisor(), held.partner(held.agency())
    said = {"why": "tactics", "text": "Who watches the house", "reason": "They lead on it."}
    about: dict[str, Any] = {"now": taken.AFTER, "reason": "She takes over."}
    return Sent(
        lambda **other: actions.open_annex(
            by,
            case=case,
            now=taken.AFTER,
            submission=submission,
            **{"readers": [case.sitting.chair], **said, **other},
        ),
        [{"text": ELSE}, {"why": "source"}, {"reason": ELSE}, {"readers": [case.sitting.chair, probation]}],
        lambda row: actions.remove_annex_reader(by, annex=row, version=1, reader=case.sitting.chair, **about),
    )


def noted_apart(submission: UUID) -> Sent:
    first = held_apart(uuid4())
    annexes = [first.again(), held_apart(uuid4()).again()]
    said = {"why": "tactics", "text": "Changed on Monday", "now": taken.AFTER}
    return Sent(
        lambda of=0, **other: actions.write_in_annex(
            annexes[of].opened_by, annex=annexes[of], submission=submission, **{**said, **other}
        ),
        [{"text": ELSE}, {"why": "source"}, {"of": 1}],
    )


def asked(submission: UUID) -> Sent:
    minutes, _ = taken.circulated(somebody())
    on = held.DAY + world.days(1)
    said = {"asker": "person", "who": "12 Mill Row", "received_on": on, "proved_on": None}
    return Sent(
        lambda **other: actions.record_subject_request(
            minutes.recorded_by,
            person=minutes.case.person,
            now=world.at(on + world.days(1), 10),
            submission=submission,
            **{**said, **other},
        ),
        [{"who": ELSE}, {"asker": "other"}, {"received_on": held.DAY}, {"proved_on": on}],
    )


def handed_over(submission: UUID) -> Sent:
    by, person = levelled.coordinator(), somebody()
    return Sent(
        lambda **said: moved.asked(by, person, submission=submission, **said),
        [{"why": ELSE}, {"report": ELSE}, {"to_area": "Kelby"}, {"outside": True}, {"lead_office": ELSE}],
        lambda row: moved.answered(levelled.coordinator(), row),
    )


def planned(submission: UUID) -> Sent:
    by, chairs = held.coordinator(), [held.chair(), held.chair()]

    def moves(row: Sitting) -> None:
        later = held.said(held_on=held.DAY + world.days(1), chair=chairs[1], place="Online", level="3")
        actions.change_sitting(by, sitting=row, version=1, said=later, now=held.NOW)

    return Sent(
        lambda **said: actions.plan_sitting(
            by, said=held.said(**{"chair": chairs[0], **said}), now=held.NOW, submission=submission
        ),
        [
            {"chair": chairs[1]},
            {"held_on": held.DAY + world.days(1)},
            {"place": ELSE},
            {"starts_at": time(9)},
            {"level": "3"},
        ],
        moves,
    )


def referred(submission: UUID) -> Sent:
    officer = world.officer()
    people, said = [world.person(officer), world.person(officer, family_name="Webb")], levelled.written()
    anew = {
        "parts": {**said.parts, "risk": "Higher than was said."},
        "urgent": True,
        "urgent_why": "Released.",
    }

    def moves(row: Referral) -> None:
        back = levelled.endorsed(world.supervisor(), row, False)
        about = {"version": back.version, "known": {}, "now": levelled.NOW}
        actions.resubmit(officer, referral=back, written=replace(said, contact=ELSE, **anew), **about)

    return Sent(
        lambda of=0, **other: actions.refer(
            officer,
            person=people[of],
            written=replace(said, **other),
            known={},
            now=levelled.NOW,
            submission=submission,
        ),
        [{"of": 1}, {"contact": ELSE}, {"parts": anew["parts"]}, {"urgent": True, "urgent_why": ELSE}],
        moves,
    )


@pytest.mark.parametrize(
    ("verb", "made"),
    [
        (screened, [Screening]),
        (written, [Paragraph]),
        (proposed, [PlanChange]),
        (minuted, [MinutesParagraph]),
        (returned, [AgencyReturn, VictimSafety]),
        (listed, [CaseReview]),
        (lowered, [LevelReduction]),
        (corrected, [Correction]),
        (summarised, [ExecutiveSummary]),
        (held_apart, [Annex, AnnexNote]),
        (noted_apart, [AnnexNote]),
        (asked, [SubjectRequest]),
        (handed_over, [Transfer]),
        (planned, [Sitting]),
        (referred, [Referral]),
    ],
)
def test_it_is_one_and_another_is_refused(verb: Callable[[UUID], Sent], made: list[Any]) -> None:
    is_one_and_another_is_refused(verb(uuid4()), made)


def test_the_page_says_so_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    case = held.begun(somebody())
    client, page = (
        sign_in(case.sitting.recorded_by),
        reverse("case-part", args=[case.sitting_id, case.pk, "note"]),
    )
    sent = {"submission": str(uuid4()), "agency": "police", "topic": "update", "text": "Seen twice."}
    client.post(page, sent)
    text = client.post(page, {**sent, "text": ELSE}).content.decode()
    assert "This was sent before and recorded, with something else in it" in text
    assert ELSE in text
    assert Paragraph.objects.get(case=case).text == "Seen twice."
