"""What is shared or disclosed, sent again: the same is one, also once it has moved on; another is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from offenders.models import Person
from riskplans import actions
from riskplans.models import DisclosureCase, DisclosureDecision, DisclosureTold, SharedSummary
from tests import world
from tests.riskplans import assessing, disclosing, reacting
from tests.riskplans.disclosing import LATER, NOW
from tests.riskplans.plans import written
from tests.sending import ELSE, Sent, is_one_and_another_is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SHARED: list[dict[str, Any]] = [{"agency": "Housing"}, {"recipient": ELSE}, {"basis": "adult"}, {"why": ELSE}]


def shared(submission: UUID) -> Sent:
    by = world.officer()
    first, second = (
        assessing.approved(by, world.person(by, family_name=name), levels={"overall": "high"})
        for name in ("Marsh", "Webb")
    )
    return Sent(
        lambda other=False, **said: assessing.shared(
            by, second if other else first, submission=submission, **said
        ),
        [*SHARED, {"other": True}],
    )


def plan_shared(submission: UUID) -> Sent:
    by, supervisor = world.officer(), world.supervisor()
    person = world.person(by)
    plan = written.approved(by, person, supervisor)
    return Sent(
        lambda **said: written.shared(by, person, plan=plan, submission=submission, **said),
        SHARED,
        lambda row: written.approved(by, person, supervisor, now=LATER),
    )


def received(submission: UUID) -> Sent:
    by = world.officer()
    person, danger = world.person(by), {"danger": "He is there tonight"}

    def moves(case: DisclosureCase) -> None:
        case = actions.name_subject(by, case=case, version=case.version, person=person, now=NOW)
        actions.raise_danger(by, case=case, version=case.version, now=NOW, **danger)

    def again(danger: str = "", about: Person | None = None, **said: Any) -> DisclosureCase:
        said = {**disclosing.SAID, "received_at": NOW, **said}
        return actions.receive_disclosure(
            by, said=said, danger=danger, person=about, now=NOW, submission=submission
        )

    others: list[dict[str, Any]] = [
        {"worry": ELSE},
        {"applicant": ELSE},
        {"at_risk": ELSE},
        {"about": person},
    ]
    return Sent(
        again, [*others, danger, {"scheme": "dvds_ask"}, {"received_at": world.at(world.TODAY, 8)}], moves
    )


def proposed(submission: UUID) -> Sent:
    by = world.officer()
    case = disclosing.received(by, world.person(by))
    case = disclosing.met(by, disclosing.checked(by, case))

    def moves(row: DisclosureDecision) -> None:
        case.refresh_from_db()
        disclosing.decided(reacting.inspector(), case)

    return Sent(
        lambda **said: actions.propose_disclosure(
            by,
            case=case,
            version=case.version,
            said={**disclosing.TESTS, **said},
            now=NOW,
            submission=submission,
        ),
        [{"words": ELSE}, {"recipient": ELSE}, {"outcome": "not"}, {"serious_harm": False}, {"need": ELSE}],
        moves,
    )


def told(submission: UUID) -> Sent:
    by = world.officer()
    case = disclosing.decided(reacting.inspector(), disclosing.proposed(by, world.person(by)))
    return Sent(
        lambda **said: actions.record_disclosed(
            by,
            case=case,
            version=case.version,
            said={**disclosing.TOLD, "told_at": LATER, **said},
            now=LATER,
            submission=submission,
        ),
        [{"words": ELSE}, {"told_by": ELSE}, {"support": ELSE}, {"told_at": NOW}],
    )


def told_otherwise(submission: UUID) -> Sent:
    sent = told(submission)
    otherwise = {"words": "He is not to be alone with them.", "words_why": "She asked."}
    return Sent(
        lambda **said: sent.again(**{**otherwise, **said}),
        [{"words": ELSE}, {"words": disclosing.TOLD["words"]}, {"words_why": ELSE}],
    )


@pytest.mark.parametrize(
    ("verb", "made"),
    [
        (shared, [SharedSummary]),
        (plan_shared, [SharedSummary]),
        (received, [DisclosureCase]),
        (proposed, [DisclosureDecision]),
        (told, [DisclosureTold]),
        (told_otherwise, [DisclosureTold]),
    ],
)
def test_it_is_one_and_another_is_refused(verb: Callable[[UUID], Sent], made: list[Any]) -> None:
    is_one_and_another_is_refused(verb(uuid4()), made)
