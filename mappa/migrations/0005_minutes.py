"""The minutes of a case, who was given them, and what stands apart from them for its named readers alone."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_FIRST = {
    "mappa.minutes.2": 10,
    "mappa.minutes.3": 5,
    "mappa.minutes_to_chair.2": 5,
    "mappa.minutes_to_chair.3": 3,
    "mappa.minutes_corrections.2": 5,
    "mappa.minutes_corrections.3": 3,
    "mappa.minutes_open": 365,
}
_WITH_HISTORY = (
    "minutes",
    "minutesparagraph",
    "minutesstep",
    "correction",
    "circulation",
    "minutescopy",
    "executivesummary",
)
_SHIELDED = (
    *(f"mappa_{table}{its}" for table in _WITH_HISTORY for its in ("", "event")),
    "mappa_annex",
    "mappa_annexnote",
    "mappa_annexnaming",
)
# Besides the shield, and restrictive: both have to let a row through. No role is asked, so that none opens it.
_NAMED = """
CREATE POLICY named_readers ON mappa_annex AS RESTRICTIVE USING (
    current_setting('vigil.reader') = 'vigil' OR current_setting('vigil.reader') = ANY (readers::text[]));
CREATE POLICY named_readers ON mappa_annexnote AS RESTRICTIVE USING (annex_id IN (SELECT id FROM mappa_annex));
CREATE POLICY named_readers ON mappa_annexnaming AS RESTRICTIVE USING (annex_id IN (SELECT id FROM mappa_annex));
"""
_UNNAMED = """
DROP POLICY named_readers ON mappa_annexnaming;
DROP POLICY named_readers ON mappa_annexnote;
DROP POLICY named_readers ON mappa_annex;
"""


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("mappa", "0004_packs"),
        ("offenders", "0008_hold_category_3_at_a_level"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("practice", "0002_who_decides_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MinutesHeading",
            fields=[
                (
                    "force",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="minutes_heading",
                        serialize=False,
                        to="accounts.force",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title of the paper")),
                ("marking", models.CharField(max_length=60, verbose_name="protective marking")),
                (
                    "footer",
                    models.CharField(max_length=300, verbose_name="what stands at the foot of each page"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "heading of the minutes",
            },
        ),
        migrations.CreateModel(
            name="MinutesHeadingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("title", models.CharField(max_length=80, verbose_name="title of the paper")),
                ("marking", models.CharField(max_length=60, verbose_name="protective marking")),
                (
                    "footer",
                    models.CharField(max_length=300, verbose_name="what stands at the foot of each page"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinutesParagraph",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("details", "The meeting"),
                            ("attendance", "Attendance and apologies"),
                            ("statement", "Confidentiality and diversity"),
                            ("standing", "Category and level before the meeting"),
                            ("before", "Actions of earlier meetings"),
                            ("since", "Events since the last meeting"),
                            ("agencies", "What agencies know"),
                            ("risk", "Risk of serious harm"),
                            ("victims", "Victims, children and staff"),
                            ("diversity", "Diversity and own vulnerability"),
                            ("plan", "Risk management plan"),
                            ("disclosure", "Disclosure"),
                            ("enforcement", "Enforcement, recall, media"),
                            ("level", "Category and level, as decided"),
                            ("rights", "Human rights and proportionality"),
                            ("actions", "Actions agreed"),
                            ("next", "Next meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="what it is about")),
                (
                    "restricted",
                    models.BooleanField(default=False, verbose_name="for its owner and the police alone"),
                ),
                ("taken_out", models.BooleanField(default=False)),
                ("text", models.TextField(verbose_name="what the minutes say")),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "paragraph of the minutes",
                "verbose_name_plural": "paragraphs of the minutes",
                "ordering": ["place", "recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="MinutesParagraphEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("text", models.TextField(verbose_name="what the minutes say")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("details", "The meeting"),
                            ("attendance", "Attendance and apologies"),
                            ("statement", "Confidentiality and diversity"),
                            ("standing", "Category and level before the meeting"),
                            ("before", "Actions of earlier meetings"),
                            ("since", "Events since the last meeting"),
                            ("agencies", "What agencies know"),
                            ("risk", "Risk of serious harm"),
                            ("victims", "Victims, children and staff"),
                            ("diversity", "Diversity and own vulnerability"),
                            ("plan", "Risk management plan"),
                            ("disclosure", "Disclosure"),
                            ("enforcement", "Enforcement, recall, media"),
                            ("level", "Category and level, as decided"),
                            ("rights", "Human rights and proportionality"),
                            ("actions", "Actions agreed"),
                            ("next", "Next meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="what it is about")),
                (
                    "restricted",
                    models.BooleanField(default=False, verbose_name="for its owner and the police alone"),
                ),
                ("taken_out", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinutesStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("drafted", "Drafted"),
                            ("submitted", "Sent to the chair"),
                            ("returned", "Returned by the chair"),
                            ("approved", "Approved by the chair"),
                            ("circulated", "Circulated"),
                            ("recalled", "Recalled"),
                            ("ratified", "Agreed as accurate"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "step of the minutes",
                "verbose_name_plural": "steps of the minutes",
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="MinutesStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("note", models.TextField(blank=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("drafted", "Drafted"),
                            ("submitted", "Sent to the chair"),
                            ("returned", "Returned by the chair"),
                            ("approved", "Approved by the chair"),
                            ("circulated", "Circulated"),
                            ("recalled", "Recalled"),
                            ("ratified", "Agreed as accurate"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Annex",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("opened_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mappa.casereview"
                    ),
                ),
                (
                    "opened_by",
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
            ],
            options={
                "verbose_name": "restricted annex",
                "verbose_name_plural": "restricted annexes",
                "ordering": ["opened_at"],
            },
        ),
        migrations.CreateModel(
            name="AnnexNaming",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("named", models.BooleanField()),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "annex",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="mappa.annex",
                    ),
                ),
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
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "naming of a restricted annex’s reader",
                "ordering": ["at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnnexNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("tactics", "Covert tactics"),
                            ("source", "Would reveal a source"),
                            ("health", "Health of a third party"),
                            ("where", "Where a victim is"),
                            ("other", "Another reason"),
                        ],
                        max_length=8,
                        verbose_name="why it stands apart",
                    ),
                ),
                ("text", models.TextField(verbose_name="what is held")),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "annex",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="mappa.annex",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "note of a restricted annex",
                "ordering": ["at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Circulation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("circulated_at", models.DateTimeField()),
                ("expires_on", models.DateField(verbose_name="readable until the end of")),
                ("recalled_at", models.DateTimeField(null=True)),
                ("recalled_why", models.TextField(blank=True, verbose_name="why they are recalled")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulated_by",
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
                    "recalled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "circulation of the minutes",
                "ordering": ["-circulated_at"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("line", models.UUIDField(editable=False, null=True)),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="who says so")),
                ("wrong", models.TextField(verbose_name="what is wrong")),
                ("should", models.TextField(verbose_name="what it should say, and why")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted: a new version"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("answer_why", models.TextField(blank=True, verbose_name="the answer")),
                ("answered_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
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
                    "asked_by",
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
            ],
            options={
                "verbose_name": "correction of the minutes",
                "verbose_name_plural": "corrections of the minutes",
                "ordering": ["asked_at"],
            },
        ),
        migrations.CreateModel(
            name="ExecutiveSummary",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "requester",
                    models.CharField(
                        choices=[
                            ("parole", "Parole Board"),
                            ("court", "Court"),
                            ("family", "Family court or children’s services"),
                            ("defence", "The person’s solicitor"),
                            ("other", "Another body"),
                        ],
                        max_length=8,
                        verbose_name="who asks",
                    ),
                ),
                ("who", models.CharField(max_length=160, verbose_name="name, and where to reach them")),
                ("purpose", models.CharField(max_length=500, verbose_name="what they need it for")),
                ("basis", models.CharField(max_length=200, verbose_name="on what basis")),
                ("due_on", models.DateField(null=True, verbose_name="needed by")),
                ("text", models.TextField(verbose_name="what is sent")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "With the chair"),
                            ("released", "Released"),
                            ("refused", "Refused"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                (
                    "exemptions",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="what is held back, and under which exemption",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("decided_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decided_by",
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
                "verbose_name": "executive summary",
                "verbose_name_plural": "executive summaries",
                "ordering": ["-recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "With the chair"),
                            ("approved", "Approved"),
                            ("circulated", "Circulated"),
                            ("ratified", "Agreed at the next meeting"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("circulated_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True, verbose_name="to be circulated by")),
                ("late_why", models.CharField(blank=True, max_length=500, verbose_name="why they were late")),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "approved_by",
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
                        related_name="minutes",
                        to="mappa.casereview",
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made",
                        to="mappa.correction",
                    ),
                ),
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
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes of a case",
                "verbose_name_plural": "minutes of cases",
                "ordering": ["case", "-number"],
            },
        ),
        migrations.CreateModel(
            name="ExecutiveSummaryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("text", models.TextField(verbose_name="what is sent")),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "requester",
                    models.CharField(
                        choices=[
                            ("parole", "Parole Board"),
                            ("court", "Court"),
                            ("family", "Family court or children’s services"),
                            ("defence", "The person’s solicitor"),
                            ("other", "Another body"),
                        ],
                        max_length=8,
                        verbose_name="who asks",
                    ),
                ),
                ("who", models.CharField(max_length=160, verbose_name="name, and where to reach them")),
                ("purpose", models.CharField(max_length=500, verbose_name="what they need it for")),
                ("basis", models.CharField(max_length=200, verbose_name="on what basis")),
                ("due_on", models.DateField(null=True, verbose_name="needed by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "With the chair"),
                            ("released", "Released"),
                            ("refused", "Refused"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                (
                    "exemptions",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="what is held back, and under which exemption",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decided_by",
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
                        to="mappa.executivesummary",
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
                    "minutes",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.minutes",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="executivesummary",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="summaries", to="mappa.minutes"
            ),
        ),
        migrations.CreateModel(
            name="CorrectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("wrong", models.TextField(verbose_name="what is wrong")),
                ("should", models.TextField(verbose_name="what it should say, and why")),
                ("answer_why", models.TextField(blank=True, verbose_name="the answer")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("line", models.UUIDField(editable=False, null=True)),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="who says so")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted: a new version"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.agency",
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
                    "asked_by",
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
                        to="mappa.correction",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.minutes",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="mappa.minutes"
            ),
        ),
        migrations.CreateModel(
            name="CirculationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("recalled_why", models.TextField(blank=True, verbose_name="why they are recalled")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("circulated_at", models.DateTimeField()),
                ("expires_on", models.DateField(verbose_name="readable until the end of")),
                ("recalled_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulated_by",
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
                        to="mappa.circulation",
                    ),
                ),
                (
                    "recalled_by",
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
                    "minutes",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.minutes",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="circulation",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="circulations", to="mappa.minutes"
            ),
        ),
        migrations.CreateModel(
            name="MinutesCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("released_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True, verbose_name="first opened")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.TextField(blank=True, verbose_name="why it is withdrawn")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "circulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="mappa.circulation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of the minutes",
                "verbose_name_plural": "copies of the minutes",
                "ordering": ["agency__name", "reader__family_name"],
            },
        ),
        migrations.CreateModel(
            name="MinutesCopyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("withdrawn_why", models.TextField(blank=True, verbose_name="why it is withdrawn")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("released_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True, verbose_name="first opened")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "circulation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.circulation",
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
                        to="mappa.minutescopy",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
        migrations.CreateModel(
            name="MinutesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "With the chair"),
                            ("approved", "Approved"),
                            ("circulated", "Circulated"),
                            ("ratified", "Agreed at the next meeting"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("circulated_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True, verbose_name="to be circulated by")),
                ("late_why", models.CharField(blank=True, max_length=500, verbose_name="why they were late")),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "approved_by",
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
                        to="mappa.casereview",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.correction",
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
                        to="mappa.minutes",
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
                    "submitted_by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="minutesheading",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesheadingevent" ("footer", "force_id", "marking", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") SELECT new_values."footer", new_values."force_id", new_values."marking", _pgh_attached_context.value, NOW(), \'insert\', new_values."force_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7206f9455c058f6d99e439c9eb2487d2dc0b3ed4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ff819",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_minutesheading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesheading",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesheadingevent" ("footer", "force_id", "marking", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") SELECT new_values."footer", new_values."force_id", new_values."marking", _pgh_attached_context.value, NOW(), \'update\', new_values."force_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."force_id") = (new_values."force_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="486f42c03d490445ac47c94c80e3f05a9e336030",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70888",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_minutesheading",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="minutesheadingevent",
            name="force",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="accounts.force",
            ),
        ),
        migrations.AddField(
            model_name="minutesheadingevent",
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
            model_name="minutesheadingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="mappa.minutesheading",
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraph",
            name="agency",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraph",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="paragraphs", to="mappa.minutes"
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraph",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraph",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraphevent",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.agency",
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraphevent",
            name="minutes",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.minutes",
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraphevent",
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
            model_name="minutesparagraphevent",
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
            model_name="minutesparagraphevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="mappa.minutesparagraph",
            ),
        ),
        migrations.AddField(
            model_name="minutesparagraphevent",
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
            model_name="minutesstep",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minutesstep",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="mappa.minutes"
            ),
        ),
        migrations.AddField(
            model_name="minutesstep",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="minutesstepevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="minutesstepevent",
            name="minutes",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.minutes",
            ),
        ),
        migrations.AddField(
            model_name="minutesstepevent",
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
            model_name="minutesstepevent",
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
            model_name="minutesstepevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="mappa.minutesstep",
            ),
        ),
        migrations.AddConstraint(
            model_name="annex",
            constraint=models.CheckConstraint(
                condition=models.Q(("readers", []), _negated=True),
                name="annex_is_read_by_somebody",
                violation_error_message="Somebody has to be able to read it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3045a770cd597786a44f63624976a7fdb2d5f806",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_1b11e",
                    table="mappa_annex",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_case",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.case_id, OLD.person_id, OLD.opened_by_id) IS DISTINCT FROM (NEW.case_id, NEW.person_id, NEW.opened_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="568b43b7b4590a3063e5e08f615bf7916f09cc25",
                    operation="UPDATE",
                    pgid="pgtrigger_of_one_case_90cb8",
                    table="mappa_annex",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="annexnaming",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c9acdb41a8d2933dbfbdf591552c0a8457f39762",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_257f1",
                    table="mappa_annexnaming",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="annexnote",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cba53d5f26be978458cfc2cd0aad978ec94eb9b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68bc9",
                    table="mappa_annexnote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["state", "recorded_at"], name="minutes_by_stage"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                fields=("case", "number"),
                name="minutes_numbered_once",
                violation_error_message="Somebody else has begun this version of the minutes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "review", "approved"])),
                fields=("case",),
                name="one_version_in_hand",
                violation_error_message="Another version of these minutes is in hand.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="minutes_submitted_by_somebody",
                violation_error_message="Somebody sends the minutes to the chair.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "circulated", "ratified"]), _negated=True),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="minutes_approved_whole",
                violation_error_message="Approved minutes say when, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["circulated", "ratified"]), _negated=True),
                    models.Q(("circulated_at__isnull", False), ("due_on__isnull", False)),
                    _connector="OR",
                ),
                name="minutes_circulated_whole",
                violation_error_message="Circulated minutes say when, and by when they were due.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), ("correction__isnull", False), _connector="OR"),
                name="minutes_corrected_why",
                violation_error_message="A later version says which correction it makes.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d241ffa274d7580384e6e55adc057b6087617c0a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7a704",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="minutes_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:review,review:draft,review:approved,approved:circulated,circulated:ratified}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="fa95b6aec6befd538d6695748f32816d28b9f219",
                    operation="UPDATE",
                    pgid="pgtrigger_minutes_one_step_at_a_time_c79e7",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_as_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'draft' THEN\n    RAISE EXCEPTION 'minutes begin as a draft' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview\n    WHERE id = NEW.case_id AND person_id = NEW.person_id AND state IN ('decided', 'inquorate')\n) THEN\n    RAISE EXCEPTION 'this case is not closed' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="a00f1740b39bbceb2eaed9a07fa613b2b9e5af94",
                    operation="INSERT",
                    pgid="pgtrigger_begins_as_draft_503ce",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="chair_approves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state AND NEW.state = 'approved')",
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview review JOIN mappa_sitting sitting ON sitting.id = review.sitting_id\n    WHERE review.id = NEW.case_id AND sitting.chair_id = NEW.approved_by_id\n) THEN\n    RAISE EXCEPTION 'the chair of the meeting approves the minutes' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.approved_by_id IN (NEW.recorded_by_id, NEW.submitted_by_id) OR EXISTS (\n    SELECT FROM mappa_minutesparagraph WHERE minutes_id = NEW.id AND recorded_by_id = NEW.approved_by_id\n) THEN\n    RAISE EXCEPTION 'nobody approves minutes that they wrote' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="c2a24fd34baede6a1233fa8ca5c537c56798d160",
                    operation="UPDATE",
                    pgid="pgtrigger_chair_approves_67cea",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('approved', 'circulated', 'ratified') AND (OLD.case_id, OLD.person_id, OLD.number, OLD.recorded_at, OLD.recorded_by_id, OLD.submitted_at, OLD.submitted_by_id, OLD.approved_at, OLD.approved_by_id, OLD.correction_id) IS DISTINCT FROM (NEW.case_id, NEW.person_id, NEW.number, NEW.recorded_at, NEW.recorded_by_id, NEW.submitted_at, NEW.submitted_by_id, NEW.approved_at, NEW.approved_by_id, NEW.correction_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1a8e17c314a3b8d5b316e98ed1780189a89dd0ce",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_stays_e1a47",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="circulated_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('circulated', 'ratified') AND (OLD.circulated_at, OLD.due_on, OLD.late_why) IS DISTINCT FROM (NEW.circulated_at, NEW.due_on, NEW.late_why))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d80cd4c00c336f597f65b5cb10039701619af7aa",
                    operation="UPDATE",
                    pgid="pgtrigger_circulated_stays_674f6",
                    table="mappa_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesevent" ("approved_at", "approved_by_id", "case_id", "circulated_at", "correction_id", "due_on", "id", "late_why", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submitted_at", "submitted_by_id", "version") SELECT new_values."approved_at", new_values."approved_by_id", new_values."case_id", new_values."circulated_at", new_values."correction_id", new_values."due_on", new_values."id", new_values."late_why", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="84d45ddb6edf8e6227eab3634ae7a40435e66b0d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2a32e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_minutes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesevent" ("approved_at", "approved_by_id", "case_id", "circulated_at", "correction_id", "due_on", "id", "late_why", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submitted_at", "submitted_by_id", "version") SELECT new_values."approved_at", new_values."approved_by_id", new_values."case_id", new_values."circulated_at", new_values."correction_id", new_values."due_on", new_values."id", new_values."late_why", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d91cf950213934e2d52fdd4d437a0b579a73f74",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f537",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_minutes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="executivesummaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b073ca3d02548fd031810836375fb86f267e8e99",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_98a1a",
                    table="mappa_executivesummaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="executivesummary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="summary_decided_whole",
                violation_error_message="The chair releases a summary, or refuses it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="executivesummary",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="df393133d6433c188cefbb41d041733b99a0fe01",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2fd39",
                    table="mappa_executivesummary",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="executivesummary",
            trigger=pgtrigger.compiler.Trigger(
                name="released_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="86f5674d8db22e09961fcb69b5e87df9ef2c880f",
                    operation="UPDATE",
                    pgid="pgtrigger_released_stays_d09cd",
                    table="mappa_executivesummary",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="executivesummary",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_executivesummaryevent" ("basis", "decided_at", "decided_by_id", "due_on", "exemptions", "id", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "requester", "state", "submission", "text", "version", "who", "why") SELECT new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."due_on", new_values."exemptions", new_values."id", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."recorded_at", new_values."recorded_by_id", new_values."requester", new_values."state", new_values."submission", new_values."text", new_values."version", new_values."who", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="34ce1878bb19dfa171bedf29ed52bf59efb3788b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0392c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_executivesummary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="executivesummary",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_executivesummaryevent" ("basis", "decided_at", "decided_by_id", "due_on", "exemptions", "id", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "requester", "state", "submission", "text", "version", "who", "why") SELECT new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."due_on", new_values."exemptions", new_values."id", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."recorded_at", new_values."recorded_by_id", new_values."requester", new_values."state", new_values."submission", new_values."text", new_values."version", new_values."who", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="90e92d21ca369feaa845fd7a150bea415bf032fc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fdae7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_executivesummary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c24ee4ba7f81cac2c3564865de9beafe7da56b2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05cd1",
                    table="mappa_correctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answer__in", ["accepted", "refused"]),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_answered_whole",
                violation_error_message="Somebody other than who asked for a correction answers it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d7445fce650e5fdac62b5e599c62b567187433e9",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2d511",
                    table="mappa_correction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.answer <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="96ff5143537064011413ccd8e18ea5a4629f5f93",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_once_c67d3",
                    table="mappa_correction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_correctionevent" ("agency_id", "answer", "answer_why", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "line", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "should", "submission", "version", "who", "wrong") SELECT new_values."agency_id", new_values."answer", new_values."answer_why", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", new_values."line", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."should", new_values."submission", new_values."version", new_values."who", new_values."wrong" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b5c65e65524b7870cf6736018f21707377fb0ea",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3c4f4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_correctionevent" ("agency_id", "answer", "answer_why", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "line", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "should", "submission", "version", "who", "wrong") SELECT new_values."agency_id", new_values."answer", new_values."answer_why", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", new_values."line", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."should", new_values."submission", new_values."version", new_values."who", new_values."wrong" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8ea04c21aa7eae9ac6ccf218274f416a415cac15",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20b2b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d45228076fcb2623e554df64696cfe55d0e11f68",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_29234",
                    table="mappa_circulationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recalled_at__isnull", True)),
                fields=("minutes",),
                name="one_circulation_at_a_time",
                violation_error_message="These minutes are circulated already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recalled_at__isnull", True), ("recalled_by__isnull", True)),
                    models.Q(("recalled_at__isnull", False), ("recalled_by__isnull", False)),
                    _connector="OR",
                ),
                name="recalled_by_somebody",
                violation_error_message="Somebody recalls minutes.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="35e278e8c55bf7c801f8447f9745f2fcb21b4eb4",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_ca8f0",
                    table="mappa_circulation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulation",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_minutes\n    WHERE id = NEW.minutes_id AND person_id = NEW.person_id AND state IN ('circulated', 'ratified')\n) THEN\n    RAISE EXCEPTION 'these minutes are not approved' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="8dca95688190f4a043334f631eecdf488bd01b48",
                    operation="INSERT",
                    pgid="pgtrigger_approved_only_ff045",
                    table="mappa_circulation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulation",
            trigger=pgtrigger.compiler.Trigger(
                name="recalled_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.recalled_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4bfc1387eb163a12aafdf838a0fba9cf67c04732",
                    operation="UPDATE",
                    pgid="pgtrigger_recalled_stays_75570",
                    table="mappa_circulation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_circulationevent" ("circulated_at", "circulated_by_id", "expires_on", "id", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recalled_at", "recalled_by_id", "recalled_why", "version") SELECT new_values."circulated_at", new_values."circulated_by_id", new_values."expires_on", new_values."id", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recalled_at", new_values."recalled_by_id", new_values."recalled_why", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fd51fbc856a687105851db938da2835c1a2872ad",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c6552",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_circulation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="circulation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_circulationevent" ("circulated_at", "circulated_by_id", "expires_on", "id", "minutes_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recalled_at", "recalled_by_id", "recalled_why", "version") SELECT new_values."circulated_at", new_values."circulated_by_id", new_values."expires_on", new_values."id", new_values."minutes_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recalled_at", new_values."recalled_by_id", new_values."recalled_why", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="26bb3c0fcc3dea39ae40948b29d030b4aa1569cf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0720",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_circulation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="minutescopy",
            index=models.Index(fields=["reader", "released_at"], name="minutes_of_reader"),
        ),
        migrations.AddConstraint(
            model_name="minutescopy",
            constraint=models.UniqueConstraint(
                fields=("circulation", "reader"),
                name="one_copy_a_reader",
                violation_error_message="They have a copy already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutescopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                    _connector="OR",
                ),
                name="withdrawn_by_somebody",
                violation_error_message="Somebody withdraws a copy.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopy",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8d3af46c6cdeed6aeaa681ff3d00c50397989d2c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_8935f",
                    table="mappa_minutescopy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopy",
            trigger=pgtrigger.compiler.Trigger(
                name="receipt_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.withdrawn_at IS NOT NULL OR (OLD.opened_at IS NOT NULL AND OLD.opened_at IS DISTINCT FROM NEW.opened_at))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="78c15174019d5b9c09df56764b1bbf8dccbfa711",
                    operation="UPDATE",
                    pgid="pgtrigger_receipt_stays_4edd5",
                    table="mappa_minutescopy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutescopyevent" ("agency_id", "circulation_id", "id", "opened_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader_id", "released_at", "released_by_id", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") SELECT new_values."agency_id", new_values."circulation_id", new_values."id", new_values."opened_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reader_id", new_values."released_at", new_values."released_by_id", new_values."version", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="634b219db60dd1ec167642dbf0f833905bb0e874",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20798",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_minutescopy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutescopyevent" ("agency_id", "circulation_id", "id", "opened_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader_id", "released_at", "released_by_id", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") SELECT new_values."agency_id", new_values."circulation_id", new_values."id", new_values."opened_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reader_id", new_values."released_at", new_values."released_by_id", new_values."version", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c732ea2af38a1bfeb6126d673b504a9f6878bc60",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_14376",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_minutescopy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutescopyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f9c2b66001f2879200624b41f595605774f16acf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8143d",
                    table="mappa_minutescopyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="09294904af51cbbb41e4915a887a4795d2e06f07",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_428e6",
                    table="mappa_minutesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesheadingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="62422714a2202e67e6b3f8249a9b1541348a475b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_019b0",
                    table="mappa_minutesheadingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesparagraph",
            constraint=models.UniqueConstraint(
                fields=("minutes", "line", "number"),
                name="one_version_of_a_minute",
                violation_error_message="Somebody else has changed this paragraph meanwhile.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8e99478e71e8067bf2ac200d4633aaad00f3b125",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0246",
                    table="mappa_minutesparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_minutes WHERE id = NEW.minutes_id AND person_id = NEW.person_id AND state = 'draft'\n) THEN\n    RAISE EXCEPTION 'these minutes are no draft' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="7f24512b092ee1a178d527442b601079756adb8a",
                    operation="INSERT",
                    pgid="pgtrigger_draft_only_c8e80",
                    table="mappa_minutesparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesparagraphevent" ("agency_id", "id", "label", "line", "minutes_id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "restricted", "section", "submission", "taken_out", "text") SELECT new_values."agency_id", new_values."id", new_values."label", new_values."line", new_values."minutes_id", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."restricted", new_values."section", new_values."submission", new_values."taken_out", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a3bd22e946c4e843432857fa1048d8a5e857a0bf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11141",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_minutesparagraph",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesparagraphevent" ("agency_id", "id", "label", "line", "minutes_id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "restricted", "section", "submission", "taken_out", "text") SELECT new_values."agency_id", new_values."id", new_values."label", new_values."line", new_values."minutes_id", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."restricted", new_values."section", new_values."submission", new_values."taken_out", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d383f070063ff14f2b2262a345c2c8c67b4d2283",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49196",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_minutesparagraph",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesparagraphevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="818cea0875f7d4aa60ca40fb1c0d1ebfed422c68",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7800e",
                    table="mappa_minutesparagraphevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cab3740c67d633ddaca0f12a97bec8b9a611f25b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_37cc1",
                    table="mappa_minutesstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesstepevent" ("at", "by_id", "id", "kind", "minutes_id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."at", new_values."by_id", new_values."id", new_values."kind", new_values."minutes_id", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f76239be06cf76c15511b01115b463ef8582286e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc8ae",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_minutesstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_minutesstepevent" ("at", "by_id", "id", "kind", "minutes_id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."at", new_values."by_id", new_values."id", new_values."kind", new_values."minutes_id", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a385035b215f5d9195acba598fbaf1842720f867",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c2ce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_minutesstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="28cfc1a83b87d83993eaa22643cad0a26f39c9b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cbc24",
                    table="mappa_minutesstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('{table}', 'person_id')", f"SELECT vigil_unshield('{table}')"
            )
            for table in _SHIELDED
        ),
        migrations.RunSQL(_NAMED, _UNNAMED),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
