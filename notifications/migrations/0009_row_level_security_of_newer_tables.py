"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0005)."""

from django.db import migrations

TABLES = ["override", "application", "relevantnotification", "responsiblebody", "certificateissued"]


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0008_certificates_issued"),
        ("offenders", "0005_row_level_security"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('notifications_{table}', 'person_id')",
            f"SELECT vigil_unshield('notifications_{table}')",
        )
        for table in TABLES
    ]
