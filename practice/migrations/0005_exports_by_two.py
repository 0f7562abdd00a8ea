"""How long a list a second person may approve, and for how long."""

from datetime import date

from django.db import migrations

FIRST = {
    "exports.ceiling": 5_000,
    "exports.open_for": 1,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0004_returns_and_exports")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
