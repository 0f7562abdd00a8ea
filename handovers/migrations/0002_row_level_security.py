"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0002)."""

from django.db import migrations

TABLES = ["handover", "handoverevent", "note", "noteevent"]


class Migration(migrations.Migration):
    dependencies = [
        ("handovers", "0001_the_first_tables"),
        ("offenders", "0002_row_level_security"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('handovers_{table}', 'person_id')",
            f"SELECT vigil_unshield('handovers_{table}')",
        )
        for table in TABLES
    ]
