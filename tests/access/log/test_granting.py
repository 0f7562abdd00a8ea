"""The role that web, worker and beat run as: it uses every table, and can only add to the access log.

Granted to a role that every cluster has, because the tests' own may make none; it is taken back with the transaction.
"""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

pytestmark = pytest.mark.django_db
ROLE = "pg_checkpoint"
EVERY = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")


def allowed(tables: str) -> set[tuple[str, ...]]:
    """What the role may do with the tables whose names match, each different answer once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ARRAY(SELECT p FROM unnest(%s::text[]) WITH ORDINALITY each(p, n)"
            "  WHERE has_table_privilege(%s::name, c.oid, p) ORDER BY n)"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname ~ %s",
            [list(EVERY), ROLE, tables],
        )
        return {tuple(row[0]) for row in cursor.fetchall()}


def test_the_role_uses_every_table_and_only_adds_to_the_log() -> None:
    log = "^(access_event|audit_seal)"
    assert allowed(log) == allowed("^offenders_") == {()}
    call_command("audit", "grant", ROLE)
    assert allowed(log) == {("SELECT", "INSERT")}
    assert allowed("^(offenders|notifications|accounts|diary)_") == {("SELECT", "INSERT", "UPDATE", "DELETE")}


def test_a_role_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="Not granted"):
        call_command("audit", "grant", "nobody we know")
