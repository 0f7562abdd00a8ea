"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0005): in the tables'
history too."""

from django.db import migrations

TABLES = [
    "notificationevent",
    "changeevent",
    "foretoldevent",
    "journeyevent",
    "overrideevent",
    "relevantnotificationevent",
    "applicationevent",
    "responsiblebodyevent",
]


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0009_row_level_security_of_newer_tables"),
        ("offenders", "0006_shield_copies_and_history"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('notifications_{table}', 'person_id')",
            f"SELECT vigil_unshield('notifications_{table}')",
        )
        for table in TABLES
    ]
