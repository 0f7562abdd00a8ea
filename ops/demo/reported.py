"""What is reported and done about some of the county's people: contacts, tasks, intelligence, concerns.

Few rows, so they come by the verbs that officers use, each on the day it happened.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import F

from accounts.models import User
from diary.actions import finish_task, set_task
from intelligence.actions import assess, disseminate, record_concern, submit_report
from intelligence.choices import Assessment, LinkRole
from intelligence.models import Link
from offenders.actions import record_contact
from offenders.models import Person
from ops.demo.counter import attend
from ops.demo.county import County
from ops.demo.days import LONDON

# How, who began it, with whom, what was said, what follows.
_CONTACTS = [
    ("call", "in", "Himself", "Asked when he must next come to the station. Told him.", "nothing"),
    ("call", "out", "His probation officer", "He keeps his appointments. No concern of theirs.", "nothing"),
    (
        "third_party",
        "in",
        "His landlord",
        "A woman with two small children has been staying for a week.",
        "concern",
    ),
    ("office_visit", "in", "Himself", "Brought his new telephone, unasked. Number noted.", "follow_up"),
    (
        "email",
        "out",
        "Children's services",
        "Asked whether the family upstairs is known to them.",
        "follow_up",
    ),
    ("message", "out", "Himself", "Reminded him of Thursday. No answer.", "not_reached"),
]
# Text, sanitised text, source, intelligence, handling, conditions.
_REPORTS = [
    (
        "He showed a second telephone to the source at the gym on Monday and said that the police do not know of it.",
        "He has a second telephone, which he keeps in his sports bag.",
        ("2", "A", "P", []),
    ),
    (
        "The source's neighbour has seen him at the primary school gate at three o'clock on four days this month.",
        "Seen at a primary school gate at about 3pm on four days this month.",
        ("2", "C", "C", ["A3", "S2"]),
    ),
    (
        "He told the source that he has begun to see a woman in Holmrook who has a daughter of about seven.",
        "In a new relationship with a woman in Holmrook who has a daughter of about seven.",
        ("1", "B", "P", []),
    ),
]


def tell(county: County) -> None:
    """Contacts, tasks and intelligence about the first officer's people, and concerns that wait for a supervisor."""
    officer = User.objects.get(pk=county.manager_id(0))
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    briefing = User.objects.get(pk=county.id_of("user", "briefing"))
    counter = User.objects.get(pk=county.id_of("user", "counter"))
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    people = list(theirs.with_name().in_level_order().order_by(F("level_order"), "reference")[:8])
    for place, person in enumerate(people):
        _contacts(county, officer, person, place)
    for place, person in enumerate(people[: len(_REPORTS)]):
        _report(county, briefing, officer, person, place)
    for person in people[3:4]:
        mine = set_task(
            officer,
            person=person,
            title="Ask the landlord who else has a key",
            due_on=county.as_of + timedelta(days=1),
            owner=officer,
            now=_at(county, 2),
        )
        set_task(
            supervisor,
            person=person,
            title="Agree the next joint visit with probation",
            due_on=county.as_of,
            now=_at(county, 3),
        )
        done = set_task(
            officer,
            person=person,
            title="Check the number of the new telephone",
            due_on=mine.due_on,
            owner=officer,
            now=_at(county, 6),
        )
        finish_task(officer, task=done, version=1, note="It is registered to him.", now=_at(county, 1))
    _concerns(county, counter, people[4:5])
    attend(county, counter, list(theirs.order_by("-reference")[:40]))


def _at(county: County, days_ago: int, hour: int = 10) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(hour, 15), LONDON)


def _contacts(county: County, officer: User, person: Person, place: int) -> None:
    for number in range(1 + place % 3):
        kind, direction, whom, said, outcome = _CONTACTS[(place + number * 2) % len(_CONTACTS)]
        record_contact(
            officer,
            person=person,
            contact={
                "happened_at": _at(county, 3 + place + number * 11, 9 + number),
                "kind": kind,
                "direction": direction,
                "with_whom": whom,
                "by_whom": str(officer),
                "said": said,
                "outcome": outcome,
            },
            now=_at(county, 3 + place + number * 11, 12 + number),
        )


def _report(county: County, by: User, officer: User, person: Person, place: int) -> None:
    """The first waits to be read, the second is overdue, the third was read and passed on."""
    text, sanitised, (source, assessed, handling, conditions) = _REPORTS[place]
    days_ago = (1, 4, 20)[place]
    report = submit_report(
        by,
        report={
            "happened_on": county.as_of - timedelta(days=days_ago + 1),
            "happened_at": None,
            "text": text,
            "sanitised": sanitised,
            "source_grade": source,
            "assessed_grade": assessed,
            "handling": handling,
            "conditions": conditions,
            "source_urn": f"24/{1180 + place}",
            "provenance": "The source has known him for some years.",
            "marking": "sensitive",
            "purpose": "prevent",
            "review_on": county.as_of + timedelta(days=2190),
        },
        people={person.pk: LinkRole.SUBJECT},
        now=_at(county, days_ago, 17),
    )
    if place == 2:
        link = Link.objects.get(report=report)
        assess(
            officer,
            link=link,
            version=1,
            assessment=Assessment.NOTHING,
            note="Known: he told us himself, and children's services have spoken to the mother.",
            now=_at(county, 19),
        )
        disseminate(
            officer,
            link=link,
            dissemination={
                "recipient": "Probation Service, Cumberfell",
                "sent_on": county.as_of - timedelta(days=19),
                "lawful_basis": "Criminal Justice Act 2003 s.325",
                "conditions_met": "",
            },
            now=_at(county, 19, 11),
        )


def _concerns(county: County, counter: User, named: list[Person]) -> None:
    common = {
        "caller_name": None,
        "caller_contact": None,
        "risk_words": "",
        "anonymous": True,
        "origin": "public",
    }
    told = [
        {
            "urgency": "2_today",
            "who": "A man called Baz, drives a white van",
            "known": "About 45, tattoo of a bird on his neck",
            "what": "Offers children at the skate park a ride home. Has been there three evenings running.",
            "where": "Skate park, Millside",
            "when": "Yesterday, about 6pm",
            "risk_to_caller": "yes",
        },
        {
            "urgency": "3_routine",
            "who": "not known",
            "known": "Lives above the launderette",
            "what": "Takes photographs of the school sports day from his window.",
            "where": "Station Road",
            "when": "Last Friday",
            "risk_to_caller": "no",
        },
        *(
            {
                "urgency": "3_routine",
                "who": f"{person.given_names} {person.family_name}",
                "known": "",
                "what": "Has asked at the swimming club whether they need a driver.",
                "where": "Swimming club",
                "when": "On Tuesday",
                "risk_to_caller": "unknown",
            }
            for person in named
        ),
    ]
    for number, concern in enumerate(told):
        record_concern(counter, concern={**common, **concern}, now=_at(county, 1, 11 + number))
