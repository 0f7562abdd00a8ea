"""Of minutes an agency reads those that were given to it; of health it hears nothing that is not for it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

_READER = "(SELECT vigil_reader_agency())"
_GIVEN = (
    f"SELECT given.circulation_id FROM mappa_minutescopy given WHERE given.agency_id = {_READER} "  # noqa: S608
    "AND given.withdrawn_at IS NULL"
)
# Besides the police: which rows somebody of an agency reads, as in 0006. An agency that is asked, for subject access,
# of its own paragraphs reads which minutes they stand in.
READ_BY_AGENCIES = {
    "minutescopy": f"agency_id = {_READER}",
    "minutescopyevent": f"agency_id = {_READER}",
    "circulation": f"recalled_at IS NULL AND id IN ({_GIVEN})",
    "circulationevent": "false",
    "minutes": (
        f"id IN (SELECT made.minutes_id FROM mappa_circulation made WHERE made.recalled_at IS NULL AND made.id IN ({_GIVEN})) OR "  # noqa: S608
        f"EXISTS (SELECT FROM mappa_minutesparagraph own WHERE own.minutes_id = mappa_minutes.id "
        f"AND own.agency_id = {_READER}) AND state IN ('approved', 'circulated', 'ratified')"
    ),
    "minutesevent": "false",
}


def _policy(table, rows):
    name = f"mappa_{table}"
    return migrations.RunSQL(
        f"CREATE POLICY other_agencies ON {name} AS RESTRICTIVE USING ({_READER} IS NULL OR {rows})",
        f"DROP POLICY other_agencies ON {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("mappa", "0010_subject_access")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="release",
            name="of_the_case",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_case",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE sender text; about text;",
                    func="\nIF NOT EXISTS (SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id)\n    OR (NEW.paragraph_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM mappa_paragraph WHERE id = NEW.paragraph_id AND case_id = NEW.case_id\n    ))\n    OR (NEW.agency_return_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM mappa_agencyreturn given JOIN mappa_invitation asked ON asked.id = given.invitation_id\n        WHERE given.id = NEW.agency_return_id AND asked.case_id = NEW.case_id\n    )) THEN\n    RAISE EXCEPTION 'this is of another case' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM mappa_invitation\n    WHERE case_id = NEW.case_id AND agency_id = NEW.agency_id AND withdrawn_at IS NULL\n) THEN\n    RAISE EXCEPTION 'this agency is not invited to the case' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND standing <> 'other'\n) THEN\n    RAISE EXCEPTION 'to tell a third party is a disclosure' USING ERRCODE = 'check_violation';\nEND IF;\nSELECT standing.body INTO sender\n    FROM mappa_agencyreturn given\n    JOIN mappa_invitation asked ON asked.id = given.invitation_id\n    JOIN mappa_agencystanding standing ON standing.agency_id = asked.agency_id\n    WHERE given.id = NEW.agency_return_id;\nSELECT paragraph.topic INTO about FROM mappa_paragraph paragraph WHERE paragraph.id = NEW.paragraph_id;\nIF (about = 'victims' OR sender = 'victims') AND NOT EXISTS (\n    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND body IN ('adults', 'children', 'probation', 'victims', 'youth')\n) THEN\n    RAISE EXCEPTION 'this agency hears nothing of victims' USING ERRCODE = 'check_violation';\nEND IF;\nIF (about = 'diversity' OR sender = 'health') AND NOT EXISTS (\n    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND body IN ('adults', 'health', 'prison', 'probation', 'youth')\n) THEN\n    RAISE EXCEPTION 'this agency hears nothing of health' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="dc5d644e41f463e3f8d31d6242bf52f1caeda354",
                    operation="INSERT",
                    pgid="pgtrigger_of_the_case_b0f52",
                    table="mappa_release",
                    when="BEFORE",
                ),
            ),
        ),
        *(_policy(table, rows) for table, rows in READ_BY_AGENCIES.items()),
    ]
