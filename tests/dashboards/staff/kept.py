"""Officers with trainings and screenings, and units with posts, recorded by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.choices import Role
from accounts.models import Unit, User
from offenders import actions
from offenders.models import Establishment, PsychologicalScreening, Training
from tests import world

NOW = world.at(world.TODAY)


def inspector() -> User:
    return world.user(Role.DETECTIVE_INSPECTOR)


def trained(officer: User, *, by: User | None = None, **said: Any) -> Training:
    """A MOSOVO course of a year ago, unless said otherwise."""
    told = {"course": "mosovo", "completed_on": world.TODAY - world.days(365), "now": NOW, **said}
    return actions.record_training(by or world.supervisor(of=officer.unit), officer=officer, **told)


def screened(officer: User, on: date, *, by: User | None = None) -> PsychologicalScreening:
    return actions.record_screening(
        by or world.supervisor(of=officer.unit), officer=officer, took_place_on=on, now=NOW
    )


def posts(number: int, *, unit: Unit | None = None, since: date = world.TODAY, **said: Any) -> Establishment:
    told = {"by": None, "reason": "The force’s establishment", "now": NOW, **said}
    by = told.pop("by") or inspector()
    return actions.set_posts(by, unit=unit or world.unit(), posts=number, starts_on=since, **told)
