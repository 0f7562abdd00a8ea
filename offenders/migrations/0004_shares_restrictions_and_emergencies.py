import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_officers_covering_for_others"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("offenders", "0003_recorder_may_be_unknown"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Archiving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_managed", "No longer managed"),
                            ("deceased", "Died"),
                            ("erroneous", "Opened in error"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("archived_at", models.DateTimeField()),
                ("reopened_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ArchivingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_managed", "No longer managed"),
                            ("deceased", "Died"),
                            ("erroneous", "Opened in error"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("archived_at", models.DateTimeField()),
                ("reopened_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EmergencyOpening",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reference", models.CharField(max_length=12)),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("life", "Risk to somebody's life or safety now"),
                            ("child", "A child may be at risk now"),
                            ("missing", "They are missing, wanted or have just been found"),
                            ("officers", "Officers are about to meet them"),
                            ("other", "Another urgent policing reason"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("review_by", models.DateField(help_text="The last day of the review.")),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "Justified"),
                            ("unjustified", "Not justified: advice given"),
                            ("referred", "Referred to professional standards"),
                        ],
                        max_length=16,
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "ordering": ["opened_at"],
            },
        ),
        migrations.CreateModel(
            name="EmergencyOpeningEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=12)),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("life", "Risk to somebody's life or safety now"),
                            ("child", "A child may be at risk now"),
                            ("missing", "They are missing, wanted or have just been found"),
                            ("officers", "Officers are about to meet them"),
                            ("other", "Another urgent policing reason"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("review_by", models.DateField(help_text="The last day of the review.")),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "Justified"),
                            ("unjustified", "Not justified: advice given"),
                            ("referred", "Referred to professional standards"),
                        ],
                        max_length=16,
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonUserObjectPermissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("named", "Shared by name"),
                            ("panel", "Member of the meeting's panel"),
                            ("restricted", "Named on a restricted record"),
                        ],
                        default="named",
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200)),
                (
                    "field_classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="The first day it no longer opens.", null=True),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RestrictionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="person",
            options={
                "permissions": [("open_restricted", "Can open a restricted record within reach")],
                "verbose_name_plural": "people",
            },
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="basis",
            field=models.CharField(
                choices=[
                    ("named", "Shared by name"),
                    ("panel", "Member of the meeting's panel"),
                    ("restricted", "Named on a restricted record"),
                ],
                default="named",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="ends_on",
            field=models.DateField(blank=True, help_text="The first day it no longer opens.", null=True),
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="field_classes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="granted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="purpose",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="personuserobjectpermission",
            name="starts_on",
            field=models.DateField(default=datetime.date(2026, 1, 1)),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="personuserobjectpermission",
            name="content_object",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="offenders.person"
            ),
        ),
        migrations.AddIndex(
            model_name="personuserobjectpermission",
            index=models.Index(fields=["user", "permission", "content_object"], name="share_of_user"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personuserobjectpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_personuserobjectpermissionevent" ("basis", "content_object_id", "ends_on", "field_classes", "granted_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "starts_on", "user_id") SELECT new_values."basis", new_values."content_object_id", new_values."ends_on", new_values."field_classes", new_values."granted_by_id", new_values."id", new_values."permission_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="38302866ce43feaf538dadb22728c28e1d97fe0c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07e29",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_personuserobjectpermission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personuserobjectpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_personuserobjectpermissionevent" ("basis", "content_object_id", "ends_on", "field_classes", "granted_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "starts_on", "user_id") SELECT new_values."basis", new_values."content_object_id", new_values."ends_on", new_values."field_classes", new_values."granted_by_id", new_values."id", new_values."permission_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="112cc36011c5f5c797feabbeb1db03468969912c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_08be2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_personuserobjectpermission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personuserobjectpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_personuserobjectpermissionevent" ("basis", "content_object_id", "ends_on", "field_classes", "granted_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "starts_on", "user_id") SELECT old_values."basis", old_values."content_object_id", old_values."ends_on", old_values."field_classes", old_values."granted_by_id", old_values."id", old_values."permission_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."starts_on", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0e1d4a9a04312fb57797b9f475e6df019191691e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8dbf",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="offenders_personuserobjectpermission",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="personuserobjectpermission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="share_ends_after_start",
                violation_error_message="A share cannot end before it starts.",
            ),
        ),
        migrations.AddField(
            model_name="archiving",
            name="archived_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="archiving",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="archivings", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="archiving",
            name="reopened_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="archivingevent",
            name="archived_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="archivingevent",
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
            model_name="archivingevent",
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
            model_name="archivingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="offenders.archiving",
            ),
        ),
        migrations.AddField(
            model_name="archivingevent",
            name="reopened_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="emergencies", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.unit"
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="emergencies",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="emergencyopeningevent",
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
            model_name="emergencyopeningevent",
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
            model_name="emergencyopeningevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="offenders.emergencyopening",
            ),
        ),
        migrations.AddField(
            model_name="emergencyopeningevent",
            name="reviewed_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="emergencyopeningevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.unit",
            ),
        ),
        migrations.AddField(
            model_name="emergencyopeningevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermissionevent",
            name="content_object",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermissionevent",
            name="granted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermissionevent",
            name="permission",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="auth.permission",
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermissionevent",
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
            model_name="personuserobjectpermissionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="offenders.personuserobjectpermission",
            ),
        ),
        migrations.AddField(
            model_name="personuserobjectpermissionevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="lifted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="offenders.person",
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="restrictionevent",
            name="lifted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="restrictionevent",
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
            model_name="restrictionevent",
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
            model_name="restrictionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="offenders.restriction",
            ),
        ),
        migrations.AddField(
            model_name="restrictionevent",
            name="set_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="archiving",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_at__isnull", True)),
                fields=("person",),
                name="archived_once",
                violation_error_message="This record is archived already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="archiving",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reopened_at__isnull", True), ("reopened_by__isnull", True)),
                    models.Q(("reopened_at__isnull", False), ("reopened_by__isnull", False)),
                    _connector="OR",
                ),
                name="reopened_by_someone",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="archiving",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="226ed24598a8f54e01a70a762d777661d2ff0861",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bd6d3",
                    table="offenders_archiving",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="archiving",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_archivingevent" ("archived_at", "archived_by_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") SELECT new_values."archived_at", new_values."archived_by_id", new_values."id", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="724fb901b97f53b4d3348d85221819a4ae54be93",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dda79",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_archiving",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="archiving",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_archivingevent" ("archived_at", "archived_by_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") SELECT new_values."archived_at", new_values."archived_by_id", new_values."id", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5efe6ea2309403a57910ed1723b941114573d101",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5bf44",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_archiving",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="archivingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e432aef17bc976dd22f1f67ef9c23aef350d8a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52dbe",
                    table="offenders_archivingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(fields=["user", "person", "-expires_at"], name="emergency_of_user"),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(
                condition=models.Q(("reviewed_at__isnull", True)),
                fields=["review_by"],
                name="emergency_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_at",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                        ),
                    )
                ),
                name="emergency_lasts_an_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "^.{20,}$")),
                name="emergency_says_why",
                violation_error_message="Say why in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="emergency_reviewed_by_another",
                violation_error_message="Nobody reviews their own emergency opening.",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        models.Q(("finding", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="emergency_review_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencyopening",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bf8ba7d73ddff11f4b5d3b9b5f09a6c97d94aa42",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_f34bc",
                    table="offenders_emergencyopening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencyopening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_emergencyopeningevent" ("closed_at", "expires_at", "finding", "id", "opened_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reason_code", "reference", "review_by", "review_note", "reviewed_at", "reviewed_by_id", "unit_id", "user_id") SELECT new_values."closed_at", new_values."expires_at", new_values."finding", new_values."id", new_values."opened_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reason_code", new_values."reference", new_values."review_by", new_values."review_note", new_values."reviewed_at", new_values."reviewed_by_id", new_values."unit_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4af3c6d3892421dac58ae782c815b0ed7ef9eb0d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b564",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_emergencyopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencyopening",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_emergencyopeningevent" ("closed_at", "expires_at", "finding", "id", "opened_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reason_code", "reference", "review_by", "review_note", "reviewed_at", "reviewed_by_id", "unit_id", "user_id") SELECT new_values."closed_at", new_values."expires_at", new_values."finding", new_values."id", new_values."opened_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reason_code", new_values."reference", new_values."review_by", new_values."review_note", new_values."reviewed_at", new_values."reviewed_by_id", new_values."unit_id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="96ddb66c745b60bf4d9f1e0b8847a388dd8aa1ba",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35b7f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_emergencyopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencyopeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="75b26e52ae26ff367d66de209d29673cb5f53ceb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08f54",
                    table="offenders_emergencyopeningevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personuserobjectpermissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6bbe189dd5c8fd04f2ff402717d185b207a5006c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bbeb2",
                    table="offenders_personuserobjectpermissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("person",),
                name="restricted_once",
                violation_error_message="This record is restricted already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="lifted_by_someone",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restriction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1e478729cbfc4b64830ee45eb824bf3243fc7906",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_feb63",
                    table="offenders_restriction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restriction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_restrictionevent" ("id", "lifted_at", "lifted_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="333924192088903d2f802c1dfeea35a93740d11b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_72abe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="offenders_restriction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restriction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_restrictionevent" ("id", "lifted_at", "lifted_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="14e2b5fcef33f017c52cfde7a9461621f465d38d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_17b90",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="offenders_restriction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restrictionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="52e0078b8fc5d52d7cd8a95467a8261d45dd47c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ac9a",
                    table="offenders_restrictionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
