"""Serious further offences for tests, through the application's own verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from mappa import actions
from mappa.models import FurtherOffence, InternalReview, SeriousCaseReview
from offenders.models import Person
from tests import world
from tests.mappa import levelled
from tests.mappa.levelled import NOW

ACCOUNT = "Custody told us: a woman whom he met in May."


def charge(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> FurtherOffence:
    """Charged today with rape, of the first of May."""
    return actions.record_charge(
        by,
        person=of,
        now=now,
        **{
            "charged": "rape",
            "offence": "Rape (Sexual Offences Act 2003, s.1)",
            "charged_on": now.date(),
            "committed_on": now.date() - world.days(45),
            "account": ACCOUNT,
            **said,
        },
    )


def taken_back(by: User, charge: FurtherOffence, *, now: datetime = NOW) -> FurtherOffence:
    return actions.take_back_charge(
        by, charge=charge, version=charge.version, why="Another person of that name", now=now
    )


def decided(by: User, charge: FurtherOffence, *, now: datetime = NOW, **said: Any) -> SeriousCaseReview:
    return actions.decide_case_review(
        by,
        charge=charge,
        now=now,
        **{
            "commissioned": True,
            "why": "He was at level 2.",
            "body": "The chair of the board",
            "decided_on": now.date(),
            **said,
        },
    )


def started(by: User, review: SeriousCaseReview, *, now: datetime = NOW, **said: Any) -> SeriousCaseReview:
    return actions.start_case_review(
        by,
        review=review,
        version=review.version,
        now=now,
        **{"started_on": now.date(), "author": "An author from another area", **said},
    )


def completed(by: User, review: SeriousCaseReview, *, now: datetime = NOW, **said: Any) -> SeriousCaseReview:
    return actions.complete_case_review(
        by,
        review=review,
        version=review.version,
        now=now,
        **{"completed_on": now.date(), "findings": "The visit of April was not followed up.", **said},
    )


def opened(by: User, charge: FurtherOffence, *, now: datetime = NOW, **said: Any) -> InternalReview:
    return actions.open_internal_review(
        by, charge=charge, now=now, **{"why": "Was he visited as the plan has it?", **said}
    )


def closed(by: User, review: InternalReview, *, now: datetime = NOW, **said: Any) -> InternalReview:
    return actions.close_internal_review(
        by,
        review=review,
        version=review.version,
        now=now,
        **{"findings": "He was. A second officer is to come along.", **said},
    )


def one_of_each(officer: User, person: Person) -> dict[str, list[object]]:
    """One charge that is reviewed by nobody yet, and one of which each page opens."""
    coordinator, inspector = levelled.coordinator(), levelled.inspector()
    alone, both = charge(officer, person), charge(officer, person)
    decided(coordinator, both)
    under_way = charge(officer, person)
    started(coordinator, decided(coordinator, under_way))
    opened(inspector, both)
    pages = {
        "take-back-further-offence": alone,
        "decide-case-review": alone,
        "open-management-review": alone,
        "start-case-review": both,
        "close-management-review": both,
        "frozen-record": both,
        "management-review-timeline": both,
        "complete-case-review": under_way,
    }
    return {name: [person.pk, of.pk] for name, of in pages.items()}
