"""What each person counts for in a caseload, and how long work takes, until a force says otherwise."""

from datetime import date

from django.db import migrations

# Points in tenths, time in hours. Each is a proposal.
FIRST = {
    "caseload.share_from": 10,
    "caseload.weight.very_high": 40,
    "caseload.weight.high": 20,
    "caseload.weight.medium": 10,
    "caseload.weight.low": 5,
    "caseload.weight.reactive": 1,
    "caseload.weight.away": 2,
    "caseload.weight.devices": 5,
    "caseload.weight.breach": 5,
    "caseload.weight.mappa": 5,
    "workload.week": 25,
    "workload.hours.visit": 4,
    "workload.hours.notification": 1,
    "workload.hours.assessment": 6,
    "workload.hours.plan": 3,
    "workload.hours.meeting": 2,
    "workload.hours.other": 1,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0010_who_leads_from_where"),
        ("practice", "0002_who_decides_policy"),
    ]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
