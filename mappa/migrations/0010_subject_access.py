"""Who asks what minutes hold about a person, and what the owner of each paragraph answers.

An agency's connection sees that its own are asked for, and no row of another's (0006_portal).
"""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_FIRST = {"mappa.subject_access": 1, "mappa.subject_owners": 14}
_READER = "(SELECT vigil_reader_agency())"
_ASKED = f"EXISTS (SELECT FROM mappa_ownerrequest asked WHERE asked.{{its}} = {{table}}.{{column}} AND asked.agency_id = {_READER})"
READ_BY_AGENCIES = {
    "ownerrequest": f"agency_id = {_READER}",
    "ownerrequestevent": f"agency_id = {_READER}",
    "subjectrequest": _ASKED.format(its="request_id", table="mappa_subjectrequest", column="id"),
    "subjectrequestevent": "false",
    "ownedparagraph": _ASKED.format(its="id", table="mappa_ownedparagraph", column="owner_id"),
    "ownedparagraphevent": _ASKED.format(its="id", table="mappa_ownedparagraphevent", column="owner_id"),
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _FIRST.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("mappa", "0009_readers_of_minutes_and_annexes"),
        ("offenders", "0009_when_emergencies_are_reviewed"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("practice", "0002_who_decides_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnedParagraph",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("release", "Release it as it stands"),
                            ("redact", "Release it with words taken out"),
                            ("withhold", "Withhold all of it"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s45a", "Section 45(4)(a): would obstruct an official or legal inquiry"),
                            (
                                "s45b",
                                "Section 45(4)(b): would prejudice preventing, detecting or prosecuting crime",
                            ),
                            ("s45c", "Section 45(4)(c): to protect public security"),
                            ("s45d", "Section 45(4)(d): to protect national security"),
                            ("s45e", "Section 45(4)(e): to protect the rights and freedoms of others"),
                            ("sch2-crime", "Schedule 2, paragraph 2: crime and taxation"),
                            ("sch2-others", "Schedule 2, paragraph 16: identifies another person"),
                            ("sch2-legal", "Schedule 2, paragraph 19: legal professional privilege"),
                            ("sch3-health", "Schedule 3, Part 2: health, serious harm"),
                            ("sch3-social", "Schedule 3, Part 3: social work, serious harm"),
                        ],
                        max_length=12,
                        verbose_name="under which exemption",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("redacted", models.TextField(blank=True, verbose_name="what is released")),
                (
                    "told_by",
                    models.CharField(blank=True, max_length=160, verbose_name="who of the agency said so"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mappa.minutesparagraph",
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
                "verbose_name": "paragraph its owner answers for",
                "verbose_name_plural": "paragraphs their owners answer for",
                "ordering": [
                    "paragraph__minutes__case__begins_at",
                    "paragraph__minutes__number",
                    "paragraph__place",
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnerRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "answered_at",
                    models.DateTimeField(null=True, verbose_name="when its last paragraph was answered"),
                ),
                ("chased_on", models.DateField(null=True)),
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
            ],
            options={
                "verbose_name": "request to the owner of paragraphs",
                "verbose_name_plural": "requests to the owners of paragraphs",
                "ordering": ["agency__name"],
            },
        ),
        migrations.CreateModel(
            name="OwnedParagraphEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("redacted", models.TextField(blank=True, verbose_name="what is released")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("release", "Release it as it stands"),
                            ("redact", "Release it with words taken out"),
                            ("withhold", "Withhold all of it"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s45a", "Section 45(4)(a): would obstruct an official or legal inquiry"),
                            (
                                "s45b",
                                "Section 45(4)(b): would prejudice preventing, detecting or prosecuting crime",
                            ),
                            ("s45c", "Section 45(4)(c): to protect public security"),
                            ("s45d", "Section 45(4)(d): to protect national security"),
                            ("s45e", "Section 45(4)(e): to protect the rights and freedoms of others"),
                            ("sch2-crime", "Schedule 2, paragraph 2: crime and taxation"),
                            ("sch2-others", "Schedule 2, paragraph 16: identifies another person"),
                            ("sch2-legal", "Schedule 2, paragraph 19: legal professional privilege"),
                            ("sch3-health", "Schedule 3, Part 2: health, serious harm"),
                            ("sch3-social", "Schedule 3, Part 3: social work, serious harm"),
                        ],
                        max_length=12,
                        verbose_name="under which exemption",
                    ),
                ),
                (
                    "told_by",
                    models.CharField(blank=True, max_length=160, verbose_name="who of the agency said so"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "paragraph",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.minutesparagraph",
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
                        to="mappa.ownedparagraph",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.ownerrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="ownedparagraph",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paragraphs",
                to="mappa.ownerrequest",
            ),
        ),
        migrations.CreateModel(
            name="SubjectRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "asker",
                    models.CharField(
                        choices=[("person", "The person"), ("behalf", "Somebody on their behalf")],
                        max_length=8,
                        verbose_name="who asks",
                    ),
                ),
                ("who", models.TextField(verbose_name="where the answer goes, and on whose authority")),
                ("received_on", models.DateField()),
                ("proved_on", models.DateField(null=True)),
                ("owners_by", models.DateField(verbose_name="owners answer by")),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, verbose_name="how it was checked")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
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
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "subject access request",
                "verbose_name_plural": "subject access requests",
                "ordering": ["-received_on", "-recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="OwnerRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "answered_at",
                    models.DateTimeField(null=True, verbose_name="when its last paragraph was answered"),
                ),
                ("chased_on", models.DateField(null=True)),
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
                        to="mappa.ownerrequest",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mappa.subjectrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="ownerrequest",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="owners", to="mappa.subjectrequest"
            ),
        ),
        migrations.CreateModel(
            name="SubjectRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("who", models.TextField(verbose_name="where the answer goes, and on whose authority")),
                ("note", models.TextField(blank=True, verbose_name="how it was checked")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "asker",
                    models.CharField(
                        choices=[("person", "The person"), ("behalf", "Somebody on their behalf")],
                        max_length=8,
                        verbose_name="who asks",
                    ),
                ),
                ("received_on", models.DateField()),
                ("proved_on", models.DateField(null=True)),
                ("owners_by", models.DateField(verbose_name="owners answer by")),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        to="mappa.subjectrequest",
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
                    "signed_by",
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
            model_name="ownedparagraphevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="42fb1d0959180b7b1af64bcf530dd3f0ed90f04f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_55efc",
                    table="mappa_ownedparagraphevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ownedparagraph",
            constraint=models.UniqueConstraint(
                fields=("owner", "paragraph"),
                name="paragraph_asked_for_once",
                violation_error_message="This paragraph is asked for already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownedparagraph",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answer__in", ["release", "redact", "withhold"]),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(
                            models.Q(("answer", "release"), ("exemption", "")),
                            models.Q(
                                models.Q(("answer", "release"), _negated=True),
                                models.Q(("exemption", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="owner_answers_whole",
                violation_error_message="What is held back is held back under an exemption.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="344d7a2271d712b2b404d9c59bdeba934cd7f8ae",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_fd21f",
                    table="mappa_ownedparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="own_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM mappa_ownerrequest asked\n    JOIN mappa_minutesparagraph said ON said.id = NEW.paragraph_id\n    JOIN mappa_minutes version ON version.id = said.minutes_id\n    WHERE asked.id = NEW.owner_id AND asked.person_id = NEW.person_id AND said.person_id = NEW.person_id\n    AND said.agency_id IS NOT DISTINCT FROM asked.agency_id\n    AND version.state IN ('approved', 'circulated', 'ratified')\n) THEN\n    RAISE EXCEPTION 'an owner is asked for its own paragraphs' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="ffb60c3cdd3baa5203ba7f2ee7044a18802410fc",
                    operation="INSERT",
                    pgid="pgtrigger_own_only_2dcfc",
                    table="mappa_ownedparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="open_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (\n    SELECT FROM mappa_ownerrequest asked JOIN mappa_subjectrequest wanted ON wanted.id = asked.request_id\n    WHERE asked.id = NEW.owner_id AND wanted.signed_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'this request was answered' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="e478ae2c2437d0ec2b3310083a4036f695161926",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_open_only_acc7f",
                    table="mappa_ownedparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_paragraph",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.person_id, OLD.owner_id, OLD.paragraph_id) IS DISTINCT FROM (NEW.person_id, NEW.owner_id, NEW.paragraph_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c37f9440c896e1352b081b460a620229db6b650b",
                    operation="UPDATE",
                    pgid="pgtrigger_of_one_paragraph_1d93e",
                    table="mappa_ownedparagraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_ownedparagraphevent" ("answer", "answered_at", "answered_by_id", "exemption", "id", "owner_id", "paragraph_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "redacted", "told_by", "version") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."exemption", new_values."id", new_values."owner_id", new_values."paragraph_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."redacted", new_values."told_by", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="958e8d41b0ae1b1f852f393100f2226c21c11388",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c966a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_ownedparagraph",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownedparagraph",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_ownedparagraphevent" ("answer", "answered_at", "answered_by_id", "exemption", "id", "owner_id", "paragraph_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "redacted", "told_by", "version") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."exemption", new_values."id", new_values."owner_id", new_values."paragraph_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."redacted", new_values."told_by", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="de2f39ef53d834bea7f5ebe4f8d9e9fe2c31271a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_11485",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_ownedparagraph",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="subjectrequest",
            index=models.Index(fields=["due_on"], name="subject_requests_by_day"),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__gt", models.F("received_on")), ("owners_by__lte", models.F("due_on"))
                ),
                name="subject_answer_after_request",
                violation_error_message="The owners answer before the person is answered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="subject_signed_by_somebody",
                violation_error_message="Somebody signs the answer.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2af1a9d1104877a394c7bcbc30c8aca6a61606a2",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_64cf8",
                    table="mappa_subjectrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_once_answered",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.signed_at IS NULL AND NEW.signed_at IS NOT NULL)",
                    func="\nIF EXISTS (\n    SELECT FROM mappa_ownedparagraph held JOIN mappa_ownerrequest asked ON asked.id = held.owner_id\n    WHERE asked.request_id = NEW.id AND held.answer = ''\n) THEN\n    RAISE EXCEPTION 'not every owner has answered' USING ERRCODE = 'check_violation';\nEND IF;\nIF EXISTS (\n    SELECT FROM mappa_ownedparagraph held JOIN mappa_ownerrequest asked ON asked.id = held.owner_id\n    WHERE asked.request_id = NEW.id AND asked.agency_id IS NULL AND held.answered_by_id = NEW.signed_by_id\n) THEN\n    RAISE EXCEPTION 'nobody signs what they decided for the police' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="5f47b365603cef238be3c32c6ef539b41448bb10",
                    operation="UPDATE",
                    pgid="pgtrigger_signed_once_answered_23aa5",
                    table="mappa_subjectrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.signed_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2a1990f8ffc30b83a273209e952e314112f4ef3f",
                    operation="UPDATE",
                    pgid="pgtrigger_signed_stays_6585b",
                    table="mappa_subjectrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_subjectrequestevent" ("asker", "due_on", "force_id", "id", "note", "owners_by", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proved_on", "received_on", "recorded_at", "recorded_by_id", "signed_at", "signed_by_id", "submission", "version", "who") SELECT new_values."asker", new_values."due_on", new_values."force_id", new_values."id", new_values."note", new_values."owners_by", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proved_on", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."signed_at", new_values."signed_by_id", new_values."submission", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8308665d4813fbe9015747c18fb2c093079914ee",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a61ee",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_subjectrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_subjectrequestevent" ("asker", "due_on", "force_id", "id", "note", "owners_by", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proved_on", "received_on", "recorded_at", "recorded_by_id", "signed_at", "signed_by_id", "submission", "version", "who") SELECT new_values."asker", new_values."due_on", new_values."force_id", new_values."id", new_values."note", new_values."owners_by", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proved_on", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."signed_at", new_values."signed_by_id", new_values."submission", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29a316f35ea504236d2aa4b3debe181bc366d5f4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c9c4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_subjectrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownerrequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a228a808ebf9317e98ce7dbce49d211544c3e175",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8e83",
                    table="mappa_ownerrequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ownerrequest",
            constraint=models.UniqueConstraint(
                fields=("request", "agency"),
                name="owner_asked_once",
                nulls_distinct=False,
                violation_error_message="This agency is asked already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownerrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4418ebb9c6d83ae9d7f1452f7035cc94771dbfd1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_22d8a",
                    table="mappa_ownerrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownerrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_agency",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.person_id, OLD.request_id, OLD.agency_id, OLD.asked_at) IS DISTINCT FROM (NEW.person_id, NEW.request_id, NEW.agency_id, NEW.asked_at))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9bfc9d4338b23d31ffdaff4f7081af2ce036894e",
                    operation="UPDATE",
                    pgid="pgtrigger_of_one_agency_48170",
                    table="mappa_ownerrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownerrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_ownerrequestevent" ("agency_id", "answered_at", "asked_at", "chased_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "version") SELECT new_values."agency_id", new_values."answered_at", new_values."asked_at", new_values."chased_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."request_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="83cbf656d6d43260fac91ade1b72c4384a2c9834",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_eb93b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_ownerrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownerrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_ownerrequestevent" ("agency_id", "answered_at", "asked_at", "chased_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "version") SELECT new_values."agency_id", new_values."answered_at", new_values."asked_at", new_values."chased_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."request_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="da96e4dbb1da1e79f87b6a30c3d0104bf6297fa2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_75617",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_ownerrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="30c52bca1f5ae55bfa321a988dee966391c69dbb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fee36",
                    table="mappa_subjectrequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('mappa_{table}', 'person_id')",
                f"SELECT vigil_unshield('mappa_{table}')",
            )
            for table in READ_BY_AGENCIES
        ),
        *(
            migrations.RunSQL(
                f"CREATE POLICY other_agencies ON mappa_{table} AS RESTRICTIVE "
                f"USING ({_READER} IS NULL OR {rows})",
                f"DROP POLICY other_agencies ON mappa_{table}",
            )
            for table, rows in READ_BY_AGENCIES.items()
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
