"""Databases to measure on, made for one run: a county each, of the size asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import connection

from ops.bench.figures import seconds
from ops.demo.county import County
from ops.demo.loading import load

SEED = 5227


@dataclass(frozen=True, slots=True)
class Ground:
    """One database with its county, and how long that took to load."""

    name: str
    county: County
    loaded_in: float

    @property
    def people(self) -> int:
        return self.county.people

    @contextmanager
    def stand(self) -> Iterator[None]:
        """Measure here: the connection leads to this database."""
        _connect(self.name)
        yield
        connection.close()


def prepare(people: int, today: date) -> Ground:
    """A new database in which so many people stand as they will in the demonstration."""
    name = f"bench_{people}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    _connect(name)
    call_command("migrate", interactive=False, verbosity=0)
    county = County(SEED, people, today)
    loaded_in = seconds(lambda: load(county))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum will have done by the time that people come to work
    connection.close()
    return Ground(name, county, loaded_in)


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
