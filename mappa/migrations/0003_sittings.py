"""Meeting days, their cases, what is said and decided in them, and the actions agreed."""

import uuid
from datetime import date

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# The first values of what a force decides; none of them is law.
_FIRST = {
    "mappa.expected_weeks.2": 12,
    "mappa.expected_weeks.3": 6,
    "mappa.max_weeks.2": 16,
    "mappa.max_weeks.3": 8,
    "mappa.chair_grade.2": 2,
    "mappa.chair_grade.3": 4,
    "mappa.returns_before": 5,
    "mappa.reconvene_within": 10,
    "mappa.open_after": 28,
    "mappa.escalate.1": 1,
    "mappa.escalate.2": 5,
    "mappa.escalate.3": 10,
}
# Every table here that is about a person.
_TABLES = (
    "casereview",
    "invitation",
    "agencyreturn",
    "attendance",
    "confirmation",
    "paragraph",
    "riskview",
    "planview",
    "disclosureview",
    "levelview",
    "agreedaction",
    "actionstep",
)

# Whatever is said of a case is about that case's person; an attendance answers an invitation to the same case.
_BELONGS_TO = {
    **{
        (each, "case_id", "person_id"): "casereview"
        for each in _TABLES
        if each not in ("casereview", "agencyreturn", "actionstep")
    },
    ("agencyreturn", "invitation_id", "person_id"): "invitation",
    ("actionstep", "action_id", "person_id"): "agreedaction",
    ("attendance", "invitation_id", "case_id"): "invitation",
}
_KEYS = sorted({(parent, its) for (_, _, its), parent in _BELONGS_TO.items()})
OF_THE_SAME_PERSON = (
    [
        *(
            f"ALTER TABLE mappa_{parent} ADD CONSTRAINT {parent}_with_{its} UNIQUE (id, {its})"
            for parent, its in _KEYS
        ),
        *(
            f"ALTER TABLE mappa_{child} ADD CONSTRAINT {child}_of_{parent}_with_{its} "
            f"FOREIGN KEY ({key}, {its}) REFERENCES mappa_{parent} (id, {its})"
            for (child, key, its), parent in _BELONGS_TO.items()
        ),
    ],
    [
        *(
            f"ALTER TABLE mappa_{child} DROP CONSTRAINT {child}_of_{parent}_with_{its}"
            for (child, _, its), parent in _BELONGS_TO.items()
        ),
        *(f"ALTER TABLE mappa_{parent} DROP CONSTRAINT {parent}_with_{its}" for parent, its in _KEYS),
    ],
)


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("offenders", "0002_row_level_security"),
        ("accounts", "0002_rate_limits"),
        ("mappa", "0001_status_and_referrals"),
        ("offenders", "0007_hold_where_devices_are"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0010_reactive_and_disclosure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("acknowledged", "Acknowledged"),
                            ("started", "Started"),
                            ("done", "Reported as done"),
                            ("verified", "Verified"),
                            ("reopened", "Evidence not accepted"),
                            ("carried", "Carried forward"),
                            ("cancelled", "Cancelled"),
                            ("to_manager", "Overdue: the owner and their manager were told"),
                            ("to_contact", "Overdue: the agency’s contact was told"),
                            ("to_board", "Overdue: the agency’s member of the management board was told"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "since",
                    models.DateField(help_text="Of an escalation: the day on which it was due.", null=True),
                ),
                ("at", models.DateTimeField()),
                (
                    "refused",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Of an escalation: how often the evidence had been refused by then.",
                    ),
                ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a MAPPA action",
                "verbose_name_plural": "steps of MAPPA actions",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="AgencyReturn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("nothing_known", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True, null=True, verbose_name="what the agency knows")),
                (
                    "so_what",
                    models.TextField(blank=True, null=True, verbose_name="what should change because of it"),
                ),
                ("given_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "given_by",
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
                "verbose_name": "agency’s return",
                "ordering": ["given_at"],
            },
        ),
        migrations.CreateModel(
            name="AgencyStanding",
            fields=[
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mappa_standing",
                        serialize=False,
                        to="accounts.agency",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("responsible", "Responsible Authority"),
                            ("duty", "Duty to co-operate"),
                            ("associate", "Associate"),
                            ("other", "Invited third party"),
                        ],
                        max_length=12,
                        verbose_name="standing",
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth", "Youth justice"),
                            ("health", "Health"),
                            ("housing", "Housing"),
                            ("children", "Children’s services"),
                            ("adults", "Adult social care"),
                            ("education", "Education"),
                            ("dwp", "Work and pensions"),
                            ("monitoring", "Electronic monitoring"),
                            ("immigration", "Immigration"),
                            ("defence", "Defence"),
                            ("victims", "Victim liaison"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="which body",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
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
                "verbose_name": "agency’s standing",
            },
        ),
        migrations.CreateModel(
            name="AgencyStandingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("responsible", "Responsible Authority"),
                            ("duty", "Duty to co-operate"),
                            ("associate", "Associate"),
                            ("other", "Invited third party"),
                        ],
                        max_length=12,
                        verbose_name="standing",
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth", "Youth justice"),
                            ("health", "Health"),
                            ("housing", "Housing"),
                            ("children", "Children’s services"),
                            ("adults", "Adult social care"),
                            ("education", "Education"),
                            ("dwp", "Work and pensions"),
                            ("monitoring", "Electronic monitoring"),
                            ("immigration", "Immigration"),
                            ("defence", "Defence"),
                            ("victims", "Victim liaison"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="which body",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="accounts.agency",
                    ),
                ),
                (
                    "board",
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
                    "contact",
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
                        to="mappa.agencystanding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreedAction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.TextField(verbose_name="what is to be done")),
                ("owner_name", models.CharField(blank=True, max_length=160, verbose_name="who does it")),
                ("due_on", models.DateField(verbose_name="by the end of")),
                (
                    "success",
                    models.TextField(verbose_name="by what will one know that it is done"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("acknowledged", "Acknowledged"),
                            ("in_progress", "In progress"),
                            ("done", "Done, to be verified"),
                            ("verified", "Done and verified"),
                            ("carried", "Carried forward"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, verbose_name="what shows that it is done"),
                ),
                ("done_on", models.DateField(null=True)),
                (
                    "ended_why",
                    models.TextField(blank=True, verbose_name="why it was carried forward or cancelled"),
                ),
                ("recorded_at", models.DateTimeField()),
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
                    "carried_from",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="mappa.agreedaction",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_actions",
                        to="offenders.person",
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
                "verbose_name": "MAPPA action",
                "ordering": ["due_on", "recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="ActionStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("acknowledged", "Acknowledged"),
                            ("started", "Started"),
                            ("done", "Reported as done"),
                            ("verified", "Verified"),
                            ("reopened", "Evidence not accepted"),
                            ("carried", "Carried forward"),
                            ("cancelled", "Cancelled"),
                            ("to_manager", "Overdue: the owner and their manager were told"),
                            ("to_contact", "Overdue: the agency’s contact was told"),
                            ("to_board", "Overdue: the agency’s member of the management board was told"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "since",
                    models.DateField(help_text="Of an escalation: the day on which it was due.", null=True),
                ),
                ("at", models.DateTimeField()),
                (
                    "refused",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Of an escalation: how often the evidence had been refused by then.",
                    ),
                ),
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
                        to="mappa.actionstep",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.agreedaction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="actionstep",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="mappa.agreedaction"
            ),
        ),
        migrations.CreateModel(
            name="CaseReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("initial", "Initial"),
                            ("review", "Review"),
                            ("pre_release", "Before release"),
                            ("exit", "Exit"),
                            ("emergency", "Emergency"),
                        ],
                        default="review",
                        max_length=12,
                    ),
                ),
                (
                    "question",
                    models.CharField(blank=True, max_length=300, verbose_name="what is to be decided"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "Listed"),
                            ("ready", "Ready"),
                            ("in_session", "In session"),
                            ("decided", "Decided"),
                            ("inquorate", "Not quorate"),
                            ("adjourned", "Adjourned"),
                        ],
                        default="scheduled",
                        max_length=12,
                    ),
                ),
                ("began_at", models.DateTimeField(null=True, verbose_name="taken at")),
                (
                    "quorum",
                    models.CharField(
                        blank=True,
                        choices=[("quorate", "Quorate"), ("inquorate", "Not quorate")],
                        max_length=10,
                    ),
                ),
                (
                    "quorum_missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "without_quorum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proceed", "Go on with interim decisions, and meet again"),
                            ("adjourn", "Adjourn, and meet again"),
                        ],
                        max_length=8,
                        verbose_name="without a quorum",
                    ),
                ),
                (
                    "quorum_why",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it goes on without a quorum"
                    ),
                ),
                ("reconvene_on", models.DateField(null=True, verbose_name="to meet again on")),
                (
                    "adjourned_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not heard"),
                ),
                ("next_on", models.DateField(null=True, verbose_name="next review on")),
                (
                    "next_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why later than the limit"),
                ),
                ("limit_on", models.DateField(null=True, verbose_name="next review at the latest on")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_reviews",
                        to="offenders.person",
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
                "verbose_name": "case of a meeting",
                "verbose_name_plural": "cases of meetings",
                "ordering": ["begins_at"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "In the room"),
                            ("remote", "By video or telephone"),
                            ("deputy", "A deputy came"),
                            ("apologies", "Apologies"),
                            ("absent", "Did not come"),
                        ],
                        max_length=10,
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="name and role")),
                ("is_chair", models.BooleanField(default=False)),
                (
                    "holds_case",
                    models.BooleanField(
                        default=False, verbose_name="manages the case, or was briefed by who does"
                    ),
                ),
                ("commits", models.BooleanField(default=False, verbose_name="may commit resources")),
                ("arrived_at", models.DateTimeField(null=True)),
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
                        related_name="attendance",
                        to="mappa.casereview",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["-is_chair", "agency__name", "recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="AgreedActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("what", models.TextField(verbose_name="what is to be done")),
                ("owner_name", models.CharField(blank=True, max_length=160, verbose_name="who does it")),
                ("due_on", models.DateField(verbose_name="by the end of")),
                (
                    "success",
                    models.TextField(verbose_name="by what will one know that it is done"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("acknowledged", "Acknowledged"),
                            ("in_progress", "In progress"),
                            ("done", "Done, to be verified"),
                            ("verified", "Done and verified"),
                            ("carried", "Carried forward"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, verbose_name="what shows that it is done"),
                ),
                ("done_on", models.DateField(null=True)),
                (
                    "ended_why",
                    models.TextField(blank=True, verbose_name="why it was carried forward or cancelled"),
                ),
                ("recorded_at", models.DateTimeField()),
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
                    "carried_from",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.agreedaction",
                    ),
                ),
                (
                    "owner",
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
                        to="mappa.agreedaction",
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
                        to="mappa.casereview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="agreedaction",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="mappa.casereview"
            ),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("read", "Read aloud"),
                            ("drawn", "Attention drawn to it"),
                            ("signed", "Signed by each"),
                        ],
                        max_length=8,
                        verbose_name="how the statement was given",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="mappa.casereview",
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
                "verbose_name": "confidentiality statement",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("read", "Read aloud"),
                            ("drawn", "Attention drawn to it"),
                            ("signed", "Signed by each"),
                        ],
                        max_length=8,
                        verbose_name="how the statement was given",
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
                        to="mappa.confirmation",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision",
                    models.CharField(
                        choices=[("disclose", "Disclose"), ("not", "Do not disclose"), ("defer", "Defer")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("why", models.TextField(verbose_name="why")),
                (
                    "children",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="convicted of an offence against a child",
                    ),
                ),
                (
                    "presumption",
                    models.TextField(blank=True, verbose_name="what section 327A leads to, and why"),
                ),
                ("to_whom", models.TextField(blank=True)),
                ("by_whom", models.TextField(blank=True)),
                ("how", models.TextField(blank=True)),
                ("by_when", models.DateField(null=True)),
                (
                    "informed",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="will the person be told?",
                    ),
                ),
                (
                    "informed_why",
                    models.TextField(blank=True, verbose_name="why they are not told"),
                ),
                ("follow_up_on", models.DateField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="mappa.casereview",
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riskplans.disclosurecase",
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
                "verbose_name": "disclosure decision",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision",
                    models.CharField(
                        choices=[("disclose", "Disclose"), ("not", "Do not disclose"), ("defer", "Defer")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("why", models.TextField(verbose_name="why")),
                (
                    "children",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="convicted of an offence against a child",
                    ),
                ),
                (
                    "presumption",
                    models.TextField(blank=True, verbose_name="what section 327A leads to, and why"),
                ),
                ("to_whom", models.TextField(blank=True)),
                ("by_whom", models.TextField(blank=True)),
                ("how", models.TextField(blank=True)),
                ("by_when", models.DateField(null=True)),
                (
                    "informed",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="will the person be told?",
                    ),
                ),
                (
                    "informed_why",
                    models.TextField(blank=True, verbose_name="why they are not told"),
                ),
                ("follow_up_on", models.DateField(null=True)),
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
                    "disclosure",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.disclosurecase",
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
                        to="mappa.disclosureview",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("waiting", "No reply yet"),
                            ("attending", "Attending"),
                            ("deputy", "Sending a deputy"),
                            ("apologies", "Apologies"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="do you come?",
                    ),
                ),
                (
                    "who",
                    models.CharField(blank=True, max_length=160, verbose_name="who comes: name and role"),
                ),
                ("why_not", models.CharField(blank=True, max_length=300, verbose_name="why nobody can come")),
                (
                    "conflict",
                    models.CharField(blank=True, max_length=300, verbose_name="conflict of interest"),
                ),
                ("chased_on", models.DateField(null=True)),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="mappa.casereview",
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
                "verbose_name": "invitation to a meeting",
                "ordering": ["agency__name"],
            },
        ),
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "In the room"),
                            ("remote", "By video or telephone"),
                            ("deputy", "A deputy came"),
                            ("apologies", "Apologies"),
                            ("absent", "Did not come"),
                        ],
                        max_length=10,
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="name and role")),
                ("is_chair", models.BooleanField(default=False)),
                (
                    "holds_case",
                    models.BooleanField(
                        default=False, verbose_name="manages the case, or was briefed by who does"
                    ),
                ),
                ("commits", models.BooleanField(default=False, verbose_name="may commit resources")),
                ("arrived_at", models.DateTimeField(null=True)),
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
                        to="mappa.attendance",
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
                        to="mappa.casereview",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.invitation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="invitation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="mappa.invitation",
            ),
        ),
        migrations.CreateModel(
            name="AgencyReturnEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("text", models.TextField(blank=True, null=True, verbose_name="what the agency knows")),
                (
                    "so_what",
                    models.TextField(blank=True, null=True, verbose_name="what should change because of it"),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("nothing_known", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "given_by",
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
                        to="mappa.agencyreturn",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.invitation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="agencyreturn",
            name="invitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="mappa.invitation"
            ),
        ),
        migrations.CreateModel(
            name="InvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("waiting", "No reply yet"),
                            ("attending", "Attending"),
                            ("deputy", "Sending a deputy"),
                            ("apologies", "Apologies"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="do you come?",
                    ),
                ),
                (
                    "who",
                    models.CharField(blank=True, max_length=160, verbose_name="who comes: name and role"),
                ),
                ("why_not", models.CharField(blank=True, max_length=300, verbose_name="why nobody can come")),
                (
                    "conflict",
                    models.CharField(blank=True, max_length=300, verbose_name="conflict of interest"),
                ),
                ("chased_on", models.DateField(null=True)),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
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
                        to="mappa.invitation",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("stays", "They go on being managed under MAPPA"),
                            ("exits", "They leave MAPPA"),
                        ],
                        max_length=8,
                        verbose_name="what becomes of it?",
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
                ("rationale", models.TextField(verbose_name="why")),
                (
                    "criteria",
                    models.TextField(blank=True, verbose_name="what would have to change to move or leave"),
                ),
                (
                    "dissents",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="does anybody disagree?",
                    ),
                ),
                (
                    "dissent",
                    models.TextField(blank=True, verbose_name="who disagrees, and why"),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="mappa.casereview",
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
                "verbose_name": "level, as the meeting decided it",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("stays", "They go on being managed under MAPPA"),
                            ("exits", "They leave MAPPA"),
                        ],
                        max_length=8,
                        verbose_name="what becomes of it?",
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
                ("rationale", models.TextField(verbose_name="why")),
                (
                    "criteria",
                    models.TextField(blank=True, verbose_name="what would have to change to move or leave"),
                ),
                (
                    "dissents",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=8,
                        verbose_name="does anybody disagree?",
                    ),
                ),
                (
                    "dissent",
                    models.TextField(blank=True, verbose_name="who disagrees, and why"),
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
                        to="mappa.levelview",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("since", "Events since the last meeting"),
                            ("update", "Agency update"),
                            ("risk", "Risk"),
                            ("victims", "Victims, children and staff"),
                            ("diversity", "Diversity and own vulnerability"),
                            ("plan", "Risk management plan"),
                            ("disclosure", "Disclosure"),
                            ("enforcement", "Enforcement, recall, media"),
                            ("level", "Category and level"),
                            ("rights", "Human rights and proportionality"),
                        ],
                        max_length=12,
                        verbose_name="what it is about",
                    ),
                ),
                ("text", models.TextField(verbose_name="what was said")),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraphs",
                        to="mappa.casereview",
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
                "verbose_name": "paragraph of the notes",
                "verbose_name_plural": "paragraphs of the notes",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="ParagraphEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("text", models.TextField(verbose_name="what was said")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("since", "Events since the last meeting"),
                            ("update", "Agency update"),
                            ("risk", "Risk"),
                            ("victims", "Victims, children and staff"),
                            ("diversity", "Diversity and own vulnerability"),
                            ("plan", "Risk management plan"),
                            ("disclosure", "Disclosure"),
                            ("enforcement", "Enforcement, recall, media"),
                            ("level", "Category and level"),
                            ("rights", "Human rights and proportionality"),
                        ],
                        max_length=12,
                        verbose_name="what it is about",
                    ),
                ),
                ("submission", models.UUIDField(editable=False, null=True)),
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
                        to="mappa.paragraph",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("supervision", models.TextField(blank=True)),
                ("monitoring", models.TextField(blank=True)),
                ("interventions", models.TextField(blank=True)),
                ("victims", models.TextField(blank=True, verbose_name="victim safety")),
                ("contingency", models.TextField(blank=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="mappa.casereview",
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
                "verbose_name": "plan, as the meeting saw it",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("supervision", models.TextField(blank=True)),
                ("monitoring", models.TextField(blank=True)),
                ("interventions", models.TextField(blank=True)),
                ("victims", models.TextField(blank=True, verbose_name="victim safety")),
                ("contingency", models.TextField(blank=True)),
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
                        to="mappa.planview",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "public",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="general public",
                    ),
                ),
                (
                    "children",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="children",
                    ),
                ),
                (
                    "adult",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="a known adult",
                    ),
                ),
                (
                    "staff",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="staff",
                    ),
                ),
                (
                    "prisoners",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="prisoners",
                    ),
                ),
                (
                    "self_harm",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="themselves",
                    ),
                ),
                ("why", models.TextField(verbose_name="who, what, when, how likely")),
                (
                    "dissent",
                    models.TextField(blank=True, verbose_name="who judges it otherwise, and why"),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="mappa.casereview",
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
                "verbose_name": "risk, as the meeting judged it",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "public",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="general public",
                    ),
                ),
                (
                    "children",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="children",
                    ),
                ),
                (
                    "adult",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="a known adult",
                    ),
                ),
                (
                    "staff",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="staff",
                    ),
                ),
                (
                    "prisoners",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="prisoners",
                    ),
                ),
                (
                    "self_harm",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High: could happen at any time"),
                            ("very_high", "Very high: imminent"),
                        ],
                        max_length=10,
                        verbose_name="themselves",
                    ),
                ),
                ("why", models.TextField(verbose_name="who, what, when, how likely")),
                (
                    "dissent",
                    models.TextField(blank=True, verbose_name="who judges it otherwise, and why"),
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
                        to="mappa.riskview",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("level", models.CharField(choices=[("2", "Level 2"), ("3", "Level 3")], max_length=1)),
                ("held_on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                ("ends_at", models.TimeField(verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "joining",
                    models.CharField(blank=True, max_length=500, verbose_name="how to join remotely"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("noticed", "Invitations sent"),
                            ("pack_open", "Pack open"),
                            ("pack_locked", "Pack locked"),
                            ("open", "In progress"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                            ("postponed", "Postponed"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("returns_due_on", models.DateField(verbose_name="returns due by the end of")),
                ("below_grade", models.BooleanField(default=False)),
                (
                    "override_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why below the grade"),
                ),
                ("override_at", models.DateTimeField(null=True)),
                (
                    "chair_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why somebody else chairs"),
                ),
                (
                    "moved_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is held late"),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "called_off_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is not held"),
                ),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
                    ),
                ),
                (
                    "override_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "postponed_to",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postponed",
                        to="mappa.sitting",
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
                "verbose_name": "meeting",
                "ordering": ["held_on", "starts_at"],
            },
        ),
        migrations.CreateModel(
            name="CaseReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("initial", "Initial"),
                            ("review", "Review"),
                            ("pre_release", "Before release"),
                            ("exit", "Exit"),
                            ("emergency", "Emergency"),
                        ],
                        default="review",
                        max_length=12,
                    ),
                ),
                (
                    "question",
                    models.CharField(blank=True, max_length=300, verbose_name="what is to be decided"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "Listed"),
                            ("ready", "Ready"),
                            ("in_session", "In session"),
                            ("decided", "Decided"),
                            ("inquorate", "Not quorate"),
                            ("adjourned", "Adjourned"),
                        ],
                        default="scheduled",
                        max_length=12,
                    ),
                ),
                ("began_at", models.DateTimeField(null=True, verbose_name="taken at")),
                (
                    "quorum",
                    models.CharField(
                        blank=True,
                        choices=[("quorate", "Quorate"), ("inquorate", "Not quorate")],
                        max_length=10,
                    ),
                ),
                (
                    "quorum_missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "without_quorum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proceed", "Go on with interim decisions, and meet again"),
                            ("adjourn", "Adjourn, and meet again"),
                        ],
                        max_length=8,
                        verbose_name="without a quorum",
                    ),
                ),
                (
                    "quorum_why",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it goes on without a quorum"
                    ),
                ),
                ("reconvene_on", models.DateField(null=True, verbose_name="to meet again on")),
                (
                    "adjourned_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not heard"),
                ),
                ("next_on", models.DateField(null=True, verbose_name="next review on")),
                (
                    "next_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why later than the limit"),
                ),
                ("limit_on", models.DateField(null=True, verbose_name="next review at the latest on")),
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
                        to="mappa.casereview",
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
                    "sitting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.sitting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="casereview",
            name="sitting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="mappa.sitting"
            ),
        ),
        migrations.CreateModel(
            name="SittingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("area", models.CharField(max_length=80, verbose_name="MAPPA area")),
                ("level", models.CharField(choices=[("2", "Level 2"), ("3", "Level 3")], max_length=1)),
                ("held_on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                ("ends_at", models.TimeField(verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "joining",
                    models.CharField(blank=True, max_length=500, verbose_name="how to join remotely"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("noticed", "Invitations sent"),
                            ("pack_open", "Pack open"),
                            ("pack_locked", "Pack locked"),
                            ("open", "In progress"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                            ("postponed", "Postponed"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("returns_due_on", models.DateField(verbose_name="returns due by the end of")),
                ("below_grade", models.BooleanField(default=False)),
                (
                    "override_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why below the grade"),
                ),
                ("override_at", models.DateTimeField(null=True)),
                (
                    "chair_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why somebody else chairs"),
                ),
                (
                    "moved_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is held late"),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "called_off_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is not held"),
                ),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "chair",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "force",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.force",
                    ),
                ),
                (
                    "override_by",
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
                        to="mappa.sitting",
                    ),
                ),
                (
                    "postponed_to",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.sitting",
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencystanding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agencystandingevent" ("agency_id", "board_id", "body", "contact_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "version") SELECT new_values."agency_id", new_values."board_id", new_values."body", new_values."contact_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."agency_id", new_values."standing", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a7b9773a782a5ef157aa784379688392aa67b623",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df9dd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_agencystanding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencystanding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agencystandingevent" ("agency_id", "board_id", "body", "contact_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "version") SELECT new_values."agency_id", new_values."board_id", new_values."body", new_values."contact_id", _pgh_attached_context.value, NOW(), \'update\', new_values."agency_id", new_values."standing", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."agency_id") = (new_values."agency_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="195d04681154e58a2278568dff2da17cd5504436",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a705c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_agencystanding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencystandingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a83ebf441e1966542c307b88cf307eb908c8ea9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a23e4",
                    table="mappa_agencystandingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c44ca396488c39fa5b292241b63a3c4d10ffbcc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_12dc8",
                    table="mappa_actionstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["to_manager", "to_contact", "to_board"])),
                fields=("action", "kind", "refused"),
                name="escalated_once_a_step",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4659b73454df63fe532c55ef931120274026526a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cdbdb",
                    table="mappa_actionstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_actionstepevent" ("action_id", "at", "by_id", "id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "since") SELECT new_values."action_id", new_values."at", new_values."by_id", new_values."id", new_values."kind", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."refused", new_values."since" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4451d4bc877c42c0a1af445854651149daf147d7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_55add",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_actionstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9a5b14e32a6df2d997bf453ee5153212bf713794",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d697b",
                    table="mappa_agreedactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="agreedaction",
            index=models.Index(
                condition=models.Q(("state__in", ["agreed", "acknowledged", "in_progress"])),
                fields=["due_on"],
                name="actions_due",
            ),
        ),
        migrations.AddIndex(
            model_name="agreedaction",
            index=models.Index(fields=["person", "state"], name="actions_of_person"),
        ),
        migrations.AddConstraint(
            model_name="agreedaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", False), models.Q(("owner_name", ""), _negated=True), _connector="OR"
                ),
                name="action_has_an_owner",
                violation_error_message="Say who does it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["done", "verified"]), _negated=True),
                    models.Q(("done_on__isnull", False), models.Q(("evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="action_done_with_evidence",
                violation_error_message="Say what shows that it is done.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["carried", "cancelled"]), _negated=True),
                    models.Q(("ended_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="action_ended_why",
                violation_error_message="Say why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="ended_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('verified', 'carried', 'cancelled'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ea12ae3d1e783470e5225d9907a106ff86843189",
                    operation="UPDATE",
                    pgid="pgtrigger_ended_stays_b8a6f",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0e497024f1246df1c1e759fddae1992bab11796d",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_22e9f",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="action_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:agreed,proposed:cancelled,agreed:acknowledged,agreed:in_progress,acknowledged:in_progress,agreed:done,acknowledged:done,in_progress:done,done:in_progress,done:verified,agreed:carried,agreed:cancelled,acknowledged:carried,acknowledged:cancelled,in_progress:carried,in_progress:cancelled,done:carried,done:cancelled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="2c37b722418709e723aa751484ace10732d1d1aa",
                    operation="UPDATE",
                    pgid="pgtrigger_action_one_step_at_a_time_d54fc",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_proposed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'proposed' THEN\n    RAISE EXCEPTION 'an action begins by being proposed' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="ea4e7d8304278746b7818ebced1696b8fc4b6f5f",
                    operation="INSERT",
                    pgid="pgtrigger_begins_proposed_1cc9e",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="carried_by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state AND NEW.state = 'carried')",
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_agreedaction WHERE carried_from_id = NEW.id AND person_id = NEW.person_id\n) THEN\n    RAISE EXCEPTION 'nothing carries this action forward' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="293ef13e2244fc032e9be8a4f4d7367c9b8843be",
                    operation="UPDATE",
                    pgid="pgtrigger_carried_by_another_5b102",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="agreed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'proposed' AND (OLD.what, OLD.agency_id, OLD.owner_id, OLD.owner_name, OLD.due_on, OLD.success, OLD.case_id, OLD.person_id, OLD.carried_from_id) IS DISTINCT FROM (NEW.what, NEW.agency_id, NEW.owner_id, NEW.owner_name, NEW.due_on, NEW.success, NEW.case_id, NEW.person_id, NEW.carried_from_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0f0b2732d31235705c861baadaf7437643929684",
                    operation="UPDATE",
                    pgid="pgtrigger_agreed_stays_77b72",
                    table="mappa_agreedaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agreedactionevent" ("agency_id", "carried_from_id", "case_id", "done_on", "due_on", "ended_why", "evidence", "id", "owner_id", "owner_name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submission", "success", "version", "what") SELECT new_values."agency_id", new_values."carried_from_id", new_values."case_id", new_values."done_on", new_values."due_on", new_values."ended_why", new_values."evidence", new_values."id", new_values."owner_id", new_values."owner_name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."success", new_values."version", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d912d1a9f0bca81acfc7bc652f74d1760969f532",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_94d0d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_agreedaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreedaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agreedactionevent" ("agency_id", "carried_from_id", "case_id", "done_on", "due_on", "ended_why", "evidence", "id", "owner_id", "owner_name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "state", "submission", "success", "version", "what") SELECT new_values."agency_id", new_values."carried_from_id", new_values."case_id", new_values."done_on", new_values."due_on", new_values."ended_why", new_values."evidence", new_values."id", new_values."owner_id", new_values."owner_name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."submission", new_values."success", new_values."version", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="33c3f713bea0c4606bdc3c5283b1bd4f821c9f38",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_defcf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_agreedaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bfa9bd067c0e639ab42552332918243d3bea2347",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b35c3",
                    table="mappa_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="while_the_case_lasts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND (\n        state IN ('scheduled', 'ready', 'in_session')\n        OR (state = 'inquorate' AND without_quorum <> 'adjourn' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;",
                    hash="b81f7457de5d3ee4d730fc52c2c7cafaf9ed442b",
                    operation="INSERT",
                    pgid="pgtrigger_while_the_case_lasts_3dd92",
                    table="mappa_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_confirmationevent" ("at", "case_id", "id", "method", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") SELECT new_values."at", new_values."case_id", new_values."id", new_values."method", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2270efd5930441c589d3b442ae56dfec08e62e32",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_685e2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7aa3a18c7bf7490b127d7b9998e25223905a44ba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1c33",
                    table="mappa_confirmationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosureview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "disclose"), _negated=True),
                    models.Q(
                        models.Q(("to_whom", ""), _negated=True),
                        models.Q(("by_whom", ""), _negated=True),
                        models.Q(("how", ""), _negated=True),
                        models.Q(("informed", ""), _negated=True),
                        ("by_when__isnull", False),
                        ("follow_up_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="meeting_disclosure_whole",
                violation_error_message="Say to whom, by whom, how and when; whether the person is told; and when it is looked at again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosureview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("informed", "no"), _negated=True),
                    models.Q(("informed_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_disclosure_not_told_why",
                violation_error_message="Say why the person is not told.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosureview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("children", "yes"), _negated=True),
                    models.Q(("presumption", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_considers_327a",
                violation_error_message="Say what section 327A leads to.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosureview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f6f40ff8cb7c99e3810536e9ed99bfe70449cad8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_f2052",
                    table="mappa_disclosureview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosureview",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="45f00f84557f1e410fe42912db1bfb2cf1a30f4d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_session_only_4cb2a",
                    table="mappa_disclosureview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosureview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_disclosureviewevent" ("by_when", "by_whom", "case_id", "children", "decision", "disclosure_id", "follow_up_on", "how", "id", "informed", "informed_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presumption", "recorded_at", "recorded_by_id", "to_whom", "version", "why") SELECT new_values."by_when", new_values."by_whom", new_values."case_id", new_values."children", new_values."decision", new_values."disclosure_id", new_values."follow_up_on", new_values."how", new_values."id", new_values."informed", new_values."informed_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."presumption", new_values."recorded_at", new_values."recorded_by_id", new_values."to_whom", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b19483ddc88f646c6bb9aa572105e1c29d504c05",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aefa1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_disclosureview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosureview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_disclosureviewevent" ("by_when", "by_whom", "case_id", "children", "decision", "disclosure_id", "follow_up_on", "how", "id", "informed", "informed_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presumption", "recorded_at", "recorded_by_id", "to_whom", "version", "why") SELECT new_values."by_when", new_values."by_whom", new_values."case_id", new_values."children", new_values."decision", new_values."disclosure_id", new_values."follow_up_on", new_values."how", new_values."id", new_values."informed", new_values."informed_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."presumption", new_values."recorded_at", new_values."recorded_by_id", new_values."to_whom", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="52986f61c90aa79dcf5564e19a7f226501f1b12b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b2c6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_disclosureview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosureviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0417e84f7cdf11200dbc1105e8ca270d6bb92e0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c621a",
                    table="mappa_disclosureviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["agency", "closes_on"], name="invitations_of_agency"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("case", "agency"),
                name="agency_invited_once",
                nulls_distinct=False,
                violation_error_message="This agency is invited already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="invitation_window",
                violation_error_message="An invitation ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply__in", ["attending", "deputy"]), _negated=True),
                    models.Q(("who", ""), _negated=True),
                    _connector="OR",
                ),
                name="whoever_comes_is_named",
                violation_error_message="Say who comes.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e0dcc0743b11446ccd7631ff61e668b60cb0dbf4",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5e353",
                    table="mappa_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_invitationevent" ("agency_id", "case_id", "chased_on", "chases", "closes_on", "conflict", "id", "opens_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reply", "version", "who", "why_not") SELECT new_values."agency_id", new_values."case_id", new_values."chased_on", new_values."chases", new_values."closes_on", new_values."conflict", new_values."id", new_values."opens_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reply", new_values."version", new_values."who", new_values."why_not" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4bc97a539423258f18fd59e23f31f927143ef202",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6b43a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_invitationevent" ("agency_id", "case_id", "chased_on", "chases", "closes_on", "conflict", "id", "opens_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reply", "version", "who", "why_not") SELECT new_values."agency_id", new_values."case_id", new_values."chased_on", new_values."chases", new_values."closes_on", new_values."conflict", new_values."id", new_values."opens_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reply", new_values."version", new_values."who", new_values."why_not" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="37f50dae1b51e42df9fe7b76a9486de6dcddf343",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ffb10",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="514d63005cc9b09b2b297b6283de8a7a3478a01b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1a71",
                    table="mappa_attendanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("arrived_at__isnull", False), ("presence__in", ["present", "remote", "deputy"])
                    ),
                    models.Q(
                        models.Q(("presence__in", ["present", "remote", "deputy"]), _negated=True),
                        ("arrived_at__isnull", True),
                        ("holds_case", False),
                    ),
                    _connector="OR",
                ),
                name="there_since_a_time",
                violation_error_message="Whoever was there came at a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("presence__in", ["present", "remote", "deputy"]), _negated=True),
                    models.Q(("who", ""), _negated=True),
                    _connector="OR",
                ),
                name="whoever_is_there_is_named",
                violation_error_message="Say who is there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_chair", True)),
                fields=("case",),
                name="one_chair_a_case",
                violation_error_message="One chair for each case.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bc7dc3b56715fe6ba6050a775315df40578ced1b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_61b47",
                    table="mappa_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="while_the_case_lasts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND (\n        state IN ('scheduled', 'ready', 'in_session')\n        OR (state = 'inquorate' AND without_quorum <> 'adjourn' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';\nEND IF;\n\nIF TG_OP = 'UPDATE' AND NEW.arrived_at = OLD.arrived_at AND NEW.who <> OLD.who THEN\n    RAISE EXCEPTION 'somebody else in that seat comes at another time' USING ERRCODE = 'check_violation';\nEND IF;\nIF (TG_OP = 'INSERT' OR NEW.arrived_at IS DISTINCT FROM OLD.arrived_at) AND EXISTS (\n    SELECT FROM mappa_confirmation WHERE case_id = NEW.case_id AND at >= NEW.arrived_at\n) THEN\n    RAISE EXCEPTION 'nobody comes before a statement that they did not hear' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;",
                    hash="2e61bcf073b4f9f1d2a7e4595148f0117818f6d1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_while_the_case_lasts_cec3c",
                    table="mappa_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_attendanceevent" ("agency_id", "arrived_at", "case_id", "commits", "holds_case", "id", "invitation_id", "is_chair", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presence", "recorded_at", "recorded_by_id", "version", "who") SELECT new_values."agency_id", new_values."arrived_at", new_values."case_id", new_values."commits", new_values."holds_case", new_values."id", new_values."invitation_id", new_values."is_chair", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."presence", new_values."recorded_at", new_values."recorded_by_id", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="81b683f3b14193b25a9cbe3438a4cfbf07340761",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9974",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_attendanceevent" ("agency_id", "arrived_at", "case_id", "commits", "holds_case", "id", "invitation_id", "is_chair", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presence", "recorded_at", "recorded_by_id", "version", "who") SELECT new_values."agency_id", new_values."arrived_at", new_values."case_id", new_values."commits", new_values."holds_case", new_values."id", new_values."invitation_id", new_values."is_chair", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."presence", new_values."recorded_at", new_values."recorded_by_id", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6ab73b8c8e4e57c20e8218bc7946e294cc06ac38",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d219",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyreturnevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ebbbba74ed8c94379e941a308497b607eb5629e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_58672",
                    table="mappa_agencyreturnevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nothing_known", True), ("so_what__isnull", True), ("text__isnull", True)),
                    models.Q(("nothing_known", False), ("so_what__isnull", False), ("text__isnull", False)),
                    _connector="OR",
                ),
                name="return_says_something",
                violation_error_message="Say what the agency knows, or that it knows nothing.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7da6c5907dddd387d1d0f676102f00afd9db69de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_225e3",
                    table="mappa_agencyreturn",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agencyreturnevent" ("given_at", "given_by_id", "id", "invitation_id", "nothing_known", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_what", "submission", "text") SELECT new_values."given_at", new_values."given_by_id", new_values."id", new_values."invitation_id", new_values."nothing_known", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so_what", new_values."submission", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="954fc7039f596dcd24d52e62a4b7c499b7bfccd0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d6673",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_agencyreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_agencyreturnevent" ("given_at", "given_by_id", "id", "invitation_id", "nothing_known", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_what", "submission", "text") SELECT new_values."given_at", new_values."given_by_id", new_values."id", new_values."invitation_id", new_values."nothing_known", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so_what", new_values."submission", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca918279a3c8d34ba2d19775f0dea2e45f7f49ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc7fd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_agencyreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db64bf705ce5b41fc8ece1394d0d6e9c4e16d2aa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a662a",
                    table="mappa_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="levelview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dissents", "yes"), models.Q(("dissent", ""), _negated=True)),
                    models.Q(("dissent", ""), ("dissents", "no")),
                    _connector="OR",
                ),
                name="dissent_in_words",
                violation_error_message="Say who disagrees, and why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="06a49a157c6561689296c4d0dbf2b13b367eaeaa",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_365c0",
                    table="mappa_levelview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelview",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="2e47660772658fb77d2e4a5e92a8e30fa4785535",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_session_only_87f95",
                    table="mappa_levelview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_levelviewevent" ("case_id", "category", "criteria", "dissent", "dissents", "id", "lead_agency", "level", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "version") SELECT new_values."case_id", new_values."category", new_values."criteria", new_values."dissent", new_values."dissents", new_values."id", new_values."lead_agency", new_values."level", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="49c3e9af53a589044859c5980a8f5b5e0d0d7d1b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79943",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_levelview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_levelviewevent" ("case_id", "category", "criteria", "dissent", "dissents", "id", "lead_agency", "level", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "recorded_at", "recorded_by_id", "version") SELECT new_values."case_id", new_values."category", new_values."criteria", new_values."dissent", new_values."dissents", new_values."id", new_values."lead_agency", new_values."level", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rationale", new_values."recorded_at", new_values."recorded_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f4c9ce5d0cb35b3bffb42c4b55fd768a9d1870cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d50a5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_levelview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3af2e83e9eb4c17f97570ff039d7b4ccbefcd1e1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_491f0",
                    table="mappa_levelviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("line", "number"),
                name="one_version_of_a_paragraph",
                violation_error_message="Somebody else has changed this paragraph meanwhile.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraph",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7dc41cff268fbfc2822d0904bb53f224d6cffbc8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_54729",
                    table="mappa_paragraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraph",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="788be627c87b6b5e57ace1a384dc02150b406eb3",
                    operation="INSERT",
                    pgid="pgtrigger_in_session_only_6143e",
                    table="mappa_paragraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraph",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_paragraphevent" ("agency_id", "case_id", "id", "line", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "text", "topic") SELECT new_values."agency_id", new_values."case_id", new_values."id", new_values."line", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."text", new_values."topic" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7d04bf4829ce1b4e16ff12d4a10d103743773ad2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_655e0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_paragraph",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraph",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_paragraphevent" ("agency_id", "case_id", "id", "line", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "text", "topic") SELECT new_values."agency_id", new_values."case_id", new_values."id", new_values."line", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."text", new_values."topic" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cfa0b3fb71643e584ff05c8d1fed54c0fbd874db",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22ebb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_paragraph",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraphevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="121c50c3ba24c7e53de334f77d5d290103cb0874",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b247",
                    table="mappa_paragraphevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="536e848f4b6f705aca83ddfbadc89de745f8e6b8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_6acf8",
                    table="mappa_planview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planview",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="46a2466bc7258fe5ca6d0c183f83cdcfd0548a18",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_session_only_00de6",
                    table="mappa_planview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_planviewevent" ("case_id", "contingency", "id", "interventions", "monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "supervision", "version", "victims") SELECT new_values."case_id", new_values."contingency", new_values."id", new_values."interventions", new_values."monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."supervision", new_values."version", new_values."victims" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="14adb7ee6e591cbfc27ced361a2448cb2cb3585d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db221",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_planview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_planviewevent" ("case_id", "contingency", "id", "interventions", "monitoring", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "supervision", "version", "victims") SELECT new_values."case_id", new_values."contingency", new_values."id", new_values."interventions", new_values."monitoring", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."supervision", new_values."version", new_values."victims" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2d76d206e072efc64da126526051bc1f5f3f0b44",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_94ee1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_planview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="746a3a666ec4c9806e08bb5992b3833c2715cbb4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3c54b",
                    table="mappa_planviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="254e4f57099741fab482d8bdfa3ca2b611db6568",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_3b3d5",
                    table="mappa_riskview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskview",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="0e21870a8e2be565d60f7d564ecc7d916258423b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_session_only_d82a9",
                    table="mappa_riskview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_riskviewevent" ("adult", "case_id", "children", "dissent", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prisoners", "public", "recorded_at", "recorded_by_id", "self_harm", "staff", "version", "why") SELECT new_values."adult", new_values."case_id", new_values."children", new_values."dissent", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prisoners", new_values."public", new_values."recorded_at", new_values."recorded_by_id", new_values."self_harm", new_values."staff", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aa09543a25f3836d2ad8a53a5fddd7669c161ad8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_652a7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_riskview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_riskviewevent" ("adult", "case_id", "children", "dissent", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prisoners", "public", "recorded_at", "recorded_by_id", "self_harm", "staff", "version", "why") SELECT new_values."adult", new_values."case_id", new_values."children", new_values."dissent", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prisoners", new_values."public", new_values."recorded_at", new_values."recorded_by_id", new_values."self_harm", new_values."staff", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fe193dab27bc7841704b760e36a3fb7acdb4b219",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d354",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_riskview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8db0a9eed4af61ac9824039b719935b3498f3652",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0771e",
                    table="mappa_riskviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="sitting",
            index=models.Index(fields=["force", "held_on"], name="sittings_by_day"),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="sitting_ends_after_start",
                violation_error_message="A meeting ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), _negated=True),
                    models.Q(("joining", ""), _negated=True),
                    _connector="OR",
                ),
                name="sitting_somewhere",
                violation_error_message="Say where the meeting is held, or how to join it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("below_grade", False),
                    models.Q(("override_why", ""), _negated=True),
                    ("state__in", ["planned", "cancelled", "postponed"]),
                    _connector="OR",
                ),
                name="sitting_chair_of_grade",
                violation_error_message="The chair’s grade is too low for this level. A detective inspector has to say why it is held all the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("override_at__isnull", True), ("override_by__isnull", True), ("override_why", "")
                    ),
                    models.Q(
                        models.Q(("override_why", ""), _negated=True),
                        ("override_at__isnull", False),
                        ("override_by__isnull", False),
                        models.Q(("override_by", models.F("chair")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sitting_override_whole",
                violation_error_message="Somebody other than the chair says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["cancelled", "postponed"]), _negated=True),
                    models.Q(("called_off_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="sitting_called_off_why",
                violation_error_message="Say why the meeting is not held.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="847641fad86ee6c5bf59cd0ede8d98771066fcd5",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cff16",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="sitting_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:noticed,noticed:pack_open,pack_open:pack_locked,pack_locked:open,open:closed,planned:cancelled,planned:postponed,noticed:cancelled,noticed:postponed,pack_open:cancelled,pack_open:postponed,pack_locked:cancelled,pack_locked:postponed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="49c64b2a7d8c9268718b3c534bc2f58c4a08a5e3",
                    operation="UPDATE",
                    pgid="pgtrigger_sitting_one_step_at_a_time_7120f",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_planned",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'planned' THEN\n    RAISE EXCEPTION 'a meeting begins by being planned' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="87a08c7f3200cef5db074db9ec7ab792df7097d2",
                    operation="INSERT",
                    pgid="pgtrigger_begins_planned_837e9",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="closes_when_heard",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state AND NEW.state = 'closed')",
                    declare="DECLARE reader text; found boolean;",
                    func="\nreader := current_setting('vigil.reader');\nPERFORM set_config('vigil.reader', 'vigil', true);\nfound := EXISTS (\n    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND (\n        state IN ('scheduled', 'ready', 'in_session')\n        OR (state = 'inquorate' AND without_quorum <> 'adjourn' AND decided_at IS NULL)\n    )\n);\nPERFORM set_config('vigil.reader', reader, true);\nIF found THEN\n    RAISE EXCEPTION 'a case of this meeting is not finished' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="c03f3c2a637c1eb670ae39045fe7331d595d4bbd",
                    operation="UPDATE",
                    pgid="pgtrigger_closes_when_heard_fadf0",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="holds_its_cases",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.held_on <> NEW.held_on OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at)",
                    declare="DECLARE reader text; heard boolean; outside boolean;",
                    func="\nreader := current_setting('vigil.reader');\nPERFORM set_config('vigil.reader', 'vigil', true);\nheard := OLD.held_on <> NEW.held_on AND EXISTS (\n    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND state IN ('in_session', 'inquorate', 'decided')\n);\noutside := EXISTS (\n    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND state <> 'adjourned' AND (\n        (begins_at AT TIME ZONE 'Europe/London')::time < NEW.starts_at\n        OR (ends_at AT TIME ZONE 'Europe/London')::time > NEW.ends_at\n    )\n);\nPERFORM set_config('vigil.reader', reader, true);\nIF heard THEN\n    RAISE EXCEPTION 'a case of this meeting was heard on its day' USING ERRCODE = 'check_violation';\nEND IF;\nIF outside THEN\n    RAISE EXCEPTION 'a case lies outside the hours of its meeting' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="024746bd46fc8f3286f40e2848323bf1428f001e",
                    operation="UPDATE",
                    pgid="pgtrigger_holds_its_cases_10add",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="opens_on_its_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state AND NEW.state = 'open')",
                    func="\nIF (NEW.opened_at AT TIME ZONE 'Europe/London')::date IS DISTINCT FROM NEW.held_on THEN\n    RAISE EXCEPTION 'a meeting is opened on its day' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="e825d4ac15eb27a3ad3aabedffc49a5dc04aa15b",
                    operation="UPDATE",
                    pgid="pgtrigger_opens_on_its_day_f42e2",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="open_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state = 'open' AND (OLD.held_on, OLD.level, OLD.area, OLD.force_id, OLD.opened_at) IS DISTINCT FROM (NEW.held_on, NEW.level, NEW.area, NEW.force_id, NEW.opened_at))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1952e0042bfbcb78afef3aea68dbaaa6c3b37715",
                    operation="UPDATE",
                    pgid="pgtrigger_open_stays_60996",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="another_chair_says_why",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state = 'open' AND OLD.chair_id <> NEW.chair_id)",
                    func="\nIF NEW.chair_why = '' OR NEW.chair_why = OLD.chair_why THEN\n    RAISE EXCEPTION 'somebody else chairs an open meeting for a reason' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="f809e244a6744c2ccba32ed527271982a7d55f55",
                    operation="UPDATE",
                    pgid="pgtrigger_another_chair_says_why_5eeae",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="over_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('closed', 'cancelled', 'postponed'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="231ed126482887e217087552894691ef01360fd8",
                    operation="UPDATE",
                    pgid="pgtrigger_over_stays_5a66d",
                    table="mappa_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_sittingevent" ("area", "below_grade", "called_off_why", "chair_id", "chair_why", "ends_at", "force_id", "held_on", "id", "joining", "level", "moved_why", "opened_at", "override_at", "override_by_id", "override_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postponed_to_id", "recorded_at", "recorded_by_id", "returns_due_on", "starts_at", "state", "submission", "version") SELECT new_values."area", new_values."below_grade", new_values."called_off_why", new_values."chair_id", new_values."chair_why", new_values."ends_at", new_values."force_id", new_values."held_on", new_values."id", new_values."joining", new_values."level", new_values."moved_why", new_values."opened_at", new_values."override_at", new_values."override_by_id", new_values."override_why", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."postponed_to_id", new_values."recorded_at", new_values."recorded_by_id", new_values."returns_due_on", new_values."starts_at", new_values."state", new_values."submission", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0819e7d28bf6d98c5e15c9cd01c7e442646a2171",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_75b31",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_sitting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_sittingevent" ("area", "below_grade", "called_off_why", "chair_id", "chair_why", "ends_at", "force_id", "held_on", "id", "joining", "level", "moved_why", "opened_at", "override_at", "override_by_id", "override_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postponed_to_id", "recorded_at", "recorded_by_id", "returns_due_on", "starts_at", "state", "submission", "version") SELECT new_values."area", new_values."below_grade", new_values."called_off_why", new_values."chair_id", new_values."chair_why", new_values."ends_at", new_values."force_id", new_values."held_on", new_values."id", new_values."joining", new_values."level", new_values."moved_why", new_values."opened_at", new_values."override_at", new_values."override_by_id", new_values."override_why", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."postponed_to_id", new_values."recorded_at", new_values."recorded_by_id", new_values."returns_due_on", new_values."starts_at", new_values."state", new_values."submission", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6ff2467789069522754a7894ce37f48295859d05",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_77fdb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_sitting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="edefd2cf84011fccd80727fa4be4e7e6e1ca5522",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2187f",
                    table="mappa_casereviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="casereview",
            index=models.Index(fields=["person", "-begins_at"], name="case_reviews_of_person"),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state", "adjourned"), _negated=True),
                expressions=[
                    (models.F("sitting"), "="),
                    (
                        models.Func(
                            models.F("begins_at"),
                            models.F("ends_at"),
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="cases_in_turn",
                violation_error_message="Another case has that time. Choose a time that is free.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "adjourned"), _negated=True),
                fields=("sitting", "person"),
                name="person_listed_once",
                violation_error_message="This person is listed for this meeting already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                name="case_ends_after_start",
                violation_error_message="A case ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "inquorate"), _negated=True),
                    models.Q(
                        ("quorum", "inquorate"),
                        models.Q(("quorum_missing", []), _negated=True),
                        models.Q(
                            models.Q(("reconvene_on__isnull", True), ("without_quorum", "")),
                            models.Q(
                                models.Q(("without_quorum", ""), _negated=True),
                                ("reconvene_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="case_not_quorate_whole",
                violation_error_message="Without a quorum, say who was missing, what is done, and when to meet again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "decided"), _negated=True),
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False), ("quorum", "quorate")
                    ),
                    _connector="OR",
                ),
                name="case_decided_whole",
                violation_error_message="A decided case says when, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "adjourned"), _negated=True),
                    models.Q(("adjourned_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_adjourned_why",
                violation_error_message="Say why the case was not heard.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_at__isnull", True),
                    ("state", "decided"),
                    models.Q(
                        ("decided_by__isnull", False), ("state", "inquorate"), ("without_quorum", "proceed")
                    ),
                    _connector="OR",
                ),
                name="case_closed_by_the_chair",
                violation_error_message="A case is closed once it is decided, or went on without a quorum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("without_quorum", "proceed"), _negated=True),
                    models.Q(("quorum_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_goes_on_why",
                violation_error_message="Say why the meeting goes on without a quorum.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0764ac27d57fa74a6a8de8ea34f5f6949b2d6cfa",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cae60",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="case_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{scheduled:ready,scheduled:in_session,scheduled:inquorate,ready:inquorate,ready:in_session,in_session:decided,in_session:inquorate,inquorate:in_session,scheduled:adjourned,ready:adjourned,in_session:adjourned,inquorate:adjourned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="12d208927ba4ac058222d9b78267d92e224bbe60",
                    operation="UPDATE",
                    pgid="pgtrigger_case_one_step_at_a_time_cdac6",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_listed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE day date;",
                    func="\nday := (NEW.begins_at AT TIME ZONE 'Europe/London')::date;\nIF NEW.state <> 'scheduled' THEN\n    RAISE EXCEPTION 'a case begins by being listed' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM offenders_mappastatus WHERE person_id = NEW.person_id AND voided_at IS NULL\n        AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)\n        AND (level IN ('2', '3') OR NEW.purpose = 'emergency')\n) AND NOT EXISTS (\n    SELECT FROM mappa_referral WHERE person_id = NEW.person_id AND voided_at IS NULL AND state = 'accepted'\n) THEN\n    RAISE EXCEPTION 'this person has no level at which agencies meet, and no accepted referral'\n        USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="82abcbc4b24a5a792c0eb15bd92d49f26af82146",
                    operation="INSERT",
                    pgid="pgtrigger_begins_listed_4e746",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="within_the_hours",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id\n        AND starts_at <= (NEW.begins_at AT TIME ZONE 'Europe/London')::time\n        AND ends_at >= (NEW.ends_at AT TIME ZONE 'Europe/London')::time\n) THEN\n    RAISE EXCEPTION 'a case lies outside the hours of its meeting' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="db436335b58fe2d7ceb149866070e5ec1b6054e7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_the_hours_b6714",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="hard_stops",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> NEW.state OR OLD.without_quorum <> NEW.without_quorum OR OLD.decided_at IS DISTINCT FROM NEW.decided_at)",
                    declare="DECLARE day date; spoken boolean; bodies text[]; chaired boolean; held boolean;",
                    func="\nday := (NEW.began_at AT TIME ZONE 'Europe/London')::date;\nspoken := NEW.state IN ('in_session', 'decided') OR NEW.without_quorum = 'proceed';\nIF OLD.state = 'inquorate' AND NEW.state <> 'inquorate' AND (\n    OLD.without_quorum = 'adjourn' OR OLD.decided_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state IN ('in_session', 'inquorate') AND NOT EXISTS (\n    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id AND (\n        state = 'open' OR (NEW.purpose = 'emergency' AND held_on = day)\n    )\n) THEN\n    RAISE EXCEPTION 'the meeting is not open' USING ERRCODE = 'check_violation';\nEND IF;\nIF spoken AND NOT EXISTS (SELECT FROM mappa_confirmation WHERE case_id = NEW.id) THEN\n    RAISE EXCEPTION 'the confidentiality statement was not confirmed' USING ERRCODE = 'check_violation';\nEND IF;\nIF spoken AND EXISTS (\n    SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at > (\n        SELECT max(at) FROM mappa_confirmation WHERE case_id = NEW.id\n    )\n) THEN\n    RAISE EXCEPTION 'somebody came in after the confidentiality statement' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state IN ('in_session', 'decided') THEN\n    SELECT array_agg(CASE WHEN each.agency_id IS NULL THEN 'police' ELSE standing.body END)\n            FILTER (WHERE NOT each.is_chair),\n        bool_or(each.is_chair), bool_or(each.holds_case)\n    INTO bodies, chaired, held\n    FROM mappa_attendance each LEFT JOIN mappa_agencystanding standing ON standing.agency_id = each.agency_id\n    WHERE each.case_id = NEW.id AND each.arrived_at IS NOT NULL;\n    IF NEW.quorum <> 'quorate' OR chaired IS NOT TRUE OR held IS NOT TRUE OR NOT bodies @> (\n        ARRAY['police', 'probation'] || ARRAY(\n            SELECT lead_agency::text FROM offenders_mappastatus\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n                AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)\n        ) || ARRAY(\n            SELECT 'prison' FROM offenders_absence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n                AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')\n                AND starts_on <= day AND (ended_on IS NULL OR ended_on > day)\n        )\n    ) THEN\n        RAISE EXCEPTION 'the meeting is not quorate' USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nIF NEW.state = 'decided' THEN\n    IF NOT EXISTS (SELECT FROM mappa_riskview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_planview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_disclosureview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_levelview WHERE case_id = NEW.id)\n        OR NOT EXISTS (SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'something of this case is missing' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.next_on IS NULL AND NOT EXISTS (\n        SELECT FROM mappa_levelview WHERE case_id = NEW.id AND (outcome = 'exits' OR level = '1')\n    ) THEN\n        RAISE EXCEPTION 'the next date is missing' USING ERRCODE = 'check_violation';\n    END IF;\n    IF EXISTS (\n        SELECT FROM mappa_agreedaction WHERE person_id = NEW.person_id\n            AND (case_id <> NEW.id OR recorded_at < NEW.began_at)\n            AND state IN ('agreed', 'acknowledged', 'in_progress', 'done')\n    ) THEN\n        RAISE EXCEPTION 'an action of an earlier meeting has no outcome' USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nRETURN NEW;\n",
                    hash="6caf4526d1143cf12e288903db96852501f085d7",
                    operation="UPDATE",
                    pgid="pgtrigger_hard_stops_205de",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.decided_at IS NOT NULL AND (OLD.state, OLD.person_id, OLD.sitting_id, OLD.begins_at, OLD.ends_at, OLD.began_at, OLD.purpose, OLD.next_on, OLD.limit_on, OLD.quorum, OLD.quorum_missing, OLD.without_quorum, OLD.quorum_why, OLD.reconvene_on, OLD.decided_at, OLD.decided_by_id) IS DISTINCT FROM (NEW.state, NEW.person_id, NEW.sitting_id, NEW.begins_at, NEW.ends_at, NEW.began_at, NEW.purpose, NEW.next_on, NEW.limit_on, NEW.quorum, NEW.quorum_missing, NEW.without_quorum, NEW.quorum_why, NEW.reconvene_on, NEW.decided_at, NEW.decided_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d9ae776dd0ed3eb6140291d850cf461754d78a67",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_stays_11b6f",
                    table="mappa_casereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_casereviewevent" ("adjourned_why", "began_at", "begins_at", "decided_at", "decided_by_id", "ends_at", "id", "limit_on", "next_on", "next_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "question", "quorum", "quorum_missing", "quorum_why", "reconvene_on", "recorded_at", "recorded_by_id", "sitting_id", "state", "submission", "version", "without_quorum") SELECT new_values."adjourned_why", new_values."began_at", new_values."begins_at", new_values."decided_at", new_values."decided_by_id", new_values."ends_at", new_values."id", new_values."limit_on", new_values."next_on", new_values."next_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."question", new_values."quorum", new_values."quorum_missing", new_values."quorum_why", new_values."reconvene_on", new_values."recorded_at", new_values."recorded_by_id", new_values."sitting_id", new_values."state", new_values."submission", new_values."version", new_values."without_quorum" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9fdd99c576e776be880b670181dea1c1906122c4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_75ab8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_casereview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casereview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_casereviewevent" ("adjourned_why", "began_at", "begins_at", "decided_at", "decided_by_id", "ends_at", "id", "limit_on", "next_on", "next_why", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "question", "quorum", "quorum_missing", "quorum_why", "reconvene_on", "recorded_at", "recorded_by_id", "sitting_id", "state", "submission", "version", "without_quorum") SELECT new_values."adjourned_why", new_values."began_at", new_values."begins_at", new_values."decided_at", new_values."decided_by_id", new_values."ends_at", new_values."id", new_values."limit_on", new_values."next_on", new_values."next_why", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."question", new_values."quorum", new_values."quorum_missing", new_values."quorum_why", new_values."reconvene_on", new_values."recorded_at", new_values."recorded_by_id", new_values."sitting_id", new_values."state", new_values."submission", new_values."version", new_values."without_quorum" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="463714fa33fb5875cf292f64f7cc1fbd0da77bca",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_958b5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_casereview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sittingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="71dcd4de507abeb22c4bd8b9b89454e8e20a2798",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_daf4f",
                    table="mappa_sittingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="levelreduction",
            name="heard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mappa.casereview",
                verbose_name="the case that heard it",
            ),
        ),
        migrations.AddField(
            model_name="levelreduction",
            name="taken_back",
            field=models.CharField(blank=True, max_length=500, verbose_name="why it was taken back"),
        ),
        migrations.AddField(
            model_name="levelreductionevent",
            name="heard",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.casereview",
                verbose_name="the case that heard it",
            ),
        ),
        migrations.AddField(
            model_name="levelreductionevent",
            name="taken_back",
            field=models.CharField(blank=True, max_length=500, verbose_name="why it was taken back"),
        ),
        migrations.AddField(
            model_name="mappadecision",
            name="conviction",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offenders.trigger",
                verbose_name="the conviction that brings them in",
            ),
        ),
        migrations.AddField(
            model_name="mappadecision",
            name="heard",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mappa.casereview",
                verbose_name="the case that heard it",
            ),
        ),
        migrations.AddField(
            model_name="mappadecision",
            name="listed",
            field=models.CharField(
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
        migrations.AddField(
            model_name="mappadecisionevent",
            name="conviction",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.trigger",
                verbose_name="the conviction that brings them in",
            ),
        ),
        migrations.AddField(
            model_name="mappadecisionevent",
            name="heard",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.casereview",
                verbose_name="the case that heard it",
            ),
        ),
        migrations.AddField(
            model_name="mappadecisionevent",
            name="listed",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="levelreduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("answer", ""),
                        ("voided_at__isnull", False),
                        models.Q(("taken_back", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="level_reduction_taken_back_whole",
                violation_error_message="What waits is taken back, and with a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelview",
            constraint=models.CheckConstraint(
                condition=models.Q(("category", "3"), ("level", "1"), ("outcome", "stays"), _negated=True),
                name="category_3_stays_at_a_level",
                violation_error_message="Category 3 needs level 2 or 3. Below that they leave MAPPA.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="said_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.person_id, OLD.category, OLD.level, OLD.level_before, OLD.lead_agency, OLD.area, OLD.released_on, OLD.starts_on, OLD.why, OLD.dissent, OLD.stable, OLD.despite, OLD.heard_id, OLD.recorded_at, OLD.recorded_by_id) IS DISTINCT FROM (NEW.person_id, NEW.category, NEW.level, NEW.level_before, NEW.lead_agency, NEW.area, NEW.released_on, NEW.starts_on, NEW.why, NEW.dissent, NEW.stable, NEW.despite, NEW.heard_id, NEW.recorded_at, NEW.recorded_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2b9b3b73df33945fd5b261cdd23b9fa6f5604c34",
                    operation="UPDATE",
                    pgid="pgtrigger_said_once_08542",
                    table="mappa_levelreduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="settled_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.answer <> '' OR OLD.voided_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="37ff785907b65e620b7ba4b44a1d6b8440057ab0",
                    operation="UPDATE",
                    pgid="pgtrigger_settled_once_06cd1",
                    table="mappa_levelreduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="heard_by_a_meeting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided' AND said.outcome = 'stays' AND said.level = NEW.level\n) THEN\n    RAISE EXCEPTION 'no meeting has decided on that level' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="753f31027e65ee92d0429bfa4b1394a859c383f4",
                    operation="INSERT",
                    pgid="pgtrigger_heard_by_a_meeting_18c11",
                    table="mappa_levelreduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_levelreductionevent" ("answer", "answer_note", "answered_at", "answered_by_id", "area", "category", "despite", "dissent", "heard_id", "id", "lead_agency", "level", "level_before", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "released_on", "stable", "starts_on", "submission", "taken_back", "version", "voided_at", "why") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."area", new_values."category", new_values."despite", new_values."dissent", new_values."heard_id", new_values."id", new_values."lead_agency", new_values."level", new_values."level_before", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."released_on", new_values."stable", new_values."starts_on", new_values."submission", new_values."taken_back", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e3543c63f27f907102b9f94aa395d1669598d879",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f485",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_levelreduction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelreduction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_levelreductionevent" ("answer", "answer_note", "answered_at", "answered_by_id", "area", "category", "despite", "dissent", "heard_id", "id", "lead_agency", "level", "level_before", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "released_on", "stable", "starts_on", "submission", "taken_back", "version", "voided_at", "why") SELECT new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."area", new_values."category", new_values."despite", new_values."dissent", new_values."heard_id", new_values."id", new_values."lead_agency", new_values."level", new_values."level_before", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."released_on", new_values."stable", new_values."starts_on", new_values."submission", new_values."taken_back", new_values."version", new_values."voided_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0c28ed08ec8eb457bd07ba3b0c0dc17fb9bb44f9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8deea",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_levelreduction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecision",
            trigger=pgtrigger.compiler.Trigger(
                name="lowered_countersigned",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stood text; today date; days integer;",
                    func="\nIF NEW.heard_id IS NOT NULL AND NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided') THEN\n    RAISE EXCEPTION 'no case of theirs was decided' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.trigger = 'decision' AND NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided' AND said.outcome = 'exits') THEN\n    RAISE EXCEPTION 'no meeting has decided that they leave' USING ERRCODE = 'check_violation';\nEND IF;\nIF (NEW.kind = 'ended' OR NEW.level < '3') AND EXISTS (\n    SELECT FROM mappa_criticalcase WHERE person_id = NEW.person_id AND ends_on IS NULL\n) THEN\n    RAISE EXCEPTION 'a critical case is one at level 3' USING ERRCODE = 'check_violation';\nEND IF;\nstood := GREATEST(NEW.level_before, (\n    SELECT level FROM offenders_mappastatus\n    WHERE person_id = NEW.person_id AND voided_at IS NULL AND id <> NEW.status_id\n        AND ends_on = NEW.takes_effect_on\n    ORDER BY recorded_at DESC LIMIT 1\n));\nIF NEW.kind = 'set' AND stood > NEW.level THEN\n    IF NOT EXISTS (SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id\n    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided' AND said.outcome = 'stays' AND said.level = NEW.level) THEN\n        RAISE EXCEPTION 'a meeting lowers a level' USING ERRCODE = 'check_violation';\n    END IF;\n    today := (NEW.decided_at AT TIME ZONE 'Europe/London')::date;\n    days := (\n        SELECT value FROM practice_setting AS setting\n        WHERE key = 'mappa.lower_gate' AND effective_from <= today\n            AND (force_id IS NULL OR force_id = (SELECT force_id FROM offenders_person WHERE id = NEW.person_id))\n            AND NOT EXISTS (SELECT FROM practice_withdrawal WHERE setting_id = setting.id)\n        ORDER BY force_id NULLS LAST, effective_from DESC LIMIT 1\n    );\n    IF NEW.reduction_id IS NULL AND EXISTS (\n        SELECT FROM (\n            SELECT starts_on AS released_on FROM offenders_licence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL\n            UNION ALL\n            SELECT ended_on FROM offenders_absence\n            WHERE person_id = NEW.person_id AND voided_at IS NULL AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')\n        ) AS releases JOIN unnest(ARRAY[NEW.takes_effect_on, today]) AS day\n            ON released_on <= day AND day < released_on + days\n    ) THEN\n        RAISE EXCEPTION 'an inspector countersigns a lower level soon after release'\n            USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nIF NEW.reduction_id IS NOT NULL AND NOT EXISTS (\n    SELECT FROM mappa_levelreduction\n    WHERE id = NEW.reduction_id AND person_id = NEW.person_id AND answer = 'approved' AND level = NEW.level\n) THEN\n    RAISE EXCEPTION 'nobody has countersigned the lower level' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="5ec6e69f6ce1630d08d6646cf84545d1234c16b5",
                    operation="INSERT",
                    pgid="pgtrigger_lowered_countersigned_7bc13",
                    table="mappa_mappadecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappadecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_mappadecisionevent" ("area", "category", "closed", "conviction_id", "decided_at", "decided_by_id", "dissent", "heard_id", "id", "kind", "lead_agency", "level", "level_before", "listed", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reduction_id", "rests_on", "status_id", "submission", "takes_effect_on", "told", "trigger", "why") SELECT new_values."area", new_values."category", new_values."closed", new_values."conviction_id", new_values."decided_at", new_values."decided_by_id", new_values."dissent", new_values."heard_id", new_values."id", new_values."kind", new_values."lead_agency", new_values."level", new_values."level_before", new_values."listed", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reduction_id", new_values."rests_on", new_values."status_id", new_values."submission", new_values."takes_effect_on", new_values."told", new_values."trigger", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8604b9c07342c59f394e4037e793a16373b84159",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_39400",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_mappadecision",
                    when="AFTER",
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
        migrations.RunSQL(*OF_THE_SAME_PERSON),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
