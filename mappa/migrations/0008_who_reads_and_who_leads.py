"""Of transfers, changes to plans and the papers around minutes, agencies read what is theirs; what was asked of another
area stays as it was asked; and that another agency leads is a decision of its own.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_READER = "(SELECT vigil_reader_agency())"
# Besides the police: which rows somebody of an agency reads, as in 0006. Agencies ask for corrections, and read what
# they asked for with its answer.
READ_BY_AGENCIES = {
    **{
        f"{table}{its}": "false"
        for table in ("transfer", "planchange", "minutesstep", "executivesummary")
        for its in ("", "event")
    },
    "correction": f"agency_id = {_READER}",
    "correctionevent": f"agency_id = {_READER}",
}


def _policy(table, rows):
    name = f"mappa_{table}"
    return migrations.RunSQL(
        f"CREATE POLICY other_agencies ON {name} AS RESTRICTIVE USING ({_READER} IS NULL OR {rows})",
        f"DROP POLICY other_agencies ON {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mappa", "0007_figures"),
        ("offenders", "0010_who_leads_from_where"),
        ("riskplans", "0012_how_soon_changes_and_passports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="mappadecision",
            name="lowered_countersigned",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mappadecision",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="transfer",
            name="asked_once",
        ),
        migrations.RemoveConstraint(
            model_name="mappadecision",
            name="mappa_left_whole",
        ),
        migrations.RemoveConstraint(
            model_name="transfer",
            name="transfer_answered_there",
        ),
        migrations.AddField(
            model_name="mappadecision",
            name="lead_office",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="lead office"),
        ),
        migrations.AddField(
            model_name="mappadecisionevent",
            name="lead_office",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="lead office"),
        ),
        migrations.AlterField(
            model_name="mappadecision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("set", "Category and level decided"),
                    ("lead", "Another agency or office leads"),
                    ("ended", "Left MAPPA"),
                ],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="mappadecisionevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("set", "Category and level decided"),
                    ("lead", "Another agency or office leads"),
                    ("ended", "Left MAPPA"),
                ],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="transfer",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accepted", "Accepted"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                    ("closed", "Closed without an answer"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="transferevent",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accepted", "Accepted"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                    ("closed", "Closed without an answer"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecision",
            trigger=pgtrigger.compiler.Trigger(
                name="lowered_countersigned",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stood text; today date; days integer;",
                    func="\nIF NEW.heard_id IS NOT NULL AND NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided') THEN\n    RAISE EXCEPTION 'no case of theirs was decided' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.trigger = 'decision' AND NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided' AND said.outcome = 'exits') THEN\n    RAISE EXCEPTION 'no meeting has decided that they leave' USING ERRCODE = 'check_violation';\nEND IF;\nIF (NEW.kind = 'ended' OR NEW.level < '3') AND EXISTS (\n    SELECT FROM mappa_criticalcase WHERE person_id = NEW.person_id AND ends_on IS NULL\n) THEN\n    RAISE EXCEPTION 'a critical case is one at level 3' USING ERRCODE = 'check_violation';\nEND IF;\nstood := GREATEST(NEW.level_before, (\n    SELECT level FROM offenders_mappastatus\n    WHERE person_id = NEW.person_id AND voided_at IS NULL AND id <> NEW.status_id\n        AND ends_on = NEW.takes_effect_on\n    ORDER BY recorded_at DESC LIMIT 1\n));\nIF NEW.kind <> 'ended' AND stood > NEW.level THEN\n    IF NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided' AND said.outcome = 'stays' AND said.level = NEW.level) THEN\n        RAISE EXCEPTION 'a meeting lowers a level' USING ERRCODE = 'check_violation';\n    END IF;\n    today := (NEW.decided_at AT TIME ZONE 'Europe/London')::date;\n    days := (\n        SELECT value FROM practice_setting AS setting\n        WHERE key = 'mappa.lower_gate' AND effective_from <= today\n            AND (force_id IS NULL OR force_id = (SELECT force_id FROM offenders_person WHERE id = NEW.person_id))\n            AND NOT EXISTS (SELECT FROM practice_withdrawal WHERE setting_id = setting.id)\n        ORDER BY force_id NULLS LAST, effective_from DESC LIMIT 1\n    );\n    IF NEW.reduction_id IS NULL AND EXISTS (\n        SELECT FROM (\n            SELECT starts_on AS released_on FROM offenders_licence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n            UNION ALL\n            SELECT ended_on FROM offenders_absence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')\n        ) AS releases JOIN unnest(ARRAY[NEW.takes_effect_on, today]) AS day\n            ON released_on <= day AND day < released_on + days\n    ) THEN\n        RAISE EXCEPTION 'an inspector countersigns a lower level soon after release'\n            USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nIF NEW.reduction_id IS NOT NULL AND NOT EXISTS (\n    SELECT FROM mappa_levelreduction\n    WHERE id = NEW.reduction_id AND person_id = NEW.person_id AND answer = 'approved' AND level = NEW.level\n) THEN\n    RAISE EXCEPTION 'nobody has countersigned the lower level' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="6455163328a6617d63e4918d6226300377c12909",
                    operation="INSERT",
                    pgid="pgtrigger_lowered_countersigned_7bc13",
                    table="mappa_mappadecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_mappadecisionevent" ("area", "category", "closed", "conviction_id", "decided_at", "decided_by_id", "dissent", "heard_id", "id", "kind", "lead_agency", "lead_office", "level", "level_before", "listed", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reduction_id", "rests_on", "status_id", "submission", "takes_effect_on", "told", "trigger", "why") SELECT new_values."area", new_values."category", new_values."closed", new_values."conviction_id", new_values."decided_at", new_values."decided_by_id", new_values."dissent", new_values."heard_id", new_values."id", new_values."kind", new_values."lead_agency", new_values."lead_office", new_values."level", new_values."level_before", new_values."listed", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reduction_id", new_values."rests_on", new_values."status_id", new_values."submission", new_values."takes_effect_on", new_values."told", new_values."trigger", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8bace5110f3a586fbab34a8f0b230dc4d0990525",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_39400",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_mappadecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.id, OLD.person_id, OLD.from_area, OLD.to_area, OLD.outside, OLD.why, OLD.report, OLD.assembled, OLD.plan_id, OLD.lead_agency, OLD.lead_office, OLD.due_on, OLD.asked_at, OLD.asked_by_id, OLD.submission) IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.from_area, NEW.to_area, NEW.outside, NEW.why, NEW.report, NEW.assembled, NEW.plan_id, NEW.lead_agency, NEW.lead_office, NEW.due_on, NEW.asked_at, NEW.asked_by_id, NEW.submission))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="21532396374e86482f72a9e6d6b43b23750887ce",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_once_6e81a",
                    table="mappa_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mappadecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed", []), ("kind", "set"), ("trigger", "")),
                    models.Q(
                        ("closed", []),
                        ("heard__isnull", True),
                        ("kind", "lead"),
                        ("level_before", models.F("level")),
                        ("reduction__isnull", True),
                        ("trigger", ""),
                    ),
                    models.Q(
                        ("closed__len", 4),
                        ("kind", "ended"),
                        ("reduction__isnull", True),
                        models.Q(("trigger", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="mappa_left_whole",
                violation_error_message="Leaving has what ended it, and the whole closing checklist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer__in", ["", "withdrawn", "closed"]),
                    models.Q(
                        ("outside", False), models.Q(("answered_by", models.F("asked_by")), _negated=True)
                    ),
                    models.Q(
                        ("outside", True),
                        models.Q(("said_by", ""), _negated=True),
                        models.Q(("evidence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transfer_answered_there",
                violation_error_message="The receiving area answers; for another force’s, say who did and what shows it.",
            ),
        ),
        *(_policy(table, rows) for table, rows in READ_BY_AGENCIES.items()),
    ]
