"""What was asked and told of the county's people under the disclosure schemes: one at each stage, one past its time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import User
from offenders.models import Person
from ops.demo.county import County
from ops.demo.days import LONDON
from riskplans import actions
from riskplans.models import DisclosureCase

_ASKED: dict[str, Any] = {
    "scheme": "csods",
    "applicant": "Nora Applegarth",
    "contact": "Text first, after 9am on weekdays; never at home",
    "relation": "Grandmother",
    "at_risk": "Two grandchildren, a girl of 8 and a boy of 5",
    "subject": "Her daughter’s new partner; she knows him as Des, about 45, drives a white van",
    "worry": "He has begun to look after the children on Saturdays, and will not have her there.",
}
_CLARE = {
    "scheme": "dvds_ask",
    "applicant": "Ivy Marchbanks",
    "contact": "At work, through her manager",
    "relation": "Partner since March",
    "at_risk": "Herself",
    "worry": "He reads her messages, and she has heard that his last partner left him at night.",
}
_SCHOOL = {
    "scheme": "proactive",
    "applicant": "",
    "contact": "",
    "relation": "",
    "at_risk": "Pupils of a primary school",
    "worry": "He has offered to help with the football on Wednesdays.",
}
_TESTS: dict[str, Any] = {
    "outcome": "disclose",
    "need": "Convicted of an offence against a child of seven; he is alone with children of that age every week.",
    "serious_harm": True,
    "necessity": "Their mother does not know, and trusts him. Nothing else keeps them apart.",
    "proportionality": "He may lose the relationship. Nobody of his own family or the victim’s is touched.",
    "alternatives": "He was asked to tell her himself, and has not.",
    "asked": "asked",
    "representations": "He says that it is long ago.",
    "mappa": "consulted",
    "mappa_note": "The chair agreed by telephone.",
    "presumption": "",
    "recipient": "The children’s mother, who decides with whom they are left",
    "words": "He has been convicted of a sexual offence against a child. Do not leave your children alone with him.",
}

_PEOPLE = 6


def ask(county: County) -> None:
    """Applications and a matter of the force's own, about the first officer's people and about nobody known."""
    officer = User.objects.get(pk=county.manager_id(0))
    inspector = User.objects.get(username="inspector")
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    people = list(theirs.exclude(gone__isnull=False).order_by("reference")[:_PEOPLE])
    if len(people) < _PEOPLE:
        return  # a county too small to ask about
    at = _Clock(county)
    # Past its day: nobody has made the first checks.
    _taken(officer, at, 2, subject="A lodger called Ray; no family name known")
    _taken(officer, at, 0, danger="He has the children tonight, from six.", about=people[0])
    _checked(officer, at, _taken(officer, at, 4, about=people[1], **_CLARE), 3)
    _met(officer, at, _checked(officer, at, _taken(officer, at, 12, about=people[2]), 11), 6)
    school = _checked(officer, at, _taken(officer, at, 9, about=people[3], **_SCHOOL), 8)
    _propose(officer, at, school, 1, recipient="The head teacher", mappa="not_needed", mappa_note="")
    told = _met(officer, at, _checked(officer, at, _taken(officer, at, 26, about=people[4]), 25), 20)
    _propose(officer, at, told, 15)
    told = actions.decide_disclosure(
        inspector,
        case=told,
        version=told.version,
        agree=True,
        why="Necessary and proportionate: she cannot protect them otherwise.",
        now=at(14),
    )
    actions.record_disclosed(
        officer,
        case=told,
        version=told.version,
        said={
            "told_at": at(12),
            "told_by": f"{officer}, with a social worker",
            "words": _TESTS["words"],
            "words_why": "",
            "undertaking": "signed",
            "undertaking_on": at(12).date(),
            "undertaking_note": "",
            "support": "A leaflet, and the number of the family worker",
            "person_informed": "He was told by telephone the same afternoon.",
        },
        now=at(12, 15),
    )
    nobody = _met(officer, at, _checked(officer, at, _taken(officer, at, 24), 23), 18)
    _propose(
        officer,
        at,
        nobody,
        10,
        outcome="route",
        serious_harm=False,
        recipient="",
        words="",
        mappa="not_needed",
    )
    actions.decide_disclosure(
        inspector,
        case=nobody,
        version=nobody.version,
        agree=True,
        why="Nobody on any system. Children’s services have the family.",
        now=at(9),
    )


class _Clock:
    """Moments so many days before the county's day."""

    def __init__(self, county: County) -> None:
        self.as_of = county.as_of

    def __call__(self, days_ago: int, hour: int = 10) -> datetime:
        hour = hour if days_ago else 7
        return datetime.combine(self.as_of - timedelta(days=days_ago), time(hour, 10), LONDON)


def _taken(
    by: User, at: _Clock, days_ago: int, *, about: Person | None = None, danger: str = "", **said: Any
) -> DisclosureCase:
    now = at(days_ago)
    asked = {**_ASKED, **said, "received_at": now}
    return actions.receive_disclosure(by, said=asked, person=about, danger=danger, now=now)


def _checked(by: User, at: _Clock, case: DisclosureCase, days_ago: int) -> DisclosureCase:
    return actions.record_first_checks(
        by,
        case=case,
        version=case.version,
        checks="PNC, PND, local intelligence, children’s services: nothing that cannot wait.",
        checked_at=max(at(days_ago, 9), case.received_at),
        now=max(at(days_ago, 9), case.received_at),
    )


def _met(by: User, at: _Clock, case: DisclosureCase, days_ago: int) -> DisclosureCase:
    return actions.record_interview(
        by,
        case=case,
        version=case.version,
        interviewed_at=at(days_ago),
        identity="Passport, a council tax bill, and the children’s birth certificates",
        interview="As she said before. The children have said nothing of him.",
        now=at(days_ago, 12),
    )


def _propose(by: User, at: _Clock, case: DisclosureCase, days_ago: int, **said: Any) -> None:
    tests = {**_TESTS, **said}
    actions.propose_disclosure(by, case=case, version=case.version, said=tests, now=at(days_ago))
    case.refresh_from_db()
