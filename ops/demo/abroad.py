"""High-risk countries of the county's force, by the verbs that its officers use, and two journeys to one of them.

Of one somebody has decided whether to alert the destination, of the other nobody has. The reasons are made up.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from notifications.actions import decide_alert, record_journey
from notifications.choices import AlertKind
from offenders.models import Absence, Person
from ops.demo.county import County
from ops.demo.days import LONDON
from practice.choices import CountryChangeKind, Decision
from practice.countries.actions import decide_country, propose_country

_LISTED = (
    (
        "TH",
        "Two of the people we manage were turned back there in one summer, and their liaison officer asked us.",
    ),
    ("TR", "An operation of ours found trips there that had been arranged on a closed forum."),
)
_WAITS = ("PL", "One report only, of last month. For a decision whether that is enough.")
_RATIONALE = "He goes with his sister and her grown-up sons to a family wedding, and gave every address."


def list_countries(county: County) -> None:
    """Two on the list for some weeks, one that waits for the inspector; two journeys of the first officer's people."""
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    inspector = User.objects.get(pk=county.id_of("user", "inspector"))
    for country, why in _LISTED:
        asked = propose_country(
            supervisor,
            country=country,
            kind=CountryChangeKind.ADD,
            effective_from=county.as_of - timedelta(days=40),
            reason=why,
            now=_at(county, 46),
        )
        decide_country(
            inspector, change=asked, version=1, decision=Decision.APPROVED, note="", now=_at(county, 44)
        )
    country, why = _WAITS
    propose_country(
        supervisor,
        country=country,
        kind=CountryChangeKind.ADD,
        effective_from=county.as_of + timedelta(days=21),
        reason=why,
        now=_at(county, 2),
    )
    _travel(county, User.objects.get(pk=county.manager_id(0)))


def _travel(county: County, officer: User) -> None:
    away = Absence.objects.standing().filter(ended_on__isnull=True).values("person")
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    at_home = theirs.filter(restrictions__isnull=True, archivings__isnull=True).exclude(pk__in=away)
    for number, person in enumerate(at_home.order_by("-reference")[:2]):
        leaves = county.as_of + timedelta(days=16 + number)
        journey = record_journey(
            officer,
            person=person,
            journey={
                "countries": [_LISTED[0][0]],
                "departs_on": leaves,
                "details_known_on": county.as_of - timedelta(days=3),
                "return_date": leaves + timedelta(days=14),
            },
            now=_at(county, 1),
        )
        if number == 0:
            decide_alert(
                officer,
                journey=journey,
                decision=AlertKind.NONE,
                rationale=_RATIONALE,
                now=_at(county, 1),
            )


def _at(county: County, days_ago: int) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(10, 20), LONDON)
