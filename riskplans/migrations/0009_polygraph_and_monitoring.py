"""Polygraph tests and what was disclosed, devices examined, alerts of monitoring, products; and policy."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Proposals: the first and the retest stand beside the interval of practice/migrations/0002.
VALUES = {
    "polygraph.first": 3,
    "polygraph.retest": 1,
    "polygraph.triage_within": 24,
    "polygraph.check_within": 10,
    "monitoring.silent_after": 3,
    "monitoring.silence_within": 1,
    "monitoring.acknowledge_within": 60,
    "monitoring.triage_within": 24,
}
# Products that published sources name, to begin with; a force adds its own.
PRODUCTS = {
    "monitoring": ["eSafe", "Future Digital", "Securus"],
    "examination": [
        "ADF",
        "Cellebrite",
        "Computer triage",
        "Cyacomb",
        "Fieldsearch",
        "KEEPER",
        "Oxygen",
        "XRY",
    ],
}
WITH_HISTORY = ["polygraphtest", "polygraphdisclosure", "deviceexamination", "monitoringalert"]


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )
    product = apps.get_model("riskplans", "Product")
    product.objects.bulk_create(
        [product(name=name, use=use) for use, names in PRODUCTS.items() for name in names],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("notifications", "0006_what_the_counter_is_asked"),
        ("offenders", "0007_hold_where_devices_are"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0008_orders_and_licences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeviceExamination",
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
                    "authority",
                    models.CharField(
                        choices=[
                            ("order", "A condition of their order"),
                            ("licence", "A condition of their licence"),
                            ("consent", "Their consent"),
                            ("warrant", "A warrant"),
                            ("seizure", "Seized under PACE (section 19)"),
                        ],
                        max_length=8,
                        verbose_name="what allows it",
                    ),
                ),
                (
                    "version_used",
                    models.CharField(blank=True, max_length=40, verbose_name="version of the product"),
                ),
                (
                    "depth",
                    models.CharField(
                        choices=[
                            ("triage", "Triage: a quick look on the spot"),
                            ("full", "Full examination"),
                        ],
                        default="triage",
                        max_length=6,
                        verbose_name="how deep",
                    ),
                ),
                ("examined_on", models.DateField(verbose_name="when")),
                ("examiner", models.CharField(max_length=120, verbose_name="by whom")),
                (
                    "result",
                    models.CharField(
                        choices=[("clear", "Clear"), ("concern", "Concern"), ("seized", "Seized")],
                        max_length=7,
                        verbose_name="result",
                    ),
                ),
                (
                    "found",
                    models.TextField(blank=True, max_length=1000, verbose_name="what was found, in words"),
                ),
                (
                    "exhibit",
                    models.CharField(blank=True, max_length=60, verbose_name="exhibit or report reference"),
                ),
                (
                    "key_considered",
                    models.BooleanField(
                        default=False, verbose_name="notice to disclose a key (RIPA s.49) considered"
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examinations",
                        to="offenders.device",
                    ),
                ),
                (
                    "licence_condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.ordercondition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="device_examinations",
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
                "verbose_name": "examination of device",
                "ordering": ["-examined_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringAlert",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("image", "An image"),
                            ("search", "Words searched for or typed"),
                            ("chat", "A conversation"),
                            ("child", "Contact with a child"),
                            ("site", "A site or app that is not allowed"),
                            ("tampered", "Tampering, or monitoring switched off"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="what it noticed",
                    ),
                ),
                ("said", models.TextField(max_length=1000, verbose_name="what the alert says, in words")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=80, verbose_name="reference in the product"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Not acknowledged"),
                            ("taken", "Acknowledged"),
                            ("false", "False positive"),
                            ("concern", "Concern"),
                            ("breach", "Breach"),
                        ],
                        default="new",
                        max_length=7,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True, verbose_name="acknowledged")),
                ("triaged_at", models.DateTimeField(null=True, verbose_name="triaged")),
                (
                    "assessment",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what you make of it, and what is done"
                    ),
                ),
                (
                    "breach",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notifications.breach",
                    ),
                ),
                (
                    "install",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="offenders.monitoring",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_alerts",
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
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "triaged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "monitoring alert",
                "ordering": ["-received_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringAlertEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("image", "An image"),
                            ("search", "Words searched for or typed"),
                            ("chat", "A conversation"),
                            ("child", "Contact with a child"),
                            ("site", "A site or app that is not allowed"),
                            ("tampered", "Tampering, or monitoring switched off"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="what it noticed",
                    ),
                ),
                ("said", models.TextField(max_length=1000, verbose_name="what the alert says, in words")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=80, verbose_name="reference in the product"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Not acknowledged"),
                            ("taken", "Acknowledged"),
                            ("false", "False positive"),
                            ("concern", "Concern"),
                            ("breach", "Breach"),
                        ],
                        default="new",
                        max_length=7,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True, verbose_name="acknowledged")),
                ("triaged_at", models.DateTimeField(null=True, verbose_name="triaged")),
                (
                    "assessment",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what you make of it, and what is done"
                    ),
                ),
                (
                    "breach",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.breach",
                    ),
                ),
                (
                    "install",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.monitoring",
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
                        to="riskplans.monitoringalert",
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
                    "taken_by",
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
                    "triaged_by",
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
            name="PolygraphDisclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("said_at", models.DateTimeField(verbose_name="when they said it")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("before", "In the interview before the test"),
                            ("after", "In the discussion after it"),
                        ],
                        max_length=6,
                        verbose_name="at which part",
                    ),
                ),
                (
                    "gravity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("serious", "Serious"),
                            ("grave", "Somebody may be at risk now"),
                        ],
                        max_length=7,
                        verbose_name="how serious",
                    ),
                ),
                ("what", models.TextField(max_length=1000, verbose_name="what they disclosed")),
                (
                    "triage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("crime", "Crime"),
                                ("safeguarding", "Safeguarding"),
                                ("intelligence", "Intelligence"),
                                ("nothing", "Nothing further"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                        verbose_name="taken for",
                    ),
                ),
                (
                    "triage_note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what is done about it, with references"
                    ),
                ),
                ("triaged_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polygraph_disclosures",
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
                    "triaged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "polygraph disclosure",
                "ordering": ["said_at", "recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolygraphTest",
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
                            ("eligible", "Eligible"),
                            ("offered", "Offered"),
                            ("refused", "Refused"),
                            ("referred", "Referred"),
                            ("booked", "Booked"),
                            ("absent", "Did not attend"),
                            ("deferred", "Deferred: not fit now"),
                            ("tested", "Tested, result awaited"),
                            ("unchecked", "Awaiting quality check"),
                            ("final", "Final"),
                            ("actions", "Actions to take"),
                            ("closed", "Closed"),
                        ],
                        default="eligible",
                        max_length=9,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("licence", "A condition of their licence"),
                            ("order", "A requirement of their order (SHPO or SRO)"),
                            ("voluntary", "Voluntary: by their consent"),
                        ],
                        max_length=9,
                        verbose_name="what it rests on",
                    ),
                ),
                (
                    "exam",
                    models.CharField(
                        choices=[
                            ("maintenance", "Maintenance or monitoring"),
                            ("history", "Sexual history"),
                            ("specific", "Specific issue"),
                        ],
                        max_length=11,
                        verbose_name="type of test",
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "Contact with children"),
                                ("internet", "Devices and the internet"),
                                ("images", "Indecent images"),
                                ("thoughts", "Sexual thoughts and behaviour"),
                                ("relationships", "Relationships"),
                                ("conditions", "Keeping to the order or licence"),
                                ("notification", "What they have notified"),
                                ("offending", "Offending nobody knows of"),
                                ("substances", "Alcohol and drugs"),
                            ],
                            max_length=13,
                        ),
                        default=list,
                        size=None,
                        verbose_name="question areas",
                    ),
                ),
                ("offered_on", models.DateField(null=True, verbose_name="offered on")),
                ("consent_on", models.DateField(null=True, verbose_name="consent given on")),
                (
                    "consent",
                    models.CharField(blank=True, max_length=120, verbose_name="where the consent is kept"),
                ),
                (
                    "refused_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why they refused"),
                ),
                (
                    "risk_note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what the refusal means for their risk"
                    ),
                ),
                (
                    "fit",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=3,
                        verbose_name="fit to be tested",
                    ),
                ),
                (
                    "unfit_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "Health"),
                            ("medication", "Medication"),
                            ("age", "Age"),
                            ("pregnancy", "Pregnancy"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why not",
                    ),
                ),
                (
                    "fitness",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="health, medication, anything the examiner must know",
                    ),
                ),
                ("again_on", models.DateField(null=True, verbose_name="to be looked at again on")),
                ("booked_for", models.DateTimeField(null=True, verbose_name="booked for")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                ("examiner_name", models.CharField(blank=True, max_length=120, verbose_name="examiner")),
                (
                    "absent_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why they did not attend, if they said"
                    ),
                ),
                ("tested_on", models.DateField(null=True, verbose_name="tested on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nsr", "No significant response"),
                            ("sr", "Significant response"),
                            ("no_opinion", "No opinion (inconclusive)"),
                            ("incomplete", "Not completed"),
                            ("refused", "Refused on the day"),
                            ("counter", "Countermeasures: did not co-operate"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "result_note",
                    models.CharField(blank=True, max_length=500, verbose_name="what the examiner says of it"),
                ),
                (
                    "told",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="how many things they disclosed"
                    ),
                ),
                ("checker_name", models.CharField(blank=True, max_length=120, verbose_name="checked by")),
                ("checked_on", models.DateField(null=True, verbose_name="checked on")),
                (
                    "check_note",
                    models.CharField(blank=True, max_length=300, verbose_name="what the check found"),
                ),
                (
                    "actions",
                    models.CharField(blank=True, max_length=500, verbose_name="what was done about it"),
                ),
                ("shared_with", models.CharField(blank=True, max_length=200, verbose_name="shared with")),
                (
                    "closed_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it came to nothing"),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
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
                    "examiner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "licence_condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.ordercondition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polygraph_tests",
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
                    "checker_standing",
                    models.CharField(blank=True, max_length=120, verbose_name="what makes them an examiner"),
                ),
            ],
            options={
                "verbose_name": "polygraph test",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolygraphDisclosureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("said_at", models.DateTimeField(verbose_name="when they said it")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("before", "In the interview before the test"),
                            ("after", "In the discussion after it"),
                        ],
                        max_length=6,
                        verbose_name="at which part",
                    ),
                ),
                (
                    "gravity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("serious", "Serious"),
                            ("grave", "Somebody may be at risk now"),
                        ],
                        max_length=7,
                        verbose_name="how serious",
                    ),
                ),
                ("what", models.TextField(max_length=1000, verbose_name="what they disclosed")),
                (
                    "triage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("crime", "Crime"),
                                ("safeguarding", "Safeguarding"),
                                ("intelligence", "Intelligence"),
                                ("nothing", "Nothing further"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                        verbose_name="taken for",
                    ),
                ),
                (
                    "triage_note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what is done about it, with references"
                    ),
                ),
                ("triaged_at", models.DateTimeField(null=True)),
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
                        to="riskplans.polygraphdisclosure",
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
                    "triaged_by",
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
                    "test",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.polygraphtest",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="polygraphdisclosure",
            name="test",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="riskplans.polygraphtest",
            ),
        ),
        migrations.CreateModel(
            name="PolygraphTestEvent",
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
                            ("eligible", "Eligible"),
                            ("offered", "Offered"),
                            ("refused", "Refused"),
                            ("referred", "Referred"),
                            ("booked", "Booked"),
                            ("absent", "Did not attend"),
                            ("deferred", "Deferred: not fit now"),
                            ("tested", "Tested, result awaited"),
                            ("unchecked", "Awaiting quality check"),
                            ("final", "Final"),
                            ("actions", "Actions to take"),
                            ("closed", "Closed"),
                        ],
                        default="eligible",
                        max_length=9,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("licence", "A condition of their licence"),
                            ("order", "A requirement of their order (SHPO or SRO)"),
                            ("voluntary", "Voluntary: by their consent"),
                        ],
                        max_length=9,
                        verbose_name="what it rests on",
                    ),
                ),
                (
                    "exam",
                    models.CharField(
                        choices=[
                            ("maintenance", "Maintenance or monitoring"),
                            ("history", "Sexual history"),
                            ("specific", "Specific issue"),
                        ],
                        max_length=11,
                        verbose_name="type of test",
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "Contact with children"),
                                ("internet", "Devices and the internet"),
                                ("images", "Indecent images"),
                                ("thoughts", "Sexual thoughts and behaviour"),
                                ("relationships", "Relationships"),
                                ("conditions", "Keeping to the order or licence"),
                                ("notification", "What they have notified"),
                                ("offending", "Offending nobody knows of"),
                                ("substances", "Alcohol and drugs"),
                            ],
                            max_length=13,
                        ),
                        default=list,
                        size=None,
                        verbose_name="question areas",
                    ),
                ),
                ("offered_on", models.DateField(null=True, verbose_name="offered on")),
                ("consent_on", models.DateField(null=True, verbose_name="consent given on")),
                (
                    "consent",
                    models.CharField(blank=True, max_length=120, verbose_name="where the consent is kept"),
                ),
                (
                    "refused_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why they refused"),
                ),
                (
                    "risk_note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what the refusal means for their risk"
                    ),
                ),
                (
                    "fit",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=3,
                        verbose_name="fit to be tested",
                    ),
                ),
                (
                    "unfit_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "Health"),
                            ("medication", "Medication"),
                            ("age", "Age"),
                            ("pregnancy", "Pregnancy"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why not",
                    ),
                ),
                (
                    "fitness",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="health, medication, anything the examiner must know",
                    ),
                ),
                ("again_on", models.DateField(null=True, verbose_name="to be looked at again on")),
                ("booked_for", models.DateTimeField(null=True, verbose_name="booked for")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                ("examiner_name", models.CharField(blank=True, max_length=120, verbose_name="examiner")),
                (
                    "absent_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why they did not attend, if they said"
                    ),
                ),
                ("tested_on", models.DateField(null=True, verbose_name="tested on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nsr", "No significant response"),
                            ("sr", "Significant response"),
                            ("no_opinion", "No opinion (inconclusive)"),
                            ("incomplete", "Not completed"),
                            ("refused", "Refused on the day"),
                            ("counter", "Countermeasures: did not co-operate"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "result_note",
                    models.CharField(blank=True, max_length=500, verbose_name="what the examiner says of it"),
                ),
                (
                    "told",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="how many things they disclosed"
                    ),
                ),
                ("checker_name", models.CharField(blank=True, max_length=120, verbose_name="checked by")),
                ("checked_on", models.DateField(null=True, verbose_name="checked on")),
                (
                    "check_note",
                    models.CharField(blank=True, max_length=300, verbose_name="what the check found"),
                ),
                (
                    "actions",
                    models.CharField(blank=True, max_length=500, verbose_name="what was done about it"),
                ),
                ("shared_with", models.CharField(blank=True, max_length=200, verbose_name="shared with")),
                (
                    "closed_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it came to nothing"),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "checker",
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
                    "examiner",
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
                    "licence_condition",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
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
                        to="riskplans.polygraphtest",
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
                    "checker_standing",
                    models.CharField(blank=True, max_length=120, verbose_name="what makes them an examiner"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "force",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.force",
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "use",
                    models.CharField(
                        choices=[("monitoring", "Monitoring"), ("examination", "Examination")], max_length=12
                    ),
                ),
                ("offered", models.BooleanField(default=True, verbose_name="offered in lists")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.Lower("name"),
                        "use",
                        "force",
                        name="product_once",
                        nulls_distinct=False,
                        violation_error_message="That is on the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceExaminationEvent",
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
                    "authority",
                    models.CharField(
                        choices=[
                            ("order", "A condition of their order"),
                            ("licence", "A condition of their licence"),
                            ("consent", "Their consent"),
                            ("warrant", "A warrant"),
                            ("seizure", "Seized under PACE (section 19)"),
                        ],
                        max_length=8,
                        verbose_name="what allows it",
                    ),
                ),
                (
                    "version_used",
                    models.CharField(blank=True, max_length=40, verbose_name="version of the product"),
                ),
                (
                    "depth",
                    models.CharField(
                        choices=[
                            ("triage", "Triage: a quick look on the spot"),
                            ("full", "Full examination"),
                        ],
                        default="triage",
                        max_length=6,
                        verbose_name="how deep",
                    ),
                ),
                ("examined_on", models.DateField(verbose_name="when")),
                ("examiner", models.CharField(max_length=120, verbose_name="by whom")),
                (
                    "result",
                    models.CharField(
                        choices=[("clear", "Clear"), ("concern", "Concern"), ("seized", "Seized")],
                        max_length=7,
                        verbose_name="result",
                    ),
                ),
                (
                    "found",
                    models.TextField(blank=True, max_length=1000, verbose_name="what was found, in words"),
                ),
                (
                    "exhibit",
                    models.CharField(blank=True, max_length=60, verbose_name="exhibit or report reference"),
                ),
                (
                    "key_considered",
                    models.BooleanField(
                        default=False, verbose_name="notice to disclose a key (RIPA s.49) considered"
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.device",
                    ),
                ),
                (
                    "licence_condition",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.licencecondition",
                    ),
                ),
                (
                    "order_condition",
                    models.ForeignKey(
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
                        to="riskplans.deviceexamination",
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
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deviceexamination",
            name="product",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="riskplans.product",
            ),
        ),
        migrations.AddIndex(
            model_name="monitoringalert",
            index=models.Index(
                condition=models.Q(("state__in", ["new", "taken"])), fields=["received_at"], name="alert_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "new"), ("taken_at__isnull", True), ("taken_by__isnull", True)),
                    models.Q(
                        models.Q(("state", "new"), _negated=True),
                        ("taken_at__isnull", False),
                        ("taken_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="alert_taken_whole",
                violation_error_message="An alert that is acknowledged says by whom and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["new", "taken"]),
                        ("triaged_at__isnull", True),
                        ("triaged_by__isnull", True),
                    ),
                    models.Q(
                        ("state__in", ["false", "concern", "breach"]),
                        ("triaged_at__isnull", False),
                        ("triaged_by__isnull", False),
                        models.Q(("assessment", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="alert_triaged_whole",
                violation_error_message="An alert that is triaged says by whom, when, and what they make of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("breach__isnull", False), ("state", "breach")),
                    models.Q(models.Q(("state", "breach"), _negated=True), ("breach__isnull", True)),
                    _connector="OR",
                ),
                name="alert_breach_is_open",
                violation_error_message="An alert that is a breach has one open.",
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at__isnull", True), ("taken_at__gte", models.F("received_at")), _connector="OR"
                ),
                name="alert_taken_after_it_came",
                violation_error_message="It cannot be acknowledged before it came.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoringalert",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d0a0e928cf87a4bc618c8c3cf1dabdb4e82ec97a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_d4cc1",
                    table="riskplans_monitoringalert",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoringalert",
            trigger=pgtrigger.compiler.Trigger(
                name="one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{new:taken,taken:false,taken:concern,taken:breach,concern:breach}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="0bfbb061125e5057ee196580f5ec471607c47c15",
                    operation="UPDATE",
                    pgid="pgtrigger_one_step_at_a_time_650b2",
                    table="riskplans_monitoringalert",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoringalert",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_monitoringalertevent" ("assessment", "breach_id", "category", "id", "install_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by_id", "reference", "said", "state", "submission", "taken_at", "taken_by_id", "triaged_at", "triaged_by_id", "version", "voided_at") SELECT new_values."assessment", new_values."breach_id", new_values."category", new_values."id", new_values."install_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."said", new_values."state", new_values."submission", new_values."taken_at", new_values."taken_by_id", new_values."triaged_at", new_values."triaged_by_id", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b26193e2594d874930180afea2263115a6175339",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f018",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_monitoringalert",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoringalert",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_monitoringalertevent" ("assessment", "breach_id", "category", "id", "install_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by_id", "reference", "said", "state", "submission", "taken_at", "taken_by_id", "triaged_at", "triaged_by_id", "version", "voided_at") SELECT new_values."assessment", new_values."breach_id", new_values."category", new_values."id", new_values."install_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."said", new_values."state", new_values."submission", new_values."taken_at", new_values."taken_by_id", new_values."triaged_at", new_values."triaged_by_id", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d90c3a498316feaa60ca4fb7d659deb88e73ab87",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_084af",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_monitoringalert",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="monitoringalertevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="53f8230c45f16727f386e1b3c5c05d0ea541d66b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9edd0",
                    table="riskplans_monitoringalertevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["refused", "closed"]), _negated=True), ("voided_at__isnull", True)
                ),
                fields=("person",),
                name="one_open_polygraph",
                violation_error_message="A polygraph test is under way already. Take it further.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("basis", "licence"),
                        ("licence_condition__isnull", False),
                        ("order_condition__isnull", True),
                    ),
                    models.Q(
                        ("basis", "order"),
                        ("licence_condition__isnull", True),
                        ("order_condition__isnull", False),
                    ),
                    models.Q(
                        ("basis", "voluntary"),
                        ("licence_condition__isnull", True),
                        ("order_condition__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_on_its_basis",
                violation_error_message="Name the condition it rests on; a voluntary test has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "referred",
                                "booked",
                                "absent",
                                "deferred",
                                "tested",
                                "unchecked",
                                "final",
                                "actions",
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("basis", "voluntary"), _negated=True),
                    ("consent_on__isnull", False),
                    _connector="OR",
                ),
                name="polygraph_by_consent_or_condition",
                violation_error_message="A voluntary test needs their consent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(
                        models.Q(("refused_why", ""), _negated=True),
                        models.Q(("risk_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_refusal_whole",
                violation_error_message="A refusal says why, and what it means for their risk.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["booked", "absent", "tested", "unchecked", "final", "actions"]),
                        _negated=True,
                    ),
                    models.Q(
                        ("booked_for__isnull", False),
                        ("fit", "yes"),
                        models.Q(("examiner_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_booked_whole",
                violation_error_message="A booking says when, by whom, and that they are fit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "deferred"), _negated=True),
                    models.Q(("fit", "no"), models.Q(("unfit_for", ""), _negated=True)),
                    _connector="OR",
                ),
                name="polygraph_deferred_with_reason",
                violation_error_message="Say what stands in the way of the test.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("result", ""),
                        ("tested_on__isnull", True),
                        models.Q(("state__in", ["tested", "unchecked", "final", "actions"]), _negated=True),
                    ),
                    models.Q(("result", ""), ("state", "tested"), ("tested_on__isnull", False)),
                    models.Q(
                        ("state__in", ["unchecked", "final", "actions", "closed"]),
                        ("tested_on__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_result_whole",
                violation_error_message="A result needs the day of the test.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checker_name", ""),
                    models.Q(
                        models.Q(("checker_name__iexact", models.F("examiner_name")), _negated=True),
                        models.Q(
                            ("checker__isnull", True),
                            ("examiner__isnull", True),
                            models.Q(("checker", models.F("examiner")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="polygraph_checked_by_another",
                violation_error_message="Another examiner than who made the test checks it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("state__in", ["refused", "closed"]), _negated=True),
                        ("ended_at__isnull", True),
                        ("ended_by__isnull", True),
                    ),
                    models.Q(("ended_at__isnull", False), ("state", "refused")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "closed"),
                        models.Q(
                            models.Q(("result", ""), _negated=True),
                            models.Q(("closed_why", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="polygraph_ended_whole",
                violation_error_message="A test that is closed says when, and if it was never made, why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphtest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["final", "actions"]), _negated=True),
                    models.Q(
                        ("checked_on__isnull", False),
                        models.Q(("checker_name", ""), _negated=True),
                        models.Q(("checker_standing", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_checked_whole",
                violation_error_message="A final result has been checked by another examiner.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5e0237f19e0c6d9de2c6712b9b9d87db9d142290",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9920a",
                    table="riskplans_polygraphtest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{eligible:offered,eligible:closed,offered:refused,offered:referred,offered:closed,referred:booked,referred:deferred,referred:closed,booked:absent,booked:deferred,booked:tested,booked:referred,booked:closed,absent:booked,absent:deferred,absent:closed,deferred:booked,deferred:closed,tested:unchecked,unchecked:final,final:actions,final:closed,actions:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="9e7bad5c572f8ccee135478a231636f5ed2b7342",
                    operation="UPDATE",
                    pgid="pgtrigger_one_step_at_a_time_ca5c7",
                    table="riskplans_polygraphtest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="never_by_their_manager",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.examiner_name <> '' AND (\n                    TG_OP = 'INSERT'\n                    OR (NEW.state IN ('booked', 'tested') AND NEW.state <> OLD.state)\n                    OR NEW.examiner_name <> OLD.examiner_name OR NEW.examiner_id IS DISTINCT FROM OLD.examiner_id\n                ) AND EXISTS (\n                    SELECT FROM offenders_assignment\n                    JOIN accounts_user ON accounts_user.id = offenders_assignment.manager_id\n                    WHERE offenders_assignment.person_id = NEW.person_id AND offenders_assignment.ends_on IS NULL\n                        AND (\n                            offenders_assignment.manager_id = NEW.examiner_id\n                            OR regexp_split_to_array(lower(btrim(NEW.examiner_name, ' ,.')), '\\W+')\n                                <@ regexp_split_to_array(\n                                    lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'\n                                )\n                        )\n                ) THEN\n                    RAISE EXCEPTION 'Nobody examines whom they manage' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="a94f963a226fd96e8b73f2ae41fa2c7a722becf8",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_never_by_their_manager_7c0dd",
                    table="riskplans_polygraphtest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_triaged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'closed' AND OLD.\"state\" IN ('final', 'actions'))",
                    func="\n                IF EXISTS (\n                    SELECT FROM riskplans_polygraphdisclosure told\n                    WHERE told.test_id = NEW.id AND told.voided_at IS NULL AND (\n                        told.triage = '{}'\n                        OR (told.gravity = 'grave' AND told.triage = '{nothing}' AND told.answer <> 'approved')\n                    )\n                ) THEN\n                    RAISE EXCEPTION 'What was disclosed is not settled' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="62e954b0a03b9a8524b0860cfbba9e4d42d0f240",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_once_triaged_d987b",
                    table="riskplans_polygraphtest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="never_checked_by_their_manager",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.checker_name <> OLD.checker_name OR NEW.checker_id IS DISTINCT FROM OLD.checker_id)",
                    func="\n                IF EXISTS (\n                    SELECT FROM offenders_assignment\n                    JOIN accounts_user ON accounts_user.id = offenders_assignment.manager_id\n                        OR accounts_user.id IN (\n                            SELECT covered_by_id FROM accounts_cover\n                            WHERE manager_id = offenders_assignment.manager_id\n                                AND starts_on <= NEW.checked_on AND ends_on > NEW.checked_on\n                        )\n                    WHERE offenders_assignment.person_id = NEW.person_id AND offenders_assignment.ends_on IS NULL\n                        AND (\n                            accounts_user.id = NEW.checker_id\n                            OR regexp_split_to_array(lower(btrim(NEW.checker_name, ' ,.')), '\\W+')\n                                <@ regexp_split_to_array(\n                                    lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'\n                                )\n                        )\n                ) THEN\n                    RAISE EXCEPTION 'Nobody checks the test of whom they manage' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="882b1161a5c30db245da0e9cbdec39fbe51d92a5",
                    operation="UPDATE",
                    pgid="pgtrigger_never_checked_by_their_manager_f498d",
                    table="riskplans_polygraphtest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_polygraphtestevent" ("absent_why", "actions", "again_on", "areas", "basis", "booked_for", "check_note", "checked_on", "checker_id", "checker_name", "checker_standing", "closed_why", "consent", "consent_on", "ended_at", "ended_by_id", "exam", "examiner_id", "examiner_name", "fit", "fitness", "id", "licence_condition_id", "offered_on", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "refused_why", "result", "result_note", "risk_note", "shared_with", "state", "submission", "tested_on", "told", "unfit_for", "version", "voided_at") SELECT new_values."absent_why", new_values."actions", new_values."again_on", new_values."areas", new_values."basis", new_values."booked_for", new_values."check_note", new_values."checked_on", new_values."checker_id", new_values."checker_name", new_values."checker_standing", new_values."closed_why", new_values."consent", new_values."consent_on", new_values."ended_at", new_values."ended_by_id", new_values."exam", new_values."examiner_id", new_values."examiner_name", new_values."fit", new_values."fitness", new_values."id", new_values."licence_condition_id", new_values."offered_on", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."refused_why", new_values."result", new_values."result_note", new_values."risk_note", new_values."shared_with", new_values."state", new_values."submission", new_values."tested_on", new_values."told", new_values."unfit_for", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7f1ebf43e2e9b9e7f49f99d1efb9d62617df2d9b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e48c2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_polygraphtest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_polygraphtestevent" ("absent_why", "actions", "again_on", "areas", "basis", "booked_for", "check_note", "checked_on", "checker_id", "checker_name", "checker_standing", "closed_why", "consent", "consent_on", "ended_at", "ended_by_id", "exam", "examiner_id", "examiner_name", "fit", "fitness", "id", "licence_condition_id", "offered_on", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "refused_why", "result", "result_note", "risk_note", "shared_with", "state", "submission", "tested_on", "told", "unfit_for", "version", "voided_at") SELECT new_values."absent_why", new_values."actions", new_values."again_on", new_values."areas", new_values."basis", new_values."booked_for", new_values."check_note", new_values."checked_on", new_values."checker_id", new_values."checker_name", new_values."checker_standing", new_values."closed_why", new_values."consent", new_values."consent_on", new_values."ended_at", new_values."ended_by_id", new_values."exam", new_values."examiner_id", new_values."examiner_name", new_values."fit", new_values."fitness", new_values."id", new_values."licence_condition_id", new_values."offered_on", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."refused_why", new_values."result", new_values."result_note", new_values."risk_note", new_values."shared_with", new_values."state", new_values."submission", new_values."tested_on", new_values."told", new_values."unfit_for", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f08a426c648756b4237d4db9b597aa5ab0db174b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_881b4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_polygraphtest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphdisclosureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="86d0904fb9f95fb613223b15bd02e307bee42bd3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e27a4",
                    table="riskplans_polygraphdisclosureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphdisclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7d00118b9d3e46cc91e24418dc7a1724cea1377b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_97a13",
                    table="riskplans_polygraphdisclosure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphdisclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_polygraphdisclosureevent" ("answer", "answer_note", "answered_at", "answered_by_id", "gravity", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "said_at", "submission", "test_id", "triage", "triage_note", "triaged_at", "triaged_by_id", "version", "voided_at", "what") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."gravity", new_values."id", new_values."part", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."said_at", new_values."submission", new_values."test_id", new_values."triage", new_values."triage_note", new_values."triaged_at", new_values."triaged_by_id", new_values."version", new_values."voided_at", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac1f0dfa7c0b68146f414e340336365a90091391",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b9ee6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_polygraphdisclosure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphdisclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_polygraphdisclosureevent" ("answer", "answer_note", "answered_at", "answered_by_id", "gravity", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "said_at", "submission", "test_id", "triage", "triage_note", "triaged_at", "triaged_by_id", "version", "voided_at", "what") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."gravity", new_values."id", new_values."part", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."said_at", new_values."submission", new_values."test_id", new_values."triage", new_values."triage_note", new_values."triaged_at", new_values."triaged_by_id", new_values."version", new_values."voided_at", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c8111691342a177fded2207417d6cbe03ac12a6d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aac39",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_polygraphdisclosure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="polygraphtestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="29e50559b489b9184eeb5abffbf45a2d9cf069f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3958a",
                    table="riskplans_polygraphtestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviceexaminationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="68fefbe548b1ba87d391a520c309928deb7e0517",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_528a6",
                    table="riskplans_deviceexaminationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceexamination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("authority", "order"),
                        ("licence_condition__isnull", True),
                        ("order_condition__isnull", False),
                    ),
                    models.Q(
                        ("authority", "licence"),
                        ("licence_condition__isnull", False),
                        ("order_condition__isnull", True),
                    ),
                    models.Q(
                        models.Q(("authority__in", ["order", "licence"]), _negated=True),
                        ("licence_condition__isnull", True),
                        ("order_condition__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="examined_by_right",
                violation_error_message="Name the condition that allows the examination.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceexamination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("result", "clear"), models.Q(("found", ""), _negated=True), _connector="OR"
                ),
                name="examination_says_what",
                violation_error_message="Say in words what was found.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviceexamination",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="41f2706cd40bfe436cdef55077d66507fe0628db",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_418da",
                    table="riskplans_deviceexamination",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviceexamination",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deviceexaminationevent" ("authority", "depth", "device_id", "examined_on", "examiner", "exhibit", "found", "id", "key_considered", "licence_condition_id", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "recorded_at", "recorded_by_id", "result", "submission", "version", "version_used", "voided_at") SELECT new_values."authority", new_values."depth", new_values."device_id", new_values."examined_on", new_values."examiner", new_values."exhibit", new_values."found", new_values."id", new_values."key_considered", new_values."licence_condition_id", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."product_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."submission", new_values."version", new_values."version_used", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="031917f7772d935e4fb31b9e9e3a58c523f22b37",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6369",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_deviceexamination",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviceexamination",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deviceexaminationevent" ("authority", "depth", "device_id", "examined_on", "examiner", "exhibit", "found", "id", "key_considered", "licence_condition_id", "order_condition_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "recorded_at", "recorded_by_id", "result", "submission", "version", "version_used", "voided_at") SELECT new_values."authority", new_values."depth", new_values."device_id", new_values."examined_on", new_values."examiner", new_values."exhibit", new_values."found", new_values."id", new_values."key_considered", new_values."licence_condition_id", new_values."order_condition_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."product_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."submission", new_values."version", new_values."version_used", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="96d69080f9d475e5f44434f095336acb551bda50",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27189",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_deviceexamination",
                    when="AFTER",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}{its}')",
            )
            for table in WITH_HISTORY
            for its in ("", "event")
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "use",
                    models.CharField(
                        choices=[("monitoring", "Monitoring"), ("examination", "Examination")], max_length=12
                    ),
                ),
                ("offered", models.BooleanField(default=True, verbose_name="offered in lists")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_productevent" ("force_id", "id", "name", "offered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "use") SELECT new_values."force_id", new_values."id", new_values."name", new_values."offered", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."use" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="49168cc2824b452dfcdf772f1c867ced31245c98",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_beba3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_productevent" ("force_id", "id", "name", "offered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "use") SELECT new_values."force_id", new_values."id", new_values."name", new_values."offered", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."use" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dfd10b59e25413fac7984e7a05955d38979433fc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22aef",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_product",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="productevent",
            name="force",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.force",
            ),
        ),
        migrations.AddField(
            model_name="productevent",
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
            model_name="productevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="riskplans.product",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphdisclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("triage", []), ("triaged_at__isnull", True), ("triaged_by__isnull", True)),
                    models.Q(
                        ("triaged_at__isnull", False),
                        ("triaged_by__isnull", False),
                        models.Q(("triage", []), _negated=True),
                        models.Q(("triage_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_disclosure_triaged_whole",
                violation_error_message="A triage says what it is taken for, what is done, by whom and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphdisclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("triage", ["nothing"]),
                    models.Q(("triage__contains", ["nothing"]), _negated=True),
                    _connector="OR",
                ),
                name="polygraph_disclosure_nothing_alone",
                violation_error_message="It is nothing further, or something: not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphdisclosure",
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
                name="polygraph_disclosure_answered_whole",
                violation_error_message="An answer says who gave it, when, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polygraphdisclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer", ""),
                    models.Q(
                        ("gravity", "grave"),
                        ("triage", ["nothing"]),
                        models.Q(("answered_by", models.F("triaged_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="polygraph_disclosure_confirmed_by_another",
                violation_error_message="Somebody else than who triaged it says whether nothing further is done.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3e39bcc0220701793ad36bf740eda4a572f92746",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1734a",
                    table="riskplans_productevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
