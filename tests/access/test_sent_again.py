"""The same form again is one; with something else in it, or about something else, it is refused and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from access.recording import SentOtherwise
from intelligence import actions as intelligence
from intelligence.models import Dissemination
from mappa.models import AgreedAction, MappaDecision
from offenders.models import Person
from riskplans import actions as riskplans
from riskplans.models import DisclosureDecision
from tests import world
from tests.intelligence import reported
from tests.mappa import held, levelled
from tests.riskplans import disclosing, reacting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Sends = Callable[..., Any]


def disseminated(submission: UUID) -> Sends:
    officer = world.officer()
    links = {
        about: reported.report(officer, about).links.get(person=about)
        for about in (world.person(officer), world.person(officer, family_name="Webb"))
    }
    first = next(iter(links.values()))
    return lambda other=False, recipient="Housing": intelligence.disseminate(
        officer,
        link=list(links.values())[1] if other else first,
        dissemination={**reported.DISSEMINATION, "recipient": recipient},
        now=reported.NOW,
        submission=submission,
    )


def proposed_action(submission: UUID) -> Sends:
    people = [held.managed(world.person(world.officer(), family_name=name)) for name in ("Marsh", "Webb")]
    cases = [held.begun(person) for person in people]
    return lambda other=False, what="Find him a flat": held.proposed(
        cases[other], what=what, submission=submission
    )


def decided_level(submission: UUID) -> Sends:
    by, people = levelled.coordinator(), _at_level_1()
    return lambda other=False, why=levelled.WHY: levelled.decided(
        by, people[other], "1", why=why, submission=submission
    )


def changed_lead(submission: UUID) -> Sends:
    by, people = levelled.coordinator(), _at_level_1()
    return lambda other=False, why=levelled.WHY: levelled.led(
        by, people[other], why=why, submission=submission
    )


def _at_level_1() -> list[Person]:
    return [held.managed(world.person(world.officer(), family_name=name), "1") for name in ("Marsh", "Webb")]


@pytest.mark.parametrize(
    ("verb", "words", "made"),
    [
        (disseminated, {"recipient": "Probation"}, Dissemination),
        (proposed_action, {"what": "Find him a job"}, AgreedAction),
        (decided_level, {"why": "Another reason altogether."}, MappaDecision),
        (changed_lead, {"why": "Another reason altogether."}, MappaDecision),
    ],
)
def test_it_is_one_and_another_is_refused(
    verb: Callable[[UUID], Sends], words: dict[str, Any], made: Any
) -> None:
    sends = verb(uuid4())
    first, before = sends(), made.objects.count()
    assert sends() == first
    for other in (words, {"other": True}):
        with pytest.raises(SentOtherwise, match="Nothing was changed"):
            sends(**other)
    assert made.objects.count() == before


def test_what_was_proposed_of_or_told_on_another_request_is_not_given_back() -> None:
    officer, submission = world.officer(), uuid4()
    case, other = (
        disclosing.met(
            officer, disclosing.checked(officer, disclosing.received(officer, world.person(officer)))
        )
        for _ in range(2)
    )
    said: dict[str, Any] = {"said": disclosing.TESTS, "now": disclosing.NOW, "submission": submission}
    riskplans.propose_disclosure(officer, case=case, version=case.version, **said)
    with pytest.raises(SentOtherwise):
        riskplans.propose_disclosure(officer, case=other, version=other.version, **said)
    assert not DisclosureDecision.objects.filter(case=other).exists()
    case.refresh_from_db()
    case = disclosing.decided(reacting.inspector(), case)
    said |= {"said": {**disclosing.TOLD, "told_at": disclosing.LATER}, "now": disclosing.LATER}
    riskplans.record_disclosed(officer, case=case, version=case.version, **said)
    with pytest.raises(SentOtherwise):
        riskplans.record_disclosed(officer, case=other, version=other.version, **said)
