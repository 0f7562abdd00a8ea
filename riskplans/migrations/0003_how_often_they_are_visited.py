"""How often people are visited and what else a force decides about visits, until it says otherwise."""

from datetime import date

from django.db import migrations

# The intervals are those of national practice before June 2017; since then the person's plan decides. The rest are
# proposals; two attempts is what section 96B asks for at least.
VALUES = {
    "visit.interval.very_high": 1,
    "visit.interval.high": 3,
    "visit.interval.medium": 6,
    "visit.interval.low": 12,
    "visit.interval.unassessed": 3,
    "visit.initial_after_release": 15,
    "visit.planned_window": 28,
    "visit.check_in": 60,
    "visit.record_within": 5,
    "visit.attempts_before_decision": 2,
    "visit.checks_hold": 28,
    "visit.habit_of": 4,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("riskplans", "0002_row_level_security"), ("practice", "0001_the_first_tables")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
