"""How long a token is good for, and how long a program's same request again is recognised."""

from datetime import date

from django.db import migrations

FIRST = {
    "api.token_lasts": 90,
    "api.answers_kept": 3,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0006_hours_of_visits_and_allocation")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
