"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0005)."""

from django.db import migrations

TABLES = ["task", "taskevent"]


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0007_tasks"),
        ("offenders", "0005_row_level_security"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('diary_{table}', 'person_id')",
            f"SELECT vigil_unshield('diary_{table}')",
        )
        for table in TABLES
    ]
