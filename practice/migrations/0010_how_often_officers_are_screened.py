"""How often whoever manages people is screened psychologically, until a force says otherwise: a proposal."""

from datetime import date

from django.db import migrations

FIRST = {"staff.screening": 12}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0009_high_risk_countries")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
