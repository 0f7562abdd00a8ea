"""What an officer finds before somebody's notification ends, and from when on that is asked.

A database without a record asks about every end. One that is upgraded asks about those that come from the day of the
upgrade on: what ended before was closed by whatever way the force had then.
"""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

ALWAYS = date(2020, 1, 1)
# Proposals: days before the last day of notification.
OPENS, VALUES = ("ending.opens", 28), {"ending.asked": 14, "ending.decided": 7}


def settle(apps, schema_editor):
    """Once: a setting is never deleted, so taking this migration back leaves it standing."""
    setting = apps.get_model("practice", "Setting").objects.using(schema_editor.connection.alias)
    key, days = OPENS
    if setting.filter(key=key, force=None).exists():
        return
    for other, value in VALUES.items():
        setting.create(key=other, value=value, effective_from=ALWAYS)
    known = apps.get_model("offenders", "Person").objects.using(schema_editor.connection.alias)
    if known.exists():
        setting.create(key=key, value=0, effective_from=ALWAYS)
        setting.create(key=key, value=days, effective_from=timezone.localdate())
    else:
        setting.create(key=key, value=days, effective_from=ALWAYS)


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0017_find_who_confirmed"),
        ("practice", "0008_how_soon_requirements_end"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0014_find_visits_to_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EndReview",
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
                ("ends_on", models.DateField(verbose_name="last day of notification")),
                ("citation", models.CharField(max_length=200, verbose_name="section of the Act")),
                (
                    "verified",
                    models.CharField(max_length=1000, verbose_name="what the day was verified against"),
                ),
                (
                    "orders",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="orders and licences that run on"
                    ),
                ),
                ("risk", models.TextField(max_length=4000, verbose_name="risk at the end")),
                (
                    "after",
                    models.CharField(
                        choices=[("close", "Close the record"), ("keep", "Go on managing them")],
                        max_length=5,
                        verbose_name="what follows",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="basis on which they are managed"
                    ),
                ),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "date",
                                    "The day on which notification ends was verified against the sentence",
                                ),
                                ("orders", "No order or licence still in force is lost sight of"),
                                ("risk", "The risk at the end is assessed, and whoever must know is told"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="looked at",
                    ),
                ),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "taken_back_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was taken back"),
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
                        related_name="end_reviews",
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
                "verbose_name": "review before notification ends",
                "verbose_name_plural": "reviews before notification ends",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EndReviewEvent",
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
                ("ends_on", models.DateField(verbose_name="last day of notification")),
                ("citation", models.CharField(max_length=200, verbose_name="section of the Act")),
                (
                    "verified",
                    models.CharField(max_length=1000, verbose_name="what the day was verified against"),
                ),
                (
                    "orders",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="orders and licences that run on"
                    ),
                ),
                ("risk", models.TextField(max_length=4000, verbose_name="risk at the end")),
                (
                    "after",
                    models.CharField(
                        choices=[("close", "Close the record"), ("keep", "Go on managing them")],
                        max_length=5,
                        verbose_name="what follows",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="basis on which they are managed"
                    ),
                ),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "date",
                                    "The day on which notification ends was verified against the sentence",
                                ),
                                ("orders", "No order or licence still in force is lost sight of"),
                                ("risk", "The risk at the end is assessed, and whoever must know is told"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="looked at",
                    ),
                ),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "taken_back_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was taken back"),
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
                        to="riskplans.endreview",
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
            model_name="endreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("voided_at__isnull", True),
                    ("taken_back_at__isnull", True),
                    models.Q(("answer", "refused"), _negated=True),
                ),
                fields=("person", "ends_on"),
                name="one_end_review",
                violation_error_message="This end has been reviewed already: it waits for an answer, or has one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
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
                name="end_review_answered_whole",
                violation_error_message="An answer says who gave it, when, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="end_review_answered_by_another",
                violation_error_message="You cannot approve what you have handed in yourself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "approved"), _negated=True),
                    ("checked__contains", ["date", "orders", "risk"]),
                    _connector="OR",
                ),
                name="end_review_approved_looked_at",
                violation_error_message="Tick each of the points: an approval says that you have looked at them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after", "close"), models.Q(("basis", ""), _negated=True), _connector="OR"
                ),
                name="end_review_kept_on_a_basis",
                violation_error_message="Say on what basis they go on being managed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verified", ""), _negated=True), models.Q(("risk", ""), _negated=True)
                ),
                name="end_review_says_what_was_found",
                violation_error_message="Say what the day was verified against, and what the risk is at the end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_why", "")),
                    models.Q(
                        ("taken_back_at__isnull", False), models.Q(("taken_back_why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="end_review_taken_back_whole",
                violation_error_message="Say why it is taken back.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="655b07370214a8e6019b2ebfb63629c68f19f178",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_99478",
                    table="riskplans_endreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreview",
            trigger=pgtrigger.compiler.Trigger(
                name="end_review_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."citation" IS DISTINCT FROM (NEW."citation") OR OLD."verified" IS DISTINCT FROM (NEW."verified") OR OLD."orders" IS DISTINCT FROM (NEW."orders") OR OLD."risk" IS DISTINCT FROM (NEW."risk") OR OLD."after" IS DISTINCT FROM (NEW."after") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="72c8b10244dd04da29467a2bfe0ef8d64185a9fa",
                    operation="UPDATE",
                    pgid="pgtrigger_end_review_stays_c4970",
                    table="riskplans_endreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreview",
            trigger=pgtrigger.compiler.Trigger(
                name="end_review_answered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF OLD.answer <> '' AND NEW.answer <> OLD.answer THEN\n                    RAISE EXCEPTION 'it has been answered' USING ERRCODE = 'check_violation';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="46cac67168342e2374b2695a8c0a09ad84da1bae",
                    operation="UPDATE",
                    pgid="pgtrigger_end_review_answered_once_bcd92",
                    table="riskplans_endreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_endreviewevent" ("after", "answer", "answer_note", "answered_at", "answered_by_id", "basis", "checked", "citation", "ends_on", "id", "orders", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "risk", "submission", "taken_back_at", "taken_back_why", "verified", "version", "voided_at") SELECT new_values."after", new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."basis", new_values."checked", new_values."citation", new_values."ends_on", new_values."id", new_values."orders", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."risk", new_values."submission", new_values."taken_back_at", new_values."taken_back_why", new_values."verified", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="65e6781a95b2a6800c75936acd736c81d7bb4e2a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c39cc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_endreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_endreviewevent" ("after", "answer", "answer_note", "answered_at", "answered_by_id", "basis", "checked", "citation", "ends_on", "id", "orders", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "risk", "submission", "taken_back_at", "taken_back_why", "verified", "version", "voided_at") SELECT new_values."after", new_values."answer", new_values."answer_note", new_values."answered_at", new_values."answered_by_id", new_values."basis", new_values."checked", new_values."citation", new_values."ends_on", new_values."id", new_values."orders", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."risk", new_values."submission", new_values."taken_back_at", new_values."taken_back_why", new_values."verified", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="79e756eabd55e2368bbffe67f22f81a760cbea5c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22613",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_endreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0fc9a479ce9f5615d7dc0aa52a23df28cfa6f4b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_adace",
                    table="riskplans_endreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}')",
            )
            for table in ("endreview", "endreviewevent")
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
