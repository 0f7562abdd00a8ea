"""What partner agencies are shown of a case, and that the database shows their connections nothing else of others.

`vigil.reader` says who reads (offenders/migrations/0002). Somebody who works for an agency reads what that agency said
and what was released to it; of the risk, the plan, the disclosure and the level as others judged them, nothing. It is a
net under the policies and not in their place: it knows no days and no classes.
"""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION vigil_reader_agency() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    reader text := current_setting('vigil.reader');
BEGIN
    IF reader IN ('vigil', 'nobody') THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT agency_id FROM accounts_user WHERE id = reader::uuid);
END $$;
"""
_READER = "(SELECT vigil_reader_agency())"
_OWN_INVITATION = (
    "EXISTS (SELECT FROM mappa_invitation asked WHERE asked.id = {table}.invitation_id "
    f"AND asked.agency_id = {_READER})"
)
_OWN_RETURN = (
    "EXISTS (SELECT FROM mappa_agencyreturn given JOIN mappa_invitation asked ON asked.id = given.invitation_id "
    f"WHERE given.id = {{table}}.agency_return_id AND asked.agency_id = {_READER})"
)


_GIVEN = (
    "EXISTS (SELECT FROM mappa_minutescopy given JOIN mappa_circulation made ON made.id = given.circulation_id "
    f"WHERE made.minutes_id = {{table}}.minutes_id AND given.agency_id = {_READER} "
    "AND given.withdrawn_at IS NULL AND made.recalled_at IS NULL)"
)


def _released(column, of="id", more=""):
    return (
        f"EXISTS (SELECT FROM mappa_release shown WHERE shown.{column} = {{table}}.{of} {more}"
        f"AND shown.agency_id = {_READER} AND shown.ended_at IS NULL)"
    )


# Of each table, besides whom the police are: which rows somebody of an agency reads.
READ_BY_AGENCIES = {
    "paragraph": f"agency_id = {_READER} OR {_released('paragraph_id')}",
    "paragraphevent": f"agency_id = {_READER}",
    "agencyreturn": f"{_OWN_INVITATION} OR {_released('agency_return_id')}",
    "agencyreturnevent": _OWN_INVITATION,
    "victimsafety": _OWN_RETURN,
    "victimsafetyevent": _OWN_RETURN,
    "release": f"agency_id = {_READER}",
    "releaseevent": f"agency_id = {_READER}",
    # The minutes that were given to somebody of the agency. What others hold back of them is asked of the newest version
    # of each line: to hide that one here would show the one before it.
    "minutesparagraph": f"agency_id = {_READER} OR {_GIVEN}",
    "minutesparagraphevent": f"agency_id = {_READER}",
    "lockedpack": _released("case_id", "case_id", "AND shown.block <> '' "),
    **{
        f"{table}{its}": "false"
        for table in ("riskview", "planview", "disclosureview", "levelview")
        for its in ("", "event")
    },
}
# About one person, and hidden with their record.
_NEW = ("release", "releaseevent", "victimsafety", "victimsafetyevent")


def _policy(table, rows):
    name = f"mappa_{table}"
    return migrations.RunSQL(
        f"CREATE POLICY other_agencies ON {name} AS RESTRICTIVE "
        f"USING ({_READER} IS NULL OR {rows.format(table=name)})",
        f"DROP POLICY other_agencies ON {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("mappa", "0005_minutes"),
        ("offenders", "0002_row_level_security"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "block",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("why", "Why here, and what is to be decided"),
                            ("risk", "Risk"),
                            ("plan", "Plan, and its gaps"),
                            ("orders", "Orders and licence"),
                            ("level", "Category and level"),
                            ("dates", "Dates, notification and visits"),
                        ],
                        max_length=12,
                        verbose_name="block of the pack",
                    ),
                ),
                ("purpose", models.CharField(max_length=300, verbose_name="why they need it")),
                ("released_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "release to an agency",
                "verbose_name_plural": "releases to agencies",
                "ordering": ["released_at"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "block",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("why", "Why here, and what is to be decided"),
                            ("risk", "Risk"),
                            ("plan", "Plan, and its gaps"),
                            ("orders", "Orders and licence"),
                            ("level", "Category and level"),
                            ("dates", "Dates, notification and visits"),
                        ],
                        max_length=12,
                        verbose_name="block of the pack",
                    ),
                ),
                ("purpose", models.CharField(max_length=300, verbose_name="why they need it")),
                ("released_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VictimSafety",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("asked", models.TextField(verbose_name="what is asked for their safety")),
                ("where", models.TextField(blank=True, null=True, verbose_name="where they are")),
            ],
            options={
                "verbose_name": "victim’s safety, as an agency asked for it",
                "verbose_name_plural": "victims’ safety, as agencies asked for it",
            },
        ),
        migrations.CreateModel(
            name="VictimSafetyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("asked", models.TextField(verbose_name="what is asked for their safety")),
                ("where", models.TextField(blank=True, null=True, verbose_name="where they are")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invitation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invitation",
            name="update_update",
        ),
        migrations.AddField(
            model_name="invitation",
            name="deputy_for",
            field=models.CharField(blank=True, max_length=160, verbose_name="whom the deputy stands in for"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="withdrawn_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is withdrawn"),
        ),
        migrations.AddField(
            model_name="invitationevent",
            name="deputy_for",
            field=models.CharField(blank=True, max_length=160, verbose_name="whom the deputy stands in for"),
        ),
        migrations.AddField(
            model_name="invitationevent",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitationevent",
            name="withdrawn_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is withdrawn"),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="opens_on",
            field=models.DateField(help_text="Empty until the meeting was sent out.", null=True),
        ),
        migrations.AlterField(
            model_name="invitationevent",
            name="opens_on",
            field=models.DateField(help_text="Empty until the meeting was sent out.", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_invitationevent" ("agency_id", "case_id", "chased_on", "chases", "closes_on", "conflict", "deputy_for", "id", "opens_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reply", "version", "who", "why_not", "withdrawn_at", "withdrawn_why") SELECT new_values."agency_id", new_values."case_id", new_values."chased_on", new_values."chases", new_values."closes_on", new_values."conflict", new_values."deputy_for", new_values."id", new_values."opens_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reply", new_values."version", new_values."who", new_values."why_not", new_values."withdrawn_at", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1398b031c2d79622a8b59398fa04bc73668fcd3",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_invitationevent" ("agency_id", "case_id", "chased_on", "chases", "closes_on", "conflict", "deputy_for", "id", "opens_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reply", "version", "who", "why_not", "withdrawn_at", "withdrawn_why") SELECT new_values."agency_id", new_values."case_id", new_values."chased_on", new_values."chases", new_values."closes_on", new_values."conflict", new_values."deputy_for", new_values."id", new_values."opens_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reply", new_values."version", new_values."who", new_values."why_not", new_values."withdrawn_at", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="73aa41ddf5a653a34ddde27c04fd6888b6668188",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ffb10",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_invitation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply", "deputy"), ("deputy_for", ""), _connector="OR"),
                name="deputy_stands_in_for_somebody",
                violation_error_message="Only a deputy stands in for somebody.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_why", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="invitation_withdrawn_why",
                violation_error_message="Say why the invitation is withdrawn.",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="agency_return",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="mappa.agencyreturn",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="mappa.casereview"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="paragraph",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="mappa.paragraph",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="released_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.agency",
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="agency_return",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.agencyreturn",
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.casereview",
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="ended_by",
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
            model_name="releaseevent",
            name="paragraph",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.paragraph",
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
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
            model_name="releaseevent",
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
            model_name="releaseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="mappa.release",
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="released_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="victimsafety",
            name="agency_return",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="victim_safety",
                to="mappa.agencyreturn",
            ),
        ),
        migrations.AddField(
            model_name="victimsafety",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
            ),
        ),
        migrations.AddField(
            model_name="victimsafetyevent",
            name="agency_return",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="mappa.agencyreturn",
            ),
        ),
        migrations.AddField(
            model_name="victimsafetyevent",
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
            model_name="victimsafetyevent",
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
            model_name="victimsafetyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="mappa.victimsafety",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency_return__isnull", True), ("block", ""), ("paragraph__isnull", False)),
                    models.Q(("agency_return__isnull", False), ("block", ""), ("paragraph__isnull", True)),
                    models.Q(
                        ("agency_return__isnull", True),
                        ("paragraph__isnull", True),
                        models.Q(("block", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_of_one_thing",
                violation_error_message="Release one thing at a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", ""), _negated=True),
                name="release_says_why",
                violation_error_message="Say why the agency needs it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="release_ended_by_somebody",
                violation_error_message="Somebody takes it back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("case", "agency", "paragraph", "agency_return", "block"),
                name="released_once",
                nulls_distinct=False,
                violation_error_message="That is released to this agency already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cc3ae28723e22a3da1b311f81cfd689c7a474457",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bda8e",
                    table="mappa_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_case",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id)\n    OR (NEW.paragraph_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM mappa_paragraph WHERE id = NEW.paragraph_id AND case_id = NEW.case_id\n    ))\n    OR (NEW.agency_return_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM mappa_agencyreturn given JOIN mappa_invitation asked ON asked.id = given.invitation_id\n        WHERE given.id = NEW.agency_return_id AND asked.case_id = NEW.case_id\n    )) THEN\n    RAISE EXCEPTION 'this is of another case' USING ERRCODE = 'check_violation';\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM mappa_invitation\n    WHERE case_id = NEW.case_id AND agency_id = NEW.agency_id AND withdrawn_at IS NULL\n) THEN\n    RAISE EXCEPTION 'this agency is not invited to the case' USING ERRCODE = 'check_violation';\nEND IF;\nIF EXISTS (SELECT FROM mappa_paragraph WHERE id = NEW.paragraph_id AND topic = 'victims')\n    AND NOT EXISTS (\n        SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND body IN ('adults', 'children', 'probation', 'victims', 'youth')\n    ) THEN\n    RAISE EXCEPTION 'this agency hears nothing of victims' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="c2df9e86003ef0f49280180e52eeddc4803eb2ee",
                    operation="INSERT",
                    pgid="pgtrigger_of_the_case_b0f52",
                    table="mappa_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="released_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.ended_at IS NOT NULL OR (OLD.person_id, OLD.case_id, OLD.agency_id, OLD.paragraph_id, OLD.agency_return_id, OLD.block, OLD.purpose, OLD.released_at, OLD.released_by_id) IS DISTINCT FROM (NEW.person_id, NEW.case_id, NEW.agency_id, NEW.paragraph_id, NEW.agency_return_id, NEW.block, NEW.purpose, NEW.released_at, NEW.released_by_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1c64ff49a58daf790657e3a537899e3b3b7f806b",
                    operation="UPDATE",
                    pgid="pgtrigger_released_stays_9978e",
                    table="mappa_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_releaseevent" ("agency_id", "agency_return_id", "block", "case_id", "ended_at", "ended_by_id", "id", "paragraph_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "released_at", "released_by_id", "version") SELECT new_values."agency_id", new_values."agency_return_id", new_values."block", new_values."case_id", new_values."ended_at", new_values."ended_by_id", new_values."id", new_values."paragraph_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."released_at", new_values."released_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="adc75ac687227f09d8c3e34f4322b4cd711e8b66",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_196cb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_release",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_releaseevent" ("agency_id", "agency_return_id", "block", "case_id", "ended_at", "ended_by_id", "id", "paragraph_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "released_at", "released_by_id", "version") SELECT new_values."agency_id", new_values."agency_return_id", new_values."block", new_values."case_id", new_values."ended_at", new_values."ended_by_id", new_values."id", new_values."paragraph_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."released_at", new_values."released_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2db50db84aeab896d46a6ea0d377242aeb156f57",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f0d1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_release",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="releaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="82dd48ba81a8dbeefc3369c9efdef6a63ddba079",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9307b",
                    table="mappa_releaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victimsafety",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a333e3ad74115cd4e92c8b50c4c489d727ac7f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_54d1b",
                    table="mappa_victimsafety",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victimsafety",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_victimsafetyevent" ("agency_return_id", "asked", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "where") SELECT new_values."agency_return_id", new_values."asked", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."where" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="22b0bd54051366bc9184b447e4b95187d5ec0a04",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6fc67",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mappa_victimsafety",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victimsafety",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_victimsafetyevent" ("agency_return_id", "asked", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "where") SELECT new_values."agency_return_id", new_values."asked", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."where" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d91a705cd4bdda041e0b463900cc7bdf33cf4d46",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1ac4f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mappa_victimsafety",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victimsafetyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e69b475088f0fb6571a60b26cb2e93cd19b7c07",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_57296",
                    table="mappa_victimsafetyevent",
                    when="BEFORE",
                ),
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('mappa_{table}', 'person_id')",
                f"SELECT vigil_unshield('mappa_{table}')",
            )
            for table in _NEW
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION vigil_reader_agency()"),
        *(_policy(table, rows) for table, rows in READ_BY_AGENCIES.items()),
    ]
