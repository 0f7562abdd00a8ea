"""A country put on a force's list, or taken off it, by two people."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.choices import Role
from accounts.models import User
from practice.choices import CountryChangeKind, Decision
from practice.countries.actions import decide_country, propose_country
from practice.models import CountryChange
from tests import world

NOW = world.at(world.TODAY)


def inspector(**fields: Any) -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, rank="DI", **fields)


def proposed(
    by: User | None = None,
    country: str = "TH",
    since: date = world.TODAY,
    *,
    kind: CountryChangeKind = CountryChangeKind.ADD,
    **said: Any,
) -> CountryChange:
    fields = {"reason": "Two were found there", "now": NOW, **said}
    return propose_country(
        by or world.supervisor(), country=country, kind=kind, effective_from=since, **fields
    )


def decide(
    by: User, change: CountryChange, decision: Decision = Decision.APPROVED, note: str = "", **said: Any
) -> CountryChange:
    return decide_country(by, change=change, version=1, decision=decision, note=note, **{"now": NOW, **said})


def listed(country: str = "TH", since: date = world.TODAY) -> CountryChange:
    return decide(inspector(), proposed(country=country, since=since))


def taken_off(country: str = "TH", since: date = world.TODAY) -> CountryChange:
    return decide(inspector(), proposed(country=country, since=since, kind=CountryChangeKind.REMOVE))
