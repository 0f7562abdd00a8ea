"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0005): the tables that
came later, and every table's history. Not certificates: whoever is shown one may ask whether Vigil issued it."""

from django.db import migrations

TABLES = [
    "override",
    "relevantnotification",
    "application",
    "responsiblebody",
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
        ("notifications", "0008_certificates_issued"),
        ("offenders", "0006_shield_copies_and_history"),
    ]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('notifications_{table}', 'person_id')",
            f"SELECT vigil_unshield('notifications_{table}')",
        )
        for table in TABLES
    ]
