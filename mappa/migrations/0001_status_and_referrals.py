"""Screenings, decisions on category and level, and referrals; hidden where a record is restricted."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_TABLES = [
    "criticalcase",
    "exitletter",
    "levelreduction",
    "mappadecision",
    "referral",
    "referralblock",
    "referralstep",
    "screening",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offenders", "0008_hold_category_3_at_a_level"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CriticalCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("starts_on", models.DateField()),
                ("why", models.CharField(max_length=1000)),
                ("began_at", models.DateTimeField()),
                ("ends_on", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=1000)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="critical_cases",
                        to="offenders.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "critical public protection case",
                "ordering": ["-began_at"],
            },
        ),
        migrations.CreateModel(
            name="CriticalCaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("starts_on", models.DateField()),
                ("why", models.CharField(max_length=1000)),
                ("began_at", models.DateTimeField()),
                ("ends_on", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=1000)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "began_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        to="mappa.criticalcase",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelReduction",
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
                    "answer",
                    models.CharField(
                        blank=True, choices=[("approved", "Approved"), ("refused", "Refused")], max_length=8
                    ),
                ),
                (
                    "answer_note",
                    models.CharField(blank=True, max_length=500, verbose_name="reasons for the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="to level",
                    ),
                ),
                (
                    "level_before",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="from level",
                    ),
                ),
                (
                    "lead_agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("released_on", models.DateField(verbose_name="released on")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("why", models.CharField(max_length=2000, verbose_name="why a lower level")),
                (
                    "dissent",
                    models.CharField(blank=True, max_length=1000, verbose_name="who disagreed, and why"),
                ),
                (
                    "stable",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("home", "A settled address, confirmed on a visit"),
                                ("engages", "Every appointment and visit kept since release"),
                                (
                                    "quiet",
                                    "No arrest, breach, allegation or adverse intelligence since release",
                                ),
                                ("plan", "The plan has been reviewed since release and is being carried out"),
                                ("partners", "Partner agencies agree, or have said why not"),
                                ("victims", "Victim safety arrangements are in place"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what is so",
                    ),
                ),
                (
                    "despite",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="why, though not all of it is so"
                    ),
                ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="level_reductions",
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
                "verbose_name": "request for a lower MAPPA level",
                "verbose_name_plural": "requests for a lower MAPPA level",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelReductionEvent",
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
                    "answer",
                    models.CharField(
                        blank=True, choices=[("approved", "Approved"), ("refused", "Refused")], max_length=8
                    ),
                ),
                (
                    "answer_note",
                    models.CharField(blank=True, max_length=500, verbose_name="reasons for the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="to level",
                    ),
                ),
                (
                    "level_before",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="from level",
                    ),
                ),
                (
                    "lead_agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("released_on", models.DateField(verbose_name="released on")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("why", models.CharField(max_length=2000, verbose_name="why a lower level")),
                (
                    "dissent",
                    models.CharField(blank=True, max_length=1000, verbose_name="who disagreed, and why"),
                ),
                (
                    "stable",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("home", "A settled address, confirmed on a visit"),
                                ("engages", "Every appointment and visit kept since release"),
                                (
                                    "quiet",
                                    "No arrest, breach, allegation or adverse intelligence since release",
                                ),
                                ("plan", "The plan has been reviewed since release and is being carried out"),
                                ("partners", "Partner agencies agree, or have said why not"),
                                ("victims", "Victim safety arrangements are in place"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what is so",
                    ),
                ),
                (
                    "despite",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="why, though not all of it is so"
                    ),
                ),
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
                        to="mappa.levelreduction",
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
            name="MappaDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("set", "Category and level decided"), ("ended", "Left MAPPA")], max_length=5
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "lead_agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("takes_effect_on", models.DateField()),
                ("why", models.CharField(max_length=2000)),
                (
                    "dissent",
                    models.CharField(blank=True, max_length=1000, verbose_name="who disagreed, and why"),
                ),
                ("rests_on", models.TextField(blank=True, verbose_name="what the record said")),
                (
                    "trigger",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("notification", "The notification requirements have ended"),
                            ("revoked", "The notification requirements were revoked on review"),
                            ("licence", "The licence or suspended sentence has ended"),
                            ("order", "The hospital or guardianship order has ended"),
                            ("terrorist", "The terrorist notification or sentence has ended"),
                            ("decision", "A meeting decided that the risk has fallen enough"),
                            ("moved", "Another MAPPA area has accepted them"),
                            ("died", "They have died"),
                            ("deported", "They were deported"),
                        ],
                        max_length=12,
                        verbose_name="what ended it",
                    ),
                ),
                (
                    "closed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("plan", "The plan is closed, or handed to whoever goes on managing them"),
                                (
                                    "agencies",
                                    "Every agency that took part has been told, or a letter to it is ready",
                                ),
                                ("victims", "The victim liaison officer has been told, or there is none"),
                                ("disclosures", "Disclosures that were made have been looked at again"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                        verbose_name="closing checklist",
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="who is told, and by letter or how"
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappa_decisions",
                        to="offenders.person",
                    ),
                ),
                (
                    "reduction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mappa.levelreduction",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="offenders.mappastatus",
                    ),
                ),
            ],
            options={
                "verbose_name": "MAPPA decision",
                "ordering": ["-decided_at"],
            },
        ),
        migrations.CreateModel(
            name="MappaDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("set", "Category and level decided"), ("ended", "Left MAPPA")], max_length=5
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "level_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "lead_agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("takes_effect_on", models.DateField()),
                ("why", models.CharField(max_length=2000)),
                (
                    "dissent",
                    models.CharField(blank=True, max_length=1000, verbose_name="who disagreed, and why"),
                ),
                ("rests_on", models.TextField(blank=True, verbose_name="what the record said")),
                (
                    "trigger",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("notification", "The notification requirements have ended"),
                            ("revoked", "The notification requirements were revoked on review"),
                            ("licence", "The licence or suspended sentence has ended"),
                            ("order", "The hospital or guardianship order has ended"),
                            ("terrorist", "The terrorist notification or sentence has ended"),
                            ("decision", "A meeting decided that the risk has fallen enough"),
                            ("moved", "Another MAPPA area has accepted them"),
                            ("died", "They have died"),
                            ("deported", "They were deported"),
                        ],
                        max_length=12,
                        verbose_name="what ended it",
                    ),
                ),
                (
                    "closed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("plan", "The plan is closed, or handed to whoever goes on managing them"),
                                (
                                    "agencies",
                                    "Every agency that took part has been told, or a letter to it is ready",
                                ),
                                ("victims", "The victim liaison officer has been told, or there is none"),
                                ("disclosures", "Disclosures that were made have been looked at again"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                        verbose_name="closing checklist",
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="who is told, and by letter or how"
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "decided_by",
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
                        to="mappa.mappadecision",
                    ),
                ),
                (
                    "reduction",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.levelreduction",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.mappastatus",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                            ("endorsing", "Waits for a supervisor"),
                            ("submitted", "Waits for the coordinator"),
                            ("returned", "Returned for information"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("appealed", "Appealed: waits for a chair"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="endorsing",
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level asked for",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="category",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="referring agency",
                    ),
                ),
                ("contact", models.CharField(max_length=200, verbose_name="how the referrer is reached")),
                ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "urgent_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it cannot wait"),
                ),
                (
                    "why_level_3",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="what cannot be delivered at level 2"
                    ),
                ),
                (
                    "withheld_from",
                    models.CharField(blank=True, max_length=500, verbose_name="who must not receive this"),
                ),
                (
                    "level_given",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level accepted at",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
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
                "verbose_name": "MAPPA referral",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralBlock",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("category", "Category, offence and sentence"),
                            ("offender", "Who they are"),
                            ("convictions", "Convictions and cautions"),
                            ("dates", "Dates that matter"),
                            ("hospital", "Detained in hospital"),
                            ("reason", "Why they are referred"),
                            ("risk", "Risk"),
                            ("victims", "Victims"),
                            ("plan", "The risk management plan"),
                            ("conditions", "Licence conditions and orders"),
                            ("agencies", "Agencies to invite"),
                            ("disclosure", "Disclosure made or proposed"),
                            ("needs", "Diversity, vulnerability, staff safety and media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("trusted", models.CharField(blank=True, max_length=300)),
                (
                    "settled",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed as the record has it"),
                            ("amended", "Amended by the referrer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="mappa.referral",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a MAPPA referral",
                "verbose_name_plural": "parts of MAPPA referrals",
            },
        ),
        migrations.CreateModel(
            name="ReferralBlockEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("category", "Category, offence and sentence"),
                            ("offender", "Who they are"),
                            ("convictions", "Convictions and cautions"),
                            ("dates", "Dates that matter"),
                            ("hospital", "Detained in hospital"),
                            ("reason", "Why they are referred"),
                            ("risk", "Risk"),
                            ("victims", "Victims"),
                            ("plan", "The risk management plan"),
                            ("conditions", "Licence conditions and orders"),
                            ("agencies", "Agencies to invite"),
                            ("disclosure", "Disclosure made or proposed"),
                            ("needs", "Diversity, vulnerability, staff safety and media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("trusted", models.CharField(blank=True, max_length=300)),
                (
                    "settled",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed as the record has it"),
                            ("amended", "Amended by the referrer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField()),
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
                        to="mappa.referralblock",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.referral",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="ReferralEvent",
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
                            ("endorsing", "Waits for a supervisor"),
                            ("submitted", "Waits for the coordinator"),
                            ("returned", "Returned for information"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("appealed", "Appealed: waits for a chair"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="endorsing",
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level asked for",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="category",
                    ),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="referring agency",
                    ),
                ),
                ("contact", models.CharField(max_length=200, verbose_name="how the referrer is reached")),
                ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "urgent_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it cannot wait"),
                ),
                (
                    "why_level_3",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="what cannot be delivered at level 2"
                    ),
                ),
                (
                    "withheld_from",
                    models.CharField(blank=True, max_length=500, verbose_name="who must not receive this"),
                ),
                (
                    "level_given",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level accepted at",
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
                        to="mappa.referral",
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
            name="ReferralStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="which of its steps")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("written", "Written"),
                            ("endorsed", "Endorsed"),
                            ("returned", "Returned for information"),
                            ("rewritten", "Rewritten: to be endorsed anew"),
                            ("resubmitted", "Submitted again"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("appealed", "Appealed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=2000, verbose_name="reasons")),
                (
                    "advice",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="advice, and what to do instead"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="mappa.referral"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a MAPPA referral",
                "verbose_name_plural": "steps of MAPPA referrals",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ReferralStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="which of its steps")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("written", "Written"),
                            ("endorsed", "Endorsed"),
                            ("returned", "Returned for information"),
                            ("rewritten", "Rewritten: to be endorsed anew"),
                            ("resubmitted", "Submitted again"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("appealed", "Appealed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=2000, verbose_name="reasons")),
                (
                    "advice",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="advice, and what to do instead"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                        to="mappa.referralstep",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Screening",
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
                    "answer",
                    models.CharField(
                        blank=True, choices=[("approved", "Approved"), ("refused", "Refused")], max_length=8
                    ),
                ),
                (
                    "answer_note",
                    models.CharField(blank=True, max_length=500, verbose_name="reasons for the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("screened_on", models.DateField(verbose_name="screened on")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("identified", "Newly identified"),
                            ("release", "Before release"),
                            ("change", "Significant change or new intelligence"),
                            ("plan", "Review of the plan"),
                            ("review", "Review at level 1"),
                            ("level", "Before a change of level"),
                            ("ending", "Licence or order about to end"),
                        ],
                        max_length=12,
                        verbose_name="why now",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="category",
                    ),
                ),
                (
                    "listed",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "schedule_15",
                                "Murder, or an offence in Part 1 or 2 of Schedule 15, or in section 327(4A)",
                            ),
                            ("ccb", "Controlling or coercive behaviour (Serious Crime Act 2015, section 76)"),
                            ("neither", "None of these"),
                        ],
                        max_length=12,
                        verbose_name="what that offence is",
                    ),
                ),
                (
                    "others_hold",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="other agencies hold relevant information",
                    ),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="it has been checked with them",
                    ),
                ),
                (
                    "barriers",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="something is in the way of the plan",
                    ),
                ),
                (
                    "imminent",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="the risk is imminent or growing",
                    ),
                ),
                (
                    "resources",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="resources are needed beyond the lead agency",
                    ),
                ),
                (
                    "scrutiny",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="media or public interest is likely",
                    ),
                ),
                (
                    "harm_public",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to the public",
                    ),
                ),
                (
                    "harm_children",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to children",
                    ),
                ),
                (
                    "harm_known_adult",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to a known adult",
                    ),
                ),
                (
                    "harm_staff",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to staff",
                    ),
                ),
                (
                    "harm_prisoners",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to other prisoners",
                    ),
                ),
                (
                    "harm_self",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to themselves",
                    ),
                ),
                ("tools", models.CharField(blank=True, max_length=500, verbose_name="what assessments say")),
                ("rationale", models.CharField(max_length=2000, verbose_name="why this level")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level",
                    ),
                ),
                ("next_on", models.DateField(verbose_name="to be screened again by")),
                ("was_due_on", models.DateField(null=True, verbose_name="it was due on")),
                (
                    "doubt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what the coordinator has to look at"
                    ),
                ),
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
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.trigger",
                        verbose_name="the conviction that brings them in",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
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
                "verbose_name": "MAPPA screening",
                "ordering": ["-screened_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningEvent",
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
                    "answer",
                    models.CharField(
                        blank=True, choices=[("approved", "Approved"), ("refused", "Refused")], max_length=8
                    ),
                ),
                (
                    "answer_note",
                    models.CharField(blank=True, max_length=500, verbose_name="reasons for the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("screened_on", models.DateField(verbose_name="screened on")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("identified", "Newly identified"),
                            ("release", "Before release"),
                            ("change", "Significant change or new intelligence"),
                            ("plan", "Review of the plan"),
                            ("review", "Review at level 1"),
                            ("level", "Before a change of level"),
                            ("ending", "Licence or order about to end"),
                        ],
                        max_length=12,
                        verbose_name="why now",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="category",
                    ),
                ),
                (
                    "listed",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "schedule_15",
                                "Murder, or an offence in Part 1 or 2 of Schedule 15, or in section 327(4A)",
                            ),
                            ("ccb", "Controlling or coercive behaviour (Serious Crime Act 2015, section 76)"),
                            ("neither", "None of these"),
                        ],
                        max_length=12,
                        verbose_name="what that offence is",
                    ),
                ),
                (
                    "others_hold",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="other agencies hold relevant information",
                    ),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="it has been checked with them",
                    ),
                ),
                (
                    "barriers",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="something is in the way of the plan",
                    ),
                ),
                (
                    "imminent",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="the risk is imminent or growing",
                    ),
                ),
                (
                    "resources",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="resources are needed beyond the lead agency",
                    ),
                ),
                (
                    "scrutiny",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="media or public interest is likely",
                    ),
                ),
                (
                    "harm_public",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to the public",
                    ),
                ),
                (
                    "harm_children",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to children",
                    ),
                ),
                (
                    "harm_known_adult",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to a known adult",
                    ),
                ),
                (
                    "harm_staff",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to staff",
                    ),
                ),
                (
                    "harm_prisoners",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to other prisoners",
                    ),
                ),
                (
                    "harm_self",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_high", "Very high"),
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                            ("none", "Not applicable"),
                        ],
                        max_length=12,
                        verbose_name="risk of serious harm to themselves",
                    ),
                ),
                ("tools", models.CharField(blank=True, max_length=500, verbose_name="what assessments say")),
                ("rationale", models.CharField(max_length=2000, verbose_name="why this level")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="level",
                    ),
                ),
                ("next_on", models.DateField(verbose_name="to be screened again by")),
                ("was_due_on", models.DateField(null=True, verbose_name="it was due on")),
                (
                    "doubt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what the coordinator has to look at"
                    ),
                ),
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
                    "conviction",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.trigger",
                        verbose_name="the conviction that brings them in",
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
                        to="mappa.screening",
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
        migrations.AddConstraint(
            model_name="criticalcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("person",),
                name="critical_once",
                violation_error_message="They are a critical public protection case already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="criticalcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by__isnull", True), ("ended_why", ""), ("ends_on__isnull", True)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ends_on__isnull", False),
                        models.Q(("ended_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="critical_ended_whole",
                violation_error_message="Say why they are no longer one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criticalcase",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7dcd58f111d91e25b4e648d7601b347bc8ec966a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9d4d7",
                    table="mappa_criticalcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criticalcase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_criticalcaseevent" ("began_at", "began_by_id", "ended_by_id", "ended_why", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version", "why") SELECT new_values."began_at", new_values."began_by_id", new_values."ended_by_id", new_values."ended_why", new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5fa3a8608a80ba8866f86c5a11cb80d51f827846",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11899",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_criticalcase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criticalcase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_criticalcaseevent" ("began_at", "began_by_id", "ended_by_id", "ended_why", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version", "why") SELECT new_values."began_at", new_values."began_by_id", new_values."ended_by_id", new_values."ended_why", new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="977513301113a20e260f7ead0bdd8bd3fbabd2be",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2b46",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_criticalcase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criticalcaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fcd43fb4eb730f4f851ab832510558feba2825aa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d2fba",
                    table="mappa_criticalcaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("voided_at__isnull", True)),
                fields=("person",),
                name="one_level_reduction_waiting",
                violation_error_message="A lower level waits for an inspector already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("level__in", ["1", "2"]), ("level_before", "3")),
                        models.Q(("level", "1"), ("level_before", "2")),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("category", "3"), _negated=True),
                        models.Q(("level", "1"), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="level_reduction_lowers",
                violation_error_message="That is no lower level.",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", ""), _negated=True),
                    models.Q(("stable__len", 6), models.Q(("despite", ""), _negated=True), _connector="OR"),
                ),
                name="level_reduction_with_reason",
                violation_error_message="Say why, and why although not all of the checklist is so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answer_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="level_reduction_answered_whole",
                violation_error_message="An answer says who gave it, when, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="level_reduction_answered_by_another",
                violation_error_message="You cannot countersign what you have asked for yourself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a7f69457260ad132d03b272c74918742f5f8735d",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7e113",
                    table="mappa_levelreduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreductionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c13eb9bd2cc2ef629be6656de11faccc9c6945b3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_552e3",
                    table="mappa_levelreductionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mappadecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="mappa_decision_with_reason",
                violation_error_message="Say why: it stands on the record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappadecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "3"), _negated=True),
                    models.Q(("level", "1"), _negated=True),
                    _connector="OR",
                ),
                name="category_3_decided_at_a_level",
                violation_error_message="Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappadecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed", []), ("kind", "set"), ("trigger", "")),
                    models.Q(
                        ("closed__len", 4),
                        ("kind", "ended"),
                        ("reduction__isnull", True),
                        models.Q(("trigger", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="mappa_left_whole",
                violation_error_message="Leaving has what ended it, and the whole closing checklist.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="504ffdfdf1c1db84be2ff59a4937c84b44c37322",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed659",
                    table="mappa_mappadecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3200f28081440c31338a9166dc5b62d0994ba9b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2f7d",
                    table="mappa_mappadecisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["endorsing", "submitted", "returned", "appealed"]),
                    ("voided_at__isnull", True),
                ),
                fields=("person",),
                name="one_referral_open",
                violation_error_message="A referral is under way already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["2", "3"])),
                name="referral_to_a_meeting",
                violation_error_message="A referral asks for level 2 or 3.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "3"), _negated=True),
                    models.Q(("why_level_3", ""), _negated=True),
                    _connector="OR",
                ),
                name="level_3_says_what_2_cannot",
                violation_error_message="Say what cannot be delivered at level 2.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("urgent", False), models.Q(("urgent_why", ""), _negated=True), _connector="OR"
                ),
                name="urgent_with_reason",
                violation_error_message="Say why it cannot wait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level_given__in", ["2", "3"]), ("state", "accepted")),
                    ("state", "withdrawn"),
                    models.Q(models.Q(("state", "accepted"), _negated=True), ("level_given", "")),
                    _connector="OR",
                ),
                name="accepted_at_a_level",
                violation_error_message="A referral is accepted at level 2 or 3.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1824a82e3879c8488e4fa42946f6944a6bec01a2",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_b1955",
                    table="mappa_referral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="referral_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{endorsing:submitted,endorsing:returned,endorsing:withdrawn,submitted:returned,submitted:accepted,submitted:declined,submitted:withdrawn,returned:endorsing,returned:submitted,returned:withdrawn,declined:appealed,appealed:accepted,appealed:declined,appealed:withdrawn,accepted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="b58d07e091e6e4f3e1e687a89c368240b5bca972",
                    operation="UPDATE",
                    pgid="pgtrigger_referral_one_step_at_a_time_eebd6",
                    table="mappa_referral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_unendorsed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'endorsing' THEN\n    RAISE EXCEPTION 'a referral begins with its endorsement' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="a1d994f10ec29eca664f532c339bfeff78e11dfe",
                    operation="INSERT",
                    pgid="pgtrigger_begins_unendorsed_79c50",
                    table="mappa_referral",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referralblock",
            constraint=models.UniqueConstraint(fields=("referral", "part"), name="referral_part_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralblock",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2f8ae5dc9564d51b10150ef1715d7384aace78af",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_8b664",
                    table="mappa_referralblock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralblock",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_referralblockevent" ("id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "settled", "settled_at", "settled_by_id", "text", "trusted") SELECT new_values."id", new_values."part", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."referral_id", new_values."settled", new_values."settled_at", new_values."settled_by_id", new_values."text", new_values."trusted" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b0d7c1bc864e7e396871cee62b95fb0e87ff2c5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61c65",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_referralblock",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralblock",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_referralblockevent" ("id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "settled", "settled_at", "settled_by_id", "text", "trusted") SELECT new_values."id", new_values."part", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."referral_id", new_values."settled", new_values."settled_at", new_values."settled_by_id", new_values."text", new_values."trusted" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="68dc47616f8c68931c114d4618dfbc9fa22f3bda",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_796f2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_referralblock",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralblockevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="afd902bf116d53cd1ce3d9d6ae4d8382c7f5c20a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_60914",
                    table="mappa_referralblockevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="51e9e24fc79f933099c80079703ecb8a36e59475",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7a1d5",
                    table="mappa_referralevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.UniqueConstraint(fields=("referral", "number"), name="referral_step_in_order"),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "appealed")),
                fields=("referral",),
                name="appealed_once",
                violation_error_message="This was appealed already: a chair has decided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "declined"), _negated=True),
                    models.Q(("advice", ""), _negated=True),
                    _connector="OR",
                ),
                name="declined_with_advice",
                violation_error_message="Say what to do instead.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ed24627ca6fae763ad72988d495477887c428a59",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_293dc",
                    table="mappa_referralstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_referralstepevent" ("advice", "at", "by_id", "id", "kind", "note", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id") SELECT new_values."advice", new_values."at", new_values."by_id", new_values."id", new_values."kind", new_values."note", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."referral_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="736784dfea5637ddba29f564473d2e63da50c0b0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_da84d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_referralstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="60c1be3367686bc07ed31ea449f00612b57ab4ef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_78f5d",
                    table="mappa_referralstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("voided_at__isnull", True)),
                fields=("person",),
                name="one_screening_waiting",
                violation_error_message="A screening waits for its countersignature already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True),
                name="screening_with_rationale",
                violation_error_message="Say why this level: it stands on the record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "3"), _negated=True),
                    models.Q(("level", "1"), _negated=True),
                    _connector="OR",
                ),
                name="category_3_screened_at_a_level",
                violation_error_message="Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA.",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on__gt", models.F("screened_on"))),
                name="screened_again_later",
                violation_error_message="The next screening comes after this one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answer_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="screening_answered_whole",
                violation_error_message="A countersignature says who gave it, when, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="screening_countersigned_by_another",
                violation_error_message="You cannot countersign your own screening.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="97ad06f463182bade9cf6d735e602ae02ddd9102",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c4810",
                    table="mappa_screening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="said_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.person_id, OLD.screened_on, OLD.occasion, OLD.category, OLD.conviction_id, OLD.listed, OLD.others_hold, OLD.checked, OLD.barriers, OLD.imminent, OLD.resources, OLD.scrutiny, OLD.harm_public, OLD.harm_children, OLD.harm_known_adult, OLD.harm_staff, OLD.harm_prisoners, OLD.harm_self, OLD.tools, OLD.rationale, OLD.level, OLD.next_on, OLD.was_due_on, OLD.doubt, OLD.recorded_at, OLD.recorded_by_id) IS DISTINCT FROM (NEW.person_id, NEW.screened_on, NEW.occasion, NEW.category, NEW.conviction_id, NEW.listed, NEW.others_hold, NEW.checked, NEW.barriers, NEW.imminent, NEW.resources, NEW.scrutiny, NEW.harm_public, NEW.harm_children, NEW.harm_known_adult, NEW.harm_staff, NEW.harm_prisoners, NEW.harm_self, NEW.tools, NEW.rationale, NEW.level, NEW.next_on, NEW.was_due_on, NEW.doubt, NEW.recorded_at, NEW.recorded_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a7472dd9a6f7f388feb6a4bc9a3225c5e13fd3c9",
                    operation="UPDATE",
                    pgid="pgtrigger_said_once_005b5",
                    table="mappa_screening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.answer <> '' AND (OLD.answer, OLD.answer_note, OLD.answered_by_id) IS DISTINCT FROM (NEW.answer, NEW.answer_note, NEW.answered_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="409b396249f4c9bd89531ee29cfdd1305b57affe",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_once_75c32",
                    table="mappa_screening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_screeningevent" ("answer", "answer_note", "answered_at", "answered_by_id", "barriers", "category", "checked", "conviction_id", "doubt", "harm_children", "harm_known_adult", "harm_prisoners", "harm_public", "harm_self", "harm_staff", "id", "imminent", "level", "listed", "next_on", "occasion", "others_hold", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "resources", "screened_on", "scrutiny", "submission", "tools", "version", "voided_at", "was_due_on") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."barriers", new_values."category", new_values."checked", new_values."conviction_id", new_values."doubt", new_values."harm_children", new_values."harm_known_adult", new_values."harm_prisoners", new_values."harm_public", new_values."harm_self", new_values."harm_staff", new_values."id", new_values."imminent", new_values."level", new_values."listed", new_values."next_on", new_values."occasion", new_values."others_hold", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."resources", new_values."screened_on", new_values."scrutiny", new_values."submission", new_values."tools", new_values."version", new_values."voided_at", new_values."was_due_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bb02e13085f92dbfb3c275f3ff54f1c20d85bb1e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1a43",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_screening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_screeningevent" ("answer", "answer_note", "answered_at", "answered_by_id", "barriers", "category", "checked", "conviction_id", "doubt", "harm_children", "harm_known_adult", "harm_prisoners", "harm_public", "harm_self", "harm_staff", "id", "imminent", "level", "listed", "next_on", "occasion", "others_hold", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "resources", "screened_on", "scrutiny", "submission", "tools", "version", "voided_at", "was_due_on") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."barriers", new_values."category", new_values."checked", new_values."conviction_id", new_values."doubt", new_values."harm_children", new_values."harm_known_adult", new_values."harm_prisoners", new_values."harm_public", new_values."harm_self", new_values."harm_staff", new_values."id", new_values."imminent", new_values."level", new_values."listed", new_values."next_on", new_values."occasion", new_values."others_hold", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."resources", new_values."screened_on", new_values."scrutiny", new_values."submission", new_values."tools", new_values."version", new_values."voided_at", new_values."was_due_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c3098cb4630a9d2f1c1d087e6d8fcf48ca7c61a2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_be4bb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_screening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fba1852ae667bfa130a67e4da55db81d9d6f6eb5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7581f",
                    table="mappa_screeningevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criticalcase",
            trigger=pgtrigger.compiler.Trigger(
                name="critical_at_level_3",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.ends_on IS NULL AND NOT EXISTS (\n    SELECT FROM offenders_mappastatus\n    WHERE person_id = NEW.person_id AND voided_at IS NULL AND level = '3'\n        AND starts_on <= NEW.starts_on AND (ends_on IS NULL OR ends_on > NEW.starts_on)\n) THEN\n    RAISE EXCEPTION 'a critical case is one at level 3' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="5b4d1ab440a16d8a6763a199958b33978d430e43",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_critical_at_level_3_6fd8a",
                    table="mappa_criticalcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="not_left_since",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.answer = 'approved' AND OLD.answer = '' AND EXISTS (\n    SELECT FROM mappa_mappadecision\n    WHERE person_id = NEW.person_id AND kind = 'ended' AND decided_at >= NEW.recorded_at\n) THEN\n    RAISE EXCEPTION 'they have left MAPPA since' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="3e36d887c5e433bc7b6ec1a61342e1a9354cea36",
                    operation="UPDATE",
                    pgid="pgtrigger_not_left_since_c4a3f",
                    table="mappa_screening",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="edited_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="edited_in",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="referral",
            name="given_why",
            field=models.CharField(blank=True, max_length=2000, verbose_name="what level 2 cannot deliver"),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="edited_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="edited_in",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="given_why",
            field=models.CharField(blank=True, max_length=2000, verbose_name="what level 2 cannot deliver"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_by_others",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state IN ('submitted', 'accepted', 'declined') AND NEW.state <> OLD.state AND NOT EXISTS (\n    SELECT FROM mappa_referralstep\n    WHERE referral_id = NEW.id AND kind = 'endorsed' AND number > NEW.edited_in\n        AND by_id NOT IN (NEW.recorded_by_id, NEW.edited_by_id)\n) THEN\n    RAISE EXCEPTION 'nobody else has endorsed the referral' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state IN ('accepted', 'declined') AND NEW.state <> OLD.state AND NOT EXISTS (\n    SELECT FROM mappa_referralstep\n    WHERE referral_id = NEW.id AND kind = NEW.state AND by_id NOT IN (NEW.recorded_by_id, NEW.edited_by_id)\n) THEN\n    RAISE EXCEPTION 'a referral is decided by somebody else, with reasons' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="f9255c501404583c7b672c095cbe59193bfbc8ee",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_by_others_790e1",
                    table="mappa_referral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_referralevent" ("agency", "area", "category", "contact", "edited_by_id", "edited_in", "given_why", "id", "level", "level_given", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submission", "urgent", "urgent_why", "version", "voided_at", "why_level_3", "withheld_from") SELECT new_values."agency", new_values."area", new_values."category", new_values."contact", new_values."edited_by_id", new_values."edited_in", new_values."given_why", new_values."id", new_values."level", new_values."level_given", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."urgent", new_values."urgent_why", new_values."version", new_values."voided_at", new_values."why_level_3", new_values."withheld_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b8149324926af355b1e20c2e9667439eba81137",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dd756",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_referralevent" ("agency", "area", "category", "contact", "edited_by_id", "edited_in", "given_why", "id", "level", "level_given", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submission", "urgent", "urgent_why", "version", "voided_at", "why_level_3", "withheld_from") SELECT new_values."agency", new_values."area", new_values."category", new_values."contact", new_values."edited_by_id", new_values."edited_in", new_values."given_why", new_values."id", new_values."level", new_values."level_given", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."urgent", new_values."urgent_why", new_values."version", new_values."voided_at", new_values."why_level_3", new_values."withheld_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2655ebdb97737b65fa212857e4c7570395904d80",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5c636",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralblock",
            trigger=pgtrigger.compiler.Trigger(
                name="written_while_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_referral\n    WHERE id = NEW.referral_id AND (state = 'returned' OR (state = 'endorsing' AND TG_OP = 'INSERT'))\n) THEN\n    RAISE EXCEPTION 'the referral has been submitted' USING ERRCODE = 'check_violation';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.text <> OLD.text AND NOT EXISTS (\n    SELECT FROM mappa_referral\n    WHERE id = NEW.referral_id AND edited_by_id = NEW.settled_by_id AND edited_in > (\n        SELECT max(number) FROM mappa_referralstep WHERE referral_id = NEW.referral_id\n    )\n) THEN\n    RAISE EXCEPTION 'an edit says who made it' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="a87b84fbe77df718632819a2ae53775acb5e5e2c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_written_while_open_9807d",
                    table="mappa_referralblock",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level_given", "3"), _negated=True),
                    models.Q(("why_level_3", ""), _negated=True),
                    models.Q(("given_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="level_3_given_with_reason",
                violation_error_message="Say what cannot be delivered at level 2.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["written", "rewritten", "resubmitted"]),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="referral_step_with_reason",
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="header_edited_while_returned",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (((OLD.level, OLD.category, OLD.area, OLD.agency, OLD.contact, OLD.urgent, OLD.urgent_why, OLD.why_level_3, OLD.withheld_from) IS DISTINCT FROM (NEW.level, NEW.category, NEW.area, NEW.agency, NEW.contact, NEW.urgent, NEW.urgent_why, NEW.why_level_3, NEW.withheld_from)) AND (OLD.state <> 'returned' OR NEW.edited_in <= OLD.edited_in))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7bfdfa145fd25a1c544af4073c82a8398c074d12",
                    operation="UPDATE",
                    pgid="pgtrigger_header_edited_while_returned_930d6",
                    table="mappa_referral",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ExitLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("to", models.CharField(max_length=160, verbose_name="who is told")),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="which agency writes",
                    ),
                ),
                ("sent_on", models.DateField(null=True, verbose_name="sent on")),
                (
                    "how",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="how it was sent, and where a copy is"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="mappa.mappadecision",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exit_letters",
                        to="offenders.person",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "letter about leaving MAPPA",
                "verbose_name_plural": "letters about leaving MAPPA",
                "ordering": ["to"],
            },
        ),
        migrations.CreateModel(
            name="ExitLetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("to", models.CharField(max_length=160, verbose_name="who is told")),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation Service"),
                            ("prison", "Prison Service"),
                            ("youth", "Youth justice service"),
                            ("health", "Mental health trust"),
                        ],
                        max_length=12,
                        verbose_name="which agency writes",
                    ),
                ),
                ("sent_on", models.DateField(null=True, verbose_name="sent on")),
                (
                    "how",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="how it was sent, and where a copy is"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.mappadecision",
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
                        to="mappa.exitletter",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
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
        migrations.AddConstraint(
            model_name="exitletter",
            constraint=models.UniqueConstraint(fields=("decision", "to"), name="told_once_of_leaving"),
        ),
        migrations.AddConstraint(
            model_name="exitletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", ""), ("sent_by__isnull", True), ("sent_on__isnull", True)),
                    models.Q(
                        ("sent_by__isnull", False),
                        ("sent_on__isnull", False),
                        models.Q(("how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="exit_letter_sent_whole",
                violation_error_message="A letter that was sent says when, how, and who saw to it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletter",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="67c07111c95944eb1d41eb8b64e2ac949d2ea8ad",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_8e95f",
                    table="mappa_exitletter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletter",
            trigger=pgtrigger.compiler.Trigger(
                name="sent_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD.sent_on IS NOT NULL OR OLD."to" <> NEW."to")',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="78613c28701441ecaaf3046f61cf1eb0b8c0eafa",
                    operation="UPDATE",
                    pgid="pgtrigger_sent_stays_6d871",
                    table="mappa_exitletter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletter",
            trigger=pgtrigger.compiler.Trigger(
                name="of_leaving",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_mappadecision\n    WHERE id = NEW.decision_id AND person_id = NEW.person_id AND kind = 'ended'\n) THEN\n    RAISE EXCEPTION 'they have not left MAPPA' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="01d432e099284a0ffb92a1b0d9d35fca642df898",
                    operation="INSERT",
                    pgid="pgtrigger_of_leaving_73bd4",
                    table="mappa_exitletter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_exitletterevent" ("by", "decision_id", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_by_id", "sent_on", "to", "version") SELECT new_values."by", new_values."decision_id", new_values."how", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_by_id", new_values."sent_on", new_values."to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6a0c07bd568fe7f018b88bc032b005126ec6ca7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c4f3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_exitletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_exitletterevent" ("by", "decision_id", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_by_id", "sent_on", "to", "version") SELECT new_values."by", new_values."decision_id", new_values."how", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sent_by_id", new_values."sent_on", new_values."to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0c368eb0155755cf2348de6452f6e74ca7abd160",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_258af",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_exitletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitletterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f56358e6f9a6b62b2872c54906c6bd328c89724",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a33d",
                    table="mappa_exitletterevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('mappa_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('mappa_{table}{its}')",
            )
            for table in _TABLES
            for its in ("", "event")
        ),
    ]
