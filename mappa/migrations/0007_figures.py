"""The figures of meetings: what a force aims at; transfers to another area; changes to a plan proposed in a meeting."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# The first values of what a force decides; none of them is law.
_FIRST = {
    "mappa.target.k1": 85,
    "mappa.target.k2": 90,
    "mappa.target.k3": 100,
    "mappa.target.k4": 90,
    "mappa.target.k5_2": 75,
    "mappa.target.k5_3": 90,
    "mappa.target.k6": 90,
    "mappa.target.k7": 90,
    "mappa.target.k11": 100,
    "mappa.transfer_answer": 10,
    "mappa.plan_changes": 5,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


# While another area has not answered, the one that asked stays responsible, whoever writes a level.
AREA_STAYS = """
CREATE FUNCTION mappa_area_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.voided_at IS NULL AND EXISTS (
        SELECT FROM mappa_transfer WHERE person_id = NEW.person_id AND answer = '' AND from_area <> NEW.area
    ) THEN
        RAISE EXCEPTION 'the area stays responsible until the other accepts' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER area_stays BEFORE INSERT OR UPDATE OF area, voided_at ON offenders_mappastatus
    FOR EACH ROW EXECUTE FUNCTION mappa_area_stays();
"""
AREA_MOVES = """
DROP TRIGGER area_stays ON offenders_mappastatus;
DROP FUNCTION mappa_area_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mappa", "0006_portal"),
        ("practice", "0002_who_decides_policy"),
        ("offenders", "0008_hold_category_3_at_a_level"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0011_summaries_shared_with_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "line",
                    models.CharField(
                        choices=[
                            ("at_risk", "Who is at risk"),
                            ("harm", "What could happen to them"),
                            ("soon", "When, and in what circumstances"),
                            ("triggers", "Triggers and early warning signs"),
                            ("protective", "What protects"),
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                            ("contact", "How they are seen"),
                            ("briefing", "Briefing for officers who may meet them"),
                        ],
                        max_length=16,
                        verbose_name="which part of the plan",
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=1000, verbose_name="what it says")),
                ("after", models.CharField(max_length=1000, verbose_name="what it should say")),
                ("why", models.CharField(max_length=500, verbose_name="why")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_changes",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="riskplans.plan"
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
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riskplans.plan",
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
                "verbose_name": "change to the plan, proposed in a meeting",
                "verbose_name_plural": "changes to plans, proposed in meetings",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="PlanChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "line",
                    models.CharField(
                        choices=[
                            ("at_risk", "Who is at risk"),
                            ("harm", "What could happen to them"),
                            ("soon", "When, and in what circumstances"),
                            ("triggers", "Triggers and early warning signs"),
                            ("protective", "What protects"),
                            ("supervision", "Supervision"),
                            ("monitoring", "Monitoring and control"),
                            ("interventions", "Interventions and treatment"),
                            ("victims", "Victim safety"),
                            ("contact", "How they are seen"),
                            ("briefing", "Briefing for officers who may meet them"),
                        ],
                        max_length=16,
                        verbose_name="which part of the plan",
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=1000, verbose_name="what it says")),
                ("after", models.CharField(max_length=1000, verbose_name="what it should say")),
                ("why", models.CharField(max_length=500, verbose_name="why")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        to="mappa.planchange",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.plan",
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
                    "taken_into",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.plan",
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
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("from_area", models.CharField(max_length=80, verbose_name="from area")),
                ("to_area", models.CharField(max_length=80, verbose_name="to area")),
                ("outside", models.BooleanField(default=False, verbose_name="another force’s area")),
                ("why", models.CharField(max_length=1000, verbose_name="why it is handed over")),
                ("report", models.TextField(verbose_name="handover report")),
                ("assembled", models.TextField(help_text="What the record said then, as JSON.")),
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
                        verbose_name="lead agency there",
                    ),
                ),
                (
                    "lead_office",
                    models.CharField(blank=True, max_length=120, verbose_name="lead office there"),
                ),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer_why", models.CharField(blank=True, max_length=1000, verbose_name="reasons")),
                (
                    "said_by",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="who answered there: name and role"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(blank=True, max_length=300, verbose_name="what shows the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappa_transfers",
                        to="offenders.person",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riskplans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "transfer to another MAPPA area",
                "verbose_name_plural": "transfers to other MAPPA areas",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="TransferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("report", models.TextField(verbose_name="handover report")),
                ("assembled", models.TextField(help_text="What the record said then, as JSON.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("from_area", models.CharField(max_length=80, verbose_name="from area")),
                ("to_area", models.CharField(max_length=80, verbose_name="to area")),
                ("outside", models.BooleanField(default=False, verbose_name="another force’s area")),
                ("why", models.CharField(max_length=1000, verbose_name="why it is handed over")),
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
                        verbose_name="lead agency there",
                    ),
                ),
                (
                    "lead_office",
                    models.CharField(blank=True, max_length=120, verbose_name="lead office there"),
                ),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer_why", models.CharField(blank=True, max_length=1000, verbose_name="reasons")),
                (
                    "said_by",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="who answered there: name and role"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(blank=True, max_length=300, verbose_name="what shows the answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(editable=False, null=True)),
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
                        to="mappa.transfer",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("case", "line"),
                name="one_change_a_line",
                violation_error_message="A change of that line is proposed already. Withdraw it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", models.F("after")), _negated=True),
                    models.Q(("after", ""), _negated=True),
                    models.Q(("why", ""), _negated=True),
                ),
                name="plan_change_changes",
                violation_error_message="Say what the line should say instead, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_at__isnull", True), ("taken_by__isnull", True), ("taken_into__isnull", True)
                    ),
                    models.Q(
                        ("taken_at__isnull", False),
                        ("taken_by__isnull", False),
                        ("taken_into__isnull", False),
                        ("withdrawn_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="plan_change_taken_whole",
                violation_error_message="A change that was taken over says into which plan, by whom and when.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4a510ea4c737512638acb86cc8c4c2c556b25c3f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cd4ca",
                    table="mappa_planchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="proposed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."before" IS DISTINCT FROM (NEW."before") OR OLD."after" IS DISTINCT FROM (NEW."after") OR OLD."why" IS DISTINCT FROM (NEW."why"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ebe0e15f6d8c582307af545160d6f0f104f8bae0",
                    operation="UPDATE",
                    pgid="pgtrigger_proposed_once_281e5",
                    table="mappa_planchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="in_session_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (\n        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)\n    )\n) THEN\n    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="b0cef3e13a2b5be00b7548242a01822a1431e445",
                    operation="INSERT",
                    pgid="pgtrigger_in_session_only_29d93",
                    table="mappa_planchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="taken_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.taken_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c180ec4e36666474fa4e1ade484fdc315e9ee283",
                    operation="UPDATE",
                    pgid="pgtrigger_taken_once_d0540",
                    table="mappa_planchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_planchangeevent" ("after", "before", "case_id", "id", "line", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "taken_at", "taken_by_id", "taken_into_id", "version", "why", "withdrawn_at", "withdrawn_by_id") SELECT new_values."after", new_values."before", new_values."case_id", new_values."id", new_values."line", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."taken_at", new_values."taken_by_id", new_values."taken_into_id", new_values."version", new_values."why", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e213a70ca223d881e0a2d32f628fcaa129041ec6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_418e7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_planchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_planchangeevent" ("after", "before", "case_id", "id", "line", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_at", "recorded_by_id", "submission", "taken_at", "taken_by_id", "taken_into_id", "version", "why", "withdrawn_at", "withdrawn_by_id") SELECT new_values."after", new_values."before", new_values."case_id", new_values."id", new_values."line", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."taken_at", new_values."taken_by_id", new_values."taken_into_id", new_values."version", new_values."why", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ec4d4d9568efe151bd962c911ca10d794e15acf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a35a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_planchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planchangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="321c3710c916a8ccc99015b56a76a31f97111eb2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b91e",
                    table="mappa_planchangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", "")),
                fields=("person",),
                name="one_transfer_waiting",
                violation_error_message="A transfer waits for an answer already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_area", models.F("to_area")), _negated=True),
                name="transfer_to_another_area",
                violation_error_message="They are managed in that area already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("answer_why", ""),
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answer_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transfer_answered_whole",
                violation_error_message="An answer says who gave it, when, and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer__in", ["", "withdrawn"]),
                    models.Q(
                        ("outside", False), models.Q(("answered_by", models.F("asked_by")), _negated=True)
                    ),
                    models.Q(
                        ("outside", True),
                        models.Q(("said_by", ""), _negated=True),
                        models.Q(("evidence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transfer_answered_there",
                violation_error_message="The receiving area answers; for another force’s, say who did and what shows it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cb7b6e640711eb788dc56cd40de18e9140abd8f0",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c4842",
                    table="mappa_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."from_area" IS DISTINCT FROM (NEW."from_area") OR OLD."to_area" IS DISTINCT FROM (NEW."to_area") OR OLD."outside" IS DISTINCT FROM (NEW."outside") OR OLD."why" IS DISTINCT FROM (NEW."why") OR OLD."lead_agency" IS DISTINCT FROM (NEW."lead_agency") OR OLD."lead_office" IS DISTINCT FROM (NEW."lead_office") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="74e78229ecca80277963da85aa621ddcce5c8f71",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_once_6e81a",
                    table="mappa_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.answer <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b3eee8cca6d159cbdd341de3374c706148aa45af",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_once_cb837",
                    table="mappa_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="moves_as_accepted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.answer <> NEW.answer AND NEW.answer = 'accepted')",
                    constraint="CONSTRAINT",
                    func="\nIF NOT EXISTS (\n    SELECT FROM offenders_mappastatus\n    WHERE person_id = NEW.person_id AND area = NEW.to_area AND voided_at IS NULL AND recorded_at = NEW.answered_at\n) THEN\n    RAISE EXCEPTION 'the area that accepted is not responsible' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NULL;\n",
                    hash="eb3a905a6f33d04837230d5cdea4af63f9c57fe3",
                    operation="UPDATE",
                    pgid="pgtrigger_moves_as_accepted_92bb0",
                    table="mappa_transfer",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_transferevent" ("answer", "answer_why", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "assembled", "due_on", "evidence", "from_area", "id", "lead_agency", "lead_office", "outside", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "report", "said_by", "submission", "to_area", "version", "why") SELECT new_values."answer", new_values."answer_why", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."assembled", new_values."due_on", new_values."evidence", new_values."from_area", new_values."id", new_values."lead_agency", new_values."lead_office", new_values."outside", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."report", new_values."said_by", new_values."submission", new_values."to_area", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d2d056b791d5a35a20d7f7ed39a099b88bc979e6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_841de",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_transfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_transferevent" ("answer", "answer_why", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "assembled", "due_on", "evidence", "from_area", "id", "lead_agency", "lead_office", "outside", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "report", "said_by", "submission", "to_area", "version", "why") SELECT new_values."answer", new_values."answer_why", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."assembled", new_values."due_on", new_values."evidence", new_values."from_area", new_values."id", new_values."lead_agency", new_values."lead_office", new_values."outside", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."report", new_values."said_by", new_values."submission", new_values."to_area", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2f2a5251061ee11f0f08862944c4adb3326f4b37",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_afdc8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_transfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transferevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb4528fe215cd328e057b92a2ec6a2462d69d0ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2053",
                    table="mappa_transferevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('mappa_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('mappa_{table}{its}')",
            )
            for table in ("transfer", "planchange")
            for its in ("", "event")
        ),
        migrations.RunSQL(AREA_STAYS, AREA_MOVES),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
