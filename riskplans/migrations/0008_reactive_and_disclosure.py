"""Reactive management and disclosure: who decided what, what was looked at, what was disclosed; and their policies."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_TABLES = [
    "reactivecase",
    "reactivestep",
    "saidofcriterion",
    "deskreview",
    "deskcheck",
]
# Proposals.
_VALUES = {
    "reactive.clear_for": 3,
    "reactive.stable_home": 12,
    "reactive.tell_within": 14,
    "reactive.decide_within": 5,
}


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
        ("riskplans", "0007_plans_and_who_signs_them"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("pnc", "Police National Computer"),
                            ("pnd", "Police National Database"),
                            ("local", "Local crime and intelligence"),
                            ("open_source", "Open source and social media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="looked at on")),
                ("found", models.CharField(max_length=500, verbose_name="what it showed")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a desk review",
                "verbose_name_plural": "checks of desk reviews",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("stays", "They stay under reactive management"),
                            ("question", "Something was found: put it under review"),
                            ("visits", "They are visited again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.CharField(max_length=2000)),
                ("was_due_on", models.DateField(verbose_name="it was due on")),
                ("reviewed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
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
            ],
            options={
                "verbose_name": "desk review",
                "ordering": ["-reviewed_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("pnc", "Police National Computer"),
                            ("pnd", "Police National Database"),
                            ("local", "Local crime and intelligence"),
                            ("open_source", "Open source and social media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="looked at on")),
                ("found", models.CharField(max_length=500, verbose_name="what it showed")),
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
                        to="riskplans.deskcheck",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.deskreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deskcheck",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="riskplans.deskreview"
            ),
        ),
        migrations.CreateModel(
            name="ReactiveCase",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed: waits for a supervisor"),
                            ("supported", "Waits for an inspector"),
                            ("reactive", "Managed reactively"),
                            ("review", "Under review"),
                            ("ended", "Ended: managed actively"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("starts_on", models.DateField(null=True, verbose_name="managed reactively from")),
                (
                    "told_on",
                    models.DateField(null=True, verbose_name="told that they must go on notifying, on"),
                ),
                ("told_how", models.CharField(blank=True, max_length=200, verbose_name="how they were told")),
                ("questioned_on", models.DateField(null=True, verbose_name="under review since")),
                ("ends_on", models.DateField(null=True, verbose_name="visited again from")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactive_cases",
                        to="offenders.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reactive management",
                "verbose_name_plural": "reactive management",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("stays", "They stay under reactive management"),
                            ("question", "Something was found: put it under review"),
                            ("visits", "They are visited again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.CharField(max_length=2000)),
                ("was_due_on", models.DateField(verbose_name="it was due on")),
                ("reviewed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
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
                        to="riskplans.deskreview",
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
                        to="riskplans.reactivecase",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deskreview",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="desk_reviews",
                to="riskplans.reactivecase",
            ),
        ),
        migrations.CreateModel(
            name="ReactiveCaseEvent",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed: waits for a supervisor"),
                            ("supported", "Waits for an inspector"),
                            ("reactive", "Managed reactively"),
                            ("review", "Under review"),
                            ("ended", "Ended: managed actively"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("starts_on", models.DateField(null=True, verbose_name="managed reactively from")),
                (
                    "told_on",
                    models.DateField(null=True, verbose_name="told that they must go on notifying, on"),
                ),
                ("told_how", models.CharField(blank=True, max_length=200, verbose_name="how they were told")),
                ("questioned_on", models.DateField(null=True, verbose_name="under review since")),
                ("ends_on", models.DateField(null=True, verbose_name="visited again from")),
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
                        to="riskplans.reactivecase",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReactiveStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("supported", "Supported"),
                            ("authorised", "Authorised"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("questioned", "Put under review"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("note", models.CharField(max_length=2000, verbose_name="why")),
                (
                    "unmet",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("static", "The static tool says low"),
                                ("arms", "The latest ARMS priority is low"),
                                ("low_for", "Managed at low for long enough"),
                                ("devices", "No order condition about devices is in force"),
                                ("breach", "No breach lately"),
                                ("arrest", "No arrest, allegation or new conviction lately"),
                                ("intelligence", "No adverse intelligence lately"),
                                ("children", "No concern about contact with a child"),
                                ("mappa", "Not at MAPPA level 2 or 3"),
                                ("licence", "Not on licence"),
                                ("home", "A stable address"),
                                ("notified", "Nothing they had to notify is overdue"),
                                ("change", "No change waits to be looked at"),
                                ("agreed", "Partner agencies know of no reason against it"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="not met",
                    ),
                ),
                ("override", models.CharField(blank=True, max_length=1000, verbose_name="why all the same")),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="riskplans.reactivecase",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of reactive management",
                "verbose_name_plural": "steps of reactive management",
                "ordering": ["-at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReactiveStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("supported", "Supported"),
                            ("authorised", "Authorised"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("questioned", "Put under review"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("note", models.CharField(max_length=2000, verbose_name="why")),
                (
                    "unmet",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("static", "The static tool says low"),
                                ("arms", "The latest ARMS priority is low"),
                                ("low_for", "Managed at low for long enough"),
                                ("devices", "No order condition about devices is in force"),
                                ("breach", "No breach lately"),
                                ("arrest", "No arrest, allegation or new conviction lately"),
                                ("intelligence", "No adverse intelligence lately"),
                                ("children", "No concern about contact with a child"),
                                ("mappa", "Not at MAPPA level 2 or 3"),
                                ("licence", "Not on licence"),
                                ("home", "A stable address"),
                                ("notified", "Nothing they had to notify is overdue"),
                                ("change", "No change waits to be looked at"),
                                ("agreed", "Partner agencies know of no reason against it"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="not met",
                    ),
                ),
                ("override", models.CharField(blank=True, max_length=1000, verbose_name="why all the same")),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "by",
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
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.reactivecase",
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
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SaidOfCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("static", "The static tool says low"),
                            ("arms", "The latest ARMS priority is low"),
                            ("low_for", "Managed at low for long enough"),
                            ("devices", "No order condition about devices is in force"),
                            ("breach", "No breach lately"),
                            ("arrest", "No arrest, allegation or new conviction lately"),
                            ("intelligence", "No adverse intelligence lately"),
                            ("children", "No concern about contact with a child"),
                            ("mappa", "Not at MAPPA level 2 or 3"),
                            ("licence", "Not on licence"),
                            ("home", "A stable address"),
                            ("notified", "Nothing they had to notify is overdue"),
                            ("change", "No change waits to be looked at"),
                            ("agreed", "Partner agencies know of no reason against it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="does it hold?")),
                ("evidence", models.CharField(max_length=1000, verbose_name="what that rests on")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="said",
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a criterion",
                "verbose_name_plural": "answers to criteria",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SaidOfCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("static", "The static tool says low"),
                            ("arms", "The latest ARMS priority is low"),
                            ("low_for", "Managed at low for long enough"),
                            ("devices", "No order condition about devices is in force"),
                            ("breach", "No breach lately"),
                            ("arrest", "No arrest, allegation or new conviction lately"),
                            ("intelligence", "No adverse intelligence lately"),
                            ("children", "No concern about contact with a child"),
                            ("mappa", "Not at MAPPA level 2 or 3"),
                            ("licence", "Not on licence"),
                            ("home", "A stable address"),
                            ("notified", "Nothing they had to notify is overdue"),
                            ("change", "No change waits to be looked at"),
                            ("agreed", "Partner agencies know of no reason against it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="does it hold?")),
                ("evidence", models.CharField(max_length=1000, verbose_name="what that rests on")),
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
                        to="riskplans.saidofcriterion",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="30c4345e8b50ef22a7f94ae5d0b9634ddec918c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f7a47",
                    table="riskplans_deskcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcheck",
            constraint=models.UniqueConstraint(fields=("review", "system"), name="desk_check_once"),
        ),
        migrations.AddConstraint(
            model_name="deskcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("found", ""), _negated=True),
                name="desk_check_says_what",
                violation_error_message="Say what it showed, or that it showed nothing new.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="63235c9756d9a08d470005c453a9c224288cddde",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d6f2f",
                    table="riskplans_deskcheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deskcheckevent" ("checked_on", "found", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "system") SELECT new_values."checked_on", new_values."found", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_id", new_values."system" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="351b9bab7a5c8265fe5243460a724a9d3daca1b9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59ca0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_deskcheck",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "supported", "reactive", "review"]),
                    ("voided_at__isnull", True),
                ),
                fields=("person",),
                name="one_reactive_case",
                violation_error_message="Reactive management is proposed or in force already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reactive", "review", "ended"]), _negated=True),
                    ("starts_on__isnull", False),
                    _connector="OR",
                ),
                name="reactive_since_a_day",
                violation_error_message="Say from which day they are managed reactively.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "review"), _negated=True),
                    ("questioned_on__isnull", False),
                    _connector="OR",
                ),
                name="reactive_questioned_since_a_day",
                violation_error_message="Say since when it is under review.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_how", ""), ("told_on__isnull", True)),
                    models.Q(("told_on__isnull", False), models.Q(("told_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reactive_told_whole",
                violation_error_message="Say when they were told, and how.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="93ec4dd5d0bafd82842ab47e26acaa79aba42c84",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_35d44",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="reactive_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:supported,proposed:refused,proposed:withdrawn,supported:reactive,supported:refused,supported:withdrawn,reactive:review,reactive:ended,review:proposed,review:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="63283ea32430287dbc871733e72a00e64dc4de89",
                    operation="UPDATE",
                    pgid="pgtrigger_reactive_one_step_at_a_time_1c3e9",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="three_people",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state = 'reactive' AND (\n    SELECT count(DISTINCT step.by_id) FROM riskplans_reactivestep step\n    WHERE step.case_id = NEW.id AND step.round = NEW.round\n        AND step.kind IN ('proposed', 'supported', 'authorised')\n) < 3 THEN\n    RAISE EXCEPTION 'reactive management needs three people' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state = 'supported' AND NOT EXISTS (\n    SELECT FROM riskplans_reactivestep\n    WHERE case_id = NEW.id AND round = NEW.round AND kind = 'supported'\n) THEN\n    RAISE EXCEPTION 'nobody has supported it' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state = 'proposed' AND OLD.state = 'review' AND NEW.round <> OLD.round + 1 THEN\n    RAISE EXCEPTION 'proposed again is another round' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.round < OLD.round OR (NEW.round > OLD.round AND NOT (OLD.state = 'review' AND NEW.state = 'proposed')) THEN\n    RAISE EXCEPTION 'a round begins with a proposal' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="8287ae05785732d26e4652410ce100b58b2d91b9",
                    operation="UPDATE",
                    pgid="pgtrigger_three_people_51e9e",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_proposed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'proposed' OR NEW.round <> 1 THEN\n    RAISE EXCEPTION 'it begins with a proposal' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="7793ad566701c6ba8342de2e02e6fc9e50494542",
                    operation="INSERT",
                    pgid="pgtrigger_begins_proposed_383ec",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivecaseevent" ("ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questioned_on", "recorded_at", "recorded_by_id", "round", "starts_on", "state", "submission", "told_how", "told_on", "version", "voided_at") SELECT new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."questioned_on", new_values."recorded_at", new_values."recorded_by_id", new_values."round", new_values."starts_on", new_values."state", new_values."submission", new_values."told_how", new_values."told_on", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="03820930617d0e1f190ecaa6e9677f35ace4eee9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b576d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_reactivecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivecaseevent" ("ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questioned_on", "recorded_at", "recorded_by_id", "round", "starts_on", "state", "submission", "told_how", "told_on", "version", "voided_at") SELECT new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."questioned_on", new_values."recorded_at", new_values."recorded_by_id", new_values."round", new_values."starts_on", new_values."state", new_values."submission", new_values."told_how", new_values."told_on", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="009a71c66aaa42c27e17ec6e9254bfc017db7abd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_99bb7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_reactivecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a25602ed8e337aa6c002344f8867917afe1c6176",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_749f1",
                    table="riskplans_deskreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deskreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True),
                name="desk_review_with_reasons",
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="da5e235ef56db1a77212702e7f85dee0c7d39a5b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_febdd",
                    table="riskplans_deskreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deskreviewevent" ("case_id", "conclusion", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recorded_at", "recorded_by_id", "reviewed_on", "submission", "was_due_on") SELECT new_values."case_id", new_values."conclusion", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."recorded_at", new_values."recorded_by_id", new_values."reviewed_on", new_values."submission", new_values."was_due_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99a4a17d2f52f7829d56fccab0ed543ef7c8b933",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a96b1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_deskreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5bccc21db20bcffea64167f7fc146f67350d768",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21f51",
                    table="riskplans_reactivecaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["proposed", "supported", "authorised"])),
                fields=("case", "round", "by"),
                name="reactive_three_different_people",
                violation_error_message="Three different people: who proposes, who supports and who authorises.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["proposed", "supported", "authorised"])),
                fields=("case", "round", "kind"),
                name="reactive_approved_once",
                violation_error_message="This has been decided already. Open it again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "authorised"), _negated=True),
                    models.Q(("override", ""), ("unmet", [])),
                    models.Q(
                        models.Q(("unmet", []), _negated=True), models.Q(("override", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="reactive_override_with_reason",
                violation_error_message="Criteria do not hold: say why it is right all the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "questioned"), ("by__isnull", False), _connector="OR"),
                name="reactive_step_by_somebody",
                violation_error_message="A step says who took it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True),
                name="reactive_step_with_reason",
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a489a31c2561874c948766287da0e86fc9c886be",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c10ce",
                    table="riskplans_reactivestep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivestepevent" ("at", "by_id", "case_id", "id", "kind", "note", "override", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "submission", "unmet") SELECT new_values."at", new_values."by_id", new_values."case_id", new_values."id", new_values."kind", new_values."note", new_values."override", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."round", new_values."submission", new_values."unmet" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0dfa5a54655dd2c1d922362c94f0795fdcf76733",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6ea01",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_reactivestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21a7e49dff712389bb6602b0e6d783f913090194",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_583b3",
                    table="riskplans_reactivestepevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="saidofcriterion",
            constraint=models.UniqueConstraint(fields=("step", "criterion"), name="criterion_said_once"),
        ),
        migrations.AddConstraint(
            model_name="saidofcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence", ""), _negated=True),
                name="criterion_said_with_evidence",
                violation_error_message="Say what that rests on.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="efa076ea447e3161f33e169e42cb54d667b7500e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3eff1",
                    table="riskplans_saidofcriterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_saidofcriterionevent" ("criterion", "evidence", "holds", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id") SELECT new_values."criterion", new_values."evidence", new_values."holds", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."step_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e07f42942e712b34d985921e3178d5fc97156622",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8024",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_saidofcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c3c3b96ff9a188e4871d8b0168fb09065a63567",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5848",
                    table="riskplans_saidofcriterionevent",
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
