"""Whether the country that somebody travels to is told, and why."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_what_the_counter_is_asked"),
        ("offenders", "0017_find_who_confirmed"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("green_notice", "Apply for a green notice"),
                            ("diffusion", "Ask for a diffusion"),
                            ("none", "Do not alert the destination"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("rationale", models.CharField(max_length=1000, verbose_name="rationale")),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert_decisions",
                        to="notifications.journey",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert_decisions",
                        to="offenders.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "decision to alert a destination",
                "verbose_name_plural": "decisions to alert a destination",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AlertDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("green_notice", "Apply for a green notice"),
                            ("diffusion", "Ask for a diffusion"),
                            ("none", "Do not alert the destination"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("rationale", models.CharField(max_length=1000, verbose_name="rationale")),
                (
                    "journey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.journey",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="notifications.alertdecision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
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
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="alertdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["green_notice", "diffusion", "none"])),
                name="alert_decision_known",
                violation_error_message="Select what you decide.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True),
                name="alert_decision_says_why",
                violation_error_message="Say why, whether the destination is told or not.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d1218b1d033947e22ef33aaa3a4e0646efa11c5c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2354d",
                    table="notifications_alertdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_alertdecisionevent" ("decision", "id", "journey_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."decision", new_values."id", new_values."journey_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="66dc707769ed5614b518fbe6d51989d561b6fe5a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_14a9a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_alertdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_alertdecisionevent" ("decision", "id", "journey_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."decision", new_values."id", new_values."journey_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c3d2a17dcdb0cb477e0dd0b94c2772b7b69f6adb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e592",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_alertdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertdecisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fdb1413f6c46e671674fb12cbc022b587008210b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfd24",
                    table="notifications_alertdecisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('notifications_{table}', 'person_id')",
                f"SELECT vigil_unshield('notifications_{table}')",
            )
            for table in ("alertdecision", "alertdecisionevent")
        ),
    ]
