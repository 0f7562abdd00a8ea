"""Readers of minutes and of annexes are asked for whom they work; a body counts at level 3 that may commit resources."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# As mappa/migrations/0005_minutes.py has it, and besides: while they work for whom they were named for.
_FOR_WHOM = """
ALTER POLICY named_readers ON mappa_annex USING (
    current_setting('vigil.reader') = 'vigil' OR (
        current_setting('vigil.reader') = ANY (readers::text[])
        AND agencies[array_position(readers::text[], current_setting('vigil.reader'))]
            IS NOT DISTINCT FROM (SELECT vigil_reader_agency())
    ));
"""
_BY_NAME = """
ALTER POLICY named_readers ON mappa_annex USING (
    current_setting('vigil.reader') = 'vigil' OR current_setting('vigil.reader') = ANY (readers::text[]));
"""
# Whoever was named before is named for whom they work for now; of what is append-only this adds, and changes nothing.
_AS_THEY_ARE = """
UPDATE mappa_annex SET agencies = ARRAY(
    SELECT reader.agency_id FROM unnest(readers) WITH ORDINALITY AS named(id, place)
        LEFT JOIN accounts_user reader ON reader.id = named.id ORDER BY named.place
);
ALTER TABLE mappa_annexnaming DISABLE TRIGGER USER;
UPDATE mappa_annexnaming SET agency_id = reader.agency_id FROM accounts_user reader WHERE reader.id = reader_id;
ALTER TABLE mappa_annexnaming ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("mappa", "0008_who_reads_and_who_leads"),
        ("offenders", "0009_when_emergencies_are_reviewed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="casereview",
            name="hard_stops",
        ),
        migrations.AddField(
            model_name="annex",
            name="agencies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(null=True), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="annexnaming",
            name="agency",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="hard_stops",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state OR OLD.without_quorum <> NEW.without_quorum OR OLD.decided_at IS DISTINCT FROM NEW.decided_at)",
                    declare="DECLARE day date; spoken boolean; bodies text[]; chaired boolean; held boolean;",
                    func="\nday := (NEW.began_at AT TIME ZONE 'Europe/London')::date;\nspoken := NEW.state IN ('in_session', 'decided') OR NEW.without_quorum = 'proceed';\nIF OLD.state = 'inquorate' AND NEW.state <> 'inquorate' AND (\n    OLD.without_quorum = 'adjourn' OR OLD.decided_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state IN ('in_session', 'inquorate') AND NOT EXISTS (\n    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id AND (\n        state = 'open' OR (NEW.purpose = 'emergency' AND held_on = day)\n    )\n) THEN\n    RAISE EXCEPTION 'the meeting is not open' USING ERRCODE = 'check_violation';\nEND IF;\nIF spoken AND NOT EXISTS (SELECT FROM mappa_confirmation WHERE case_id = NEW.id) THEN\n    RAISE EXCEPTION 'the confidentiality statement was not confirmed' USING ERRCODE = 'check_violation';\nEND IF;\nIF spoken AND EXISTS (\n    SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at > (\n        SELECT max(at) FROM mappa_confirmation WHERE case_id = NEW.id\n    )\n) THEN\n    RAISE EXCEPTION 'somebody came in after the confidentiality statement' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state IN ('in_session', 'decided') THEN\n    -- At level 3 a body is there whose people may commit its resources.\n    SELECT array_agg(CASE WHEN each.agency_id IS NULL THEN 'police' ELSE standing.body END)\n            FILTER (WHERE NOT each.is_chair AND (each.commits OR sitting.level <> '3')),\n        bool_or(each.is_chair), bool_or(each.holds_case)\n    INTO bodies, chaired, held\n    FROM mappa_attendance each\n        JOIN mappa_sitting sitting ON sitting.id = NEW.sitting_id\n        LEFT JOIN mappa_agencystanding standing ON standing.agency_id = each.agency_id\n    WHERE each.case_id = NEW.id AND each.arrived_at IS NOT NULL;\n    IF NEW.quorum <> 'quorate' OR chaired IS NOT TRUE OR held IS NOT TRUE OR (bodies @> (\n        ARRAY['police', 'probation'] || ARRAY(\n            SELECT lead_agency::text FROM offenders_mappastatus\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n                AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)\n        ) || ARRAY(\n            SELECT 'prison' FROM offenders_absence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n                AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')\n                AND starts_on <= day AND (ended_on IS NULL OR ended_on > day)\n        )\n    )) IS NOT TRUE THEN\n        RAISE EXCEPTION 'the meeting is not quorate' USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nIF NEW.state = 'decided' THEN\n    IF NOT EXISTS (SELECT FROM mappa_riskview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_planview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_disclosureview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_levelview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'something of this case is missing' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.next_on IS NULL AND NOT EXISTS (\n        SELECT FROM mappa_levelview WHERE case_id = NEW.id AND (outcome = 'exits' OR level = '1')\n    ) THEN\n        RAISE EXCEPTION 'the next date is missing' USING ERRCODE = 'check_violation';\n    END IF;\n    IF EXISTS (\n        SELECT FROM mappa_agreedaction WHERE person_id = NEW.person_id\n            AND (case_id <> NEW.id OR recorded_at < NEW.began_at)\n            AND state IN ('agreed', 'acknowledged', 'in_progress', 'done')\n    ) THEN\n        RAISE EXCEPTION 'an action of an earlier meeting has no outcome' USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nRETURN NEW;\n",
                    hash="b567b20cdb99737c0914a32dcf2068c9322fb7a3",
                    operation="UPDATE",
                    pgid="pgtrigger_hard_stops_205de",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopy",
            trigger=pgtrigger.compiler.Trigger(
                name="no_third_party",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.agency_id IS NOT NULL AND NOT EXISTS (\n    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND standing <> 'other'\n) THEN\n    RAISE EXCEPTION 'no third party is given minutes' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="7b9121d793b86d28dedb10e7fa2c46f9b8221896",
                    operation="INSERT",
                    pgid="pgtrigger_no_third_party_e3d6d",
                    table="mappa_minutescopy",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(_AS_THEY_ARE, migrations.RunSQL.noop),
        migrations.RunSQL(_FOR_WHOM, _BY_NAME),
        migrations.AddConstraint(
            model_name="annex",
            constraint=models.CheckConstraint(
                condition=models.Q(("readers__len", models.F("agencies__len"))),
                name="annex_reader_of_an_agency",
                violation_error_message="Each reader is named for whom they work for.",
            ),
        ),
    ]
