"""Somebody missing or wanted: the risk meanwhile, and how they stand once found."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0003_how_long_a_confirmation_holds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="sought",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sought",
            name="update_update",
        ),
        migrations.AddField(
            model_name="sought",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("arrested", "Arrested"),
                    ("custody", "In custody"),
                    ("complying", "Found, and complying"),
                    ("hospital", "In hospital"),
                    ("abroad", "Abroad"),
                    ("died", "Died"),
                    ("withdrawn", "No longer sought"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="how do they stand since?",
            ),
        ),
        migrations.AddField(
            model_name="sought",
            name="risk",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                verbose_name="risk to the public, and to whom",
            ),
        ),
        migrations.AddField(
            model_name="soughtevent",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("arrested", "Arrested"),
                    ("custody", "In custody"),
                    ("complying", "Found, and complying"),
                    ("hospital", "In hospital"),
                    ("abroad", "Abroad"),
                    ("died", "Died"),
                    ("withdrawn", "No longer sought"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="how do they stand since?",
            ),
        ),
        migrations.AddField(
            model_name="soughtevent",
            name="risk",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                verbose_name="risk to the public, and to whom",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sought",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_soughtevent" ("circulated_on", "circulation", "ends_on", "found", "id", "kind", "last_seen_at", "last_seen_on", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "risk", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."circulated_on", new_values."circulation", new_values."ends_on", new_values."found", new_values."id", new_values."kind", new_values."last_seen_at", new_values."last_seen_on", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."risk", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3e4bd1ea46c15e12d267176914d55bbddcc25fc4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca8a2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_sought",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sought",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_soughtevent" ("circulated_on", "circulation", "ends_on", "found", "id", "kind", "last_seen_at", "last_seen_on", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "risk", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."circulated_on", new_values."circulation", new_values."ends_on", new_values."found", new_values."id", new_values."kind", new_values."last_seen_at", new_values."last_seen_on", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."risk", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1d973fa7e69cc453e063e5ef60982d9216840037",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_121b3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_sought",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sought",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), ("ends_on__isnull", False), _connector="OR"),
                name="sought_ends_with_outcome",
                violation_error_message="Enter the day they were found or arrested.",
            ),
        ),
    ]
