"""Dip-samples: the draw, the records drawn, the answers; the first version of the questions; what a force decides."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# A proposal: working days.
_FIRST = {"dip_sample.found_within": 10}
_TABLES = ("dipcase", "dipanswer")
_SINCE = date(2020, 1, 1)
# Code, in short, the question, where to look: what practice asks a supervisor to check, object by object.
_QUESTIONS = [
    (
        "assessment",
        "Risk assessment",
        "Is the risk assessment in date, with every factor evidenced and its sources listed?",
        "Risk: the latest assessment, the day of each look at the systems, and what is said of each factor.",
    ),
    (
        "change",
        "Changes of risk",
        "Was the last significant change, or change of level, explained and acted on?",
        "Risk: what has changed, the reviews after a change, and the reasons of the last level.",
    ),
    (
        "level",
        "Level and how managed",
        "Is the level still right, and how they are managed (visits, or reactively)?",
        "Risk and reactive management, beside what has happened since.",
    ),
    (
        "plan",
        "Plan",
        "Does every risk that was found have an action in the plan, with an owner and a day?",
        "The plan in force, pillar by pillar, and what came of its actions.",
    ),
    (
        "victims",
        "Victims and contingency",
        "Does the plan keep those at risk safe, and say what is done if it fails?",
        "The plan: who is at risk, victim safety, contingencies.",
    ),
    (
        "visits",
        "Home visits",
        "Were home visits made within the interval, and some of them unannounced?",
        "Visits: the days, how many were unannounced, who went, what failed and what was decided then.",
    ),
    (
        "records",
        "Visit records",
        "Do the visit records say who was seen, who else was there, and what was checked?",
        "The last two visit records, against what the order and the plan ask to be checked.",
    ),
    (
        "conditions",
        "Orders and devices",
        "Were devices and the conditions of orders and licences checked as they should be?",
        "Orders and conditions, devices, monitoring.",
    ),
    (
        "notified",
        "Notifications",
        "Are the notifications complete and in time, and was each that was missed followed up?",
        "Notifications, duties that are overdue, breaches.",
    ),
    (
        "intelligence",
        "Intelligence",
        "Was intelligence read and assessed, what was seen submitted, and are the trigger settings right?",
        "Intelligence, and what the visit records say of it.",
    ),
    (
        "partners",
        "Partners and disclosure",
        "Were partners told what they need, with the lawful basis and the reason?",
        "Summaries and plans shared, MAPPA, disclosures.",
    ),
    (
        "handing",
        "Clear to a colleague",
        "Would an officer who has never met them know from the record what to do tonight?",
        "The summary, the warnings, the briefing in the plan, the pack before a visit.",
    ),
]


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=_SINCE) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


def ask(apps, schema_editor):
    """The first version of the questions."""
    first = apps.get_model("dashboards", "DipQuestionSet").objects.create(number=1, used_from=_SINCE)
    question = apps.get_model("dashboards", "DipQuestion")
    question.objects.bulk_create(
        question(of=first, code=code, place=place, short=short, wording=wording, look_at=look_at)
        for place, (code, short, wording, look_at) in enumerate(_QUESTIONS, start=1)
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("offenders", "0009_when_emergencies_are_reviewed"),
        ("practice", "0002_who_decides_policy"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DipQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("place", models.PositiveSmallIntegerField()),
                ("short", models.CharField(max_length=40, verbose_name="in short")),
                ("wording", models.CharField(max_length=200)),
                ("look_at", models.CharField(max_length=300, verbose_name="where to look")),
            ],
            options={
                "verbose_name": "question of a dip-sample",
                "verbose_name_plural": "questions of a dip-sample",
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="DipQuestionSet",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="version"
                    ),
                ),
                ("used_from", models.DateField()),
            ],
            options={
                "verbose_name": "questions of a dip-sample",
                "verbose_name_plural": "questions of dip-samples",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="DipSample",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("month", models.DateField(help_text="Its first day.")),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("very_high", "Very high"),
                                ("high", "High"),
                                ("medium", "Medium"),
                                ("low", "Low"),
                                ("unassessed", "Not assessed: treat as high"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Sorted; empty: every level.",
                        size=None,
                    ),
                ),
                (
                    "reactively",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Everybody"),
                            ("visited", "Only those who are visited"),
                            ("reactive", "Only those managed reactively"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(verbose_name="per cent of each manager’s people"),
                ),
                ("least", models.PositiveSmallIntegerField(verbose_name="at least, of each manager")),
                ("pool", models.JSONField()),
                ("pool_size", models.PositiveIntegerField(verbose_name="people drawn from")),
                ("size", models.PositiveIntegerField(verbose_name="people drawn")),
                ("seed", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "dip-sample",
                "ordering": ["-month", "-drawn_at"],
            },
        ),
        migrations.CreateModel(
            name="DipSampleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("month", models.DateField(help_text="Its first day.")),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("very_high", "Very high"),
                                ("high", "High"),
                                ("medium", "Medium"),
                                ("low", "Low"),
                                ("unassessed", "Not assessed: treat as high"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Sorted; empty: every level.",
                        size=None,
                    ),
                ),
                (
                    "reactively",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Everybody"),
                            ("visited", "Only those who are visited"),
                            ("reactive", "Only those managed reactively"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(verbose_name="per cent of each manager’s people"),
                ),
                ("least", models.PositiveSmallIntegerField(verbose_name="at least, of each manager")),
                ("pool", models.JSONField()),
                ("pool_size", models.PositiveIntegerField(verbose_name="people drawn from")),
                ("size", models.PositiveIntegerField(verbose_name="people drawn")),
                ("seed", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DipCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="In which order they were drawn.")),
                ("drawn_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("excluded_at", models.DateTimeField(null=True)),
                (
                    "excluded_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is left out"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "excluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        help_text="Drawn instead of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="dashboards.dipcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "record drawn for a dip-sample",
                "verbose_name_plural": "records drawn for dip-samples",
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="DipAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("partly", "Partly"),
                            ("no", "No"),
                            ("na", "Not applicable"),
                        ],
                        max_length=6,
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=1000, verbose_name="what was found")),
                (
                    "to_do",
                    models.CharField(blank=True, max_length=500, verbose_name="what the officer is to do"),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="dashboards.dipcase",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dashboards.dipquestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a dip-sample",
                "verbose_name_plural": "answers of dip-samples",
                "ordering": ["question__place"],
            },
        ),
        migrations.CreateModel(
            name="DipCaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("place", models.PositiveSmallIntegerField(help_text="In which order they were drawn.")),
                ("drawn_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("excluded_at", models.DateTimeField(null=True)),
                (
                    "excluded_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is left out"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "excluded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="dashboards.dipcase",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Drawn instead of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="dashboards.dipcase",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DipAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("partly", "Partly"),
                            ("no", "No"),
                            ("na", "Not applicable"),
                        ],
                        max_length=6,
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=1000, verbose_name="what was found")),
                (
                    "to_do",
                    models.CharField(blank=True, max_length=500, verbose_name="what the officer is to do"),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="dashboards.dipanswer",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="dashboards.dipcase",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="dashboards.dipquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="dipquestion",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="dashboards.dipquestionset",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipquestionset",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f32b52b5085ef91ff8be2bbd04f10bc65a61392a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_958a5",
                    table="dashboards_dipquestionset",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="force",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="officer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="questions",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dashboards.dipquestionset"
            ),
        ),
        migrations.AddField(
            model_name="dipsample",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.unit"
            ),
        ),
        migrations.AddField(
            model_name="dipcaseevent",
            name="sample",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="dashboards.dipsample",
            ),
        ),
        migrations.AddField(
            model_name="dipcase",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="dashboards.dipsample"
            ),
        ),
        migrations.AddField(
            model_name="dipsampleevent",
            name="drawn_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dipsampleevent",
            name="force",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.force",
            ),
        ),
        migrations.AddField(
            model_name="dipsampleevent",
            name="officer",
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
            model_name="dipsampleevent",
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
            model_name="dipsampleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="dashboards.dipsample",
            ),
        ),
        migrations.AddField(
            model_name="dipsampleevent",
            name="published_by",
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
            model_name="dipsampleevent",
            name="questions",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="dashboards.dipquestionset",
            ),
        ),
        migrations.AddField(
            model_name="dipsampleevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.unit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e39b79ead2b8ddce66e3784d28d651f9f3e938da",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b3bb2",
                    table="dashboards_dipanswerevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dipanswer",
            constraint=models.UniqueConstraint(fields=("case", "question"), name="dip_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="dipanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ("partly", "no")), _negated=True),
                    models.Q(("comment", ""), _negated=True),
                    _connector="OR",
                ),
                name="dip_finding_says_what",
                violation_error_message="Say what you found: the officer reads it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "no"), models.Q(("to_do", ""), _negated=True)),
                    ("answer", "partly"),
                    models.Q(("answer__in", ["yes", "na"]), ("to_do", "")),
                    _connector="OR",
                ),
                name="dip_finding_asks",
                violation_error_message="Say what the officer is to do about each “no”, and only about findings.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="458823d94e2c2911170099f93f96a6b21c16e19f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cfb3a",
                    table="dashboards_dipanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_question",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."question_id" IS DISTINCT FROM (NEW."question_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="50891228e9fe851d4073a6d8a88d7428769362c8",
                    operation="UPDATE",
                    pgid="pgtrigger_of_one_question_5cd29",
                    table="dashboards_dipanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="until_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of record;",
                    func="\nSELECT drawn.excluded_at, drawn.manager_id, sample.published_at, sample.questions_id INTO of\nFROM dashboards_dipcase drawn JOIN dashboards_dipsample sample ON sample.id = drawn.sample_id\nWHERE drawn.id = NEW.case_id AND drawn.person_id = NEW.person_id;\nIF NOT FOUND OR of.published_at IS NOT NULL OR of.excluded_at IS NOT NULL THEN\n    RAISE EXCEPTION 'answers are given until they are published' USING ERRCODE = 'check_violation';\nEND IF;\nIF of.manager_id = NEW.recorded_by_id THEN\n    RAISE EXCEPTION 'nobody goes through their own work' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (SELECT FROM dashboards_dipquestion WHERE id = NEW.question_id AND of_id = of.questions_id) THEN\n    RAISE EXCEPTION 'that is not asked in this sample' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="20386fb0acac4702be02807eaa5467cb7972d9c0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_until_published_4ae3a",
                    table="dashboards_dipanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipanswerevent" ("answer", "case_id", "comment", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "recorded_at", "recorded_by_id", "to_do") SELECT new_values."answer", new_values."case_id", new_values."comment", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question_id", new_values."recorded_at", new_values."recorded_by_id", new_values."to_do" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e84f86d1342e922cd1a40291f0c78d0fa162fdf9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5db03",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="dashboards_dipanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipanswerevent" ("answer", "case_id", "comment", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "recorded_at", "recorded_by_id", "to_do") SELECT new_values."answer", new_values."case_id", new_values."comment", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question_id", new_values."recorded_at", new_values."recorded_by_id", new_values."to_do" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="30aea0e0d04f323be7a8aa05c3165e3135dfaeec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81fcd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="dashboards_dipanswer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dipquestion",
            constraint=models.UniqueConstraint(fields=("of", "code"), name="dip_question_once"),
        ),
        migrations.AddConstraint(
            model_name="dipquestion",
            constraint=models.UniqueConstraint(fields=("of", "place"), name="dip_question_place"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57eae7f8682f2ec8c5b3eddd750bfdda53770d95",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d4f3",
                    table="dashboards_dipquestion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.UniqueConstraint(
                fields=("unit", "month", "levels", "reactively", "officer"),
                name="dip_drawn_once_a_month",
                nulls_distinct=False,
                violation_error_message="This month’s sample has been drawn like this already. It is not drawn again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed__regex", "^[0-9a-f]{64}$")),
                name="dip_seed_of_256_bits",
                violation_error_message="A draw is made with a seed of 256 bits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1), ("size__lte", models.F("pool_size"))),
                name="dip_drawn_from_the_pool",
                violation_error_message="Nobody is there to draw from.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="dip_of_a_month",
                violation_error_message="A sample is of a month.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    _connector="OR",
                ),
                name="dip_published_whole",
                violation_error_message="A publication says by whom and when.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="db0053e9bea569888dbd271fd80008aec760a60a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_00272",
                    table="dashboards_dipsample",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="drawn_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."force_id" IS DISTINCT FROM (NEW."force_id") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."reactively" IS DISTINCT FROM (NEW."reactively") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."questions_id" IS DISTINCT FROM (NEW."questions_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."least" IS DISTINCT FROM (NEW."least") OR OLD."pool" IS DISTINCT FROM (NEW."pool") OR OLD."pool_size" IS DISTINCT FROM (NEW."pool_size") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."seed" IS DISTINCT FROM (NEW."seed") OR OLD."drawn_at" IS DISTINCT FROM (NEW."drawn_at") OR OLD."drawn_by_id" IS DISTINCT FROM (NEW."drawn_by_id") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="33aff9c21b4d9969f6f0ca9d7ae2e2bdf5262f02",
                    operation="UPDATE",
                    pgid="pgtrigger_drawn_once_28c82",
                    table="dashboards_dipsample",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="published_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.published_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="08ac54cfd567251a7c902d72c817e04b3ab46e4c",
                    operation="UPDATE",
                    pgid="pgtrigger_published_once_7163a",
                    table="dashboards_dipsample",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="published_when_whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.published_at IS NOT NULL)",
                    declare="DECLARE reader text; missing boolean;",
                    func="\nreader := current_setting('vigil.reader');\nPERFORM set_config('vigil.reader', 'vigil', true);\nmissing := EXISTS (\n    SELECT FROM dashboards_dipcase drawn\n    WHERE drawn.sample_id = NEW.id AND drawn.excluded_at IS NULL AND EXISTS (\n        SELECT FROM dashboards_dipquestion question WHERE question.of_id = NEW.questions_id AND NOT EXISTS (\n            SELECT FROM dashboards_dipanswer WHERE case_id = drawn.id AND question_id = question.id\n        )\n    )\n);\nPERFORM set_config('vigil.reader', reader, true);\nIF missing THEN\n    RAISE EXCEPTION 'not every record drawn has been gone through' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="157a361d71a840ea458c25d7e3e7904aad51dd70",
                    operation="UPDATE",
                    pgid="pgtrigger_published_when_whole_afb5d",
                    table="dashboards_dipsample",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipsampleevent" ("drawn_at", "drawn_by_id", "force_id", "id", "least", "levels", "month", "officer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool", "pool_size", "published_at", "published_by_id", "questions_id", "reactively", "seed", "size", "submission", "unit_id", "version") SELECT new_values."drawn_at", new_values."drawn_by_id", new_values."force_id", new_values."id", new_values."least", new_values."levels", new_values."month", new_values."officer_id", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pool", new_values."pool_size", new_values."published_at", new_values."published_by_id", new_values."questions_id", new_values."reactively", new_values."seed", new_values."size", new_values."submission", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2298f5983abf65a34e34b55beb51cf22f9dd2447",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5492e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="dashboards_dipsample",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsample",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipsampleevent" ("drawn_at", "drawn_by_id", "force_id", "id", "least", "levels", "month", "officer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool", "pool_size", "published_at", "published_by_id", "questions_id", "reactively", "seed", "size", "submission", "unit_id", "version") SELECT new_values."drawn_at", new_values."drawn_by_id", new_values."force_id", new_values."id", new_values."least", new_values."levels", new_values."month", new_values."officer_id", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pool", new_values."pool_size", new_values."published_at", new_values."published_by_id", new_values."questions_id", new_values."reactively", new_values."seed", new_values."size", new_values."submission", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ed5927988e79a03a0207d8d1278ef4ac9c7bac6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cd12",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="dashboards_dipsample",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ff32a831fec653beb138a0fcef3f98830c9403dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1794d",
                    table="dashboards_dipcaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="dipcase",
            index=models.Index(fields=["manager"], name="dip_of_manager"),
        ),
        migrations.AddConstraint(
            model_name="dipcase",
            constraint=models.UniqueConstraint(fields=("sample", "person"), name="dip_person_drawn_once"),
        ),
        migrations.AddConstraint(
            model_name="dipcase",
            constraint=models.UniqueConstraint(fields=("sample", "place"), name="dip_place_once"),
        ),
        migrations.AddConstraint(
            model_name="dipcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("excluded_at__isnull", True), ("excluded_by__isnull", True), ("excluded_why", "")
                    ),
                    models.Q(
                        ("excluded_at__isnull", False),
                        ("excluded_by__isnull", False),
                        models.Q(("excluded_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dip_excluded_with_reason",
                violation_error_message="Say why this record is left out: it stays on the sample.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="dip_answered_whole",
                violation_error_message="Answers say by whom and when.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b4844885eb5cca0173159624cb8f32fb4c4a1ec1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_26219",
                    table="dashboards_dipcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="drawn_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sample_id" IS DISTINCT FROM (NEW."sample_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."manager_id" IS DISTINCT FROM (NEW."manager_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."drawn_at" IS DISTINCT FROM (NEW."drawn_at") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ac4a7aef862b2acc5b3bacf74c0ea0967b00885e",
                    operation="UPDATE",
                    pgid="pgtrigger_drawn_once_ed38f",
                    table="dashboards_dipcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="excluded_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.excluded_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="441f4d6b003c5fe8852b64032916a8565dba2d3f",
                    operation="UPDATE",
                    pgid="pgtrigger_excluded_once_3115a",
                    table="dashboards_dipcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="drawn_as_the_draw_says",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of dashboards_dipsample%ROWTYPE;",
                    func="\nSELECT * INTO of FROM dashboards_dipsample WHERE id = NEW.sample_id;\nIF of.published_at IS NOT NULL THEN\n    RAISE EXCEPTION 'this sample has been published' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.manager_id = of.drawn_by_id THEN\n    RAISE EXCEPTION 'nobody samples their own people' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT (of.pool -> NEW.manager_id::text) ? NEW.person_id::text THEN\n    RAISE EXCEPTION 'they were not in the pool' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.replaces_id IS NULL THEN\n    IF NEW.drawn_at <> of.drawn_at THEN\n        RAISE EXCEPTION 'a sample is drawn once' USING ERRCODE = 'check_violation';\n    END IF;\nELSIF NOT EXISTS (\n    SELECT FROM dashboards_dipcase\n    WHERE id = NEW.replaces_id AND sample_id = NEW.sample_id AND manager_id = NEW.manager_id\n        AND excluded_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'another is drawn only for one that was excluded' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="b3cdfd22dc313059f1592fe0fd4505e4c1f60be3",
                    operation="INSERT",
                    pgid="pgtrigger_drawn_as_the_draw_says_2a7c3",
                    table="dashboards_dipcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="until_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM dashboards_dipsample WHERE id = NEW.sample_id AND published_at IS NOT NULL) THEN\n    RAISE EXCEPTION 'this sample has been published' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="d6c277545d94bb63202783462fcab1f6fa1fb00e",
                    operation="UPDATE",
                    pgid="pgtrigger_until_published_efb41",
                    table="dashboards_dipcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipcaseevent" ("answered_at", "answered_by_id", "drawn_at", "excluded_at", "excluded_by_id", "excluded_why", "id", "manager_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "replaces_id", "sample_id", "version") SELECT new_values."answered_at", new_values."answered_by_id", new_values."drawn_at", new_values."excluded_at", new_values."excluded_by_id", new_values."excluded_why", new_values."id", new_values."manager_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."replaces_id", new_values."sample_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99765a5c38b7f674a233a517cac06a803503f113",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_494aa",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="dashboards_dipcase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipcase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_dipcaseevent" ("answered_at", "answered_by_id", "drawn_at", "excluded_at", "excluded_by_id", "excluded_why", "id", "manager_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "replaces_id", "sample_id", "version") SELECT new_values."answered_at", new_values."answered_by_id", new_values."drawn_at", new_values."excluded_at", new_values."excluded_by_id", new_values."excluded_why", new_values."id", new_values."manager_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."replaces_id", new_values."sample_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8338d164baa4ecbb9081a6c486e5edaa91a9d42a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5bce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="dashboards_dipcase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dipsampleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c180e1812306cca767e82adcef5419f11a10f601",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fbc4c",
                    table="dashboards_dipsampleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.RunPython(ask, migrations.RunPython.noop),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('dashboards_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('dashboards_{table}{its}')",
            )
            for table in _TABLES
            for its in ("", "event")
        ),
    ]
