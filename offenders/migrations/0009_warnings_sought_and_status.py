"""Warnings to staff, who is missing or wanted, who has died or been deported, MAPPA category and level."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SHIELDED = (
    *("safetywarning", "sought", "gone", "mappastatus"),
    *("safetywarningevent", "soughtevent", "goneevent", "mappastatusevent"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0008_shield_the_record_and_say_how_long_it_holds"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Gone",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[("deceased", "Died"), ("deported", "Deported")],
                        max_length=8,
                        verbose_name="what happened?",
                    ),
                ),
                (
                    "where",
                    models.CharField(blank=True, max_length=120, verbose_name="where, or to which country"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gone",
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
                "verbose_name": "death or deportation",
                "verbose_name_plural": "deaths and deportations",
                "ordering": ["-starts_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoneEvent",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[("deceased", "Died"), ("deported", "Deported")],
                        max_length=8,
                        verbose_name="what happened?",
                    ),
                ),
                (
                    "where",
                    models.CharField(blank=True, max_length=120, verbose_name="where, or to which country"),
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
                        to="offenders.gone",
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
            name="MappaStatus",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        default="police",
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="MAPPA area")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappa_statuses",
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
                "verbose_name": "MAPPA category and level",
                "verbose_name_plural": "MAPPA categories and levels",
                "ordering": ["-starts_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MappaStatusEvent",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        default="police",
                        max_length=12,
                        verbose_name="lead agency",
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="MAPPA area")),
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
                        to="offenders.mappastatus",
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
            name="SafetyWarning",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alone", "Do not approach alone"),
                            ("violence", "Violence towards staff"),
                            ("weapons", "Weapons"),
                            ("dogs", "Dogs at the address"),
                            ("allegations", "Makes allegations against staff"),
                            ("infection", "Infection risk"),
                            ("escape", "Escape risk"),
                            ("children", "Risk to children"),
                            ("other", "Another warning"),
                        ],
                        max_length=12,
                        verbose_name="what is the warning?",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="In a few words, as they will stand on every page. For example: dog loose in the yard.",
                        max_length=160,
                        verbose_name="what must an officer know or do?",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed by")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
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
                "verbose_name": "warning",
                "ordering": ["-starts_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyWarningEvent",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alone", "Do not approach alone"),
                            ("violence", "Violence towards staff"),
                            ("weapons", "Weapons"),
                            ("dogs", "Dogs at the address"),
                            ("allegations", "Makes allegations against staff"),
                            ("infection", "Infection risk"),
                            ("escape", "Escape risk"),
                            ("children", "Risk to children"),
                            ("other", "Another warning"),
                        ],
                        max_length=12,
                        verbose_name="what is the warning?",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="In a few words, as they will stand on every page. For example: dog loose in the yard.",
                        max_length=160,
                        verbose_name="what must an officer know or do?",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed by")),
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
                        to="offenders.safetywarning",
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
            name="Sought",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing", "Missing: nobody knows where they are"),
                            ("wanted", "Wanted: an arrest is needed"),
                        ],
                        max_length=8,
                        verbose_name="missing or wanted?",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="what for, or why nobody knows where they are",
                    ),
                ),
                (
                    "circulation",
                    models.CharField(blank=True, max_length=40, verbose_name="circulation reference (PNC)"),
                ),
                ("circulated_on", models.DateField(blank=True, null=True, verbose_name="circulated on")),
                ("last_seen_on", models.DateField(blank=True, null=True, verbose_name="last seen on")),
                (
                    "last_seen_at",
                    models.CharField(blank=True, max_length=200, verbose_name="last seen where, and by whom"),
                ),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="how it ended: where found, and with what outcome",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sought",
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
                "verbose_name": "missing or wanted entry",
                "verbose_name_plural": "missing or wanted entries",
                "ordering": ["-starts_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SoughtEvent",
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
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observed", "Seen by an officer"),
                            ("self", "Said by the person"),
                            ("document", "Document or order"),
                            ("police", "Police system (PNC, PND, local)"),
                            ("partner", "Partner agency"),
                            ("family", "Family or partner of the person"),
                            ("public", "Member of the public"),
                            ("open", "Open source or social media"),
                            ("intelligence", "Intelligence report"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source_detail",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="who said so, or where it stands",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("fact", "A fact"), ("opinion", "An opinion or assessment")],
                        default="fact",
                        max_length=8,
                        verbose_name="is it a fact or somebody's opinion?",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing", "Missing: nobody knows where they are"),
                            ("wanted", "Wanted: an arrest is needed"),
                        ],
                        max_length=8,
                        verbose_name="missing or wanted?",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="what for, or why nobody knows where they are",
                    ),
                ),
                (
                    "circulation",
                    models.CharField(blank=True, max_length=40, verbose_name="circulation reference (PNC)"),
                ),
                ("circulated_on", models.DateField(blank=True, null=True, verbose_name="circulated on")),
                ("last_seen_on", models.DateField(blank=True, null=True, verbose_name="last seen on")),
                (
                    "last_seen_at",
                    models.CharField(blank=True, max_length=200, verbose_name="last seen where, and by whom"),
                ),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="how it ended: where found, and with what outcome",
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
                        to="offenders.sought",
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
            model_name="gone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="gone_ends_after_start",
                violation_error_message="The day it ended cannot be before the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gone",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                name="gone_since_a_day",
                violation_error_message="Enter the day it happened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "deceased"), _negated=True), ("ends_on__isnull", True), _connector="OR"
                ),
                name="nobody_returns_from_death",
                violation_error_message="A death does not end. If it was recorded in error, take it off the record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gone",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                expressions=[
                    (models.F("person"), "="),
                    (models.F("kind"), "="),
                    (
                        models.Func(
                            "starts_on", "ends_on", function="daterange", output_field=models.DateField()
                        ),
                        "&&",
                    ),
                ],
                name="gone_once_at_a_time",
                violation_error_message="That is on record already for those dates. Correct that entry instead.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gone",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0a0ea3c706358c658cce978b6928671599cd3776",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_4c768",
                    table="offenders_gone",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_goneevent" ("ends_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "where") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."where" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="50dad7209d3f30a4451bc64b8dcff3ff83be07cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_46c29",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_gone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_goneevent" ("ends_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "where") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."where" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="247f5c562692614777d7029619bd9e2b59c94c5e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f077b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_gone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="22f419b3fa04cf688ed66804f24c57e04de79730",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_baa32",
                    table="offenders_goneevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mappastatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="mappastatus_ends_after_start",
                violation_error_message="The day it ended cannot be before the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappastatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                name="mappa_since_a_day",
                violation_error_message="Enter the day from which it is so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappastatus",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                expressions=[
                    (models.F("person"), "="),
                    (
                        models.Func(
                            "starts_on", "ends_on", function="daterange", output_field=models.DateField()
                        ),
                        "&&",
                    ),
                ],
                name="one_mappa_status_at_a_time",
                violation_error_message="A category and level are on record for those dates. End that entry first.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatus",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a5c51cc73fb6be88e40f81ddf74a2be1dea2850a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_32cc5",
                    table="offenders_mappastatus",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_mappastatusevent" ("area", "category", "ends_on", "id", "lead_agency", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."area", new_values."category", new_values."ends_on", new_values."id", new_values."lead_agency", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="33d9e27eb3a282cacf080cbb1485eda5bcadf9bf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35d18",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_mappastatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_mappastatusevent" ("area", "category", "ends_on", "id", "lead_agency", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at") SELECT new_values."area", new_values."category", new_values."ends_on", new_values."id", new_values."lead_agency", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3e5e3108b7e06c718cd953458c281bd2c6d01335",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a88c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_mappastatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappastatusevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9e48c575783737f242a29b0fba6a0ac60a5cb4d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_044c6",
                    table="offenders_mappastatusevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="safetywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="safetywarning_ends_after_start",
                violation_error_message="The day it ended cannot be before the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("review_on__isnull", True),
                    ("review_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="warning_reviewed_after_start",
                violation_error_message="The review cannot be before the warning began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "other"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="other_warning_in_words",
                violation_error_message="Say in a few words what the warning is.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetywarning",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cc390e29de40668621ea467d5a84dede97fd8e94",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_97282",
                    table="offenders_safetywarning",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetywarning",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_safetywarningevent" ("ends_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "words") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."review_on", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8e69bc72d4d662e7454b95d7d38ab9a846f78935",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e8d2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_safetywarning",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetywarning",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_safetywarningevent" ("ends_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "words") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."review_on", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ebb23dec57dd48d55e83ee0055a0bb55334e76d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_136e7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_safetywarning",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetywarningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9feb5f4eaad5d639bc42eb7b5eebf7b209d3310d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4892d",
                    table="offenders_safetywarningevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sought",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="sought_ends_after_start",
                violation_error_message="The day it ended cannot be before the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sought",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                name="sought_since_a_day",
                violation_error_message="Enter the day from which it is so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sought",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("circulated_on__isnull", True),
                    models.Q(("circulation", ""), _negated=True),
                    _connector="OR",
                ),
                name="circulated_with_reference",
                violation_error_message="A circulation needs its reference.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sought",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                expressions=[
                    (models.F("person"), "="),
                    (models.F("kind"), "="),
                    (
                        models.Func(
                            "starts_on", "ends_on", function="daterange", output_field=models.DateField()
                        ),
                        "&&",
                    ),
                ],
                name="sought_once_at_a_time",
                violation_error_message="This person is already recorded missing, or wanted, on those dates. Correct that entry instead.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sought",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1701b82da67815a74b1cd531610044dd19a1b89e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_d8706",
                    table="offenders_sought",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sought",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_soughtevent" ("circulated_on", "circulation", "ends_on", "found", "id", "kind", "last_seen_at", "last_seen_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."circulated_on", new_values."circulation", new_values."ends_on", new_values."found", new_values."id", new_values."kind", new_values."last_seen_at", new_values."last_seen_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4da92d101eae94830b4496510697e5569bfb27bb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca8a2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_sought",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sought",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_soughtevent" ("circulated_on", "circulation", "ends_on", "found", "id", "kind", "last_seen_at", "last_seen_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_detail", "standing", "starts_on", "submission", "version", "voided_at", "why") SELECT new_values."circulated_on", new_values."circulation", new_values."ends_on", new_values."found", new_values."id", new_values."kind", new_values."last_seen_at", new_values."last_seen_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_detail", new_values."standing", new_values."starts_on", new_values."submission", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1cc7984ced766533e3181f9fc8a265148c43c1c8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_121b3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_sought",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="soughtevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc04278a322b2bc9eaf60eb0c8748753c89b42bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_309ca",
                    table="offenders_soughtevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('offenders_{table}', 'person_id')",
                f"SELECT vigil_unshield('offenders_{table}')",
            )
            for table in SHIELDED
        ),
    ]
