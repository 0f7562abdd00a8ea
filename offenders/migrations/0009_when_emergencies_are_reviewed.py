"""By when somebody else has reviewed an opening in an emergency, until a force says otherwise."""

from datetime import date

from django.db import migrations

WORKING_DAYS = 5  # a proposal


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves it standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.get_or_create(
        key="emergency.review_within",
        force=None,
        effective_from=date(2020, 1, 1),
        defaults={"value": WORKING_DAYS},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0008_hold_category_3_at_a_level"),
        ("practice", "0002_who_decides_policy"),
    ]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
