"""Reads of a force's list of high-risk countries: as on a day, what is to come, what waits, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from practice import policies
from practice.countries.names import name_of
from practice.models import CountryChange, ListedCountry


@dataclass(frozen=True, slots=True)
class Listing:
    """A force's list as on a day, by the countries' names."""

    on: date
    listed: list[ListedCountry]
    coming: list[ListedCountry]  # on the list only later, the next first
    waiting: list[CountryChange]
    decided: list[CountryChange]  # the latest first


def listing(force_id: int | None, on: date) -> Listing:
    """Everything of the list; two queries."""
    spells = [
        each
        for each in ListedCountry.objects.of(force_id).select_related(
            "added_by__proposed_by", "added_by__decided_by", "removed_by"
        )
        if each.ends_on is None or each.ends_on > on
    ]
    changes = CountryChange.objects.filter(force=force_id).select_related("proposed_by", "decided_by")
    said = list(changes.order_by("-proposed_at"))
    return Listing(
        on,
        sorted((each for each in spells if each.starts_on <= on), key=lambda each: name_of(each.country)),
        sorted(
            (each for each in spells if each.starts_on > on and each.starts_on != each.ends_on),
            key=lambda each: (each.starts_on, name_of(each.country)),
        ),
        [each for each in said if each.is_waiting],
        sorted(
            (each for each in said if each.decision),
            key=lambda each: (each.decided_at, each.pk),
            reverse=True,
        ),
    )


def high_risk(force_id: int | None, countries: list[str], *days: date) -> list[str]:
    """Which of these codes are on the list of a force on any of the days, in their order; one query."""
    listed = ListedCountry.objects.codes(force_id, days)
    return [country for country in countries if country in listed]


def countries_waiting_for(user: User, today: date) -> QuerySet[CountryChange]:
    """The changes that `user` may decide; their own are for somebody else."""
    if not policies.approves(user, today):
        return CountryChange.objects.none()
    return CountryChange.objects.filter(force=user.force_id, decision="").exclude(proposed_by=user)
