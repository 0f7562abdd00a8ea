"""The countries that a force holds to be a high risk to travel to: none until a force decides."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("practice", "0008_how_soon_requirements_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountryChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Use the two-letter code of a country."
                            )
                        ],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("add", "Put on the list"), ("remove", "Take off the list")], max_length=6
                    ),
                ),
                ("effective_from", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("proposed_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision_note",
                    models.CharField(blank=True, max_length=500, verbose_name="note on the decision"),
                ),
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
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
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
            ],
            options={
                "verbose_name": "proposed change of the high-risk countries",
                "verbose_name_plural": "proposed changes of the high-risk countries",
                "ordering": ["-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="CountryChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Use the two-letter code of a country."
                            )
                        ],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("add", "Put on the list"), ("remove", "Take off the list")], max_length=6
                    ),
                ),
                ("effective_from", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("proposed_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision_note",
                    models.CharField(blank=True, max_length=500, verbose_name="note on the decision"),
                ),
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
                        to="practice.countrychange",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListedCountry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Use the two-letter code of a country."
                            )
                        ],
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The first day on which it is no longer listed.", null=True
                    ),
                ),
                (
                    "added_by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="put_on",
                        to="practice.countrychange",
                    ),
                ),
                (
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
                    ),
                ),
                (
                    "removed_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_off",
                        to="practice.countrychange",
                    ),
                ),
            ],
            options={
                "verbose_name": "high-risk country",
                "verbose_name_plural": "high-risk countries",
                "ordering": ["country", "-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="ListedCountryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Use the two-letter code of a country."
                            )
                        ],
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The first day on which it is no longer listed.", null=True
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.countrychange",
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
                        to="practice.listedcountry",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.countrychange",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "")),
                fields=("force", "country"),
                name="one_change_of_a_country",
                violation_error_message="Somebody has proposed a change of this country already. Have that decided first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                name="country_change_names_one",
                violation_error_message="Use the two-letter code of a country.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["add", "remove"])),
                name="country_change_kind_known",
                violation_error_message="Say whether it is put on the list or taken off.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="country_change_says_why",
                violation_error_message="Say why: whoever approves it needs to know.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("decision", ""),
                        ("decision_note", ""),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decision__in", ["approved", "refused", "taken_back"]),
                        models.Q(
                            ("decision", "approved"),
                            models.Q(("decision_note", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="country_change_decided_whole",
                violation_error_message="A decision needs who took it and when, and a refusal says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("decision", "taken_back"),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="country_change_decided_by_another",
                violation_error_message="Nobody approves what they proposed themselves.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="79582a6465944fb4bcf69de11d17ae7b37888c96",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_54cfe",
                    table="practice_countrychange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="proposed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."force_id" IS DISTINCT FROM (NEW."force_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8a1453f934997210c14be43dff3da38ea43bf42a",
                    operation="UPDATE",
                    pgid="pgtrigger_proposed_once_735f4",
                    table="practice_countrychange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.decision <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="51ddc837e2e56476f29ed7331b1c713b8d641e84",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_once_31142",
                    table="practice_countrychange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practice_countrychangeevent" ("country", "decided_at", "decided_by_id", "decision", "decision_note", "effective_from", "force_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "submission", "version") SELECT new_values."country", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_note", new_values."effective_from", new_values."force_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."submission", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c44eb1ab8f97d0cb42f21dfaf232ba2251deb57c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12ab6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="practice_countrychange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practice_countrychangeevent" ("country", "decided_at", "decided_by_id", "decision", "decision_note", "effective_from", "force_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "submission", "version") SELECT new_values."country", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_note", new_values."effective_from", new_values."force_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."submission", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e06636e8ef25255e4a6b6968eae98d5107a26ea1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_520e4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="practice_countrychange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrychangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3437c16ea457f278fd1d9a0f162d4a9d51af7797",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c49ba",
                    table="practice_countrychangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="listedcountry",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.F("force"), "="),
                    (models.F("country"), "="),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="country_listed_once",
                violation_error_message="It is on the list in those days already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedcountry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on__isnull", True), ("removed_by__isnull", True)),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="listed_country_removed_whole",
                violation_error_message="A country leaves the list on a day, and by a decision.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f1ae2953764281aabb5594a2f9d16dc0ac2b3993",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0fe1d",
                    table="practice_listedcountry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="listed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."force_id" IS DISTINCT FROM (NEW."force_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8b563a8958f565879e930cc783140a57cc81ff4e",
                    operation="UPDATE",
                    pgid="pgtrigger_listed_once_e6ac7",
                    table="practice_listedcountry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.removed_by_id IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="64293ddcaf77351bab9b59cf977cdc8e388139dd",
                    operation="UPDATE",
                    pgid="pgtrigger_removed_once_a56ed",
                    table="practice_listedcountry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="added_as_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM practice_countrychange AS said\n    WHERE said.id = NEW.added_by_id AND said.decision = 'approved' AND said.kind = 'add'\n        AND (said.force_id, said.country, said.effective_from) = (NEW.force_id, NEW.country, NEW.starts_on)\n        AND NEW.starts_on >= (said.decided_at AT TIME ZONE 'Europe/London')::date\n) THEN\n    RAISE EXCEPTION 'the list of countries is what was proposed and approved' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="98d2d3613915b91577394ddac4a00c774212775f",
                    operation="INSERT",
                    pgid="pgtrigger_added_as_approved_f52b5",
                    table="practice_listedcountry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_as_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.removed_by_id IS NOT NULL)",
                    func="\nIF NOT EXISTS (\n    SELECT FROM practice_countrychange AS said\n    WHERE said.id = NEW.removed_by_id AND said.decision = 'approved' AND said.kind = 'remove'\n        AND (said.force_id, said.country, said.effective_from) = (NEW.force_id, NEW.country, NEW.ends_on)\n        AND NEW.ends_on >= (said.decided_at AT TIME ZONE 'Europe/London')::date\n) THEN\n    RAISE EXCEPTION 'the list of countries is what was proposed and approved' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="5d3fb4a4a46d084142798120e084c4db860ca177",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_removed_as_approved_fa7c0",
                    table="practice_listedcountry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practice_listedcountryevent" ("added_by_id", "country", "ends_on", "force_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_by_id", "starts_on") SELECT new_values."added_by_id", new_values."country", new_values."ends_on", new_values."force_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_by_id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="89ec7174b2614edcf41515ed0ebb5a8e07616c27",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1901d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="practice_listedcountry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practice_listedcountryevent" ("added_by_id", "country", "ends_on", "force_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_by_id", "starts_on") SELECT new_values."added_by_id", new_values."country", new_values."ends_on", new_values."force_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_by_id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7a79478ef45075d9565f4999be03848e82f81f64",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a8a6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="practice_listedcountry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedcountryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="16d01c39d636249d5548be6d389f86f408568393",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5608e",
                    table="practice_listedcountryevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
