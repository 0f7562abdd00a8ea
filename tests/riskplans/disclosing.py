"""Disclosures for tests, made through the application's own verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.models import DisclosureCase
from tests import world
from tests.riskplans.reacting import inspector

NOW = world.at(world.TODAY)
LATER = world.at(world.TODAY, 15)
SAID = {
    "scheme": "csods",
    "applicant": "Jo Applicant",
    "contact": "By text, mornings",
    "relation": "Their aunt",
    "at_risk": "Kit, 7, and Lou, 4",
    "subject": "Her new partner, Tam Somebody, about 40",
    "worry": "He is alone with them every Saturday.",
}
TESTS = {
    "outcome": "disclose",
    "need": "A conviction for an offence against a girl of seven.",
    "serious_harm": True,
    "necessity": "She does not know, and leaves them with him.",
    "proportionality": "He may lose the relationship; his own family is not touched.",
    "alternatives": "He was asked to tell her himself, and has not.",
    "asked": "asked",
    "representations": "He says he has changed.",
    "mappa": "not_needed",
    "mappa_note": "",
    "presumption": "",
    "recipient": "The mother",
    "words": "He has been convicted of an offence against a child. Do not leave them alone with him.",
}
TOLD = {
    "told_by": "DC 4 Reed, with a social worker",
    "words": TESTS["words"],
    "words_why": "",
    "undertaking": "signed",
    "undertaking_on": world.TODAY,
    "undertaking_note": "",
    "support": "A leaflet, and whom to ring",
    "person_informed": "He was told by telephone the same day.",
}


def received(
    by: User, about: Person | None = None, *, now: datetime = NOW, at: datetime | None = None, **said: Any
) -> DisclosureCase:
    danger = said.pop("danger", "")
    return actions.receive_disclosure(
        by,
        said={**SAID, "received_at": at or now, **said},
        person=about,
        danger=danger,
        now=now,
        submission=None,
    )


def checked(by: User, case: DisclosureCase, *, now: datetime = NOW) -> DisclosureCase:
    return actions.record_first_checks(
        by, case=case, version=case.version, checks="Nothing on PNC", checked_at=now, now=now
    )


def met(by: User, case: DisclosureCase, *, now: datetime = NOW) -> DisclosureCase:
    return actions.record_interview(
        by,
        case=case,
        version=case.version,
        interviewed_at=now,
        identity="Passport, tenancy, birth certificates",
        interview="As she said before.",
        now=now,
    )


def proposed(
    by: User,
    about: Person | None = None,
    *,
    case: DisclosureCase | None = None,
    now: datetime = NOW,
    **said: Any,
) -> DisclosureCase:
    """Taken in, checked, spoken about, and put to a decision."""
    case = case or met(by, checked(by, received(by, about, now=now), now=now), now=now)
    actions.propose_disclosure(by, case=case, version=case.version, said={**TESTS, **said}, now=now)
    case.refresh_from_db()
    return case


def decided(by: User, case: DisclosureCase, agree: bool = True, *, now: datetime = NOW) -> DisclosureCase:
    return actions.decide_disclosure(
        by, case=case, version=case.version, agree=agree, why="I agree.", now=now
    )


def disclosed(by: User, about: Person, *, now: datetime = LATER) -> DisclosureCase:
    case = decided(inspector(), proposed(by, about))
    return actions.record_disclosed(
        by, case=case, version=case.version, said={**TOLD, "told_at": now}, now=now
    )
