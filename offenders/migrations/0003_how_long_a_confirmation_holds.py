"""How long the confirmation of a block of the record holds, until a force says otherwise."""

from datetime import date

from django.db import migrations

# Proposals, not rules of any force: months after which a block is to be confirmed again.
MONTHS = {
    "identity": 12,
    "names": 12,
    "description": 12,
    "addresses": 12,
    "whereabouts": 12,
    "household": 6,
    "contact": 6,
    "devices": 6,
    "routine": 6,
    "vehicles": 12,
    "work": 12,
    "finance": 12,
    "relationships": 6,
    "health": 12,
    "safety": 6,
    "offending": 24,
    "orders": 12,
    "decisions": 24,
}
READ_BY_MANAGER_DAYS = 2


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    values = {f"record.confirm.{block}": months for block, months in MONTHS.items()}
    values["intel.read_by_manager"] = READ_BY_MANAGER_DAYS
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in values.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("offenders", "0002_row_level_security"), ("practice", "0001_the_first_tables")]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
