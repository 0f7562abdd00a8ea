"""What is hidden in a published count, and how long a list may leave as a file."""

from datetime import date

from django.db import migrations

FIRST = {
    "returns.small_number": 5,
    "exports.most": 500,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0003_when_mail_goes_and_reports_are_reviewed")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
