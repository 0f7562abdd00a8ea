"""A suspected breach: its checks, what is proved, decisions; the steps of a search; how soon each is to be done."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

TABLES = [
    "breach",
    "breachcheck",
    "breachcheckevent",
    "breachdecision",
    "breachdecisionevent",
    "breachelement",
    "breachelementevent",
    "breachevent",
    "searchstep",
    "searchstepevent",
]
# Proposals, not rules of any force; 24 hours are those of the MAPPA guidance. In the unit of each key.
FIRST_VALUES = {
    "breach.checks_within": 0,
    "breach.decide_within": 28,
    "breach.review_plan_within": 15,
    "sought.circulate_within": 24,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [
            setting(key=key, value=value, effective_from=date(2020, 1, 1))
            for key, value in FIRST_VALUES.items()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_row_level_security"),
        ("offenders", "0004_how_a_search_ends"),
        ("practice", "0002_who_decides_policy"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
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
                    "of",
                    models.CharField(
                        choices=[
                            ("requirement", "A notification requirement"),
                            ("false", "A notification: what they said was false"),
                            ("order", "A condition of a court order"),
                            ("licence", "A condition of a licence"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what was broken?",
                    ),
                ),
                (
                    "provision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("83(1)", "Initial notification (s.83(1))"),
                            ("84(1)", "Notification of a change (s.84(1))"),
                            ("84(4)(b)", "A change that did not happen (s.84(4)(b))"),
                            ("85(1)", "Annual or weekly notification (s.85(1))"),
                            ("86(2)", "Travel abroad (regulations under s.86(2))"),
                            ("86(3)", "Return from abroad (regulations under s.86(3))"),
                            ("85ZA", "Absence from home (s.85ZA, once in force)"),
                            ("87(4)", "Fingerprints or photograph refused (s.87(4))"),
                        ],
                        max_length=8,
                        verbose_name="requirement",
                    ),
                ),
                (
                    "duty_key",
                    models.CharField(
                        blank=True, help_text="The duty, as the diary knows it.", max_length=160
                    ),
                ),
                ("duty_title", models.CharField(blank=True, max_length=160, verbose_name="duty")),
                ("happened_on", models.DateField(verbose_name="day of the breach, or its first")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("overdue", "A notification was not given in time"),
                            ("visit", "On a home visit"),
                            ("monitoring", "Monitoring of a device"),
                            ("intelligence", "Intelligence, or somebody's concern"),
                            ("agency", "Another agency said so"),
                            ("self", "They said so themselves"),
                            ("other", "In another way"),
                        ],
                        max_length=12,
                        verbose_name="how it came to light",
                    ),
                ),
                ("account", models.TextField(blank=True, max_length=4000, verbose_name="what happened")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("suspected", "Suspected"),
                            ("established", "Established"),
                            ("decided", "Decided"),
                            ("at_court", "At court"),
                            ("closed", "Closed"),
                        ],
                        default="suspected",
                        max_length=12,
                    ),
                ),
                ("established_at", models.DateTimeField(blank=True, null=True)),
                (
                    "national_reference",
                    models.CharField(blank=True, max_length=40, verbose_name="PNC or ViSOR reference"),
                ),
                ("recorded_nationally_at", models.DateTimeField(blank=True, null=True)),
                ("agencies_told", models.CharField(blank=True, max_length=300)),
                (
                    "meeting",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "An urgent meeting was asked for"),
                            ("not_needed", "Considered, and not needed"),
                        ],
                        max_length=12,
                        verbose_name="urgent MAPPA meeting",
                    ),
                ),
                ("excuse_asked_on", models.DateField(blank=True, null=True, verbose_name="asked on")),
                (
                    "excuse_with",
                    models.CharField(blank=True, max_length=120, verbose_name="who sat with them"),
                ),
                (
                    "excuse",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="their excuse, in their words"
                    ),
                ),
                (
                    "excuse_view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "They gave none"),
                            ("unreasonable", "They gave one, and it is not reasonable"),
                            ("reasonable", "They gave one, and it is reasonable"),
                        ],
                        max_length=12,
                        verbose_name="view of the excuse",
                    ),
                ),
                ("excuse_why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("convicted", "Convicted"),
                            ("acquitted", "Found not guilty"),
                            ("discontinued", "Discontinued"),
                            ("cautioned", "Cautioned"),
                            ("recalled", "Recalled"),
                            ("not_recalled", "Not recalled"),
                            ("advice", "Words of advice given"),
                            ("nfa", "No further action"),
                            ("explained", "No breach: explained"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True, verbose_name="day of the outcome")),
                ("court", models.CharField(blank=True, max_length=120)),
                (
                    "outcome_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="what came of it"),
                ),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="offenders.device",
                    ),
                ),
                (
                    "licence_condition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "missing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches_missing",
                        to="offenders.sought",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="offenders.ordercondition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
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
                (
                    "wanted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches_wanted",
                        to="offenders.sought",
                    ),
                ),
            ],
            options={
                "verbose_name": "suspected breach",
                "verbose_name_plural": "suspected breaches",
                "ordering": ["-happened_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BreachCheck",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("safeguarding", "Safeguarding"),
                            ("custody", "Custody"),
                            ("hospital", "Hospital"),
                            ("death", "Death"),
                            ("abroad", "Abroad"),
                            ("elsewhere", "Another station or force"),
                            ("contact", "Recent contact"),
                            ("telephone", "Telephone"),
                            ("address", "Address"),
                        ],
                        max_length=12,
                        verbose_name="what was checked?",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("clear", "Looked: it does not explain it"),
                            ("explains", "It explains it"),
                            ("waiting", "Asked: no answer yet"),
                            ("told", "Told: what is done is agreed"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "detail",
                    models.CharField(blank=True, max_length=500, verbose_name="what was found, and where"),
                ),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="notifications.breach",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breach_checks",
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
                "verbose_name": "same-day check",
                "ordering": ["recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BreachCheckEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("safeguarding", "Safeguarding"),
                            ("custody", "Custody"),
                            ("hospital", "Hospital"),
                            ("death", "Death"),
                            ("abroad", "Abroad"),
                            ("elsewhere", "Another station or force"),
                            ("contact", "Recent contact"),
                            ("telephone", "Telephone"),
                            ("address", "Address"),
                        ],
                        max_length=12,
                        verbose_name="what was checked?",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("clear", "Looked: it does not explain it"),
                            ("explains", "It explains it"),
                            ("waiting", "Asked: no answer yet"),
                            ("told", "Told: what is done is agreed"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "detail",
                    models.CharField(blank=True, max_length=500, verbose_name="what was found, and where"),
                ),
                (
                    "breach",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.breach",
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
                        to="notifications.breachcheck",
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
            name="BreachDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrest", "Arrest"),
                            ("interview", "Voluntary interview"),
                            ("charge", "Charge"),
                            ("summons", "Summons or postal requisition"),
                            ("caution", "Caution"),
                            ("recall", "Ask Probation for recall"),
                            ("advice", "Words of advice"),
                            ("nfa", "No further action"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("rationale", models.TextField(max_length=4000)),
                ("proposed_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("authorised", "Authorised"), ("returned", "Returned")],
                        max_length=12,
                        verbose_name="supervisor's verdict",
                    ),
                ),
                (
                    "verdict_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="supervisor's note"),
                ),
                ("verdict_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="notifications.breach",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breach_decisions",
                        to="offenders.person",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict_by",
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
                "verbose_name": "decision on a breach",
                "verbose_name_plural": "decisions on breaches",
                "ordering": ["-proposed_at"],
            },
        ),
        migrations.AddField(
            model_name="breach",
            name="disposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="notifications.breachdecision",
            ),
        ),
        migrations.CreateModel(
            name="BreachDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrest", "Arrest"),
                            ("interview", "Voluntary interview"),
                            ("charge", "Charge"),
                            ("summons", "Summons or postal requisition"),
                            ("caution", "Caution"),
                            ("recall", "Ask Probation for recall"),
                            ("advice", "Words of advice"),
                            ("nfa", "No further action"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("rationale", models.TextField(max_length=4000)),
                ("proposed_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("authorised", "Authorised"), ("returned", "Returned")],
                        max_length=12,
                        verbose_name="supervisor's verdict",
                    ),
                ),
                (
                    "verdict_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="supervisor's note"),
                ),
                ("verdict_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "breach",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.breach",
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
                        to="notifications.breachdecision",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict_by",
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
            name="BreachElement",
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
                    "element",
                    models.CharField(
                        choices=[
                            ("subject", "They were subject to the requirement that day"),
                            (
                                "own_duty",
                                "The duty is theirs: no parental direction puts it on a parent (s.89)",
                            ),
                            ("knew", "They had been told of the requirement"),
                            ("failed", "They did not do what it requires in time"),
                            ("false", "What they notified was false"),
                            ("knew_false", "They knew that it was false"),
                            ("in_force", "The order or licence was in force that day, with this condition"),
                            ("served", "It had been served on them, or explained to them"),
                            ("did", "They did what it prohibits, or did not do what it requires"),
                        ],
                        max_length=12,
                        verbose_name="what must be proved",
                    ),
                ),
                ("evidence", models.TextField(max_length=2000, verbose_name="how it is shown")),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="notifications.breach",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breach_elements",
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
                "verbose_name": "element of the offence",
                "verbose_name_plural": "elements of the offence",
                "ordering": ["recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BreachElementEvent",
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
                    "element",
                    models.CharField(
                        choices=[
                            ("subject", "They were subject to the requirement that day"),
                            (
                                "own_duty",
                                "The duty is theirs: no parental direction puts it on a parent (s.89)",
                            ),
                            ("knew", "They had been told of the requirement"),
                            ("failed", "They did not do what it requires in time"),
                            ("false", "What they notified was false"),
                            ("knew_false", "They knew that it was false"),
                            ("in_force", "The order or licence was in force that day, with this condition"),
                            ("served", "It had been served on them, or explained to them"),
                            ("did", "They did what it prohibits, or did not do what it requires"),
                        ],
                        max_length=12,
                        verbose_name="what must be proved",
                    ),
                ),
                ("evidence", models.TextField(max_length=2000, verbose_name="how it is shown")),
                (
                    "breach",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.breach",
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
                        to="notifications.breachelement",
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
            name="BreachEvent",
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
                    "of",
                    models.CharField(
                        choices=[
                            ("requirement", "A notification requirement"),
                            ("false", "A notification: what they said was false"),
                            ("order", "A condition of a court order"),
                            ("licence", "A condition of a licence"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what was broken?",
                    ),
                ),
                (
                    "provision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("83(1)", "Initial notification (s.83(1))"),
                            ("84(1)", "Notification of a change (s.84(1))"),
                            ("84(4)(b)", "A change that did not happen (s.84(4)(b))"),
                            ("85(1)", "Annual or weekly notification (s.85(1))"),
                            ("86(2)", "Travel abroad (regulations under s.86(2))"),
                            ("86(3)", "Return from abroad (regulations under s.86(3))"),
                            ("85ZA", "Absence from home (s.85ZA, once in force)"),
                            ("87(4)", "Fingerprints or photograph refused (s.87(4))"),
                        ],
                        max_length=8,
                        verbose_name="requirement",
                    ),
                ),
                (
                    "duty_key",
                    models.CharField(
                        blank=True, help_text="The duty, as the diary knows it.", max_length=160
                    ),
                ),
                ("duty_title", models.CharField(blank=True, max_length=160, verbose_name="duty")),
                ("happened_on", models.DateField(verbose_name="day of the breach, or its first")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("overdue", "A notification was not given in time"),
                            ("visit", "On a home visit"),
                            ("monitoring", "Monitoring of a device"),
                            ("intelligence", "Intelligence, or somebody's concern"),
                            ("agency", "Another agency said so"),
                            ("self", "They said so themselves"),
                            ("other", "In another way"),
                        ],
                        max_length=12,
                        verbose_name="how it came to light",
                    ),
                ),
                ("account", models.TextField(blank=True, max_length=4000, verbose_name="what happened")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("suspected", "Suspected"),
                            ("established", "Established"),
                            ("decided", "Decided"),
                            ("at_court", "At court"),
                            ("closed", "Closed"),
                        ],
                        default="suspected",
                        max_length=12,
                    ),
                ),
                ("established_at", models.DateTimeField(blank=True, null=True)),
                (
                    "national_reference",
                    models.CharField(blank=True, max_length=40, verbose_name="PNC or ViSOR reference"),
                ),
                ("recorded_nationally_at", models.DateTimeField(blank=True, null=True)),
                ("agencies_told", models.CharField(blank=True, max_length=300)),
                (
                    "meeting",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "An urgent meeting was asked for"),
                            ("not_needed", "Considered, and not needed"),
                        ],
                        max_length=12,
                        verbose_name="urgent MAPPA meeting",
                    ),
                ),
                ("excuse_asked_on", models.DateField(blank=True, null=True, verbose_name="asked on")),
                (
                    "excuse_with",
                    models.CharField(blank=True, max_length=120, verbose_name="who sat with them"),
                ),
                (
                    "excuse",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="their excuse, in their words"
                    ),
                ),
                (
                    "excuse_view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "They gave none"),
                            ("unreasonable", "They gave one, and it is not reasonable"),
                            ("reasonable", "They gave one, and it is reasonable"),
                        ],
                        max_length=12,
                        verbose_name="view of the excuse",
                    ),
                ),
                ("excuse_why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("convicted", "Convicted"),
                            ("acquitted", "Found not guilty"),
                            ("discontinued", "Discontinued"),
                            ("cautioned", "Cautioned"),
                            ("recalled", "Recalled"),
                            ("not_recalled", "Not recalled"),
                            ("advice", "Words of advice given"),
                            ("nfa", "No further action"),
                            ("explained", "No breach: explained"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True, verbose_name="day of the outcome")),
                ("court", models.CharField(blank=True, max_length=120)),
                (
                    "outcome_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="what came of it"),
                ),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.device",
                    ),
                ),
                (
                    "disposal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.breachdecision",
                    ),
                ),
                (
                    "licence_condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "missing",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.sought",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.ordercondition",
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
                        to="notifications.breach",
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
                (
                    "wanted",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.sought",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchStep",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Monthly review"),
                            ("family", "Family, partner or associates"),
                            ("address", "Last address, or where they are regularly found"),
                            ("work", "Employer, college or club"),
                            ("phone", "Telephone"),
                            ("online", "Social media and open sources"),
                            ("dwp", "Department for Work and Pensions"),
                            ("bank", "Bank or credit checks"),
                            ("dvla", "Driver and Vehicle Licensing Agency"),
                            ("nhs", "NHS"),
                            ("hmrc", "HM Revenue and Customs"),
                            ("border", "Border Force"),
                            ("interpol", "Interpol, through the National Crime Agency"),
                            ("force", "Another force"),
                            ("victims", "Victims: warned, or why not"),
                            ("media", "Media appeal: decided"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what was done?",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="day")),
                ("result", models.TextField(max_length=2000, verbose_name="what came of it")),
                ("authorised_by", models.CharField(blank=True, max_length=120, verbose_name="authorised by")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_steps",
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
                (
                    "sought",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="offenders.sought",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a search",
                "verbose_name_plural": "steps of a search",
                "ordering": ["-done_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchStepEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Monthly review"),
                            ("family", "Family, partner or associates"),
                            ("address", "Last address, or where they are regularly found"),
                            ("work", "Employer, college or club"),
                            ("phone", "Telephone"),
                            ("online", "Social media and open sources"),
                            ("dwp", "Department for Work and Pensions"),
                            ("bank", "Bank or credit checks"),
                            ("dvla", "Driver and Vehicle Licensing Agency"),
                            ("nhs", "NHS"),
                            ("hmrc", "HM Revenue and Customs"),
                            ("border", "Border Force"),
                            ("interpol", "Interpol, through the National Crime Agency"),
                            ("force", "Another force"),
                            ("victims", "Victims: warned, or why not"),
                            ("media", "Media appeal: decided"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what was done?",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="day")),
                ("result", models.TextField(max_length=2000, verbose_name="what came of it")),
                ("authorised_by", models.CharField(blank=True, max_length=120, verbose_name="authorised by")),
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
                        to="notifications.searchstep",
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
                (
                    "sought",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.sought",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="breachcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "explains"), _negated=True),
                    models.Q(("detail", ""), _negated=True),
                    _connector="OR",
                ),
                name="explaining_check_says_how",
                violation_error_message="Say what was found: it explains why nothing was notified.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("kind", "safeguarding"), _negated=True),
                        models.Q(("result", "told"), _negated=True),
                    ),
                    models.Q(("kind", "safeguarding"), ("result", "waiting")),
                    models.Q(
                        ("kind", "safeguarding"), ("result", "told"), models.Q(("detail", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="children_told_of_with_words",
                violation_error_message="Say who was told of the children, when, and what was agreed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b8cf3374910cd1815e5f38d697e733e4f20e1960",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c401a",
                    table="notifications_breachcheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachcheckevent" ("breach_id", "detail", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "submission", "version", "voided_at") SELECT new_values."breach_id", new_values."detail", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d2a46d0ef1dac64688e52c3ac40548fb147e3bf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0290",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_breachcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachcheckevent" ("breach_id", "detail", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "submission", "version", "voided_at") SELECT new_values."breach_id", new_values."detail", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a99df08b30efdc3f49f0c1f2e2bb0695cef92038",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_08187",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_breachcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2a20c9a4b561c173aaf33e94bad9b59555e22ec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_51d7d",
                    table="notifications_breachcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="breachdecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "")),
                fields=("breach",),
                name="one_decision_waits",
                violation_error_message="A decision on this breach waits for a supervisor already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True),
                name="decision_has_rationale",
                violation_error_message="Say why: a decision is read by courts and reviews.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("verdict", ""),
                        ("verdict_at__isnull", True),
                        ("verdict_by__isnull", True),
                        ("verdict_note", ""),
                    ),
                    models.Q(
                        ("verdict", "authorised"),
                        ("verdict_at__isnull", False),
                        ("verdict_by__isnull", False),
                    ),
                    models.Q(
                        ("verdict", "returned"),
                        ("verdict_at__isnull", False),
                        ("verdict_by__isnull", False),
                        models.Q(("verdict_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="verdict_whole",
                violation_error_message="A verdict says by whom and when, and a return says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict_by__isnull", True),
                    models.Q(("verdict_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="authorised_by_another",
                violation_error_message="Nobody authorises what they proposed themselves.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3c8dc0d8c7e7bde7f7a8a086f89412ca3736dada",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0dd79",
                    table="notifications_breachdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="put_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."breach_id" IS DISTINCT FROM (NEW."breach_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."rationale" IS DISTINCT FROM (NEW."rationale") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6c3a95792dd2d19c251e53192756a0a1d7d36788",
                    operation="UPDATE",
                    pgid="pgtrigger_put_once_37ab3",
                    table="notifications_breachdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachdecisionevent" ("breach_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "rationale", "submission", "verdict", "verdict_at", "verdict_by_id", "verdict_note", "version") SELECT new_values."breach_id", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."rationale", new_values."submission", new_values."verdict", new_values."verdict_at", new_values."verdict_by_id", new_values."verdict_note", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e3e14552054866f84b9007c6bca019f80a6da85a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c1efe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_breachdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachdecisionevent" ("breach_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "rationale", "submission", "verdict", "verdict_at", "verdict_by_id", "verdict_note", "version") SELECT new_values."breach_id", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."rationale", new_values."submission", new_values."verdict", new_values."verdict_at", new_values."verdict_by_id", new_values."verdict_note", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ea142289d7c07257fa034b8598e33fc59e0b446",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6207",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_breachdecision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(
                condition=models.Q(models.Q(("stage", "closed"), _negated=True), ("voided_at__isnull", True)),
                fields=["happened_on"],
                name="breach_open",
            ),
        ),
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(
                condition=models.Q(("outcome__in", ["cautioned", "convicted"]), ("voided_at__isnull", True)),
                fields=["outcome_on"],
                name="breach_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True), models.Q(("duty_key", ""), _negated=True)),
                fields=("person", "duty_key"),
                name="one_breach_a_duty",
                violation_error_message="A breach of this duty is on record already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("licence_condition__isnull", True),
                        ("of", "requirement"),
                        ("order_condition__isnull", True),
                        models.Q(("provision", ""), _negated=True),
                    ),
                    models.Q(
                        ("licence_condition__isnull", True),
                        ("of", "order"),
                        ("order_condition__isnull", False),
                        ("duty_key", ""),
                        ("provision", ""),
                    ),
                    models.Q(
                        ("licence_condition__isnull", False),
                        ("of", "licence"),
                        ("order_condition__isnull", True),
                        ("duty_key", ""),
                        ("provision", ""),
                    ),
                    models.Q(
                        ("of__in", ["false", "other"]),
                        ("licence_condition__isnull", True),
                        ("order_condition__isnull", True),
                        ("duty_key", ""),
                        ("provision", ""),
                    ),
                    _connector="OR",
                ),
                name="breach_of_one_thing",
                violation_error_message="Say of what it is a breach: one requirement, or one condition.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duty_key", ""), _negated=True),
                    models.Q(("account", ""), _negated=True),
                    _connector="OR",
                ),
                name="breach_says_what_happened",
                violation_error_message="Say what happened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("disposal__isnull", True), ("established_at__isnull", True), ("stage", "suspected")
                    ),
                    models.Q(
                        ("disposal__isnull", True),
                        ("established_at__isnull", False),
                        ("stage", "established"),
                    ),
                    models.Q(
                        ("disposal__isnull", False),
                        ("established_at__isnull", False),
                        ("stage__in", ["decided", "at_court"]),
                    ),
                    models.Q(
                        ("stage", "closed"),
                        models.Q(
                            models.Q(("disposal__isnull", True), ("outcome", "explained")),
                            models.Q(
                                models.Q(("outcome", "explained"), _negated=True),
                                ("disposal__isnull", False),
                                ("established_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="breach_stage_has_its_facts",
                violation_error_message="A breach is established before it is decided, and decided before it ends.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome_on__isnull", False),
                        ("stage", "closed"),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("stage", "closed"), _negated=True),
                        ("outcome", ""),
                        ("outcome_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="breach_closed_with_outcome",
                violation_error_message="A breach is closed with its outcome and the day of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "explained"), _negated=True),
                    models.Q(("outcome_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="explained_breach_says_how",
                violation_error_message="Say what explains it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(("voided_at__isnull", True), ("stage", "suspected"), _connector="OR"),
                name="only_suspicion_is_taken_back",
                violation_error_message="Only what is still suspected is taken off the record. End it by its outcome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome_on__isnull", True),
                    ("outcome_on__gte", models.F("happened_on")),
                    _connector="OR",
                ),
                name="outcome_not_before_breach",
                violation_error_message="The outcome cannot be before the breach.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("national_reference", ""), ("recorded_nationally_at__isnull", True)),
                    models.Q(
                        models.Q(("national_reference", ""), _negated=True),
                        ("recorded_nationally_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="breach_recorded_nationally_whole",
                violation_error_message="What was recorded nationally has its reference.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("excuse", ""),
                        ("excuse_asked_on__isnull", True),
                        ("excuse_view", ""),
                        ("excuse_why", ""),
                    ),
                    models.Q(("excuse_asked_on__isnull", False), ("excuse_view", "none")),
                    models.Q(
                        ("excuse_view__in", ["unreasonable", "reasonable"]),
                        ("excuse_asked_on__isnull", False),
                        models.Q(("excuse", ""), _negated=True),
                        models.Q(("excuse_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="excuse_whole",
                violation_error_message="An excuse says when they were asked, what they said, and the view of it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="23e6d81e9e97b6c215f9718a38ea5dfe52dc9ffd",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7038e",
                    table="notifications_breach",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="goes_forward",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{suspected:established,suspected:closed,established:decided,established:at_court,established:closed,decided:closed,at_court:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="12cc28aee52080afa90c4e8fb4fe1299f80f503e",
                    operation="UPDATE",
                    pgid="pgtrigger_goes_forward_d556b",
                    table="notifications_breach",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="opened_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."of" IS DISTINCT FROM (NEW."of") OR OLD."duty_key" IS DISTINCT FROM (NEW."duty_key") OR OLD."duty_title" IS DISTINCT FROM (NEW."duty_title"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="be13fd874671df92843b0bbeafbad1093528550b",
                    operation="UPDATE",
                    pgid="pgtrigger_opened_once_752d6",
                    table="notifications_breach",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="disposed_as_authorised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.disposal_id IS NOT NULL AND NOT EXISTS (\n    SELECT 1 FROM notifications_breachdecision\n    WHERE id = NEW.disposal_id AND breach_id = NEW.id AND verdict = 'authorised'\n) THEN\n    RAISE EXCEPTION 'no authorised decision on this breach';\nEND IF;\nRETURN NEW;\n",
                    hash="4a25ed380be68b904731010514218f2b300a19ff",
                    operation="UPDATE",
                    pgid="pgtrigger_disposed_as_authorised_e8b2f",
                    table="notifications_breach",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachevent" ("account", "agencies_told", "court", "device_id", "disposal_id", "duty_key", "duty_title", "established_at", "excuse", "excuse_asked_on", "excuse_view", "excuse_why", "excuse_with", "found", "happened_on", "id", "licence_condition_id", "meeting", "missing_id", "national_reference", "of", "order_condition_id", "outcome", "outcome_note", "outcome_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "recorded_at", "recorded_by_id", "recorded_nationally_at", "stage", "submission", "version", "voided_at", "wanted_id") SELECT new_values."account", new_values."agencies_told", new_values."court", new_values."device_id", new_values."disposal_id", new_values."duty_key", new_values."duty_title", new_values."established_at", new_values."excuse", new_values."excuse_asked_on", new_values."excuse_view", new_values."excuse_why", new_values."excuse_with", new_values."found", new_values."happened_on", new_values."id", new_values."licence_condition_id", new_values."meeting", new_values."missing_id", new_values."national_reference", new_values."of", new_values."order_condition_id", new_values."outcome", new_values."outcome_note", new_values."outcome_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."provision", new_values."recorded_at", new_values."recorded_by_id", new_values."recorded_nationally_at", new_values."stage", new_values."submission", new_values."version", new_values."voided_at", new_values."wanted_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b116c53d9cfeaaf6e8ded54d90f5143cb4129017",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1498",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_breach",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breach",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachevent" ("account", "agencies_told", "court", "device_id", "disposal_id", "duty_key", "duty_title", "established_at", "excuse", "excuse_asked_on", "excuse_view", "excuse_why", "excuse_with", "found", "happened_on", "id", "licence_condition_id", "meeting", "missing_id", "national_reference", "of", "order_condition_id", "outcome", "outcome_note", "outcome_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "recorded_at", "recorded_by_id", "recorded_nationally_at", "stage", "submission", "version", "voided_at", "wanted_id") SELECT new_values."account", new_values."agencies_told", new_values."court", new_values."device_id", new_values."disposal_id", new_values."duty_key", new_values."duty_title", new_values."established_at", new_values."excuse", new_values."excuse_asked_on", new_values."excuse_view", new_values."excuse_why", new_values."excuse_with", new_values."found", new_values."happened_on", new_values."id", new_values."licence_condition_id", new_values."meeting", new_values."missing_id", new_values."national_reference", new_values."of", new_values."order_condition_id", new_values."outcome", new_values."outcome_note", new_values."outcome_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."provision", new_values."recorded_at", new_values."recorded_by_id", new_values."recorded_nationally_at", new_values."stage", new_values."submission", new_values."version", new_values."voided_at", new_values."wanted_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="536645ef103cf3e4048f7b46898aad786d93c7ae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1261a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_breach",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachdecisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e27185f539d32a3b4be6bae0e6df8b4fe87a883",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9180f",
                    table="notifications_breachdecisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="breachelement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("breach", "element"),
                name="element_shown_once",
                violation_error_message="How this is shown is on record already. Correct it instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachelement",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence", ""), _negated=True),
                name="element_has_evidence",
                violation_error_message="Say how it is shown.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachelement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="66b5090b6ffcb1836b061ec17cfdd0341ee43f3a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_11cc9",
                    table="notifications_breachelement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachelement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachelementevent" ("breach_id", "element", "evidence", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."breach_id", new_values."element", new_values."evidence", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0729fb226a06b1d52114535a1cab1bf6e3adc7e1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b0d35",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_breachelement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachelement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_breachelementevent" ("breach_id", "element", "evidence", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "version", "voided_at") SELECT new_values."breach_id", new_values."element", new_values."evidence", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fb8a065442d1820feb06c2ece98d975a06fd8861",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ba69",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_breachelement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachelementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c81dc349bcf85761aba54c6c21e9a6f8aafb305",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08734",
                    table="notifications_breachelementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breachevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1939406dc51fd78b254c70497bcfab611c3ac791",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_50972",
                    table="notifications_breachevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="searchstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("result", ""), _negated=True),
                name="search_step_has_result",
                violation_error_message="Say what came of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "media"), _negated=True),
                    models.Q(("authorised_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="media_authorised",
                violation_error_message="A media appeal is decided by a superintendent or above: say who.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="searchstep",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="74810114725b5d9bef489333648ca3af2ee2d0da",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7f529",
                    table="notifications_searchstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="searchstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_searchstepevent" ("authorised_by", "done_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "sought_id", "submission", "version", "voided_at") SELECT new_values."authorised_by", new_values."done_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."sought_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="772556f47f0963beb30c04b04fda4d37cbde247b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c9c6f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_searchstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="searchstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_searchstepevent" ("authorised_by", "done_on", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "sought_id", "submission", "version", "voided_at") SELECT new_values."authorised_by", new_values."done_on", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."sought_id", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5f3f272e7f81b51f75aab2ed1a148295d3633f69",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_17883",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_searchstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="searchstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bb5b81d56d57575e499e7c0b5a88db14ebe3e95b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3e26",
                    table="notifications_searchstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('notifications_{table}', 'person_id')",
                f"SELECT vigil_unshield('notifications_{table}')",
            )
            for table in TABLES
        ),
    ]
