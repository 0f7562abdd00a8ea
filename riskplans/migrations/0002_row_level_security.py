"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0002)."""

from django.db import migrations

WITH_HISTORY = [
    "alone",
    "attemptsdecision",
    "conditionchecked",
    "deviceseen",
    "personpresent",
    "previsitcheck",
    "visit",
    "visitinterval",
    "visitrecord",
    "warrant",
    "warrantattempt",
]
TABLES = ["silence", *(f"{table}{its}" for table in WITH_HISTORY for its in ("", "event"))]


class Migration(migrations.Migration):
    dependencies = [("riskplans", "0001_the_first_tables"), ("offenders", "0002_row_level_security")]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('riskplans_{table}', 'person_id')",
            f"SELECT vigil_unshield('riskplans_{table}')",
        )
        for table in TABLES
    ]
