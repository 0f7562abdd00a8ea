"""A database role for web, worker and beat that owns nothing, and can only add to the access log."""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

_KEPT = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND (relname IN ('audit_seal', 'access_event') OR relname ~ '^access_event_')
"""
_ALLOWED = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
)


def grant(role: str) -> None:
    """Let `role` use every table, and of the access log's tables only read and add. To be repeated after a migration.

    Run as the owner of the tables; the owner itself is held back by triggers alone. Raises ProgrammingError, or what
    else the database refuses with.
    """
    named = sql.Identifier(role)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _ALLOWED:
            cursor.execute(sql.SQL(statement).format(role=named))
        cursor.execute(_KEPT)
        for (table,) in cursor.fetchall():
            statement = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"
            cursor.execute(sql.SQL(statement).format(table=sql.Identifier(table), role=named))
