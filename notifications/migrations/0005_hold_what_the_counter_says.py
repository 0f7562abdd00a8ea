import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_attending_the_station"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="breach",
            name="disposed_as_authorised",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="disposed_as_authorised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.disposal_id IS NOT NULL AND NOT EXISTS (\n    SELECT 1 FROM notifications_breachdecision\n    WHERE id = NEW.disposal_id AND breach_id = NEW.id AND verdict = 'authorised'\n) THEN\n    RAISE EXCEPTION 'no authorised decision on this breach';\nEND IF;\nIF NEW.disposal_id IS DISTINCT FROM OLD.disposal_id AND NEW.of <> 'false'\n   AND NEW.excuse_view IN ('', 'reasonable') AND EXISTS (\n    SELECT 1 FROM notifications_breachdecision\n    WHERE id = NEW.disposal_id AND kind IN ('charge', 'summons', 'caution')\n) THEN\n    RAISE EXCEPTION 'an excuse unheard or reasonable stands against this decision';\nEND IF;\nRETURN NEW;\n",
                    hash="60114a8d78692689e875f5c3a5c34b1092da1d63",
                    operation="UPDATE",
                    pgid="pgtrigger_disposed_as_authorised_e8b2f",
                    table="notifications_breach",
                    when="BEFORE",
                ),
            ),
        ),
    ]
