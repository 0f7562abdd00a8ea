"""What a force decides about MAPPA (mappa/keys.py), until it says otherwise."""

from datetime import date

from django.db import migrations

VALUES = {
    "mappa.identify": 3,
    "mappa.screen_before_release": 6,
    "mappa.screen_alert": 8,
    "mappa.level_1_review": 4,
    "mappa.rescreen_change": 5,
    "mappa.lower_gate": 84,
    "mappa.lower_check": 56,
    "mappa.licence_end": 56,
    "mappa.triage": 5,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("mappa", "0001_status_and_referrals"), ("practice", "0002_who_decides_policy")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
