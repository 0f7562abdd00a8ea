"""Polygraph tests for tests, made through the application's own verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from offenders.models import LicenceCondition, Person
from riskplans import actions
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.polygraph.choices import Basis, Exam, Gravity, Result, When
from tests import world

NOW = world.at(world.TODAY)
ARRIVED = world.TODAY - world.days(60)
EXAMINER = "J Lund, Regional Polygraph Unit"
CHECKER = "P Moss, Regional Polygraph Unit"


def condition(by: User, of: Person, *, today: Any = ARRIVED) -> LicenceCondition:
    """A licence since spring, with a condition to be tested."""
    licence = world.detail(
        by, of, "licence", today=today, kind="standard", starts_on=today, source="document"
    )
    found = world.detail(
        by,
        of,
        "licence-condition",
        today=today,
        licence_id=licence.pk,
        kind="polygraph",
        number=9,
        wording="Attend polygraph sessions as instructed.",
        starts_on=today,
        source="document",
    )
    assert isinstance(found, LicenceCondition)
    return found


def begun(by: User, of: Person, *, asks: LicenceCondition | None = None, **said: Any) -> PolygraphTest:
    """Offered today: on the condition, or voluntary without one."""
    fields = {
        "basis": Basis.LICENCE if asks else Basis.VOLUNTARY,
        "condition": asks,
        "exam": Exam.MAINTENANCE,
        "areas": ["children", "internet"],
        "offered_on": world.TODAY,
        "now": NOW,
    }
    return actions.start_polygraph(by, person=of, **{**fields, **said})


def referred(by: User, of: Person, **said: Any) -> PolygraphTest:
    test = begun(by, of, **said)
    return actions.answer_polygraph(
        by, test=test, version=test.version, agreed=True, consent_on=world.TODAY, consent="File 12", now=NOW
    )


def booked(
    by: User,
    of: Person,
    *,
    at: datetime | None = None,
    examiner: User | None = None,
    **said: Any,
) -> PolygraphTest:
    test = referred(by, of, **said)
    return actions.book_polygraph(
        by,
        test=test,
        version=test.version,
        booked_for=at or world.at(world.TODAY, 8),
        place="Kirkby police station",
        examiner=examiner,
        examiner_name="" if examiner else EXAMINER,
        now=NOW,
    )


def taken(
    by: User, of: Person, result: Result | str = Result.NO_RESPONSE, told: int = 0, **said: Any
) -> PolygraphTest:
    test = booked(by, of, **said)
    return actions.record_polygraph(
        by, test=test, version=test.version, tested_on=world.TODAY, told=told, result=result, now=NOW
    )


def checked(
    by: User, of: Person, result: Result = Result.NO_RESPONSE, told: int = 0, **said: Any
) -> PolygraphTest:
    test = taken(by, of, result, told, **said)
    return actions.check_polygraph(
        by,
        test=test,
        version=test.version,
        checked_on=world.TODAY,
        result=result,
        checker_name=CHECKER,
        checker_standing="Accredited examiner",
        now=NOW,
    )


def closed(by: User, of: Person, result: Result = Result.NO_RESPONSE, **said: Any) -> PolygraphTest:
    test = checked(by, of, result, **said)
    return actions.close_polygraph(
        by, test=test, version=test.version, actions="Talked through", shared_with="Probation", now=NOW
    )


def disclosed(by: User, test: PolygraphTest, **said: Any) -> PolygraphDisclosure:
    fields = {
        "said_at": world.at(world.TODAY, 8, 30),
        "part": When.AFTER,
        "gravity": Gravity.SERIOUS,
        "what": "A second telephone at his mother's.",
    }
    return actions.record_polygraph_disclosure(by, test=test, said={**fields, **said}, now=NOW)


def one_of_each(by: User, of: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of polygraph: a test that was made, and what was disclosed at it."""
    test = taken(by, of)
    told = disclosed(by, test)
    return {
        "polygraph-test": [of.pk, test.pk],
        "polygraph-step": [of.pk, test.pk, "check"],
        "record-polygraph-disclosure": [of.pk, test.pk],
        "triage-polygraph-disclosure": [of.pk, told.pk],
        "answer-polygraph-disclosure": [of.pk, told.pk],
    }
