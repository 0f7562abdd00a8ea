"""What a force decides about visits beyond how often (practice/migrations/0002), until it says otherwise."""

from datetime import date

from django.db import migrations

# Proposals.
VALUES = {
    "visit.planned_window": 28,
    "visit.check_in": 60,
    "visit.checks_hold": 28,
    "visit.habit_of": 4,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("riskplans", "0002_row_level_security"), ("practice", "0002_who_decides_policy")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
