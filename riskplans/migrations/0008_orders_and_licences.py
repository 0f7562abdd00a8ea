"""Orders applied for, served and checked; passports held; warnings; how often a force checks and is prompted."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Proposals.
VALUES = {
    "order.check_every": 3,
    "order.expiry_prompt": 6,
    "order.serve_within": 7,
}
WITH_HISTORY = ["licencewarning", "orderapplication", "orderservice", "passportheld"]
TABLES = [f"{table}{its}" for table in WITH_HISTORY for its in ("", "event")]


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
        ("offenders", "0006_conditions_varied_and_licences_recalled"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0007_plans_and_who_signs_them"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LicenceWarning",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("given_on", models.DateField(verbose_name="given on")),
                ("given_by", models.CharField(max_length=120, verbose_name="who gave it")),
                ("why", models.CharField(max_length=1000, verbose_name="what for")),
            ],
            options={
                "verbose_name": "warning under a licence",
                "verbose_name_plural": "warnings under licences",
                "ordering": ["-given_on"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LicenceWarningEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("given_on", models.DateField(verbose_name="given on")),
                ("given_by", models.CharField(max_length=120, verbose_name="who gave it")),
                ("why", models.CharField(max_length=1000, verbose_name="what for")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderApplication",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("new", "A new order"),
                            ("vary", "To vary an order"),
                            ("renew", "To renew an order"),
                            ("discharge", "To discharge an order"),
                            ("appeal", "An appeal against an order"),
                        ],
                        max_length=10,
                        verbose_name="what is asked for",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shpo", "Sexual harm prevention order"),
                            ("interim_shpo", "Interim sexual harm prevention order"),
                            ("sopo", "Sexual offences prevention order"),
                            ("interim_sopo", "Interim sexual offences prevention order"),
                            ("sro", "Sexual risk order"),
                            ("interim_sro", "Interim sexual risk order"),
                            ("voo", "Violent offender order"),
                            ("notification", "Notification order"),
                            ("interim_voo", "Interim violent offender order"),
                            ("rsho", "Risk of sexual harm order"),
                            ("fto", "Foreign travel order"),
                            ("sho_scotland", "Sexual harm order made in Scotland"),
                            ("restraining", "Restraining order"),
                            ("non_molest", "Non-molestation order"),
                            ("spo", "Stalking protection order"),
                            ("dvpo", "Domestic violence protection order"),
                            ("dapo", "Domestic abuse protection order"),
                            ("cbo", "Criminal behaviour order"),
                            ("stpo", "Slavery and trafficking prevention order"),
                            ("stro", "Slavery and trafficking risk order"),
                            ("scpo", "Serious crime prevention order"),
                            ("barred_child", "Barred from working with children"),
                            ("barred_adult", "Barred from working with vulnerable adults"),
                            ("other", "Another order"),
                        ],
                        max_length=12,
                        verbose_name="which order",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considered", "Being considered"),
                            ("applied", "Applied for"),
                            ("interim", "Interim order made"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("dropped", "Not pursued"),
                        ],
                        default="considered",
                        max_length=10,
                    ),
                ),
                ("need", models.TextField(max_length=4000, verbose_name="why it is needed")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="the evidence, and where it is"
                    ),
                ),
                ("considered_on", models.DateField(verbose_name="considered since")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="applied on")),
                ("court", models.CharField(blank=True, max_length=120, verbose_name="court")),
                ("hearing_on", models.DateField(blank=True, null=True, verbose_name="hearing")),
                (
                    "adjourned_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the hearing was put off"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "outcome",
                    models.CharField(blank=True, max_length=1000, verbose_name="what was decided, and why"),
                ),
            ],
            options={
                "verbose_name": "application about an order",
                "verbose_name_plural": "applications about orders",
                "ordering": ["-considered_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("new", "A new order"),
                            ("vary", "To vary an order"),
                            ("renew", "To renew an order"),
                            ("discharge", "To discharge an order"),
                            ("appeal", "An appeal against an order"),
                        ],
                        max_length=10,
                        verbose_name="what is asked for",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shpo", "Sexual harm prevention order"),
                            ("interim_shpo", "Interim sexual harm prevention order"),
                            ("sopo", "Sexual offences prevention order"),
                            ("interim_sopo", "Interim sexual offences prevention order"),
                            ("sro", "Sexual risk order"),
                            ("interim_sro", "Interim sexual risk order"),
                            ("voo", "Violent offender order"),
                            ("notification", "Notification order"),
                            ("interim_voo", "Interim violent offender order"),
                            ("rsho", "Risk of sexual harm order"),
                            ("fto", "Foreign travel order"),
                            ("sho_scotland", "Sexual harm order made in Scotland"),
                            ("restraining", "Restraining order"),
                            ("non_molest", "Non-molestation order"),
                            ("spo", "Stalking protection order"),
                            ("dvpo", "Domestic violence protection order"),
                            ("dapo", "Domestic abuse protection order"),
                            ("cbo", "Criminal behaviour order"),
                            ("stpo", "Slavery and trafficking prevention order"),
                            ("stro", "Slavery and trafficking risk order"),
                            ("scpo", "Serious crime prevention order"),
                            ("barred_child", "Barred from working with children"),
                            ("barred_adult", "Barred from working with vulnerable adults"),
                            ("other", "Another order"),
                        ],
                        max_length=12,
                        verbose_name="which order",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considered", "Being considered"),
                            ("applied", "Applied for"),
                            ("interim", "Interim order made"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("dropped", "Not pursued"),
                        ],
                        default="considered",
                        max_length=10,
                    ),
                ),
                ("need", models.TextField(max_length=4000, verbose_name="why it is needed")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="the evidence, and where it is"
                    ),
                ),
                ("considered_on", models.DateField(verbose_name="considered since")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="applied on")),
                ("court", models.CharField(blank=True, max_length=120, verbose_name="court")),
                ("hearing_on", models.DateField(blank=True, null=True, verbose_name="hearing")),
                (
                    "adjourned_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the hearing was put off"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "outcome",
                    models.CharField(blank=True, max_length=1000, verbose_name="what was decided, and why"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderService",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("court", "In person, at court"),
                            ("officer", "In person, by an officer"),
                            ("prison", "In person, in prison or hospital"),
                            ("post", "By post"),
                            ("solicitor", "Through their solicitor"),
                            ("other", "In another way"),
                        ],
                        max_length=10,
                        verbose_name="how was it served?",
                    ),
                ),
                ("served_by", models.CharField(max_length=120, verbose_name="who served it?")),
                (
                    "proof",
                    models.CharField(max_length=300, verbose_name="what shows it, and where it is kept"),
                ),
                (
                    "explained",
                    models.BooleanField(default=False, verbose_name="its conditions were explained to them"),
                ),
            ],
            options={
                "verbose_name": "service of an order",
                "verbose_name_plural": "service of orders",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderServiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("court", "In person, at court"),
                            ("officer", "In person, by an officer"),
                            ("prison", "In person, in prison or hospital"),
                            ("post", "By post"),
                            ("solicitor", "Through their solicitor"),
                            ("other", "In another way"),
                        ],
                        max_length=10,
                        verbose_name="how was it served?",
                    ),
                ),
                ("served_by", models.CharField(max_length=120, verbose_name="who served it?")),
                (
                    "proof",
                    models.CharField(max_length=300, verbose_name="what shows it, and where it is kept"),
                ),
                (
                    "explained",
                    models.BooleanField(default=False, verbose_name="its conditions were explained to them"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PassportHeld",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("described", models.CharField(blank=True, max_length=120, verbose_name="which passport")),
                ("held_since", models.DateField(verbose_name="handed in on")),
                ("taken_by", models.CharField(max_length=120, verbose_name="who took it")),
                ("kept_at", models.CharField(max_length=200, verbose_name="where it is kept")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="given back on")),
                (
                    "returned_to",
                    models.CharField(blank=True, max_length=300, verbose_name="to whom, and why"),
                ),
            ],
            options={
                "verbose_name": "passport held",
                "verbose_name_plural": "passports held",
                "ordering": ["-held_since"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PassportHeldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("described", models.CharField(blank=True, max_length=120, verbose_name="which passport")),
                ("held_since", models.DateField(verbose_name="handed in on")),
                ("taken_by", models.CharField(max_length=120, verbose_name="who took it")),
                ("kept_at", models.CharField(max_length=200, verbose_name="where it is kept")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="given back on")),
                (
                    "returned_to",
                    models.CharField(blank=True, max_length=300, verbose_name="to whom, and why"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="conditionchecked",
            options={"verbose_name": "condition checked", "verbose_name_plural": "conditions checked"},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conditionchecked",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conditionchecked",
            name="update_update",
        ),
        migrations.AddField(
            model_name="conditionchecked",
            name="checked_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="who checked it"),
        ),
        migrations.AddField(
            model_name="conditionchecked",
            name="checked_on",
            field=models.DateField(null=True, verbose_name="when"),
        ),
        migrations.AddField(
            model_name="conditionchecked",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("spoke", "Spoke to them"),
                    ("device", "Examined a device"),
                    ("software", "Looked at monitoring software"),
                    ("systems", "Looked at police systems"),
                    ("open_source", "Looked at open sources"),
                    ("agency", "Asked another agency"),
                    ("family", "Asked somebody close to them"),
                    ("tag", "Electronic monitoring: the provider’s report"),
                    ("seen", "Saw for myself, away from a visit"),
                    ("other", "In another way"),
                ],
                max_length=12,
                verbose_name="how it was checked",
            ),
        ),
        migrations.AddField(
            model_name="conditioncheckedevent",
            name="checked_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="who checked it"),
        ),
        migrations.AddField(
            model_name="conditioncheckedevent",
            name="checked_on",
            field=models.DateField(null=True, verbose_name="when"),
        ),
        migrations.AddField(
            model_name="conditioncheckedevent",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("spoke", "Spoke to them"),
                    ("device", "Examined a device"),
                    ("software", "Looked at monitoring software"),
                    ("systems", "Looked at police systems"),
                    ("open_source", "Looked at open sources"),
                    ("agency", "Asked another agency"),
                    ("family", "Asked somebody close to them"),
                    ("tag", "Electronic monitoring: the provider’s report"),
                    ("seen", "Saw for myself, away from a visit"),
                    ("other", "In another way"),
                ],
                max_length=12,
                verbose_name="how it was checked",
            ),
        ),
        migrations.AlterField(
            model_name="conditionchecked",
            name="note",
            field=models.CharField(blank=True, max_length=300, verbose_name="what was seen"),
        ),
        migrations.AlterField(
            model_name="conditionchecked",
            name="visit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conditions_checked",
                to="riskplans.visit",
            ),
        ),
        migrations.AlterField(
            model_name="conditioncheckedevent",
            name="note",
            field=models.CharField(blank=True, max_length=300, verbose_name="what was seen"),
        ),
        migrations.AlterField(
            model_name="conditioncheckedevent",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.visit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionchecked",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_conditioncheckedevent" ("checked_by", "checked_on", "found", "how", "id", "licence_condition_id", "note", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "visit_id", "voided_at") SELECT new_values."checked_by", new_values."checked_on", new_values."found", new_values."how", new_values."id", new_values."licence_condition_id", new_values."note", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."visit_id", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6d43e6c92010999c916be9a7fc51e9dbef89928a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15732",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_conditionchecked",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionchecked",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_conditioncheckedevent" ("checked_by", "checked_on", "found", "how", "id", "licence_condition_id", "note", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "visit_id", "voided_at") SELECT new_values."checked_by", new_values."checked_on", new_values."found", new_values."how", new_values."id", new_values."licence_condition_id", new_values."note", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."visit_id", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ffa13aab827f1009eba3f4ab331eb155482ef268",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4b411",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_conditionchecked",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="conditionchecked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("checked_by", ""),
                        ("checked_on__isnull", True),
                        ("how", ""),
                        ("visit__isnull", False),
                    ),
                    models.Q(
                        ("checked_on__isnull", False),
                        ("visit__isnull", True),
                        models.Q(("checked_by", ""), _negated=True),
                        models.Q(("how", ""), _negated=True),
                        models.Q(("note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="check_at_a_visit_or_by_itself",
                violation_error_message="A check says when it was made, by whom, how, and what was seen.",
            ),
        ),
        migrations.AddField(
            model_name="licencewarning",
            name="condition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.licencecondition",
            ),
        ),
        migrations.AddField(
            model_name="licencewarning",
            name="licence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="warnings", to="offenders.licence"
            ),
        ),
        migrations.AddField(
            model_name="licencewarning",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="licencewarning",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="condition",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.licencecondition",
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="licence",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.licence",
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.licencewarning",
            ),
        ),
        migrations.AddField(
            model_name="licencewarningevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderapplication",
            name="interim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderapplication",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderapplication",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="order_applications",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="orderapplication",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="interim",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="order",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.orderapplication",
            ),
        ),
        migrations.AddField(
            model_name="orderapplicationevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderservice",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderservice",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="orderservice",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderserviceevent",
            name="order",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="orderserviceevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="orderserviceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="orderserviceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.orderservice",
            ),
        ),
        migrations.AddField(
            model_name="orderserviceevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="passportheld",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.identitydocument",
            ),
        ),
        migrations.AddField(
            model_name="passportheld",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passports",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="passportheld",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passports_held",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="passportheld",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.identitydocument",
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="order",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.courtorder",
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.passportheld",
            ),
        ),
        migrations.AddField(
            model_name="passportheldevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="licencewarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", ""), _negated=True), models.Q(("given_by", ""), _negated=True)
                ),
                name="warning_says_what_for",
                violation_error_message="Say who gave the warning, and what for.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencewarning",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6b7860ee5b565be466e859900cb6265a80fccf04",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_00101",
                    table="riskplans_licencewarning",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencewarning",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_licencewarningevent" ("condition_id", "given_by", "given_on", "id", "licence_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at", "why") SELECT new_values."condition_id", new_values."given_by", new_values."given_on", new_values."id", new_values."licence_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3f156a1f6de46a613dd9fa45277cf1375c77199e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d5bbc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_licencewarning",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencewarning",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_licencewarningevent" ("condition_id", "given_by", "given_on", "id", "licence_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at", "why") SELECT new_values."condition_id", new_values."given_by", new_values."given_on", new_values."id", new_values."licence_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="447318f6cb99a623157b2347f6f3063067d4b985",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_01987",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_licencewarning",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licencewarningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3f95deea943a8410adf4fd84398256c48027802d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6dca2",
                    table="riskplans_licencewarningevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="orderapplication",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["considered", "applied", "interim"]), ("voided_at__isnull", True)
                ),
                fields=["hearing_on"],
                name="application_hearing",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("order__isnull", False),
                    ("state__in", ["considered", "applied", "interim"]),
                    ("voided_at__isnull", True),
                ),
                fields=("order", "purpose"),
                name="one_open_order_application",
                violation_error_message="An application for this is open already. Go on with that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("purpose", "new"),
                    ("state__in", ["considered", "applied", "interim"]),
                    ("voided_at__isnull", True),
                ),
                fields=("person", "kind"),
                name="one_open_application_for_order",
                violation_error_message="An application for such an order is open already. Go on with that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", "new"), ("order__isnull", False), _connector="OR"),
                name="application_about_an_order",
                violation_error_message="Say which order is to be changed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_on__isnull", True), ("decided_on__isnull", True), ("state", "considered")
                    ),
                    models.Q(
                        ("applied_on__isnull", False),
                        ("decided_on__isnull", True),
                        ("state", "applied"),
                        models.Q(("court", ""), _negated=True),
                    ),
                    models.Q(
                        ("applied_on__isnull", False),
                        ("decided_on__isnull", True),
                        ("interim__isnull", False),
                        ("state", "interim"),
                    ),
                    models.Q(
                        ("applied_on__isnull", False),
                        ("decided_on__isnull", False),
                        ("order__isnull", False),
                        ("state", "granted"),
                    ),
                    models.Q(
                        ("applied_on__isnull", False),
                        ("decided_on__isnull", False),
                        ("state__in", ["refused", "withdrawn"]),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    models.Q(
                        ("applied_on__isnull", True),
                        ("decided_on__isnull", False),
                        ("state", "dropped"),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="application_state_has_its_facts",
                violation_error_message="An application is made before it is decided, and what ends it says when and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adjourned_why", ""),
                    models.Q(("applied_on__isnull", False), ("hearing_on__isnull", False)),
                    _connector="OR",
                ),
                name="application_adjourned_to_a_day",
                violation_error_message="A hearing is put off to a day. Enter it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_on__isnull", True),
                        ("applied_on__gte", models.F("considered_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("decided_on__isnull", True),
                        ("applied_on__isnull", True),
                        ("decided_on__gte", models.F("applied_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("hearing_on__isnull", True),
                        ("applied_on__isnull", True),
                        ("hearing_on__gte", models.F("applied_on")),
                        _connector="OR",
                    ),
                ),
                name="application_days_in_order",
                violation_error_message="The days are out of order: considered, applied, heard, decided.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="888758d76250bd914235d424784af53a5bc6f153",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_09e21",
                    table="riskplans_orderapplication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="goes_forward",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{considered:applied,considered:dropped,applied:interim,applied:granted,applied:refused,applied:withdrawn,interim:granted,interim:refused,interim:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="c7d1f4dd46ad4cd03d92e37e730e947671f15dd1",
                    operation="UPDATE",
                    pgid="pgtrigger_goes_forward_e3c3d",
                    table="riskplans_orderapplication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_for_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."kind" IS DISTINCT FROM (NEW."kind"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="52c066e41a805d44e659ecd9efcb0c5c5e6bed63",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_for_once_38708",
                    table="riskplans_orderapplication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_orderapplicationevent" ("adjourned_why", "applied_on", "considered_on", "court", "decided_on", "evidence", "hearing_on", "id", "interim_id", "kind", "need", "order_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "state", "submission", "version", "voided_at") SELECT new_values."adjourned_why", new_values."applied_on", new_values."considered_on", new_values."court", new_values."decided_on", new_values."evidence", new_values."hearing_on", new_values."id", new_values."interim_id", new_values."kind", new_values."need", new_values."order_id", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea6a499d1240cc651a298c4f9c91a5d837df4169",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7bb6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_orderapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_orderapplicationevent" ("adjourned_why", "applied_on", "considered_on", "court", "decided_on", "evidence", "hearing_on", "id", "interim_id", "kind", "need", "order_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "state", "submission", "version", "voided_at") SELECT new_values."adjourned_why", new_values."applied_on", new_values."considered_on", new_values."court", new_values."decided_on", new_values."evidence", new_values."hearing_on", new_values."id", new_values."interim_id", new_values."kind", new_values."need", new_values."order_id", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6953347338c33d22eeb6b33cfa25a4289ce10947",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_edc2a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_orderapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderapplicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="62ef8917b0a77ce7a576b32721010cfd02083c00",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_80661",
                    table="riskplans_orderapplicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="orderservice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("order",),
                name="served_once",
                violation_error_message="Service of this order is on record already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("served_by", ""), _negated=True), models.Q(("proof", ""), _negated=True)
                ),
                name="service_is_shown",
                violation_error_message="Say who served it, and what shows it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderservice",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="98421a326927b6e1c946d3d464f8c0974200611c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_09efc",
                    table="riskplans_orderservice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderservice",
            trigger=pgtrigger.compiler.Trigger(
                name="served_on_a_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT EXISTS (\n                    SELECT FROM offenders_courtorder\n                    WHERE id = NEW.order_id AND person_id = NEW.person_id AND served_on IS NOT NULL\n                ) THEN\n                    RAISE EXCEPTION 'Service without its day' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="8c9eed6a047fcf7aa2f72b0f5026e54801c81fc4",
                    operation="INSERT",
                    pgid="pgtrigger_served_on_a_day_b1034",
                    table="riskplans_orderservice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderservice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_orderserviceevent" ("explained", "how", "id", "order_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "recorded_at", "recorded_by_id", "served_by", "submission", "version", "voided_at") SELECT new_values."explained", new_values."how", new_values."id", new_values."order_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proof", new_values."recorded_at", new_values."recorded_by_id", new_values."served_by", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bc09e6252bf2089ea2581ca8cc967a2041de9064",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_337df",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_orderservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderservice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_orderserviceevent" ("explained", "how", "id", "order_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "recorded_at", "recorded_by_id", "served_by", "submission", "version", "voided_at") SELECT new_values."explained", new_values."how", new_values."id", new_values."order_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proof", new_values."recorded_at", new_values."recorded_by_id", new_values."served_by", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="81a346db217b5bf8146ee6af646fa16fd9147dcf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cd13d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_orderservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderserviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="66e45d982f5ea40925c6ad4bd17e173127ffb98d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b29d",
                    table="riskplans_orderserviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="passportheld",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("document__isnull", False), ("returned_on__isnull", True), ("voided_at__isnull", True)
                ),
                fields=("document",),
                name="passport_held_once",
                violation_error_message="This passport is held already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passportheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", False), models.Q(("described", ""), _negated=True), _connector="OR"
                ),
                name="passport_is_named",
                violation_error_message="Say which passport it is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passportheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kept_at", ""), _negated=True), models.Q(("taken_by", ""), _negated=True)
                ),
                name="passport_kept_somewhere",
                violation_error_message="Say who took the passport, and where it is kept.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passportheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("returned_on__isnull", True), ("returned_to", "")),
                    models.Q(
                        ("returned_on__gte", models.F("held_since")),
                        ("returned_on__isnull", False),
                        models.Q(("returned_to", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="passport_returned_whole",
                violation_error_message="A passport that was given back has the day, after it was handed in, and who has it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passportheld",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1380e2870e077d3aedead515f4af1703c1accaed",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_6387f",
                    table="riskplans_passportheld",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passportheld",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_passportheldevent" ("described", "document_id", "held_since", "id", "kept_at", "order_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "returned_on", "returned_to", "submission", "taken_by", "version", "voided_at") SELECT new_values."described", new_values."document_id", new_values."held_since", new_values."id", new_values."kept_at", new_values."order_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."returned_on", new_values."returned_to", new_values."submission", new_values."taken_by", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c4d6c8ce3cfac3769b77e8bfd3c8d42eefcb8c30",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_30751",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_passportheld",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passportheld",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_passportheldevent" ("described", "document_id", "held_since", "id", "kept_at", "order_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "returned_on", "returned_to", "submission", "taken_by", "version", "voided_at") SELECT new_values."described", new_values."document_id", new_values."held_since", new_values."id", new_values."kept_at", new_values."order_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."returned_on", new_values."returned_to", new_values."submission", new_values."taken_by", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aa014ace40c2556d379f5be326ad53d4876d0b7a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58572",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_passportheld",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passportheldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ee20556cb474c3ffaf7a9a9044245d5ba4afaae1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_28565",
                    table="riskplans_passportheldevent",
                    when="BEFORE",
                ),
            ),
        ),
        # Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0002).
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}')",
            )
            for table in TABLES
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
