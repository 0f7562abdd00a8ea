"""A device goes one step at a time, nothing watches what they do not have, and what is removed says why."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0006_conditions_varied_and_licences_recalled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="monitoring",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="monitoring",
            name="update_update",
        ),
        migrations.AddField(
            model_name="monitoring",
            name="installed_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="installed by"
            ),
        ),
        migrations.AddField(
            model_name="monitoring",
            name="removed_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="why it was removed"
            ),
        ),
        migrations.AddField(
            model_name="monitoringevent",
            name="installed_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="installed by"
            ),
        ),
        migrations.AddField(
            model_name="monitoringevent",
            name="removed_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="why it was removed"
            ),
        ),
        migrations.AlterField(
            model_name="device",
            name="state",
            field=models.CharField(
                choices=[
                    ("declared", "Declared"),
                    ("found", "Found, not declared"),
                    ("verified", "Verified"),
                    ("seized", "Seized"),
                    ("returned", "Returned"),
                    ("destroyed", "Destroyed"),
                    ("disposed", "Disposed of"),
                    ("lost", "Lost"),
                ],
                default="declared",
                max_length=10,
                verbose_name="how does it stand?",
            ),
        ),
        migrations.AlterField(
            model_name="deviceevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("declared", "Declared"),
                    ("found", "Found, not declared"),
                    ("verified", "Verified"),
                    ("seized", "Seized"),
                    ("returned", "Returned"),
                    ("destroyed", "Destroyed"),
                    ("disposed", "Disposed of"),
                    ("lost", "Lost"),
                ],
                default="declared",
                max_length=10,
                verbose_name="how does it stand?",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{declared:verified,declared:seized,declared:disposed,declared:lost,found:verified,found:seized,found:disposed,found:lost,verified:seized,verified:disposed,verified:lost,seized:returned,seized:destroyed,returned:verified,returned:seized,returned:disposed,returned:lost,lost:verified,lost:seized}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="46fb3e6efd1c21ca3e813c3d0613e31c9c1b5700",
                    operation="UPDATE",
                    pgid="pgtrigger_one_step_at_a_time_858c4",
                    table="offenders_device",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoring",
            trigger=pgtrigger.compiler.Trigger(
                name="watches_what_they_have",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."removed_on" IS NULL AND NEW."voided_at" IS NULL)',
                    func="\n                IF EXISTS (\n                    SELECT FROM offenders_device\n                    WHERE id = NEW.device_id AND state IN ('seized', 'destroyed', 'disposed', 'lost')\n                ) THEN\n                    RAISE EXCEPTION 'Nothing watches a device that they do not have' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="37091bd055e44157af379df5bbfb22d4c7f382b7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_watches_what_they_have_4da3a",
                    table="offenders_monitoring",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoring",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_monitoringevent" ("authority", "device_id", "ends_on", "heard_on", "id", "installed_by", "installed_on", "licence", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "recorded_at", "recorded_by_id", "removed_on", "removed_why", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."authority", new_values."device_id", new_values."ends_on", new_values."heard_on", new_values."id", new_values."installed_by", new_values."installed_on", new_values."licence", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."product", new_values."recorded_at", new_values."recorded_by_id", new_values."removed_on", new_values."removed_why", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c8787b5a3978b31577bfeb02fb7e248b857f81ff",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ab9fb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_monitoring",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoring",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_monitoringevent" ("authority", "device_id", "ends_on", "heard_on", "id", "installed_by", "installed_on", "licence", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "recorded_at", "recorded_by_id", "removed_on", "removed_why", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."authority", new_values."device_id", new_values."ends_on", new_values."heard_on", new_values."id", new_values."installed_by", new_values."installed_on", new_values."licence", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."product", new_values."recorded_at", new_values."recorded_by_id", new_values."removed_on", new_values."removed_why", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="292afbda6b14a67295cd8baf066d836ec72d72fd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26d1f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_monitoring",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(
            "UPDATE offenders_monitoring SET removed_why = 'Not recorded' "
            "WHERE removed_on IS NOT NULL AND removed_why = ''",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="monitoring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_on__isnull", True),
                    models.Q(("removed_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="monitoring_removed_with_reason",
                violation_error_message="Say why it was removed.",
            ),
        ),
    ]
