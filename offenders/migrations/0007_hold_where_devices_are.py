"""A device goes one step at a time and says since when it stands so, nothing watches what they do not have, what is
removed says why, and a condition says itself whether it permits monitoring."""

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
        pgtrigger.migrations.RemoveTrigger(
            model_name="device",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="device",
            name="update_update",
        ),
        migrations.AddField(
            model_name="device",
            name="stands_since",
            field=models.DateField(editable=False, null=True, verbose_name="stands so since"),
        ),
        migrations.AddField(
            model_name="deviceevent",
            name="stands_since",
            field=models.DateField(editable=False, null=True, verbose_name="stands so since"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_deviceevent" ("access_code", "accounts", "acquired_on", "encrypted", "ends_on", "examined", "examined_on", "exhibit", "id", "imei_1", "imei_2", "kind", "location", "mac", "make", "notified_on", "online", "owner", "permitted", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "serial", "shared_with", "source", "source_detail", "standing", "stands_since", "starts_on", "state", "submission", "system", "version", "voided_at", "work") SELECT new_values."access_code", new_values."accounts", new_values."acquired_on", new_values."encrypted", new_values."ends_on", new_values."examined", new_values."examined_on", new_values."exhibit", new_values."id", new_values."imei_1", new_values."imei_2", new_values."kind", new_values."location", new_values."mac", new_values."make", new_values."notified_on", new_values."online", new_values."owner", new_values."permitted", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."serial", new_values."shared_with", new_values."source", new_values."source_detail", new_values."standing", new_values."stands_since", new_values."starts_on", new_values."state", new_values."submission", new_values."system", new_values."version", new_values."voided_at", new_values."work" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="da346456a43c3e427dd67f42a7aefee025fe701f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8cdae",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_device",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_deviceevent" ("access_code", "accounts", "acquired_on", "encrypted", "ends_on", "examined", "examined_on", "exhibit", "id", "imei_1", "imei_2", "kind", "location", "mac", "make", "notified_on", "online", "owner", "permitted", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "serial", "shared_with", "source", "source_detail", "standing", "stands_since", "starts_on", "state", "submission", "system", "version", "voided_at", "work") SELECT new_values."access_code", new_values."accounts", new_values."acquired_on", new_values."encrypted", new_values."ends_on", new_values."examined", new_values."examined_on", new_values."exhibit", new_values."id", new_values."imei_1", new_values."imei_2", new_values."kind", new_values."location", new_values."mac", new_values."make", new_values."notified_on", new_values."online", new_values."owner", new_values."permitted", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."serial", new_values."shared_with", new_values."source", new_values."source_detail", new_values."standing", new_values."stands_since", new_values."starts_on", new_values."state", new_values."submission", new_values."system", new_values."version", new_values."voided_at", new_values."work" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2e9f0540394c0362499c4b83d90e2421a76bd9b2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2864",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_device",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="licencecondition",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="licencecondition",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="ordercondition",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="ordercondition",
            name="update_update",
        ),
        migrations.AddField(
            model_name="licencecondition",
            name="permits_monitoring",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="it lets the police monitor their devices"
            ),
        ),
        migrations.AddField(
            model_name="licenceconditionevent",
            name="permits_monitoring",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="it lets the police monitor their devices"
            ),
        ),
        migrations.AddField(
            model_name="ordercondition",
            name="permits_monitoring",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="it lets the police monitor their devices"
            ),
        ),
        migrations.AddField(
            model_name="orderconditionevent",
            name="permits_monitoring",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="it lets the police monitor their devices"
            ),
        ),
        # Until now this was read from the words of a condition about devices.
        *(
            migrations.RunSQL(
                f"UPDATE offenders_{table} SET permits_monitoring = TRUE "  # noqa: S608 - no value of anybody's
                "WHERE kind IN ('inspection', 'devices') AND wording ~* "
                r"'\m(monitor|monitoring|monitored|risk management software|surveillance software)\M'",
                migrations.RunSQL.noop,
            )
            for table in (
                "ordercondition",
                "orderconditionevent",
                "licencecondition",
                "licenceconditionevent",
            )
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencecondition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_licenceconditionevent" ("checked", "ends_on", "id", "kind", "licence_id", "number", "permits_monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "replaces_id", "source", "source_detail", "standard", "standing", "starts_on", "submission", "variation", "version", "voided_at", "wording") SELECT new_values."checked", new_values."ends_on", new_values."id", new_values."kind", new_values."licence_id", new_values."number", new_values."permits_monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."replaces_id", new_values."source", new_values."source_detail", new_values."standard", new_values."standing", new_values."starts_on", new_values."submission", new_values."variation", new_values."version", new_values."voided_at", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3a7c189962211999a1a89082be816b3edfa3c083",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c25f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_licencecondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencecondition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_licenceconditionevent" ("checked", "ends_on", "id", "kind", "licence_id", "number", "permits_monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "replaces_id", "source", "source_detail", "standard", "standing", "starts_on", "submission", "variation", "version", "voided_at", "wording") SELECT new_values."checked", new_values."ends_on", new_values."id", new_values."kind", new_values."licence_id", new_values."number", new_values."permits_monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."replaces_id", new_values."source", new_values."source_detail", new_values."standard", new_values."standing", new_values."starts_on", new_values."submission", new_values."variation", new_values."version", new_values."voided_at", new_values."wording" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b29914ee1be00e0fd3a47ccc6ca657b496b698ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d9a4b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_licencecondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordercondition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_orderconditionevent" ("checked", "ends_on", "id", "kind", "number", "order_id", "permits_monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "replaces_id", "requirement", "source", "source_detail", "standing", "starts_on", "submission", "variation", "version", "voided_at", "wording") SELECT new_values."checked", new_values."ends_on", new_values."id", new_values."kind", new_values."number", new_values."order_id", new_values."permits_monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."replaces_id", new_values."requirement", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."variation", new_values."version", new_values."voided_at", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="921b1c06253317c2bc84830b24526db53c5cae51",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e618b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_ordercondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordercondition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_orderconditionevent" ("checked", "ends_on", "id", "kind", "number", "order_id", "permits_monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "replaces_id", "requirement", "source", "source_detail", "standing", "starts_on", "submission", "variation", "version", "voided_at", "wording") SELECT new_values."checked", new_values."ends_on", new_values."id", new_values."kind", new_values."number", new_values."order_id", new_values."permits_monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."replaces_id", new_values."requirement", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."variation", new_values."version", new_values."voided_at", new_values."wording" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8725735c438c5a2a5bbfec70d1941556927d0afa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b16ef",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_ordercondition",
                    when="AFTER",
                ),
            ),
        ),
    ]
