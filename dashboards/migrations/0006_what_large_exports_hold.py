"""What a file above the limit holds, in words: its columns, and how the list is narrowed."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0005_boards_that_are_kept"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="largeexport",
            name="asked_stays",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="largeexport",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="largeexport",
            name="update_update",
        ),
        migrations.AddField(
            model_name="largeexport",
            name="headings",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200),
                default=list,
                size=None,
                verbose_name="its columns",
            ),
        ),
        migrations.AddField(
            model_name="largeexport",
            name="narrowed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300),
                default=list,
                size=None,
                verbose_name="how it is narrowed",
            ),
        ),
        migrations.AddField(
            model_name="largeexportevent",
            name="headings",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200),
                default=list,
                size=None,
                verbose_name="its columns",
            ),
        ),
        migrations.AddField(
            model_name="largeexportevent",
            name="narrowed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300),
                default=list,
                size=None,
                verbose_name="how it is narrowed",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.decided_at IS NOT NULL AND (OLD.decided_at, OLD.decided_by_id, OLD.approved, OLD.note, OLD.open_to) IS DISTINCT FROM (NEW.decided_at, NEW.decided_by_id, NEW.approved, NEW.note, NEW.open_to) OR (OLD.force_id, OLD.asked_by_id, OLD.name, OLD.caption, OLD.address, OLD.page, OLD.fingerprint, OLD.headings, OLD.narrowed) IS DISTINCT FROM (NEW.force_id, NEW.asked_by_id, NEW.name, NEW.caption, NEW.address, NEW.page, NEW.fingerprint, NEW.headings, NEW.narrowed) OR (OLD.decided_at IS NOT NULL OR NEW.decided_at IS NOT NULL) AND (OLD.asked_at, OLD.rows, OLD.why, OLD.submission) IS DISTINCT FROM (NEW.asked_at, NEW.rows, NEW.why, NEW.submission) OR OLD.taken_at IS NOT NULL AND OLD.taken_at IS DISTINCT FROM NEW.taken_at)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2898a25eb82c33a5e272e6d288fe353626204132",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_stays_80297",
                    table="dashboards_largeexport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_largeexportevent" ("address", "approved", "asked_at", "asked_by_id", "caption", "decided_at", "decided_by_id", "fingerprint", "force_id", "headings", "id", "name", "narrowed", "note", "open_to", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "submission", "taken_at", "version", "why") SELECT new_values."address", new_values."approved", new_values."asked_at", new_values."asked_by_id", new_values."caption", new_values."decided_at", new_values."decided_by_id", new_values."fingerprint", new_values."force_id", new_values."headings", new_values."id", new_values."name", new_values."narrowed", new_values."note", new_values."open_to", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rows", new_values."submission", new_values."taken_at", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e3548f44aba6d81767c09deddf1cb30a50927399",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_25afb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="dashboards_largeexport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_largeexportevent" ("address", "approved", "asked_at", "asked_by_id", "caption", "decided_at", "decided_by_id", "fingerprint", "force_id", "headings", "id", "name", "narrowed", "note", "open_to", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "submission", "taken_at", "version", "why") SELECT new_values."address", new_values."approved", new_values."asked_at", new_values."asked_by_id", new_values."caption", new_values."decided_at", new_values."decided_by_id", new_values."fingerprint", new_values."force_id", new_values."headings", new_values."id", new_values."name", new_values."narrowed", new_values."note", new_values."open_to", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rows", new_values."submission", new_values."taken_at", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bb305abd32535034c6e749f3e5b55f21d02345ed",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82e86",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="dashboards_largeexport",
                    when="AFTER",
                ),
            ),
        ),
    ]
