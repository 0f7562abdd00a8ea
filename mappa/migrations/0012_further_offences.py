"""Charges with serious further offences, their reviews, and the record as it stood: the police's own, and no agency's."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_FIRST = {"mappa.case_review_decide": 5, "mappa.case_review_complete": 3}
_TABLES = (
    *(
        f"{table}{its}"
        for table in ("furtheroffence", "seriouscasereview", "internalreview")
        for its in ("", "event")
    ),
    "frozenrecord",
)


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mappa", "0011_what_agencies_read_and_hear"),
        ("offenders", "0012_why_to_a_full_caseload"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("practice", "0002_who_decides_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrozenRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("content", models.TextField(help_text="What the record said, as JSON.")),
                ("frozen_at", models.DateTimeField()),
                (
                    "frozen_by",
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
                "verbose_name": "frozen record",
                "ordering": ["-frozen_at"],
            },
        ),
        migrations.CreateModel(
            name="FurtherOffence",
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
                    "charged",
                    models.CharField(
                        choices=[
                            ("murder", "Murder"),
                            ("attempted_murder", "Attempted murder"),
                            ("manslaughter", "Manslaughter"),
                            ("rape", "Rape"),
                            ("attempted_rape", "Attempted rape"),
                            ("other", "Another grave offence"),
                        ],
                        max_length=16,
                        verbose_name="charged with",
                    ),
                ),
                ("offence", models.CharField(max_length=200, verbose_name="offence as charged")),
                ("charged_on", models.DateField(verbose_name="charged on")),
                ("committed_on", models.DateField(verbose_name="committed on, or first of its days")),
                (
                    "account",
                    models.CharField(max_length=2000, verbose_name="how it is known, and what is alleged"),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="MAPPA category then",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="MAPPA level then",
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="MAPPA area then")),
                (
                    "taken_back",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was taken off the record"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="further_offences",
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
                "verbose_name": "serious further offence",
                "verbose_name_plural": "serious further offences",
                "ordering": ["-charged_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FurtherOffenceEvent",
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
                    "charged",
                    models.CharField(
                        choices=[
                            ("murder", "Murder"),
                            ("attempted_murder", "Attempted murder"),
                            ("manslaughter", "Manslaughter"),
                            ("rape", "Rape"),
                            ("attempted_rape", "Attempted rape"),
                            ("other", "Another grave offence"),
                        ],
                        max_length=16,
                        verbose_name="charged with",
                    ),
                ),
                ("offence", models.CharField(max_length=200, verbose_name="offence as charged")),
                ("charged_on", models.DateField(verbose_name="charged on")),
                ("committed_on", models.DateField(verbose_name="committed on, or first of its days")),
                (
                    "account",
                    models.CharField(max_length=2000, verbose_name="how it is known, and what is alleged"),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: registered sexual offender"),
                            ("2", "2: violent or other sexual offender"),
                            ("3", "3: other dangerous offender"),
                            ("4", "4: terrorist or terrorist-risk offender"),
                        ],
                        max_length=1,
                        verbose_name="MAPPA category then",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1: one agency manages"),
                            ("2", "2: agencies meet"),
                            ("3", "3: agencies meet, with senior staff"),
                        ],
                        max_length=1,
                        verbose_name="MAPPA level then",
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="MAPPA area then")),
                (
                    "taken_back",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was taken off the record"
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
                        to="mappa.furtheroffence",
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
            name="InternalReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("why", models.CharField(max_length=1000, verbose_name="what it is to answer")),
                ("opened_at", models.DateTimeField()),
                (
                    "findings",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what was found and is to be done"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "charge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_review",
                        to="mappa.furtheroffence",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "frozen",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="mappa.frozenrecord",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_reviews",
                        to="offenders.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "internal management review",
                "verbose_name_plural": "internal management reviews",
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="InternalReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("why", models.CharField(max_length=1000, verbose_name="what it is to answer")),
                ("opened_at", models.DateTimeField()),
                (
                    "findings",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what was found and is to be done"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "charge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.furtheroffence",
                    ),
                ),
                (
                    "closed_by",
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
                    "frozen",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.frozenrecord",
                    ),
                ),
                (
                    "opened_by",
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
                        to="mappa.internalreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SeriousCaseReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("mandatory", "Mandatory"), ("discretionary", "Discretionary")],
                        max_length=13,
                    ),
                ),
                ("commissioned", models.BooleanField(verbose_name="a review is held")),
                ("why", models.CharField(max_length=2000, verbose_name="why the board decided so")),
                ("body", models.CharField(max_length=160, verbose_name="who decided for the board")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("recorded_at", models.DateTimeField()),
                ("started_on", models.DateField(null=True, verbose_name="started on")),
                ("author", models.CharField(blank=True, max_length=160, verbose_name="who writes it")),
                ("due_on", models.DateField(null=True, verbose_name="to be complete by")),
                ("completed_on", models.DateField(null=True, verbose_name="completed on")),
                (
                    "findings",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what was found and is to be learned"
                    ),
                ),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "charge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_review",
                        to="mappa.furtheroffence",
                    ),
                ),
                (
                    "completed_by",
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
                        related_name="serious_case_reviews",
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
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "serious case review",
                "verbose_name_plural": "serious case reviews",
                "ordering": ["-decided_on"],
            },
        ),
        migrations.CreateModel(
            name="SeriousCaseReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "basis",
                    models.CharField(
                        choices=[("mandatory", "Mandatory"), ("discretionary", "Discretionary")],
                        max_length=13,
                    ),
                ),
                ("commissioned", models.BooleanField(verbose_name="a review is held")),
                ("why", models.CharField(max_length=2000, verbose_name="why the board decided so")),
                ("body", models.CharField(max_length=160, verbose_name="who decided for the board")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("recorded_at", models.DateTimeField()),
                ("started_on", models.DateField(null=True, verbose_name="started on")),
                ("author", models.CharField(blank=True, max_length=160, verbose_name="who writes it")),
                ("due_on", models.DateField(null=True, verbose_name="to be complete by")),
                ("completed_on", models.DateField(null=True, verbose_name="completed on")),
                (
                    "findings",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what was found and is to be learned"
                    ),
                ),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "charge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.furtheroffence",
                    ),
                ),
                (
                    "completed_by",
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
                        to="mappa.seriouscasereview",
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
                    "started_by",
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
            model_name="frozenrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="56bfa9dadc49ab018450a560ba08267067c8163f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d1dbb",
                    table="mappa_frozenrecord",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="furtheroffence",
            constraint=models.CheckConstraint(
                condition=models.Q(("committed_on__lte", models.F("charged_on"))),
                name="charged_after_committed",
                violation_error_message="They were charged before that day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="furtheroffence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offence", ""), _negated=True), models.Q(("account", ""), _negated=True)
                ),
                name="charge_said_whole",
                violation_error_message="Enter the offence as charged, and how it is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="furtheroffence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", ""), ("level", "")),
                    models.Q(
                        models.Q(("category", ""), _negated=True), models.Q(("level", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="charged_at_a_level_or_none",
                violation_error_message="A category has its level.",
            ),
        ),
        migrations.AddConstraint(
            model_name="furtheroffence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back", ""), ("voided_at__isnull", True)),
                    models.Q(("voided_at__isnull", False), models.Q(("taken_back", ""), _negated=True)),
                    _connector="OR",
                ),
                name="charge_taken_back_whole",
                violation_error_message="Say why it is taken off the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="64ff6f9fe28185b3891cedc8cc9878c48ef970b8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_37a32",
                    table="mappa_furtheroffence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="charged_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (((OLD.id, OLD.person_id, OLD.charged, OLD.offence, OLD.charged_on, OLD.committed_on, OLD.account, OLD.category, OLD.level, OLD.area, OLD.recorded_at, OLD.recorded_by_id, OLD.submission) IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.charged, NEW.offence, NEW.charged_on, NEW.committed_on, NEW.account, NEW.category, NEW.level, NEW.area, NEW.recorded_at, NEW.recorded_by_id, NEW.submission)) OR OLD.voided_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8b1147d069d72451ce1ce3268906c00dd674419b",
                    operation="UPDATE",
                    pgid="pgtrigger_charged_once_27999",
                    table="mappa_furtheroffence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="at_the_level_of_the_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stood record;",
                    func="\nSELECT category, level, area INTO stood FROM offenders_mappastatus\n    WHERE person_id = NEW.person_id AND voided_at IS NULL AND starts_on <= NEW.charged_on\n        AND (ends_on IS NULL OR ends_on > NEW.charged_on)\n    ORDER BY starts_on DESC LIMIT 1;\nIF (NEW.category, NEW.level, NEW.area)\n    IS DISTINCT FROM (COALESCE(stood.category, ''), COALESCE(stood.level, ''), COALESCE(stood.area, '')) THEN\n    RAISE EXCEPTION 'they were not at that level when they were charged' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="54ed69ccf6cd19c48af9eb960413feae7514647d",
                    operation="INSERT",
                    pgid="pgtrigger_at_the_level_of_the_day_ce65e",
                    table="mappa_furtheroffence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="reviewed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.voided_at IS NOT NULL)",
                    func="\nIF EXISTS (SELECT FROM mappa_seriouscasereview WHERE charge_id = NEW.id)\n    OR EXISTS (SELECT FROM mappa_internalreview WHERE charge_id = NEW.id) THEN\n    RAISE EXCEPTION 'a charge that is reviewed stays' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="e91ba0c8cc0fb4019baa757bea0a87a624b13b8b",
                    operation="UPDATE",
                    pgid="pgtrigger_reviewed_stays_296bf",
                    table="mappa_furtheroffence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_furtheroffenceevent" ("account", "area", "category", "charged", "charged_on", "committed_on", "id", "level", "offence", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "taken_back", "version", "voided_at") SELECT new_values."account", new_values."area", new_values."category", new_values."charged", new_values."charged_on", new_values."committed_on", new_values."id", new_values."level", new_values."offence", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."taken_back", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="068728efd4eb021032c2e66b0e3d965d585f106f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b1974",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_furtheroffence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_furtheroffenceevent" ("account", "area", "category", "charged", "charged_on", "committed_on", "id", "level", "offence", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "taken_back", "version", "voided_at") SELECT new_values."account", new_values."area", new_values."category", new_values."charged", new_values."charged_on", new_values."committed_on", new_values."id", new_values."level", new_values."offence", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."taken_back", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f04c2f77f0edd1618d78b535a454c481dac39f0e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_753b1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_furtheroffence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="furtheroffenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="abda2ce5cdf4e488bd55d8d6319ee6fa4f641ae0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ac11",
                    table="mappa_furtheroffenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="internalreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="internal_review_with_reason",
                violation_error_message="Say what the review is to answer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="internalreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("findings", "")),
                    models.Q(
                        ("closed_at__gte", models.F("opened_at")),
                        ("closed_by__isnull", False),
                        models.Q(("findings", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="internal_review_closed_whole",
                violation_error_message="A review is closed with its findings.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2d904f92cb22f9ab5b2208085f0f4bce818106e9",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2e056",
                    table="mappa_internalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="opened_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.id, OLD.person_id, OLD.charge_id, OLD.frozen_id, OLD.why, OLD.opened_at, OLD.opened_by_id, OLD.submission) IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.charge_id, NEW.frozen_id, NEW.why, NEW.opened_at, NEW.opened_by_id, NEW.submission))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="94f7ee5eaede03a6a94bc3dac318d5d7a15f48be",
                    operation="UPDATE",
                    pgid="pgtrigger_opened_once_533c0",
                    table="mappa_internalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.closed_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1295c682a7971d511df9f5804db4660ea7960069",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_once_8b73c",
                    table="mappa_internalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_charge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_furtheroffence WHERE id = NEW.charge_id AND person_id = NEW.person_id AND voided_at IS NULL\n) OR NOT EXISTS (SELECT FROM mappa_frozenrecord WHERE id = NEW.frozen_id AND person_id = NEW.person_id) THEN\n    RAISE EXCEPTION 'there is no such charge or record of theirs' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="f1355511ffb1eb73f54f3e0cfdd315fcb31dd735",
                    operation="INSERT",
                    pgid="pgtrigger_of_the_charge_ad807",
                    table="mappa_internalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_internalreviewevent" ("charge_id", "closed_at", "closed_by_id", "findings", "frozen_id", "id", "opened_at", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "version", "why") SELECT new_values."charge_id", new_values."closed_at", new_values."closed_by_id", new_values."findings", new_values."frozen_id", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."submission", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="18c256ad2cdf904050c1bf8819d31d4206bee3c3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2ff3d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_internalreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_internalreviewevent" ("charge_id", "closed_at", "closed_by_id", "findings", "frozen_id", "id", "opened_at", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "version", "why") SELECT new_values."charge_id", new_values."closed_at", new_values."closed_by_id", new_values."findings", new_values."frozen_id", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."submission", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="04df0734f988cc309672ef2b200118ef27c2d502",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82722",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_internalreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internalreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc1cf1a16df76c409e567d50e376e8dffb42556d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3635",
                    table="mappa_internalreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="seriouscasereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "mandatory"), _negated=True), ("commissioned", True), _connector="OR"
                ),
                name="mandatory_review_is_held",
                violation_error_message="This review is mandatory: it is to be held.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriouscasereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", ""), _negated=True), models.Q(("body", ""), _negated=True)
                ),
                name="case_review_with_reason",
                violation_error_message="Say who decided for the board, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriouscasereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("author", ""),
                        ("due_on__isnull", True),
                        ("started_by__isnull", True),
                        ("started_on__isnull", True),
                    ),
                    models.Q(
                        ("commissioned", True),
                        ("started_by__isnull", False),
                        ("started_on__gte", models.F("decided_on")),
                        ("due_on__gte", models.F("started_on")),
                        models.Q(("author", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_review_started_whole",
                violation_error_message="A review that is held starts after the decision, with who writes it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriouscasereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("completed_by__isnull", True), ("completed_on__isnull", True), ("findings", "")
                    ),
                    models.Q(
                        ("completed_by__isnull", False),
                        ("completed_on__gte", models.F("started_on")),
                        ("started_on__isnull", False),
                        models.Q(("findings", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_review_completed_whole",
                violation_error_message="A review is completed after it has started, with its findings.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d8e56246ad3128030c09ce15e8d77e93f90f7a8f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_82320",
                    table="mappa_seriouscasereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.id, OLD.person_id, OLD.charge_id, OLD.basis, OLD.commissioned, OLD.why, OLD.body, OLD.decided_on, OLD.recorded_at, OLD.recorded_by_id, OLD.submission) IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.charge_id, NEW.basis, NEW.commissioned, NEW.why, NEW.body, NEW.decided_on, NEW.recorded_at, NEW.recorded_by_id, NEW.submission))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3ab5692241db923ee2199293ec7374dcca02fe53",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_once_0d183",
                    table="mappa_seriouscasereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="started_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.started_on IS NOT NULL AND ((OLD.started_on, OLD.author, OLD.due_on, OLD.started_by_id) IS DISTINCT FROM (NEW.started_on, NEW.author, NEW.due_on, NEW.started_by_id)))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="107b1012f7e46f22b3a487269eb73a9a9dc45b35",
                    operation="UPDATE",
                    pgid="pgtrigger_started_once_5c468",
                    table="mappa_seriouscasereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="completed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.completed_on IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f510c948179dcecc289c463a58851da05fc4952c",
                    operation="UPDATE",
                    pgid="pgtrigger_completed_once_bc63e",
                    table="mappa_seriouscasereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_charge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE its mappa_furtheroffence;",
                    func="\nSELECT * INTO its FROM mappa_furtheroffence\n    WHERE id = NEW.charge_id AND person_id = NEW.person_id AND voided_at IS NULL;\nIF NOT FOUND THEN\n    RAISE EXCEPTION 'there is no such charge of theirs' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.decided_on < its.charged_on THEN\n    RAISE EXCEPTION 'decided before the charge' USING ERRCODE = 'check_violation';\nEND IF;\nIF (NEW.basis = 'mandatory') <> (its.charged IN ('murder', 'attempted_murder', 'manslaughter', 'rape', 'attempted_rape') AND its.level IN ('2', '3')) THEN\n    RAISE EXCEPTION 'whether a review is mandatory follows from the charge' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="ecebb516566ba2e02c662bb4c32881994c71e430",
                    operation="INSERT",
                    pgid="pgtrigger_of_the_charge_b332d",
                    table="mappa_seriouscasereview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_seriouscasereviewevent" ("author", "basis", "body", "charge_id", "commissioned", "completed_by_id", "completed_on", "decided_on", "due_on", "findings", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "started_by_id", "started_on", "submission", "version", "why") SELECT new_values."author", new_values."basis", new_values."body", new_values."charge_id", new_values."commissioned", new_values."completed_by_id", new_values."completed_on", new_values."decided_on", new_values."due_on", new_values."findings", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."started_by_id", new_values."started_on", new_values."submission", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df865cbeed7bdc69c19cdb9a1229bfc2fdd21f29",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d690",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_seriouscasereview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_seriouscasereviewevent" ("author", "basis", "body", "charge_id", "commissioned", "completed_by_id", "completed_on", "decided_on", "due_on", "findings", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "started_by_id", "started_on", "submission", "version", "why") SELECT new_values."author", new_values."basis", new_values."body", new_values."charge_id", new_values."commissioned", new_values."completed_by_id", new_values."completed_on", new_values."decided_on", new_values."due_on", new_values."findings", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."started_by_id", new_values."started_on", new_values."submission", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ebe127d9bf53f824617bc48fa19ec9eb52b8002",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_48b19",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_seriouscasereview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seriouscasereviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f70b460a625eff6f613abbbe3b8762789ecd2003",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3f679",
                    table="mappa_seriouscasereviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('mappa_{table}', 'person_id')",
                f"SELECT vigil_unshield('mappa_{table}')",
            )
            for table in _TABLES
        ),
        *(
            migrations.RunSQL(
                f"CREATE POLICY other_agencies ON mappa_{table} AS RESTRICTIVE "
                "USING ((SELECT vigil_reader_agency()) IS NULL)",
                f"DROP POLICY other_agencies ON mappa_{table}",
            )
            for table in _TABLES
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
