"""Coming to the station: what was noted of it, item by item, the acknowledgements; and how soon what follows is done."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Proposals, not rules of any force: days.
DAYS = {
    "station.refer_child": 1,
    "station.check": 3,
    "station.alert_abroad": 1,
    "station.await_return": 4,
}
TABLES = [
    "attendance",
    "attendanceevent",
    "item",
    "acknowledgement",
    "leg",
    "legevent",
    "begun",
]


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=days, effective_from=date(2020, 1, 1)) for key, days in DAYS.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("notifications", "0003_suspected_breaches"),
        ("offenders", "0005_where_an_account_is_held"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("given_at", models.DateTimeField(verbose_name="attended at")),
                ("station", models.CharField(max_length=120, verbose_name="police station")),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("photograph", "They match the photograph on the record"),
                            ("document", "They showed a passport or another document"),
                            ("known", "I know them"),
                            ("fingerprints", "By their fingerprints"),
                            ("not", "I could not confirm it"),
                        ],
                        max_length=12,
                        verbose_name="how was it confirmed who they are?",
                    ),
                ),
                (
                    "accompanied",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("parent", "A parent or somebody with parental responsibility"),
                            ("adult", "An appropriate adult or supporter"),
                            ("interpreter", "An interpreter"),
                        ],
                        default="nobody",
                        max_length=12,
                        verbose_name="who came with them?",
                    ),
                ),
                (
                    "companion",
                    models.CharField(blank=True, max_length=120, verbose_name="name of who came with them"),
                ),
                (
                    "parental_direction",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="is a parental direction in force (s.89)?",
                    ),
                ),
                (
                    "fingerprints",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("not_asked", "Not asked for"),
                            ("refused", "Asked for, and refused"),
                        ],
                        default="not_asked",
                        max_length=9,
                        verbose_name="fingerprints",
                    ),
                ),
                (
                    "photograph",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("not_asked", "Not asked for"),
                            ("refused", "Asked for, and refused"),
                        ],
                        default="not_asked",
                        max_length=9,
                        verbose_name="photograph",
                    ),
                ),
                ("late", models.BooleanField(default=False, verbose_name="was anything late?")),
                (
                    "late_reason",
                    models.CharField(
                        blank=True,
                        help_text="In their words; empty: they gave none.",
                        max_length=1000,
                        verbose_name="the reason they gave for being late",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
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
                "ordering": ["-given_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.CharField(editable=False, max_length=19)),
                ("content", models.TextField(help_text="What the paper says, as JSON.")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of what it says")),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
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
                    "attendance",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement_given",
                        to="notifications.attendance",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledgement of a notification",
                "verbose_name_plural": "acknowledgements of notifications",
                "ordering": ["-issued_at"],
            },
        ),
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("given_at", models.DateTimeField(verbose_name="attended at")),
                ("station", models.CharField(max_length=120, verbose_name="police station")),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("photograph", "They match the photograph on the record"),
                            ("document", "They showed a passport or another document"),
                            ("known", "I know them"),
                            ("fingerprints", "By their fingerprints"),
                            ("not", "I could not confirm it"),
                        ],
                        max_length=12,
                        verbose_name="how was it confirmed who they are?",
                    ),
                ),
                (
                    "accompanied",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("parent", "A parent or somebody with parental responsibility"),
                            ("adult", "An appropriate adult or supporter"),
                            ("interpreter", "An interpreter"),
                        ],
                        default="nobody",
                        max_length=12,
                        verbose_name="who came with them?",
                    ),
                ),
                (
                    "companion",
                    models.CharField(blank=True, max_length=120, verbose_name="name of who came with them"),
                ),
                (
                    "parental_direction",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=8,
                        verbose_name="is a parental direction in force (s.89)?",
                    ),
                ),
                (
                    "fingerprints",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("not_asked", "Not asked for"),
                            ("refused", "Asked for, and refused"),
                        ],
                        default="not_asked",
                        max_length=9,
                        verbose_name="fingerprints",
                    ),
                ),
                (
                    "photograph",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("not_asked", "Not asked for"),
                            ("refused", "Asked for, and refused"),
                        ],
                        default="not_asked",
                        max_length=9,
                        verbose_name="photograph",
                    ),
                ),
                ("late", models.BooleanField(default=False, verbose_name="was anything late?")),
                (
                    "late_reason",
                    models.CharField(
                        blank=True,
                        help_text="In their words; empty: they gave none.",
                        max_length=1000,
                        verbose_name="the reason they gave for being late",
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
                        to="notifications.attendance",
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
            name="Begun",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answers",
                    models.TextField(default="{}", help_text="What each page was answered, as JSON."),
                ),
                ("updated_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "notification being taken",
                "verbose_name_plural": "notifications being taken",
                "ordering": ["-updated_at"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Its place in the order in which they were asked."
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("born", "Date of birth and National Insurance number"),
                            ("names", "Names"),
                            ("home", "Home address"),
                            ("premises", "Other addresses they use in the UK"),
                            ("children", "Homes where someone under 18 lives or stays"),
                            ("finance", "Bank accounts and cards"),
                            ("documents", "Passports and identity documents"),
                            ("travel", "Travel"),
                            ("status", "Release, and notice in advance"),
                        ],
                        max_length=10,
                    ),
                ),
                ("called", models.CharField(max_length=120)),
                ("old", models.TextField(blank=True)),
                ("new", models.TextField(blank=True)),
                ("effective_on", models.DateField(null=True)),
                ("changed", models.BooleanField()),
                ("field_class", models.CharField(default="management", max_length=16)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="notifications.attendance",
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
                "verbose_name": "item notified",
                "verbose_name_plural": "items notified",
                "ordering": ["attendance", "number"],
            },
        ),
        migrations.CreateModel(
            name="Leg",
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
                    "number",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="place in the journey"),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("arrives_on", models.DateField(blank=True, null=True, verbose_name="arrives on")),
                (
                    "point",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="port, airport or station of arrival"
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="airline, ferry or other carrier"
                    ),
                ),
                (
                    "staying_at",
                    models.CharField(blank=True, max_length=200, verbose_name="where they will stay"),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="notifications.journey",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
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
                "verbose_name": "part of a journey",
                "verbose_name_plural": "parts of journeys",
                "ordering": ["journey", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegEvent",
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
                    "number",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="place in the journey"),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("arrives_on", models.DateField(blank=True, null=True, verbose_name="arrives on")),
                (
                    "point",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="port, airport or station of arrival"
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="airline, ferry or other carrier"
                    ),
                ),
                (
                    "staying_at",
                    models.CharField(blank=True, max_length=200, verbose_name="where they will stay"),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notifications.journey",
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
                        to="notifications.leg",
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
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("late", True), ("late_reason", ""), _connector="OR"),
                name="attendance_reason_of_lateness",
                violation_error_message="A reason for being late belongs to something that was late.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="79e0e3dc65f0da9c7594e57405dad5e606863b0e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_04c94",
                    table="notifications_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_attendanceevent" ("accompanied", "companion", "fingerprints", "given_at", "id", "late", "late_reason", "parental_direction", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photograph", "recorded_at", "recorded_by_id", "shown", "station", "submission", "version", "voided_at") SELECT new_values."accompanied", new_values."companion", new_values."fingerprints", new_values."given_at", new_values."id", new_values."late", new_values."late_reason", new_values."parental_direction", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photograph", new_values."recorded_at", new_values."recorded_by_id", new_values."shown", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cca315d793475f900e2f1c62d9a0a490f1aaa2de",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2699",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_attendanceevent" ("accompanied", "companion", "fingerprints", "given_at", "id", "late", "late_reason", "parental_direction", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photograph", "recorded_at", "recorded_by_id", "shown", "station", "submission", "version", "voided_at") SELECT new_values."accompanied", new_values."companion", new_values."fingerprints", new_values."given_at", new_values."id", new_values."late", new_values."late_reason", new_values."parental_direction", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photograph", new_values."recorded_at", new_values."recorded_by_id", new_values."shown", new_values."station", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="79a542fd4d7641f891a5c3dca4fc40f4e8bbec29",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb543",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_attendance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("serial",),
                name="acknowledgement_serial_once",
                violation_error_message="An acknowledgement of that serial number was given already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial__regex", "^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")),
                name="acknowledgement_serial_in_fours",
                violation_error_message="A serial number is sixteen letters and digits, in fours.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af01fd9163fa5ca30e1f4731e27106795a417b21",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ff7da",
                    table="notifications_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ccbdf1b7d9d7bf4bae2bf25c6e9690b2d218fc7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_83b45",
                    table="notifications_attendanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("attendance", "number"), name="item_numbered_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b03f9d844a14faecd0d32157a1566ba66647d41c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5c7aa",
                    table="notifications_item",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.UniqueConstraint(fields=("journey", "number"), name="leg_numbered_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leg",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="13d3a9e62f26a7836019362a862c696d9f49e24a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_115bd",
                    table="notifications_leg",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leg",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_legevent" ("arrives_on", "carrier", "country", "id", "journey_id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "recorded_at", "recorded_by_id", "staying_at", "submission", "version", "voided_at") SELECT new_values."arrives_on", new_values."carrier", new_values."country", new_values."id", new_values."journey_id", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."point", new_values."recorded_at", new_values."recorded_by_id", new_values."staying_at", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3c5ed68b4d336adaf1dfffa849e4821a2912821a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2ae8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="notifications_leg",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leg",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "notifications_legevent" ("arrives_on", "carrier", "country", "id", "journey_id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "recorded_at", "recorded_by_id", "staying_at", "submission", "version", "voided_at") SELECT new_values."arrives_on", new_values."carrier", new_values."country", new_values."id", new_values."journey_id", new_values."number", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."point", new_values."recorded_at", new_values."recorded_by_id", new_values."staying_at", new_values."submission", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7ecaf4094f992635adc25d43a7482f1583f687e5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c533",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="notifications_leg",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="22065e0ddc4086000a3647beb9ff82242d0260bc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72152",
                    table="notifications_legevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('notifications_{table}', 'person_id')",
                f"SELECT vigil_unshield('notifications_{table}')",
            )
            for table in TABLES
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
