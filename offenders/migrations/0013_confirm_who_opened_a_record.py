"""Somebody else confirms whoever opened a record: who, and when.

Written anew after it was landed, so that nobody waits for it: it validated both checks while it kept everybody out of
the table, and built two indexes the same way. Now the checks hold for new rows only until 0016 validates them, and 0017
builds the indexes while work goes on. Both end in what this ended in by itself, under the same names, and do nothing in
a database that ran it as it was before.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0012_why_to_a_full_caseload"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="update_update",
        ),
        migrations.AddField(
            model_name="assignment",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_assignmentevent" ("assigned_by_id", "confirmed_at", "confirmed_by_id", "ends_on", "id", "manager_id", "over_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts_on") SELECT new_values."assigned_by_id", new_values."confirmed_at", new_values."confirmed_by_id", new_values."ends_on", new_values."id", new_values."manager_id", new_values."over_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c77faf374fed5c4128589e693e8426a015004ab3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5b22c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_assignmentevent" ("assigned_by_id", "confirmed_at", "confirmed_by_id", "ends_on", "id", "manager_id", "over_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts_on") SELECT new_values."assigned_by_id", new_values."confirmed_at", new_values."confirmed_by_id", new_values."ends_on", new_values."id", new_values."manager_id", new_values."over_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a32519db5ac49c231ba420ed6eb5ab04987952a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6cbdd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraintNotValid(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="allocation_confirmed_whole",
            ),
        ),
        AddConstraintNotValid(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("manager")), _negated=True),
                    _connector="OR",
                ),
                name="allocation_confirmed_by_another",
                violation_error_message="Nobody allocates a person to themselves: somebody else confirms it.",
            ),
        ),
    ]
