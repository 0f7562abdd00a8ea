"""Journeys with what a force's list of high-risk countries says of them, and the decision to alert the destination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from notifications.models import AlertDecision, Journey
from offenders.models import Person
from practice.countries.names import name_of
from practice.models import ListedCountry


@dataclass(frozen=True, slots=True)
class Trip:
    """A journey, the names of its countries, those of them that were on the list when it was recorded or on the day
    they leave, and what was decided about telling them, the latest first."""

    journey: Journey
    countries: list[str]
    high_risk: list[str]
    decisions: list[AlertDecision]

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide: to a country on the list, not back yet, and nothing decided."""
        return bool(self.high_risk) and not self.decisions and self.journey.returned_on is None


def trips(person: Person, journeys: Iterable[Journey]) -> list[Trip]:
    """These journeys of one person in the same order; two queries, none without a journey."""
    asked = list(journeys)
    if not asked:
        return []
    codes = {code for journey in asked for code in journey.countries}
    spells = ListedCountry.objects.of(person.force_id).filter(country__in=codes)
    listed = list(spells.values_list("country", "starts_on", "ends_on"))
    decided: dict[object, list[AlertDecision]] = {}
    made = AlertDecision.objects.standing().filter(person=person, journey__in=asked)
    for decision in made.select_related("recorded_by"):
        decided.setdefault(decision.journey_id, []).append(decision)
    return [
        Trip(
            journey,
            [name_of(code) for code in journey.countries],
            [
                name_of(code)
                for code in journey.countries
                if any(
                    code == country and starts <= day and (ends is None or day < ends)
                    for country, starts, ends in listed
                    for day in (localdate(journey.recorded_at), journey.departs_on)
                )
            ],
            decided.get(journey.pk, []),
        )
        for journey in asked
    ]


def trip(person: Person, journey: Journey) -> Trip:
    """One journey; two queries."""
    return trips(person, [journey])[0]
