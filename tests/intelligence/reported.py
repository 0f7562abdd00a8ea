"""Reports and concerns as officers make them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from intelligence import actions
from intelligence.choices import LinkRole
from intelligence.models import Concern, Dissemination, Link, Report
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)
REPORT: dict[str, Any] = {
    "happened_on": world.TODAY,
    "happened_at": None,
    "source_grade": "2",
    "assessed_grade": "B",
    "handling": "P",
    "conditions": [],
    "source_urn": "24/1187",
    "provenance": "The source drinks with him on Fridays.",
    "text": "He has a second telephone, which he keeps in his van; he showed it to the source on Friday.",
    "sanitised": "He has a second telephone, kept in his van.",
    "marking": "sensitive",
    "purpose": "prevent",
    "review_on": world.TODAY + world.days(2190),
}
CONCERN: dict[str, Any] = {
    "urgency": "3_routine",
    "who": "Somebody in the park",
    "known": "About 40, red hair",
    "what": "Talks to the children at the gate every afternoon.",
    "where": "Kirkby Park",
    "when": "This week, about 3pm",
    "origin": "public",
    "anonymous": True,
    "caller_name": None,
    "caller_contact": None,
    "risk_to_caller": "no",
    "risk_words": "",
}
DISSEMINATION: dict[str, Any] = {
    "recipient": "Children's services, Cumberfell",
    "sent_on": world.TODAY,
    "lawful_basis": "Criminal Justice Act 2003 s.325",
    "conditions_met": "",
}


def report(by: User, *people: Person, **fields: Any) -> Report:
    return actions.submit_report(
        by,
        report={**REPORT, **fields},
        people={person.pk: LinkRole.SUBJECT for person in people},
        now=NOW,
    )


def concern(by: User, **fields: Any) -> Concern:
    return actions.record_concern(by, concern={**CONCERN, **fields}, now=NOW)


def given(by: User, link: Link, **fields: Any) -> Dissemination:
    return actions.disseminate(by, link=link, dissemination={**DISSEMINATION, **fields}, now=NOW)
