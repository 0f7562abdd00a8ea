"""Nobody decides on a visit of their own; attempts, premises and who goes along are held; three policies."""

from datetime import date

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Proposals.
VALUES = {
    "visit.review_within": 60,
    "visit.enter_within": 90,
    "visit.interval.longest": 24,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("offenders", "0005_where_an_account_is_held"),
        ("riskplans", "0003_what_a_force_decides_of_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="visit",
            name="alone_with_authority",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="visit",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="visit",
            name="update_update",
        ),
        migrations.AddField(
            model_name="visit",
            name="alone_why",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="why it was made alone without authority"
            ),
        ),
        migrations.AddField(
            model_name="visitevent",
            name="alone_why",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="why it was made alone without authority"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alone",
            trigger=pgtrigger.compiler.Trigger(
                name="authorised_by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM riskplans_visit WHERE id = NEW.visit_id AND officer_id = NEW.answered_by_id\n                ) THEN\n                    RAISE EXCEPTION 'Nobody authorises their own visit' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="bac3ffea968ad599e3081dbdc70c8d9b649f0a01",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_authorised_by_another_2321b",
                    table="riskplans_alone",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attemptsdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM riskplans_visit\n                    WHERE id = NEW.visit_id AND NEW.decided_by_id IN (officer_id, outcome_by_id)\n                ) THEN\n                    RAISE EXCEPTION 'Nobody decides on their own visit' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="c8693201ff5031107a18299757a60160742c6d43",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_decided_by_another_16edb",
                    table="riskplans_attemptsdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="alone_with_authority",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.second = '' AND NEW.alone_why = '' AND NEW.state NOT IN ('planned', 'called_off')\n                AND NOT EXISTS (\n                    SELECT FROM riskplans_alone\n                    WHERE visit_id = NEW.id AND voided_at IS NULL AND answer = 'approved'\n                        AND answered_by_id <> NEW.officer_id\n                ) THEN\n                    RAISE EXCEPTION 'A visit alone needs authority' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="61aa553c1f328209c234660ac9b80a5221e64941",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_alone_with_authority_02ce6",
                    table="riskplans_visit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="another_goes_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.second <> '' AND EXISTS (\n                    SELECT FROM accounts_user WHERE id = NEW.officer_id\n                        AND regexp_split_to_array(lower(btrim(NEW.second, ' ,.')), '\\W+') <@ regexp_split_to_array(\n                            lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'\n                        )\n                ) THEN\n                    RAISE EXCEPTION 'Nobody goes along with themselves' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="c3864f5a3d94ffbcfd0e7ad4ad5aa330166ee461",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_another_goes_along_14006",
                    table="riskplans_visit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_visitevent" ("accredited", "aims", "alone_why", "announced", "announced_why", "arrived_at", "attempt", "body_worn", "called_off_why", "check_in_by", "checked_in_at", "entry_sought", "follows_id", "happened", "id", "kind", "late_why", "left_at", "moved_why", "officer_id", "outcome", "outcome_at", "outcome_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_for", "recorded_at", "recorded_by_id", "review_note", "reviewed", "reviewed_at", "reviewed_by_id", "risk", "risk_why", "safeguarding", "second", "started_at", "state", "submission", "uniform", "version", "voided_at", "was_due_on") SELECT new_values."accredited", new_values."aims", new_values."alone_why", new_values."announced", new_values."announced_why", new_values."arrived_at", new_values."attempt", new_values."body_worn", new_values."called_off_why", new_values."check_in_by", new_values."checked_in_at", new_values."entry_sought", new_values."follows_id", new_values."happened", new_values."id", new_values."kind", new_values."late_why", new_values."left_at", new_values."moved_why", new_values."officer_id", new_values."outcome", new_values."outcome_at", new_values."outcome_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."planned_for", new_values."recorded_at", new_values."recorded_by_id", new_values."review_note", new_values."reviewed", new_values."reviewed_at", new_values."reviewed_by_id", new_values."risk", new_values."risk_why", new_values."safeguarding", new_values."second", new_values."started_at", new_values."state", new_values."submission", new_values."uniform", new_values."version", new_values."voided_at", new_values."was_due_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cb77ea613dff43445182c207a15e08166e994ce4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4786",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_visit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_visitevent" ("accredited", "aims", "alone_why", "announced", "announced_why", "arrived_at", "attempt", "body_worn", "called_off_why", "check_in_by", "checked_in_at", "entry_sought", "follows_id", "happened", "id", "kind", "late_why", "left_at", "moved_why", "officer_id", "outcome", "outcome_at", "outcome_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_for", "recorded_at", "recorded_by_id", "review_note", "reviewed", "reviewed_at", "reviewed_by_id", "risk", "risk_why", "safeguarding", "second", "started_at", "state", "submission", "uniform", "version", "voided_at", "was_due_on") SELECT new_values."accredited", new_values."aims", new_values."alone_why", new_values."announced", new_values."announced_why", new_values."arrived_at", new_values."attempt", new_values."body_worn", new_values."called_off_why", new_values."check_in_by", new_values."checked_in_at", new_values."entry_sought", new_values."follows_id", new_values."happened", new_values."id", new_values."kind", new_values."late_why", new_values."left_at", new_values."moved_why", new_values."officer_id", new_values."outcome", new_values."outcome_at", new_values."outcome_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."planned_for", new_values."recorded_at", new_values."recorded_by_id", new_values."review_note", new_values."reviewed", new_values."reviewed_at", new_values."reviewed_by_id", new_values."risk", new_values."risk_why", new_values."safeguarding", new_values."second", new_values."started_at", new_values."state", new_values."submission", new_values."uniform", new_values."version", new_values."voided_at", new_values."was_due_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1215fb2d5e8843c68fd21ab896e53b54628df43c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2855c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_visit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="warrantattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="attempt_at_the_premises",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT EXISTS (\n                    SELECT FROM riskplans_warrant JOIN riskplans_visit ON riskplans_visit.id = NEW.visit_id\n                    WHERE riskplans_warrant.id = NEW.warrant_id\n                        AND lower(regexp_replace(normalize(premises, NFKD) COLLATE \"C\", '[^A-Za-z0-9]', '', 'g'))\n                            = lower(regexp_replace(normalize(place, NFKD) COLLATE \"C\", '[^A-Za-z0-9]', '', 'g'))\n                ) THEN\n                    RAISE EXCEPTION 'An attempt at other premises' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="cd4ce79509fa52ea32026463f367d6536527b4ec",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_attempt_at_the_premises_67a7a",
                    table="riskplans_warrantattempt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second", ""),
                    models.Q(
                        (
                            "second__iregex",
                            "^\\W*(nobody|none|no\\W?one|alone|n\\W?a|me|myself|self|single\\W?crewed)?\\W*$",
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="visit_second_is_somebody",
                violation_error_message="Name who goes along, or leave it empty: the visit is then made alone.",
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
