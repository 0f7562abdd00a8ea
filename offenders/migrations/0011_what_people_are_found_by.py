"""What people are found by. Names are hidden with the rest of a restricted record: searches read them no longer.

Run `manage.py search rebuild` after it where there are people already.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0010_photographs_and_documents"),
    ]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.UUIDField(
                        help_text="The fact it comes from; the person's own id for what stands on their row."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
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
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "folded",
                    models.CharField(help_text="As offenders.search.normal folds it.", max_length=120),
                ),
                ("written", models.CharField(blank=True, max_length=400)),
                (
                    "field_class",
                    models.CharField(
                        choices=[
                            ("general", "Identity and legal status"),
                            ("management", "Addresses, contact and notifications"),
                            ("finance", "Finance"),
                            ("health", "Health"),
                            ("victims", "Victims"),
                            ("intelligence", "Restricted intelligence"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "until",
                    models.DateField(help_text="The first day on which it was no longer so.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("text", models.CharField(max_length=120, primary_key=True, serialize=False)),
                (
                    "codes",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("text", function="daitch_mokotoff"),
                        null=True,
                        output_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                ),
                (
                    "is_number",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("text__regex", "[0-9]")),
                        output_field=models.BooleanField(),
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="name",
            name="name_family_trigram",
        ),
        migrations.RemoveIndex(
            model_name="name",
            name="name_given_trigram",
        ),
        migrations.AddField(
            model_name="term",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="terms",
                to="offenders.person",
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=django.contrib.postgres.indexes.GinIndex(fields=["codes"], name="word_codes"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("text", name="gin_trgm_ops"), name="word_trigram"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                fields=["folded"],
                include=("id", "person", "kind", "field_class", "until"),
                name="term_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["person", "fact"], name="term_of_fact"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="words_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    INSERT INTO offenders_word (text)\n                    SELECT DISTINCT folded FROM added\n                    WHERE kind NOT IN ('reference', 'born') AND written <> ''\n                      AND NOT (kind = 'address' AND folded ~ '^[0-9]')\n                    ORDER BY folded\n                    ON CONFLICT DO NOTHING;\n                    RETURN NULL;\n                ",
                    hash="d2e22f210da815339efab8eb2f9c29635cc67fa4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_words_kept_ff60e",
                    referencing="REFERENCING NEW TABLE AS added ",
                    table="offenders_term",
                    when="AFTER",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('offenders_{table}', 'person_id')",
                f"SELECT vigil_unshield('offenders_{table}')",
            )
            for table in ("term", "name")
        ),
    ]
