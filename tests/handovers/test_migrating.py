"""Nobody waits while a database learns who confirms an allocation, and however it learnt it, it ends the same."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db
CHECKS = ["allocation_confirmed_by_another", "allocation_confirmed_whole"]


def one(sql: str, *given: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def test_what_it_adds_under_lock_reads_no_row() -> None:
    loader = MigrationLoader(connection, replace_migrations=False)
    migration = loader.graph.nodes["offenders", "0013_confirm_who_opened_a_record"]
    said = loader.collect_sql([(migration, False)])
    checks = [line for line in said if "ADD CONSTRAINT" in line and " CHECK " in line]
    assert len(checks) == len(CHECKS)
    assert all("NOT VALID" in line for line in checks)
    assert not [line for line in said if "CREATE INDEX" in line]


def test_it_ends_with_valid_checks_and_indexes() -> None:
    found = one("SELECT conname, convalidated FROM pg_constraint WHERE conname = ANY(%s) ORDER BY 1", CHECKS)
    assert found == [(name, True) for name in CHECKS]
    indexed = one("SELECT indexname FROM pg_indexes WHERE indexdef LIKE %s ORDER BY 1", "%(confirmed_by_id)%")
    ours = [name for (name,) in indexed if name.startswith("offenders_assignment")]
    assert ours == sorted(import_module("offenders.migrations.0017_find_who_confirmed").INDEXES)


def test_a_database_that_has_the_indexes_is_left_as_it_is() -> None:
    migration = import_module("offenders.migrations.0017_find_who_confirmed")
    sql = "SELECT oid FROM pg_class WHERE relname = ANY(%s) ORDER BY 1"
    before = one(sql, list(migration.INDEXES))
    with connection.schema_editor() as editor:
        migration.build(None, editor)
    assert one(sql, list(migration.INDEXES)) == before
