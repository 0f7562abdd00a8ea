import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_versions_and_grants_by_another"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("agency_id", "collar_number", "email", "family_name", "force_id", "given_name", "id", "is_active", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "sessions_ended_at", "temporary_password_until", "unit_id", "username", "version", "vetting", "vetting_expires_on") SELECT new_values."agency_id", new_values."collar_number", new_values."email", new_values."family_name", new_values."force_id", new_values."given_name", new_values."id", new_values."is_active", new_values."is_superuser", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."sessions_ended_at", new_values."temporary_password_until", new_values."unit_id", new_values."username", new_values."version", new_values."vetting", new_values."vetting_expires_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1453c810ca9861edc0ac8a391a475834714ba1a4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3867c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("agency_id", "collar_number", "email", "family_name", "force_id", "given_name", "id", "is_active", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "sessions_ended_at", "temporary_password_until", "unit_id", "username", "version", "vetting", "vetting_expires_on") SELECT new_values."agency_id", new_values."collar_number", new_values."email", new_values."family_name", new_values."force_id", new_values."given_name", new_values."id", new_values."is_active", new_values."is_superuser", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank", new_values."sessions_ended_at", new_values."temporary_password_until", new_values."unit_id", new_values."username", new_values."version", new_values."vetting", new_values."vetting_expires_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency_id" IS DISTINCT FROM (new_values."agency_id") OR old_values."collar_number" IS DISTINCT FROM (new_values."collar_number") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."family_name" IS DISTINCT FROM (new_values."family_name") OR old_values."force_id" IS DISTINCT FROM (new_values."force_id") OR old_values."given_name" IS DISTINCT FROM (new_values."given_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."rank" IS DISTINCT FROM (new_values."rank") OR old_values."sessions_ended_at" IS DISTINCT FROM (new_values."sessions_ended_at") OR old_values."temporary_password_until" IS DISTINCT FROM (new_values."temporary_password_until") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."username" IS DISTINCT FROM (new_values."username") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."vetting" IS DISTINCT FROM (new_values."vetting") OR old_values."vetting_expires_on" IS DISTINCT FROM (new_values."vetting_expires_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="22a861dea7321b272b30561d190201bb91bfe6b4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e890",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
    ]
