"""Allocations are found by who confirmed them: the indexes of the two foreign keys, built while others write.

Where 0013 ran as it was first written they stand under the same names, and this does nothing.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

INDEXES = {
    "offenders_assignment_confirmed_by_id_4467040e": "offenders_assignment",
    "offenders_assignmentevent_confirmed_by_id_4b32ef63": "offenders_assignmentevent",
}


def build(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for name, table in INDEXES.items():
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [name])
            found = cursor.fetchone()
            if found == (True,):
                continue
            if found:  # an earlier attempt was broken off, and left a part
                cursor.execute(f'DROP INDEX CONCURRENTLY "{name}"')
            cursor.execute(f'CREATE INDEX CONCURRENTLY "{name}" ON "{table}" ("confirmed_by_id")')


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for name in INDEXES:
            cursor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("offenders", "0016_validate_who_confirmed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="assignment",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="assignmentevent",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            database_operations=[migrations.RunPython(build, drop, atomic=False)],
        ),
    ]
