"""Why an attendance or a notification is entered late; and for how long what is begun at the counter is kept."""

from datetime import date

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Proposals, not rules of any force: days.
DAYS = {"station.begun_kept": 30, "station.expected_within": 28}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=days, effective_from=date(2020, 1, 1)) for key, days in DAYS.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_hold_what_the_counter_says"),
        ("practice", "0002_who_decides_policy"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="notification",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="notification",
            name="update_update",
        ),
        migrations.AddField(
            model_name="attendance",
            name="backdated_reason",
            field=models.CharField(
                blank=True,
                help_text="Needed where that was an earlier day.",
                max_length=500,
                verbose_name="why it was recorded later than the day they came (optional)",
            ),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="backdated_reason",
            field=models.CharField(
                blank=True,
                help_text="Needed where that was an earlier day.",
                max_length=500,
                verbose_name="why it was recorded later than the day they came (optional)",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="late_reason",
            field=models.CharField(
                blank=True,
                help_text="In their words, where it was taken elsewhere; at our own counter the attendance keeps it.",
                max_length=1000,
                verbose_name="the reason they gave for being late",
            ),
        ),
        migrations.AddField(
            model_name="notificationevent",
            name="late_reason",
            field=models.CharField(
                blank=True,
                help_text="In their words, where it was taken elsewhere; at our own counter the attendance keeps it.",
                max_length=1000,
                verbose_name="the reason they gave for being late",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="says_why_only_now",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.backdated_reason = ''\n   AND (NEW.given_at AT TIME ZONE 'Europe/London')::date < (NEW.recorded_at AT TIME ZONE 'Europe/London')::date\n   AND (TG_OP = 'INSERT' OR NEW.given_at IS DISTINCT FROM OLD.given_at) THEN\n    RAISE EXCEPTION 'an attendance of an earlier day says why it is recorded only now'\n        USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="bbe9b6a9f1cff143f0e153aa718b43374d154f01",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_says_why_only_now_40923",
                    table="notifications_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_attendanceevent" ("accompanied", "backdated_reason", "companion", "fingerprints", "given_at", "id", "late", "late_reason", "parental_direction", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photograph", "recorded_at", "recorded_by_id", "shown", "station", "submission", "version", "voided_at") SELECT new_values."accompanied", new_values."backdated_reason", new_values."companion", new_values."fingerprints", new_values."given_at", new_values."id", new_values."late", new_values."late_reason", new_values."parental_direction", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photograph", new_values."recorded_at", new_values."recorded_by_id", new_values."shown", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ebc7419e42fcc44b9565cf7c191f5327600bab1b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2699",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_attendanceevent" ("accompanied", "backdated_reason", "companion", "fingerprints", "given_at", "id", "late", "late_reason", "parental_direction", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photograph", "recorded_at", "recorded_by_id", "shown", "station", "submission", "version", "voided_at") SELECT new_values."accompanied", new_values."backdated_reason", new_values."companion", new_values."fingerprints", new_values."given_at", new_values."id", new_values."late", new_values."late_reason", new_values."parental_direction", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photograph", new_values."recorded_at", new_values."recorded_by_id", new_values."shown", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d564df7978b813a92e288d3e5e0b5a09e7c1e484",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb543",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notification",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_notificationevent" ("about", "acknowledgement", "foretells", "given_at", "home", "id", "late_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "section", "specified_date", "station", "submission", "version", "voided_at") SELECT new_values."about", new_values."acknowledgement", new_values."foretells", new_values."given_at", new_values."home", new_values."id", new_values."late_reason", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."section", new_values."specified_date", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6ff2cb03baaf7abcff941f2df7b5818005d813fb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1b01",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_notification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notification",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_notificationevent" ("about", "acknowledgement", "foretells", "given_at", "home", "id", "late_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "section", "specified_date", "station", "submission", "version", "voided_at") SELECT new_values."about", new_values."acknowledgement", new_values."foretells", new_values."given_at", new_values."home", new_values."id", new_values."late_reason", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."section", new_values."specified_date", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4d7333fa82b7d6c1d2cbf49cdde5e33cb5ce2abb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a25db",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_notification",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
