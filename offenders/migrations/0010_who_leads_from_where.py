"""From which office the lead agency leads, besides which agency and in which MAPPA area."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0009_when_emergencies_are_reviewed"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="mappastatus",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mappastatus",
            name="update_update",
        ),
        migrations.AddField(
            model_name="mappastatus",
            name="lead_office",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="lead office"),
        ),
        migrations.AddField(
            model_name="mappastatusevent",
            name="lead_office",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="lead office"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_mappastatusevent" ("area", "category", "ends_on", "id", "lead_agency", "lead_office", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."area", new_values."category", new_values."ends_on", new_values."id", new_values."lead_agency", new_values."lead_office", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="31a4b2b8f222da1bef5d2b59fd4ecf5fe55242c9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35d18",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_mappastatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_mappastatusevent" ("area", "category", "ends_on", "id", "lead_agency", "lead_office", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."area", new_values."category", new_values."ends_on", new_values."id", new_values."lead_agency", new_values."lead_office", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="675c9813f99da803b0112dddde209dd291dd1879",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a88c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_mappastatus",
                    when="AFTER",
                ),
            ),
        ),
    ]
