"""What stood in the code before a force could decide it."""

from datetime import date

from django.db import migrations

FIRST = {
    "mail.digest_from": 7,
    "intel.review_after": 6,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0002_who_decides_policy")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
