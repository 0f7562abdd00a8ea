"""When a home visit is out of hours, and how soon a new record is allocated; each force decides for itself."""

from datetime import date

from django.db import migrations

FIRST = {
    "visit.day_begins": 8,
    "visit.day_ends": 18,
    "allocation.within": 1,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0005_exports_by_two")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
