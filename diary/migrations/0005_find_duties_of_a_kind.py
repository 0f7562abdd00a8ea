"""What a board counts is found by its kind: of some people, and of everybody what of it is not met."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("diary", "0004_name_no_hour_of_the_daily_mail")]

    operations = [
        AddIndexConcurrently(
            model_name="entry", index=models.Index(fields=["person", "kind"], name="entry_of_kind")
        ),
        AddIndexConcurrently(
            model_name="entry", index=models.Index(fields=["kind", "met_on"], name="entry_by_kind")
        ),
        # Takes an index away that others stand in for: the table is locked for a moment and not read.
        migrations.AlterField(
            model_name="entry",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="diary_entries",
                to="offenders.person",
            ),
        ),
    ]
