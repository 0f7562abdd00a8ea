"""Files of more rows than one person may take: asked for, decided by a second person, taken once."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("dashboards", "0002_populations"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LargeExport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("asked_at", models.DateTimeField()),
                ("name", models.CharField(max_length=120, verbose_name="what the file is called")),
                ("caption", models.CharField(max_length=200, verbose_name="which list")),
                ("address", models.CharField(max_length=2000, verbose_name="where it is taken")),
                ("page", models.CharField(max_length=2000, verbose_name="where the list is read")),
                ("fingerprint", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField(verbose_name="how many rows")),
                ("why", models.TextField(verbose_name="what it is for")),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("approved", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True, verbose_name="why it is refused")),
                ("open_to", models.DateField(null=True, verbose_name="may be taken to the end of")),
                ("taken_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
                    ),
                ),
            ],
            options={
                "verbose_name": "export above the limit",
                "verbose_name_plural": "exports above the limit",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="LargeExportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("name", models.CharField(max_length=120, verbose_name="what the file is called")),
                ("caption", models.CharField(max_length=200, verbose_name="which list")),
                ("address", models.CharField(max_length=2000, verbose_name="where it is taken")),
                ("page", models.CharField(max_length=2000, verbose_name="where the list is read")),
                ("fingerprint", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField(verbose_name="how many rows")),
                ("why", models.TextField(verbose_name="what it is for")),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("approved", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True, verbose_name="why it is refused")),
                ("open_to", models.DateField(null=True, verbose_name="may be taken to the end of")),
                ("taken_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        to="dashboards.largeexport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="largeexport",
            index=models.Index(fields=["asked_by", "-asked_at"], name="large_exports_of_user"),
        ),
        migrations.AddIndex(
            model_name="largeexport",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["force"],
                name="large_exports_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="largeexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("asked_by", "fingerprint"),
                name="large_export_asked_once",
                violation_error_message="You have asked for this file already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="largeexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved__isnull", True),
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("open_to__isnull", True),
                    ),
                    models.Q(
                        ("approved__isnull", False),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("approved", True),
                        ("open_to__isnull", False),
                    ),
                    models.Q(
                        ("approved__isnull", False),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("approved", False),
                        ("open_to__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="large_export_decided_whole",
                violation_error_message="Somebody approves it to a day, or refuses it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="largeexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="large_export_second_person",
                violation_error_message="A second person decides: never whoever asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="largeexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at__isnull", True),
                    models.Q(("approved", True), ("approved__isnull", False)),
                    _connector="OR",
                ),
                name="large_export_taken_if_approved",
                violation_error_message="Only what was approved is taken.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a09d3821673a5e42323376c741f5a77a75e16d30",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_3af1e",
                    table="dashboards_largeexport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.decided_at IS NOT NULL AND (OLD.decided_at, OLD.decided_by_id, OLD.approved, OLD.note, OLD.open_to) IS DISTINCT FROM (NEW.decided_at, NEW.decided_by_id, NEW.approved, NEW.note, NEW.open_to) OR (OLD.force_id, OLD.asked_by_id, OLD.asked_at, OLD.name, OLD.caption, OLD.address, OLD.page, OLD.fingerprint, OLD.rows, OLD.why) IS DISTINCT FROM (NEW.force_id, NEW.asked_by_id, NEW.asked_at, NEW.name, NEW.caption, NEW.address, NEW.page, NEW.fingerprint, NEW.rows, NEW.why) OR OLD.taken_at IS NOT NULL AND OLD.taken_at IS DISTINCT FROM NEW.taken_at)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="602fe1f49bd572913a3a5e8e47bfbd031c483277",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_stays_80297",
                    table="dashboards_largeexport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_first",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.decided_at IS NOT NULL OR NEW.taken_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="85c4dab660eb4392fb5d38dfc86f41e7046197eb",
                    operation="INSERT",
                    pgid="pgtrigger_asked_first_27930",
                    table="dashboards_largeexport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_largeexportevent" ("address", "approved", "asked_at", "asked_by_id", "caption", "decided_at", "decided_by_id", "fingerprint", "force_id", "id", "name", "note", "open_to", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "submission", "taken_at", "version", "why") SELECT new_values."address", new_values."approved", new_values."asked_at", new_values."asked_by_id", new_values."caption", new_values."decided_at", new_values."decided_by_id", new_values."fingerprint", new_values."force_id", new_values."id", new_values."name", new_values."note", new_values."open_to", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rows", new_values."submission", new_values."taken_at", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="129337aacf528cabb8bac9f2a1a9e3856f6c1948",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_25afb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="dashboards_largeexport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "dashboards_largeexportevent" ("address", "approved", "asked_at", "asked_by_id", "caption", "decided_at", "decided_by_id", "fingerprint", "force_id", "id", "name", "note", "open_to", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "submission", "taken_at", "version", "why") SELECT new_values."address", new_values."approved", new_values."asked_at", new_values."asked_by_id", new_values."caption", new_values."decided_at", new_values."decided_by_id", new_values."fingerprint", new_values."force_id", new_values."id", new_values."name", new_values."note", new_values."open_to", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rows", new_values."submission", new_values."taken_at", new_values."version", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1180873b60c5b82c515015848bc4b9008af8310",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82e86",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="dashboards_largeexport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="largeexportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa7a2273fe6c41b54cf8cab5d996e1840b18481a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7b8be",
                    table="dashboards_largeexportevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
