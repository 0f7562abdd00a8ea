"""What stands beside a person gets kinds of its own; afterwards `manage.py search rebuild` files it under them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0017_shield_what_a_life_is_made_of"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="term",
            name="words_kept",
        ),
        migrations.AlterField(
            model_name="term",
            name="kind",
            field=models.CharField(
                choices=[
                    ("name", "Name"),
                    ("alias", "Other name"),
                    ("online", "Online name"),
                    ("born", "Date of birth"),
                    ("reference", "Reference"),
                    ("address", "Address"),
                    ("telephone", "Telephone"),
                    ("email", "E-mail"),
                    ("vehicle", "Vehicle"),
                    ("device", "Device"),
                    ("document", "Passport or other document"),
                    ("account", "Bank account or card"),
                    ("associate", "Somebody close to them"),
                    ("workplace", "Work or study"),
                    ("place", "Place they go"),
                ],
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="words_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    INSERT INTO offenders_word (text)\n                    SELECT DISTINCT folded FROM added\n                    WHERE kind NOT IN ('reference', 'born') AND written <> ''\n                      AND NOT (kind IN ('address', 'place') AND folded ~ '^[0-9]')\n                    ORDER BY folded\n                    ON CONFLICT DO NOTHING;\n                    RETURN NULL;\n                ",
                    hash="470176333f1660a277a364646cc1360a5b046e8e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_words_kept_ff60e",
                    referencing="REFERENCING NEW TABLE AS added ",
                    table="offenders_term",
                    when="AFTER",
                ),
            ),
        ),
    ]
