"""From which day somebody else confirms whoever took a person on themselves, until a force says otherwise.

A database without a record asks about every one. One that is upgraded asks from the day on which it came to know who
confirms (0013): what officers opened before was allocated by whatever way the force had then, and nobody is to go
through all of it again.
"""

from datetime import date

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

KEY = "allocation.confirmed"
ALWAYS = date(2020, 1, 1)
ASKED_BY = 1  # a proposal


def settle(apps, schema_editor):
    """Once: a setting is never deleted, so taking this migration back leaves it standing."""
    setting = apps.get_model("practice", "Setting").objects.using(schema_editor.connection.alias)
    if setting.filter(key=KEY, force=None).exists():
        return
    known = apps.get_model("offenders", "Assignment").objects.using(schema_editor.connection.alias)
    if not known.exists():
        setting.create(key=KEY, value=ASKED_BY, effective_from=ALWAYS)
        return
    setting.create(key=KEY, value=0, effective_from=ALWAYS)
    setting.create(key=KEY, value=ASKED_BY, effective_from=_since(schema_editor.connection))


def _since(connection):
    """The day on which this database could first write down that somebody confirmed."""
    ran = MigrationRecorder(connection).migration_qs.filter(
        app="offenders", name="0013_confirm_who_opened_a_record"
    )
    first = ran.order_by("applied").first()
    return timezone.localdate(first.applied if first else None)


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0014_archived_by_another"),
        ("practice", "0007_programs"),
    ]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
