"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0002)."""

from django.db import migrations

TABLES = [
    "application",
    "applicationevent",
    "certificateissued",
    "change",
    "changeevent",
    "foretold",
    "foretoldevent",
    "journey",
    "journeyevent",
    "notification",
    "notificationevent",
    "override",
    "overrideevent",
    "relevantnotification",
    "relevantnotificationevent",
    "responsiblebody",
    "responsiblebodyevent",
]


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_the_first_tables"),
        ("offenders", "0002_row_level_security"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('notifications_{table}', 'person_id')",
            f"SELECT vigil_unshield('notifications_{table}')",
        )
        for table in TABLES
    ]
