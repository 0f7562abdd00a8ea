"""Risk management plans: versions, actions, checks of conditions, contingencies, signatures; and what a force decides of them."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_TABLES = [
    "plan",
    "planaction",
    "conditionaction",
    "contingency",
    "plandecision",
    "planremark",
    "actionresult",
]
# Proposals.
_VALUES = {"rmp.first": 28, "rmp.decide_within": 5, "rmp.countersigned": 1}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("offenders", "0005_where_an_account_is_held"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0006_the_catalogue_of_tools"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionResult",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("line", models.UUIDField(editable=False, unique=True)),
                (
                    "done",
                    models.CharField(
                        choices=[("done", "Done"), ("stopped", "Stopped: no longer needed")],
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("result", models.CharField(max_length=500, verbose_name="what came of it")),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "result of an action",
                "verbose_name_plural": "results of actions",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActionResultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("line", models.UUIDField(editable=False)),
                (
                    "done",
                    models.CharField(
                        choices=[("done", "Done"), ("stopped", "Stopped: no longer needed")],
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("result", models.CharField(max_length=500, verbose_name="what came of it")),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionAction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "check of a condition",
                "verbose_name_plural": "checks of conditions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contingency",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("happens", models.CharField(max_length=300, verbose_name="if this happens")),
                ("then", models.CharField(max_length=300, verbose_name="this is done")),
                ("who", models.CharField(max_length=120, verbose_name="by whom")),
                ("within", models.CharField(max_length=60, verbose_name="within")),
            ],
            options={
                "verbose_name": "contingency of a plan",
                "verbose_name_plural": "contingencies of plans",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContingencyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("happens", models.CharField(max_length=300, verbose_name="if this happens")),
                ("then", models.CharField(max_length=300, verbose_name="this is done")),
                ("who", models.CharField(max_length=120, verbose_name="by whom")),
                ("within", models.CharField(max_length=60, verbose_name="within")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("first", "First plan"),
                            ("review", "Review"),
                            ("assessment", "New risk assessment"),
                            ("change", "Significant change"),
                            ("release", "Release from custody or hospital"),
                            ("transfer", "Transfer from another force or manager"),
                        ],
                        max_length=12,
                        verbose_name="why it is written",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waits for a supervisor"),
                            ("returned", "Returned to be changed"),
                            ("signed", "Waits for an inspector’s countersignature"),
                            ("approved", "In force"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, editable=False, size=None
                    ),
                ),
                ("at_risk", models.CharField(blank=True, max_length=500, verbose_name="who is at risk?")),
                (
                    "harm",
                    models.CharField(blank=True, max_length=1000, verbose_name="what could happen to them?"),
                ),
                (
                    "soon",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="when, and in what circumstances?"
                    ),
                ),
                (
                    "serious",
                    models.CharField(blank=True, max_length=500, verbose_name="how serious would it be?"),
                ),
                (
                    "triggers",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="triggers and early warning signs"
                    ),
                ),
                ("protective", models.CharField(blank=True, max_length=1000, verbose_name="what protects")),
                ("supervision", models.CharField(blank=True, max_length=1000)),
                (
                    "monitoring",
                    models.CharField(blank=True, max_length=1000, verbose_name="monitoring and control"),
                ),
                (
                    "interventions",
                    models.CharField(blank=True, max_length=1000, verbose_name="interventions and treatment"),
                ),
                ("victims", models.CharField(blank=True, max_length=1000, verbose_name="victim safety")),
                (
                    "visit_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="a home visit every"
                    ),
                ),
                (
                    "visit_span",
                    models.CharField(
                        blank=True,
                        choices=[("weeks", "Weeks"), ("months", "Months")],
                        default="months",
                        max_length=6,
                        verbose_name="weeks or months",
                    ),
                ),
                ("visit_why", models.CharField(blank=True, max_length=500, verbose_name="why this often?")),
                ("contact", models.CharField(blank=True, max_length=500, verbose_name="how they are seen")),
                (
                    "disclosure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "Made"),
                            ("considered", "Considered, and not to be made now"),
                            ("refused", "Asked for, and refused"),
                        ],
                        max_length=12,
                        verbose_name="disclosure",
                    ),
                ),
                (
                    "disclosure_why",
                    models.CharField(blank=True, max_length=1000, verbose_name="to whom, or why not"),
                ),
                (
                    "briefing",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="briefing for officers who may meet them"
                    ),
                ),
                (
                    "needs",
                    models.CharField(blank=True, max_length=500, verbose_name="health, disability, language"),
                ),
                (
                    "intelligence",
                    models.CharField(blank=True, max_length=1000, verbose_name="what we need to find out"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed by")),
                (
                    "flags_checked_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="flags and triggers on our systems checked on"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("unassessed", "Not assessed: treat as high"),
                        ],
                        max_length=12,
                        verbose_name="management level",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="times submitted")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted")),
                (
                    "countersign_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why an inspector countersigns"
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="in force from")),
                ("superseded_at", models.DateTimeField(null=True, verbose_name="superseded")),
            ],
            options={
                "verbose_name": "risk management plan",
                "ordering": ["-number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanAction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "pillar",
                    models.CharField(
                        choices=[
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                        ],
                        max_length=16,
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what is done?")),
                ("partner", models.CharField(blank=True, max_length=120, verbose_name="or which partner?")),
                ("due_on", models.DateField(verbose_name="by when?")),
                (
                    "measure",
                    models.CharField(max_length=300, verbose_name="how will we know that it is done?"),
                ),
                (
                    "factor",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="which factor of the assessment is it about?"
                    ),
                ),
            ],
            options={
                "verbose_name": "action of a plan",
                "ordering": ["due_on", "recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "pillar",
                    models.CharField(
                        choices=[
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                        ],
                        max_length=16,
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what is done?")),
                ("partner", models.CharField(blank=True, max_length=120, verbose_name="or which partner?")),
                ("due_on", models.DateField(verbose_name="by when?")),
                (
                    "measure",
                    models.CharField(max_length=300, verbose_name="how will we know that it is done?"),
                ),
                (
                    "factor",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="which factor of the assessment is it about?"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("countersigned", "Countersigned"),
                            ("returned", "Returned with reasons"),
                        ],
                        max_length=16,
                        verbose_name="decision",
                    ),
                ),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="checked",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "decision on a plan",
                "verbose_name_plural": "decisions on plans",
                "ordering": ["-decided_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("countersigned", "Countersigned"),
                            ("returned", "Returned with reasons"),
                        ],
                        max_length=16,
                        verbose_name="decision",
                    ),
                ),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="checked",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("first", "First plan"),
                            ("review", "Review"),
                            ("assessment", "New risk assessment"),
                            ("change", "Significant change"),
                            ("release", "Release from custody or hospital"),
                            ("transfer", "Transfer from another force or manager"),
                        ],
                        max_length=12,
                        verbose_name="why it is written",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waits for a supervisor"),
                            ("returned", "Returned to be changed"),
                            ("signed", "Waits for an inspector’s countersignature"),
                            ("approved", "In force"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, editable=False, size=None
                    ),
                ),
                ("at_risk", models.CharField(blank=True, max_length=500, verbose_name="who is at risk?")),
                (
                    "harm",
                    models.CharField(blank=True, max_length=1000, verbose_name="what could happen to them?"),
                ),
                (
                    "soon",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="when, and in what circumstances?"
                    ),
                ),
                (
                    "serious",
                    models.CharField(blank=True, max_length=500, verbose_name="how serious would it be?"),
                ),
                (
                    "triggers",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="triggers and early warning signs"
                    ),
                ),
                ("protective", models.CharField(blank=True, max_length=1000, verbose_name="what protects")),
                ("supervision", models.CharField(blank=True, max_length=1000)),
                (
                    "monitoring",
                    models.CharField(blank=True, max_length=1000, verbose_name="monitoring and control"),
                ),
                (
                    "interventions",
                    models.CharField(blank=True, max_length=1000, verbose_name="interventions and treatment"),
                ),
                ("victims", models.CharField(blank=True, max_length=1000, verbose_name="victim safety")),
                (
                    "visit_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="a home visit every"
                    ),
                ),
                (
                    "visit_span",
                    models.CharField(
                        blank=True,
                        choices=[("weeks", "Weeks"), ("months", "Months")],
                        default="months",
                        max_length=6,
                        verbose_name="weeks or months",
                    ),
                ),
                ("visit_why", models.CharField(blank=True, max_length=500, verbose_name="why this often?")),
                ("contact", models.CharField(blank=True, max_length=500, verbose_name="how they are seen")),
                (
                    "disclosure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "Made"),
                            ("considered", "Considered, and not to be made now"),
                            ("refused", "Asked for, and refused"),
                        ],
                        max_length=12,
                        verbose_name="disclosure",
                    ),
                ),
                (
                    "disclosure_why",
                    models.CharField(blank=True, max_length=1000, verbose_name="to whom, or why not"),
                ),
                (
                    "briefing",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="briefing for officers who may meet them"
                    ),
                ),
                (
                    "needs",
                    models.CharField(blank=True, max_length=500, verbose_name="health, disability, language"),
                ),
                (
                    "intelligence",
                    models.CharField(blank=True, max_length=1000, verbose_name="what we need to find out"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed by")),
                (
                    "flags_checked_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="flags and triggers on our systems checked on"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("unassessed", "Not assessed: treat as high"),
                        ],
                        max_length=12,
                        verbose_name="management level",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="times submitted")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted")),
                (
                    "countersign_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why an inspector countersigns"
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="in force from")),
                ("superseded_at", models.DateTimeField(null=True, verbose_name="superseded")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanRemark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("scenario", "What could happen"),
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                            ("contingency", "Contingency"),
                            ("visits", "Visits"),
                            ("disclosure", "Disclosure"),
                            ("briefing", "Briefing and needs"),
                            ("review", "Review"),
                        ],
                        max_length=16,
                        verbose_name="section",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="what is to be changed")),
            ],
            options={
                "verbose_name": "reason for returning a plan",
                "verbose_name_plural": "reasons for returning plans",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanRemarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("scenario", "What could happen"),
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                            ("contingency", "Contingency"),
                            ("visits", "Visits"),
                            ("disclosure", "Disclosure"),
                            ("briefing", "Briefing and needs"),
                            ("review", "Review"),
                        ],
                        max_length=16,
                        verbose_name="section",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="what is to be changed")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="visitinterval",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="visitinterval",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitinterval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_visitintervalevent" ("amount", "answer", "answer_note", "answered_at", "answered_by_id", "ended_on", "ended_why", "id", "longer", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "span", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."amount", new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."ended_on", new_values."ended_why", new_values."id", new_values."longer", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."span", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="977fdc55e4b7fc053c9c5b2b4af522e0424eaabf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_72f10",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_visitinterval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitinterval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_visitintervalevent" ("amount", "answer", "answer_note", "answered_at", "answered_by_id", "ended_on", "ended_why", "id", "longer", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "span", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."amount", new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."ended_on", new_values."ended_why", new_values."id", new_values."longer", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."span", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a16f9bd3372b66f7d986109f6c3d4f705217da50",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7263",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_visitinterval",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="actionresult",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="actionresult",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="actionresultevent",
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
            model_name="actionresultevent",
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
            model_name="actionresultevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.actionresult",
            ),
        ),
        migrations.AddField(
            model_name="actionresultevent",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
            name="licence_condition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.licencecondition",
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
            name="order_condition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.ordercondition",
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
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
            model_name="conditionactionevent",
            name="licence_condition",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.licencecondition",
            ),
        ),
        migrations.AddField(
            model_name="conditionactionevent",
            name="order_condition",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.ordercondition",
            ),
        ),
        migrations.AddField(
            model_name="conditionactionevent",
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
            model_name="conditionactionevent",
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
            model_name="conditionactionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.conditionaction",
            ),
        ),
        migrations.AddField(
            model_name="conditionactionevent",
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
            model_name="contingency",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="contingency",
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
            model_name="contingencyevent",
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
            model_name="contingencyevent",
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
            model_name="contingencyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.contingency",
            ),
        ),
        migrations.AddField(
            model_name="contingencyevent",
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
            model_name="plan",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="plan",
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
            model_name="plan",
            name="submitted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contingencyevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="contingency",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contingencies", to="riskplans.plan"
            ),
        ),
        migrations.AddField(
            model_name="conditionactionevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="riskplans.plan"
            ),
        ),
        migrations.AddField(
            model_name="visitinterval",
            name="plan",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="riskplans.plan"
            ),
        ),
        migrations.AddField(
            model_name="visitintervalevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who does it?",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_actions",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="riskplans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planaction",
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
            model_name="conditionactionevent",
            name="action",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.planaction",
            ),
        ),
        migrations.AddField(
            model_name="conditionaction",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="riskplans.planaction"
            ),
        ),
        migrations.AddField(
            model_name="actionresultevent",
            name="action",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.planaction",
            ),
        ),
        migrations.AddField(
            model_name="actionresult",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="riskplans.planaction"
            ),
        ),
        migrations.AddField(
            model_name="planactionevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who does it?",
            ),
        ),
        migrations.AddField(
            model_name="planactionevent",
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
            model_name="planactionevent",
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
            model_name="planactionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.planaction",
            ),
        ),
        migrations.AddField(
            model_name="planactionevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="planactionevent",
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
            model_name="plandecision",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="plandecision",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="plandecision",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="riskplans.plan"
            ),
        ),
        migrations.AddField(
            model_name="plandecisionevent",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plandecisionevent",
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
            model_name="plandecisionevent",
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
            model_name="plandecisionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.plandecision",
            ),
        ),
        migrations.AddField(
            model_name="plandecisionevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
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
            model_name="planevent",
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
            model_name="planevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.plan",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
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
            model_name="planevent",
            name="submitted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planremark",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remarks",
                to="riskplans.plandecision",
            ),
        ),
        migrations.AddField(
            model_name="planremark",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="planremarkevent",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="riskplans.plandecision",
            ),
        ),
        migrations.AddField(
            model_name="planremarkevent",
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
            model_name="planremarkevent",
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
            model_name="planremarkevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.planremark",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("person", "number"), name="plan_number_once"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved"), ("voided_at__isnull", True)),
                fields=("person",),
                name="one_plan_in_force",
                violation_error_message="Another plan is in force. Open the record again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "returned", "submitted", "signed"]), ("voided_at__isnull", True)
                ),
                fields=("person",),
                name="one_plan_open",
                violation_error_message="A plan is being written already, or waits for a signature.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "returned"]),
                    models.Q(
                        ("flags_checked_on__isnull", False),
                        ("review_on__isnull", False),
                        ("visit_amount__isnull", False),
                        models.Q(("at_risk", ""), _negated=True),
                        models.Q(("harm", ""), _negated=True),
                        models.Q(("soon", ""), _negated=True),
                        models.Q(("serious", ""), _negated=True),
                        models.Q(("triggers", ""), _negated=True),
                        models.Q(("visit_why", ""), _negated=True),
                        models.Q(("disclosure", ""), _negated=True),
                        models.Q(("briefing", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="plan_signed_whole",
                violation_error_message="A plan is submitted once nothing in it is missing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("round__gte", 1), ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plan_submitted_when",
                violation_error_message="A plan that was submitted says when, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", False), ("state__in", ["approved", "superseded"])),
                    models.Q(
                        models.Q(("state__in", ["approved", "superseded"]), _negated=True),
                        ("approved_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="plan_in_force_when",
                violation_error_message="A plan in force says since when.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4245cbc8126197f6de71535aea85ddb5228851f4",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e7dff",
                    table="riskplans_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,returned:submitted,submitted:returned,submitted:signed,submitted:approved,signed:returned,signed:approved,approved:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="859abe2b9a0fc0626728ca25cda3af984d0829b3",
                    operation="UPDATE",
                    pgid="pgtrigger_one_step_at_a_time_b144a",
                    table="riskplans_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state NOT IN ('draft', 'returned') AND ((OLD.person_id, OLD.number, OLD.occasion, OLD.authors, OLD.level, OLD.round, OLD.submitted_at, OLD.submitted_by_id, OLD.recorded_at, OLD.recorded_by_id, OLD.voided_at, OLD.at_risk, OLD.harm, OLD.soon, OLD.serious, OLD.triggers, OLD.protective, OLD.supervision, OLD.monitoring, OLD.interventions, OLD.victims, OLD.visit_amount, OLD.visit_span, OLD.visit_why, OLD.contact, OLD.disclosure, OLD.disclosure_why, OLD.briefing, OLD.needs, OLD.intelligence, OLD.review_on, OLD.flags_checked_on) IS DISTINCT FROM (NEW.person_id, NEW.number, NEW.occasion, NEW.authors, NEW.level, NEW.round, NEW.submitted_at, NEW.submitted_by_id, NEW.recorded_at, NEW.recorded_by_id, NEW.voided_at, NEW.at_risk, NEW.harm, NEW.soon, NEW.serious, NEW.triggers, NEW.protective, NEW.supervision, NEW.monitoring, NEW.interventions, NEW.victims, NEW.visit_amount, NEW.visit_span, NEW.visit_why, NEW.contact, NEW.disclosure, NEW.disclosure_why, NEW.briefing, NEW.needs, NEW.intelligence, NEW.review_on, NEW.flags_checked_on) OR NOT (OLD.countersign_why = NEW.countersign_why OR OLD.state = 'submitted' AND NEW.state IN ('signed', 'approved'))))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f2ae82bae7f5b9528fc3c263e5f0870a79a1752f",
                    operation="UPDATE",
                    pgid="pgtrigger_signed_stays_9582e",
                    table="riskplans_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_by_others",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" IN ('signed', 'approved', 'superseded'))",
                    func="\n                IF NOT EXISTS (\n                    SELECT FROM riskplans_plandecision\n                    WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'approved'\n                    AND decided_by_id <> ALL(NEW.authors) AND decided_by_id <> NEW.submitted_by_id\n                ) THEN\n                    RAISE EXCEPTION 'A plan needs the approval of somebody who did not write it'\n                    USING ERRCODE = 'check_violation';\n                END IF;\n                IF NEW.state <> 'signed' AND NEW.countersign_why <> '' AND NOT EXISTS (\n                    SELECT FROM riskplans_plandecision AS counter\n                    WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'countersigned'\n                    AND decided_by_id <> ALL(NEW.authors) AND NOT EXISTS (\n                        SELECT FROM riskplans_plandecision\n                        WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'approved'\n                        AND decided_by_id = counter.decided_by_id\n                    )\n                ) THEN\n                    RAISE EXCEPTION 'This plan needs a countersignature' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="523d58a3fccad13d2e4db43f5abc5190510d0dc3",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_signed_by_others_c885e",
                    table="riskplans_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_planevent" ("approved_at", "at_risk", "authors", "briefing", "contact", "countersign_why", "disclosure", "disclosure_why", "flags_checked_on", "harm", "id", "intelligence", "interventions", "level", "monitoring", "needs", "number", "occasion", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protective", "recorded_at", "recorded_by_id", "review_on", "round", "serious", "soon", "state", "submission", "submitted_at", "submitted_by_id", "superseded_at", "supervision", "triggers", "version", "victims", "visit_amount", "visit_span", "visit_why", "voided_at") SELECT new_values."approved_at", new_values."at_risk", new_values."authors", new_values."briefing", new_values."contact", new_values."countersign_why", new_values."disclosure", new_values."disclosure_why", new_values."flags_checked_on", new_values."harm", new_values."id", new_values."intelligence", new_values."interventions", new_values."level", new_values."monitoring", new_values."needs", new_values."number", new_values."occasion", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."protective", new_values."recorded_at", new_values."recorded_by_id", new_values."review_on", new_values."round", new_values."serious", new_values."soon", new_values."state", new_values."submission", new_values."submitted_at", new_values."submitted_by_id", new_values."superseded_at", new_values."supervision", new_values."triggers", new_values."version", new_values."victims", new_values."visit_amount", new_values."visit_span", new_values."visit_why", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bae94f91d15c4bd9d4120f930e95224835d54f5f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6d8f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_planevent" ("approved_at", "at_risk", "authors", "briefing", "contact", "countersign_why", "disclosure", "disclosure_why", "flags_checked_on", "harm", "id", "intelligence", "interventions", "level", "monitoring", "needs", "number", "occasion", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protective", "recorded_at", "recorded_by_id", "review_on", "round", "serious", "soon", "state", "submission", "submitted_at", "submitted_by_id", "superseded_at", "supervision", "triggers", "version", "victims", "visit_amount", "visit_span", "visit_why", "voided_at") SELECT new_values."approved_at", new_values."at_risk", new_values."authors", new_values."briefing", new_values."contact", new_values."countersign_why", new_values."disclosure", new_values."disclosure_why", new_values."flags_checked_on", new_values."harm", new_values."id", new_values."intelligence", new_values."interventions", new_values."level", new_values."monitoring", new_values."needs", new_values."number", new_values."occasion", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."protective", new_values."recorded_at", new_values."recorded_by_id", new_values."review_on", new_values."round", new_values."serious", new_values."soon", new_values."state", new_values."submission", new_values."submitted_at", new_values."submitted_by_id", new_values."superseded_at", new_values."supervision", new_values."triggers", new_values."version", new_values."victims", new_values."visit_amount", new_values."visit_span", new_values."visit_why", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9fad26ae307951db95c6147dd3c0bd27420c6348",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fec7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="authors_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT OLD.authors <@ NEW.authors)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c3d230a2a110b2d0e3902feb50c87e71a607869b",
                    operation="UPDATE",
                    pgid="pgtrigger_authors_stay_bfd39",
                    table="riskplans_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contingencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c2c94a941ba3675a6e83810c0558963f26202853",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ae009",
                    table="riskplans_contingencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contingency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("happens", ""), _negated=True),
                    models.Q(("then", ""), _negated=True),
                    models.Q(("who", ""), _negated=True),
                    models.Q(("within", ""), _negated=True),
                ),
                name="contingency_whole",
                violation_error_message="A contingency says what happens, what is done, by whom and how soon.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contingency",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="77d4b115ac4e624fef89fee6a7e641efaa62c1f9",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cf5ff",
                    table="riskplans_contingency",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contingency",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM riskplans_plan WHERE id = NEW.plan_id AND state NOT IN ('draft', 'returned')\n        ) OR TG_OP = 'UPDATE' AND EXISTS (\n            SELECT FROM riskplans_plan WHERE id = OLD.plan_id AND state NOT IN ('draft', 'returned')\n        ) THEN\n            RAISE EXCEPTION 'A plan that was signed changes no more' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n        ",
                    hash="4cbb47a24821d5400fd07349c45465a4946a51b6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_a_draft_d282e",
                    table="riskplans_contingency",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contingency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_contingencyevent" ("happens", "id", "line", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "then", "version", "voided_at", "who", "within") SELECT new_values."happens", new_values."id", new_values."line", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."then", new_values."version", new_values."voided_at", new_values."who", new_values."within" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8b43f637bb7de31c14a33f31aa818a2a3f25c376",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1bba2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_contingency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contingency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_contingencyevent" ("happens", "id", "line", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "then", "version", "voided_at", "who", "within") SELECT new_values."happens", new_values."id", new_values."line", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."then", new_values."version", new_values."voided_at", new_values."who", new_values."within" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="81c324150d00181c725ff4a14cc639ccb6e84464",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7e725",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_contingency",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("plan", "line"),
                name="plan_action_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("measure", ""), _negated=True),
                    models.Q(
                        ("owner__isnull", False), models.Q(("partner", ""), _negated=True), _connector="OR"
                    ),
                ),
                name="plan_action_smart",
                violation_error_message="An action says what is done, who does it and how we know.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planaction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d16a76a0b91a30598322b1ba13796b16091fa203",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_44747",
                    table="riskplans_planaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planaction",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM riskplans_plan WHERE id = NEW.plan_id AND state NOT IN ('draft', 'returned')\n        ) OR TG_OP = 'UPDATE' AND EXISTS (\n            SELECT FROM riskplans_plan WHERE id = OLD.plan_id AND state NOT IN ('draft', 'returned')\n        ) THEN\n            RAISE EXCEPTION 'A plan that was signed changes no more' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n        ",
                    hash="0b51f97e6e4ee0a8f95c435c4769432f7fe9a3c6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_a_draft_49fcd",
                    table="riskplans_planaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_planactionevent" ("due_on", "factor", "id", "line", "measure", "owner_id", "partner", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at", "what") SELECT new_values."due_on", new_values."factor", new_values."id", new_values."line", new_values."measure", new_values."owner_id", new_values."partner", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pillar", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3c60d122eb55115d7592507ff6ad463899f6b467",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1fb43",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_planaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_planactionevent" ("due_on", "factor", "id", "line", "measure", "owner_id", "partner", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at", "what") SELECT new_values."due_on", new_values."factor", new_values."id", new_values."line", new_values."measure", new_values."owner_id", new_values."partner", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pillar", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a752058ef3f8b0248dd84c6af3c3f661e79206f5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec729",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_planaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ea37cc5bf4f6ee84069ec0a8f0c343d7d1f8a462",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_601cf",
                    table="riskplans_conditionactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="conditionaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("licence_condition__isnull", True), ("order_condition__isnull", False)),
                    models.Q(("licence_condition__isnull", False), ("order_condition__isnull", True)),
                    _connector="OR",
                ),
                name="checks_one_condition",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="73bd08f470a1cadf7c99be878f4d88966c1ca5fc",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9b277",
                    table="riskplans_conditionaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM riskplans_plan WHERE id = NEW.plan_id AND state NOT IN ('draft', 'returned')\n        ) OR TG_OP = 'UPDATE' AND EXISTS (\n            SELECT FROM riskplans_plan WHERE id = OLD.plan_id AND state NOT IN ('draft', 'returned')\n        ) THEN\n            RAISE EXCEPTION 'A plan that was signed changes no more' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n        ",
                    hash="04ff5afb312b454fa64f70923d3b57f3ed368630",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_a_draft_e43b9",
                    table="riskplans_conditionaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_conditionactionevent" ("action_id", "id", "licence_condition_id", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."action_id", new_values."id", new_values."licence_condition_id", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c079f9f53b8dbfbe9efd1b36296d162d3db49ae8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2806f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_conditionaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_conditionactionevent" ("action_id", "id", "licence_condition_id", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."action_id", new_values."id", new_values."licence_condition_id", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="048229f2e7ed0e87c89b1b8a54703bd2ed1802fc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f49c1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_conditionaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionresultevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1f482435a10dcc6b053e4c07cd8e1895cdc45d3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_24644",
                    table="riskplans_actionresultevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actionresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("result", ""), _negated=True),
                name="result_says_what",
                violation_error_message="Say what came of it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionresult",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="20c208f6e8c235d0a909ca4871207965d7e9c89f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a19b9",
                    table="riskplans_actionresult",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionresult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_actionresultevent" ("action_id", "done", "id", "line", "on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result") SELECT new_values."action_id", new_values."done", new_values."id", new_values."line", new_values."on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1224134516d5fd5cb7fbc4aaa7332a73267a6847",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7af69",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_actionresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="74373196bf2c8b8b9467b77f885e14f79237b536",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_33ff8",
                    table="riskplans_planactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plandecision",
            constraint=models.UniqueConstraint(
                fields=("plan", "round", "verdict"),
                name="plan_decided_once",
                violation_error_message="This has been decided already. Open the plan again.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plandecision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="407adfad93667d924690c73c92d9c4011f256044",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d272b",
                    table="riskplans_plandecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plandecision",
            trigger=pgtrigger.compiler.Trigger(
                name="not_ones_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM riskplans_plan\n                    WHERE id = NEW.plan_id\n                    AND (NEW.decided_by_id = ANY(authors) OR NEW.decided_by_id = submitted_by_id)\n                ) THEN\n                    RAISE EXCEPTION 'Nobody decides on a plan that they wrote' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="1cc49af14890a1eb1091e878a23cad52c70391d6",
                    operation="INSERT",
                    pgid="pgtrigger_not_ones_own_9bb2c",
                    table="riskplans_plandecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plandecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_plandecisionevent" ("checked", "decided_at", "decided_by_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "round", "verdict") SELECT new_values."checked", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."round", new_values."verdict" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a37f1ac61027470ccc5b3ba5978605131f059a1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb10e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_plandecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plandecisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06aff1172b0fe495824dc4b0d9b22b7dcf7bd43c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9204c",
                    table="riskplans_plandecisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="484fb3c99755af79a5d31d330bfe4d5b00e8adc1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a24c3",
                    table="riskplans_planevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planremark",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="remark_says_why",
                violation_error_message="Say what is to be changed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planremark",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7040c725d666df7495178979d5bdd0c7cc6cc3c5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_366a7",
                    table="riskplans_planremark",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planremark",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_planremarkevent" ("decision_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason") SELECT new_values."decision_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f5f23f291aaab3eb87c295cd98faeddd69a976f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45392",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_planremark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planremarkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6702463488850b9ff6bb4c76005e09c3e920fb2e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9780d",
                    table="riskplans_planremarkevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}{its}')",
            )
            for table in _TABLES
            for its in ("", "event")
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
