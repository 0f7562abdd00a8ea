"""By when passports are handed in and plans countersigned, and how long ago a change still raises a review."""

from datetime import date

from django.db import migrations

# Proposals: days.
VALUES = {
    "order.passport_within": 3,
    "rmp.countersign_within": 5,
    "risk.correction_news": 28,
    "risk.ending_news": 7,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("riskplans", "0011_summaries_shared_with_partners"),
    ]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
