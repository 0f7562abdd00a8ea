"""Rows of a restricted record are hidden from all but those named on it (0005)."""

from django.db import migrations

TABLES = ["contact", "contactevent"]


class Migration(migrations.Migration):
    dependencies = [("offenders", "0012_contact_log")]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('offenders_{table}', 'person_id')",
            f"SELECT vigil_unshield('offenders_{table}')",
        )
        for table in TABLES
    ]
