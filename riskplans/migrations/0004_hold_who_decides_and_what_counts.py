"""Nobody decides on a visit of their own; attempts, premises and who goes along are held."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("riskplans", "0003_what_a_force_decides_of_visits"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="visit",
            name="alone_with_authority",
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
                    func="\n                IF NEW.second = '' AND NEW.state NOT IN ('planned', 'called_off') AND NOT EXISTS (\n                    SELECT FROM riskplans_alone\n                    WHERE visit_id = NEW.id AND voided_at IS NULL AND answer = 'approved'\n                        AND answered_by_id <> NEW.officer_id\n                ) THEN\n                    RAISE EXCEPTION 'A visit alone needs authority' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="e310bd21066ab32b43adc7e4e3bec16d56ee2359",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_alone_with_authority_02ce6",
                    table="riskplans_visit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="warrantattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="attempt_at_the_premises",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT EXISTS (\n                    SELECT FROM riskplans_warrant JOIN riskplans_visit ON riskplans_visit.id = NEW.visit_id\n                    WHERE riskplans_warrant.id = NEW.warrant_id\n                        AND regexp_replace(lower(premises), '[^[:alnum:]]', '', 'g')\n                            = regexp_replace(lower(place), '[^[:alnum:]]', '', 'g')\n                ) THEN\n                    RAISE EXCEPTION 'An attempt at other premises' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="ab6fb66a2bebcc4ca68b08e871f375b952562e92",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_attempt_at_the_premises_67a7a",
                    table="riskplans_warrantattempt",
                    when="BEFORE",
                ),
            ),
        ),
    ]
