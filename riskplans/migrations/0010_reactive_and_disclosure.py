"""Reactive management and disclosure: who decided what, what was looked at, what was disclosed; and their policies."""

import uuid
from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_TABLES = [
    "reactivecase",
    "reactivestep",
    "saidofcriterion",
    "deskreview",
    "deskcheck",
]
# Of these the person may not be known, and who recorded one goes on seeing it: nothing tells them why they should not.
_OF_DISCLOSURE = ["disclosurecase", "disclosuredecision", "disclosuretold"]
_HIDDEN = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY restricted_records ON {table} USING (
    (person_id = ANY ((SELECT vigil_hidden_people())::uuid[])) IS NOT TRUE{or_own}
)
"""
_OWN = """
    OR recorded_by_id::text = current_setting('vigil.reader', true)"""
_SHOWN = """
DROP POLICY restricted_records ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY
"""
# Proposals.
_VALUES = {
    "reactive.clear_for": 3,
    "reactive.stable_home": 12,
    "reactive.tell_within": 14,
    "reactive.decide_within": 5,
    "dvds.initial": 24,
    "dvds.interview": 10,
    "dvds.decision": 28,
    "disclosure.proactive": 28,
    "disclosure.tell_within": 7,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in _VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_who_decides_policy"),
        ("accounts", "0002_rate_limits"),
        ("offenders", "0005_where_an_account_is_held"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("riskplans", "0009_polygraph_and_monitoring"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("pnc", "Police National Computer"),
                            ("pnd", "Police National Database"),
                            ("local", "Local crime and intelligence"),
                            ("open_source", "Open source and social media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="looked at on")),
                ("found", models.CharField(max_length=500, verbose_name="what it showed")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a desk review",
                "verbose_name_plural": "checks of desk reviews",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("stays", "They stay under reactive management"),
                            ("question", "Something was found: put it under review"),
                            ("visits", "They are visited again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.CharField(max_length=2000)),
                ("was_due_on", models.DateField(verbose_name="it was due on")),
                ("reviewed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
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
                "verbose_name": "desk review",
                "ordering": ["-reviewed_on", "-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("pnc", "Police National Computer"),
                            ("pnd", "Police National Database"),
                            ("local", "Local crime and intelligence"),
                            ("open_source", "Open source and social media"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="looked at on")),
                ("found", models.CharField(max_length=500, verbose_name="what it showed")),
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
                        to="riskplans.deskcheck",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.deskreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deskcheck",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="riskplans.deskreview"
            ),
        ),
        migrations.CreateModel(
            name="DisclosureCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("csods", "Child sex offender disclosure scheme (Sarah’s Law)"),
                            ("dvds_ask", "Domestic violence disclosure scheme: right to ask (Clare’s Law)"),
                            ("dvds_know", "Domestic violence disclosure scheme: right to know (Clare’s Law)"),
                            ("proactive", "Proactive: a school, an employer, a partner, a landlord"),
                        ],
                        max_length=10,
                        verbose_name="scheme",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "First checks"),
                            ("interview", "To be spoken with"),
                            ("assessment", "Full assessment"),
                            ("decision", "Waits for a decision"),
                            ("authorised", "To be disclosed"),
                            ("disclosed", "Disclosed"),
                            ("not_disclosed", "Not disclosed"),
                            ("other_route", "Another route"),
                            ("closed", "Closed"),
                        ],
                        default="received",
                        max_length=14,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("applicant", models.TextField(blank=True, null=True, verbose_name="who asks")),
                (
                    "contact",
                    models.TextField(blank=True, default="", verbose_name="how to reach them safely"),
                ),
                (
                    "relation",
                    models.TextField(blank=True, default="", verbose_name="what they are to those at risk"),
                ),
                (
                    "at_risk",
                    models.TextField(verbose_name="who is at risk: children by name and age, or a partner"),
                ),
                ("subject", models.TextField(verbose_name="whom it is about, as they said it")),
                ("worry", models.TextField(verbose_name="what the worry is")),
                ("checks_due_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True, verbose_name="first checks made")),
                (
                    "checks",
                    models.TextField(blank=True, default="", verbose_name="what the first checks showed"),
                ),
                ("interview_due_on", models.DateField(null=True)),
                ("interviewed_at", models.DateTimeField(null=True, verbose_name="spoken with face to face")),
                (
                    "identity",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="how identity, address and relationship were proved",
                    ),
                ),
                ("interview", models.TextField(blank=True, default="", verbose_name="what they said")),
                ("decision_due_on", models.DateField()),
                ("tell_due_on", models.DateField(null=True)),
                ("imminent_at", models.DateTimeField(null=True, verbose_name="danger now")),
                ("danger", models.TextField(blank=True, default="", verbose_name="what the danger is")),
                ("safeguarded_at", models.DateTimeField(null=True, verbose_name="made safe")),
                (
                    "safeguarding",
                    models.TextField(blank=True, default="", verbose_name="what was done, and who was told"),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="what came of it"),
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
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.force"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
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
                "verbose_name": "disclosure",
                "ordering": ["-received_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureCaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("applicant", models.TextField(blank=True, null=True, verbose_name="who asks")),
                (
                    "contact",
                    models.TextField(blank=True, default="", verbose_name="how to reach them safely"),
                ),
                (
                    "relation",
                    models.TextField(blank=True, default="", verbose_name="what they are to those at risk"),
                ),
                (
                    "at_risk",
                    models.TextField(verbose_name="who is at risk: children by name and age, or a partner"),
                ),
                ("subject", models.TextField(verbose_name="whom it is about, as they said it")),
                ("worry", models.TextField(verbose_name="what the worry is")),
                (
                    "checks",
                    models.TextField(blank=True, default="", verbose_name="what the first checks showed"),
                ),
                (
                    "identity",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="how identity, address and relationship were proved",
                    ),
                ),
                ("interview", models.TextField(blank=True, default="", verbose_name="what they said")),
                ("danger", models.TextField(blank=True, default="", verbose_name="what the danger is")),
                (
                    "safeguarding",
                    models.TextField(blank=True, default="", verbose_name="what was done, and who was told"),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reference", models.CharField(max_length=16)),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("csods", "Child sex offender disclosure scheme (Sarah’s Law)"),
                            ("dvds_ask", "Domestic violence disclosure scheme: right to ask (Clare’s Law)"),
                            ("dvds_know", "Domestic violence disclosure scheme: right to know (Clare’s Law)"),
                            ("proactive", "Proactive: a school, an employer, a partner, a landlord"),
                        ],
                        max_length=10,
                        verbose_name="scheme",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "First checks"),
                            ("interview", "To be spoken with"),
                            ("assessment", "Full assessment"),
                            ("decision", "Waits for a decision"),
                            ("authorised", "To be disclosed"),
                            ("disclosed", "Disclosed"),
                            ("not_disclosed", "Not disclosed"),
                            ("other_route", "Another route"),
                            ("closed", "Closed"),
                        ],
                        default="received",
                        max_length=14,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("checks_due_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True, verbose_name="first checks made")),
                ("interview_due_on", models.DateField(null=True)),
                ("interviewed_at", models.DateTimeField(null=True, verbose_name="spoken with face to face")),
                ("decision_due_on", models.DateField()),
                ("tell_due_on", models.DateField(null=True)),
                ("imminent_at", models.DateTimeField(null=True, verbose_name="danger now")),
                ("safeguarded_at", models.DateTimeField(null=True, verbose_name="made safe")),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="what came of it"),
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
                        null=True,
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
                        to="riskplans.disclosurecase",
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
            name="DisclosureDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("disclose", "Disclose"),
                            ("not", "Do not disclose"),
                            ("route", "Another route: safeguarding, advice, another agency"),
                        ],
                        max_length=8,
                        verbose_name="what is proposed",
                    ),
                ),
                ("need", models.TextField(verbose_name="the risk, and the pressing need to disclose")),
                (
                    "serious_harm",
                    models.BooleanField(
                        verbose_name="a risk of serious harm to a particular child or children"
                    ),
                ),
                ("necessity", models.TextField(verbose_name="why nothing less would do")),
                (
                    "proportionality",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="what it does to the person, their family and victims",
                    ),
                ),
                (
                    "alternatives",
                    models.TextField(blank=True, default="", verbose_name="what else was thought of"),
                ),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "They were asked what they have to say"),
                            ("self", "They will tell the recipient themselves, with support"),
                            ("not", "They were not asked"),
                        ],
                        max_length=5,
                        verbose_name="was the person asked?",
                    ),
                ),
                (
                    "representations",
                    models.TextField(
                        blank=True, default="", verbose_name="what they said, or why they were not asked"
                    ),
                ),
                (
                    "mappa",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consulted", "A MAPPA meeting or its chair was consulted"),
                            ("not_needed", "Not managed at level 2 or 3"),
                            ("later", "Not consulted: it could not wait"),
                        ],
                        max_length=10,
                        verbose_name="MAPPA",
                    ),
                ),
                (
                    "mappa_note",
                    models.CharField(blank=True, max_length=500, verbose_name="when, and what was said"),
                ),
                (
                    "presumption",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="why the presumption of section 327A does not lead to disclosure",
                    ),
                ),
                (
                    "recipient",
                    models.TextField(
                        blank=True, default="", verbose_name="who is told, and what they are to those at risk"
                    ),
                ),
                ("words", models.TextField(blank=True, default="", verbose_name="the exact words")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "As proposed"),
                            ("returned", "Return it: not ready to be decided"),
                        ],
                        max_length=8,
                    ),
                ),
                ("verdict_why", models.CharField(blank=True, max_length=2000, verbose_name="reasons")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=2000, verbose_name="why it was taken back"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="riskplans.disclosurecase",
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "verbose_name": "decision on a disclosure",
                "verbose_name_plural": "decisions on disclosures",
                "ordering": ["-round"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("need", models.TextField(verbose_name="the risk, and the pressing need to disclose")),
                ("necessity", models.TextField(verbose_name="why nothing less would do")),
                (
                    "proportionality",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="what it does to the person, their family and victims",
                    ),
                ),
                (
                    "alternatives",
                    models.TextField(blank=True, default="", verbose_name="what else was thought of"),
                ),
                (
                    "representations",
                    models.TextField(
                        blank=True, default="", verbose_name="what they said, or why they were not asked"
                    ),
                ),
                (
                    "presumption",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="why the presumption of section 327A does not lead to disclosure",
                    ),
                ),
                (
                    "recipient",
                    models.TextField(
                        blank=True, default="", verbose_name="who is told, and what they are to those at risk"
                    ),
                ),
                ("words", models.TextField(blank=True, default="", verbose_name="the exact words")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("disclose", "Disclose"),
                            ("not", "Do not disclose"),
                            ("route", "Another route: safeguarding, advice, another agency"),
                        ],
                        max_length=8,
                        verbose_name="what is proposed",
                    ),
                ),
                (
                    "serious_harm",
                    models.BooleanField(
                        verbose_name="a risk of serious harm to a particular child or children"
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "They were asked what they have to say"),
                            ("self", "They will tell the recipient themselves, with support"),
                            ("not", "They were not asked"),
                        ],
                        max_length=5,
                        verbose_name="was the person asked?",
                    ),
                ),
                (
                    "mappa",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consulted", "A MAPPA meeting or its chair was consulted"),
                            ("not_needed", "Not managed at level 2 or 3"),
                            ("later", "Not consulted: it could not wait"),
                        ],
                        max_length=10,
                        verbose_name="MAPPA",
                    ),
                ),
                (
                    "mappa_note",
                    models.CharField(blank=True, max_length=500, verbose_name="when, and what was said"),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "As proposed"),
                            ("returned", "Return it: not ready to be decided"),
                        ],
                        max_length=8,
                    ),
                ),
                ("verdict_why", models.CharField(blank=True, max_length=2000, verbose_name="reasons")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=2000, verbose_name="why it was taken back"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.disclosurecase",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
                        to="riskplans.disclosuredecision",
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
            name="DisclosureTold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("told_at", models.DateTimeField(verbose_name="when")),
                (
                    "told_by",
                    models.CharField(max_length=200, verbose_name="who told them, and who else was there"),
                ),
                ("words", models.TextField(verbose_name="the exact words")),
                (
                    "words_why",
                    models.TextField(
                        blank=True, default="", verbose_name="why in other words than were decided"
                    ),
                ),
                (
                    "undertaking",
                    models.CharField(
                        choices=[
                            ("signed", "Signed"),
                            ("refused", "Refused to sign, and was told all the same"),
                        ],
                        max_length=8,
                        verbose_name="undertaking of confidentiality",
                    ),
                ),
                ("undertaking_on", models.DateField(null=True, verbose_name="signed on")),
                (
                    "undertaking_note",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not signed"),
                ),
                (
                    "support",
                    models.TextField(
                        blank=True, default="", verbose_name="support offered, and advice given"
                    ),
                ),
                (
                    "person_informed",
                    models.CharField(
                        max_length=500,
                        verbose_name="when and how the person was told that it was disclosed, or why not",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
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
                "verbose_name": "disclosure made",
                "verbose_name_plural": "disclosures made",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureToldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("words", models.TextField(verbose_name="the exact words")),
                (
                    "words_why",
                    models.TextField(
                        blank=True, default="", verbose_name="why in other words than were decided"
                    ),
                ),
                (
                    "support",
                    models.TextField(
                        blank=True, default="", verbose_name="support offered, and advice given"
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("told_at", models.DateTimeField(verbose_name="when")),
                (
                    "told_by",
                    models.CharField(max_length=200, verbose_name="who told them, and who else was there"),
                ),
                (
                    "undertaking",
                    models.CharField(
                        choices=[
                            ("signed", "Signed"),
                            ("refused", "Refused to sign, and was told all the same"),
                        ],
                        max_length=8,
                        verbose_name="undertaking of confidentiality",
                    ),
                ),
                ("undertaking_on", models.DateField(null=True, verbose_name="signed on")),
                (
                    "undertaking_note",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not signed"),
                ),
                (
                    "person_informed",
                    models.CharField(
                        max_length=500,
                        verbose_name="when and how the person was told that it was disclosed, or why not",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="riskplans.disclosuretold",
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
            name="ReactiveCase",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed: waits for a supervisor"),
                            ("supported", "Waits for an inspector"),
                            ("reactive", "Managed reactively"),
                            ("review", "Under review"),
                            ("ended", "Ended: managed actively"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("starts_on", models.DateField(null=True, verbose_name="managed reactively from")),
                (
                    "told_on",
                    models.DateField(null=True, verbose_name="told that they must go on notifying, on"),
                ),
                ("told_how", models.CharField(blank=True, max_length=200, verbose_name="how they were told")),
                ("questioned_on", models.DateField(null=True, verbose_name="under review since")),
                ("ends_on", models.DateField(null=True, verbose_name="visited again from")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactive_cases",
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
                "verbose_name": "reactive management",
                "verbose_name_plural": "reactive management",
                "ordering": ["-recorded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeskReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("stays", "They stay under reactive management"),
                            ("question", "Something was found: put it under review"),
                            ("visits", "They are visited again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.CharField(max_length=2000)),
                ("was_due_on", models.DateField(verbose_name="it was due on")),
                ("reviewed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
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
                        to="riskplans.deskreview",
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
                        to="riskplans.reactivecase",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deskreview",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="desk_reviews",
                to="riskplans.reactivecase",
            ),
        ),
        migrations.CreateModel(
            name="ReactiveCaseEvent",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed: waits for a supervisor"),
                            ("supported", "Waits for an inspector"),
                            ("reactive", "Managed reactively"),
                            ("review", "Under review"),
                            ("ended", "Ended: managed actively"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("starts_on", models.DateField(null=True, verbose_name="managed reactively from")),
                (
                    "told_on",
                    models.DateField(null=True, verbose_name="told that they must go on notifying, on"),
                ),
                ("told_how", models.CharField(blank=True, max_length=200, verbose_name="how they were told")),
                ("questioned_on", models.DateField(null=True, verbose_name="under review since")),
                ("ends_on", models.DateField(null=True, verbose_name="visited again from")),
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
                        to="riskplans.reactivecase",
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
            name="ReactiveStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("supported", "Supported"),
                            ("authorised", "Authorised"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("questioned", "Put under review"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("note", models.CharField(max_length=2000, verbose_name="why")),
                (
                    "unmet",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("static", "The static tool says low"),
                                ("arms", "The latest ARMS priority is low"),
                                ("low_for", "Managed at low for long enough"),
                                ("devices", "No order condition about devices is in force"),
                                ("breach", "No breach lately"),
                                ("arrest", "No arrest, allegation or new conviction lately"),
                                ("intelligence", "No adverse intelligence lately"),
                                ("children", "No concern about contact with a child"),
                                ("mappa", "Not at MAPPA level 2 or 3"),
                                ("licence", "Not on licence"),
                                ("home", "A stable address"),
                                ("notified", "Nothing they had to notify is overdue"),
                                ("change", "No change waits to be looked at"),
                                ("agreed", "Partner agencies know of no reason against it"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="not met",
                    ),
                ),
                ("override", models.CharField(blank=True, max_length=1000, verbose_name="why all the same")),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True, unique=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="riskplans.reactivecase",
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
                "verbose_name": "step of reactive management",
                "verbose_name_plural": "steps of reactive management",
                "ordering": ["-at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReactiveStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("supported", "Supported"),
                            ("authorised", "Authorised"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("questioned", "Put under review"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("note", models.CharField(max_length=2000, verbose_name="why")),
                (
                    "unmet",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("static", "The static tool says low"),
                                ("arms", "The latest ARMS priority is low"),
                                ("low_for", "Managed at low for long enough"),
                                ("devices", "No order condition about devices is in force"),
                                ("breach", "No breach lately"),
                                ("arrest", "No arrest, allegation or new conviction lately"),
                                ("intelligence", "No adverse intelligence lately"),
                                ("children", "No concern about contact with a child"),
                                ("mappa", "Not at MAPPA level 2 or 3"),
                                ("licence", "Not on licence"),
                                ("home", "A stable address"),
                                ("notified", "Nothing they had to notify is overdue"),
                                ("change", "No change waits to be looked at"),
                                ("agreed", "Partner agencies know of no reason against it"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="not met",
                    ),
                ),
                ("override", models.CharField(blank=True, max_length=1000, verbose_name="why all the same")),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField(editable=False, null=True)),
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
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.reactivecase",
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
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SaidOfCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("static", "The static tool says low"),
                            ("arms", "The latest ARMS priority is low"),
                            ("low_for", "Managed at low for long enough"),
                            ("devices", "No order condition about devices is in force"),
                            ("breach", "No breach lately"),
                            ("arrest", "No arrest, allegation or new conviction lately"),
                            ("intelligence", "No adverse intelligence lately"),
                            ("children", "No concern about contact with a child"),
                            ("mappa", "Not at MAPPA level 2 or 3"),
                            ("licence", "Not on licence"),
                            ("home", "A stable address"),
                            ("notified", "Nothing they had to notify is overdue"),
                            ("change", "No change waits to be looked at"),
                            ("agreed", "Partner agencies know of no reason against it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="does it hold?")),
                ("evidence", models.CharField(max_length=1000, verbose_name="what that rests on")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="said",
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a criterion",
                "verbose_name_plural": "answers to criteria",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SaidOfCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("static", "The static tool says low"),
                            ("arms", "The latest ARMS priority is low"),
                            ("low_for", "Managed at low for long enough"),
                            ("devices", "No order condition about devices is in force"),
                            ("breach", "No breach lately"),
                            ("arrest", "No arrest, allegation or new conviction lately"),
                            ("intelligence", "No adverse intelligence lately"),
                            ("children", "No concern about contact with a child"),
                            ("mappa", "Not at MAPPA level 2 or 3"),
                            ("licence", "Not on licence"),
                            ("home", "A stable address"),
                            ("notified", "Nothing they had to notify is overdue"),
                            ("change", "No change waits to be looked at"),
                            ("agreed", "Partner agencies know of no reason against it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="does it hold?")),
                ("evidence", models.CharField(max_length=1000, verbose_name="what that rests on")),
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
                        to="riskplans.saidofcriterion",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="riskplans.reactivestep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="30c4345e8b50ef22a7f94ae5d0b9634ddec918c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f7a47",
                    table="riskplans_deskcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcheck",
            constraint=models.UniqueConstraint(fields=("review", "system"), name="desk_check_once"),
        ),
        migrations.AddConstraint(
            model_name="deskcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("found", ""), _negated=True),
                name="desk_check_says_what",
                violation_error_message="Say what it showed, or that it showed nothing new.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="63235c9756d9a08d470005c453a9c224288cddde",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d6f2f",
                    table="riskplans_deskcheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deskcheckevent" ("checked_on", "found", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "system") SELECT new_values."checked_on", new_values."found", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_id", new_values."system" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="351b9bab7a5c8265fe5243460a724a9d3daca1b9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59ca0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_deskcheck",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="disclosurecase",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["received", "interview", "assessment", "decision", "authorised"])
                ),
                fields=["force", "decision_due_on"],
                name="disclosures_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme__in", ["csods", "dvds_ask"]), _negated=True),
                    ("applicant__isnull", False),
                    _connector="OR",
                ),
                name="applicant_where_somebody_asks",
                violation_error_message="Enter who asks.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "interview",
                                "assessment",
                                "decision",
                                "authorised",
                                "disclosed",
                                "not_disclosed",
                                "other_route",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("checked_at__isnull", False),
                    _connector="OR",
                ),
                name="disclosure_checked_first",
                violation_error_message="The first checks come first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("scheme__in", ["csods", "dvds_ask"]),
                        (
                            "state__in",
                            [
                                "assessment",
                                "decision",
                                "authorised",
                                "disclosed",
                                "not_disclosed",
                                "other_route",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("interviewed_at__isnull", False),
                    _connector="OR",
                ),
                name="applicant_spoken_with",
                violation_error_message="Whoever asks is spoken with face to face before the assessment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["disclosed", "not_disclosed", "other_route", "closed"]), _negated=True
                    ),
                    ("imminent_at__isnull", True),
                    ("safeguarded_at__isnull", False),
                    _connector="OR",
                ),
                name="danger_comes_first",
                violation_error_message="Somebody is in danger: say first what was done to make them safe.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closed_by__isnull", True),
                        ("closed_note", ""),
                        models.Q(("state", "closed"), _negated=True),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        ("state", "closed"),
                        models.Q(("closed_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="disclosure_closed_whole",
                violation_error_message="Say what came of it, who closed it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["authorised", "disclosed"]), _negated=True),
                    ("person__isnull", False),
                    _connector="OR",
                ),
                name="disclosure_of_somebody_known",
                violation_error_message="Only what is known of somebody on record can be disclosed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="621e089df0b9fec76ee48ea01700c37c9d2758d4",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_8fef0",
                    table="riskplans_disclosurecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="disclosure_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:interview,received:assessment,interview:assessment,assessment:decision,decision:assessment,decision:authorised,decision:not_disclosed,decision:other_route,authorised:disclosed,authorised:assessment,received:closed,interview:closed,assessment:closed,disclosed:closed,not_disclosed:closed,other_route:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="a818c59ac92ac963a8f6ca4627bcbdeb33805ea3",
                    operation="UPDATE",
                    pgid="pgtrigger_disclosure_one_step_at_a_time_c5f43",
                    table="riskplans_disclosurecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="as_decided",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> OLD.state AND NEW.state IN ('authorised', 'not_disclosed', 'other_route') AND NOT EXISTS (\n    SELECT FROM riskplans_disclosuredecision\n    WHERE case_id = NEW.id AND round = NEW.round AND verdict = 'agreed' AND withdrawn_at IS NULL\n        AND outcome = CASE NEW.state WHEN 'authorised' THEN 'disclose' WHEN 'not_disclosed' THEN 'not' ELSE 'route' END\n) THEN\n    RAISE EXCEPTION 'nobody has decided this' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state <> OLD.state AND NEW.state = 'disclosed' AND NOT EXISTS (\n    SELECT FROM riskplans_disclosuretold WHERE case_id = NEW.id\n) THEN\n    RAISE EXCEPTION 'nothing is on record of what was disclosed' USING ERRCODE = 'check_violation';\nEND IF;\nIF OLD.state = 'authorised' AND NEW.state = 'assessment' AND NOT EXISTS (\n    SELECT FROM riskplans_disclosuredecision\n    WHERE case_id = NEW.id AND round = NEW.round AND withdrawn_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'nobody has taken the decision back' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state = 'closed' AND OLD.state IN ('received', 'interview', 'assessment') AND (\n    NEW.closed_by_id = NEW.recorded_by_id OR EXISTS (\n        SELECT FROM riskplans_disclosuredecision WHERE case_id = NEW.id AND recorded_by_id = NEW.closed_by_id\n    )\n) THEN\n    RAISE EXCEPTION 'somebody else closes what nobody has decided' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.person_id IS DISTINCT FROM OLD.person_id AND EXISTS (\n    SELECT FROM riskplans_disclosuredecision WHERE case_id = NEW.id\n) THEN\n    RAISE EXCEPTION 'whom it is about is settled' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="ce57589a81610e1610c34f1938a0219a7c9a22b6",
                    operation="UPDATE",
                    pgid="pgtrigger_as_decided_4ee9e",
                    table="riskplans_disclosurecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_with_checks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'received' THEN\n    RAISE EXCEPTION 'it begins with the first checks' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="86a2b0a20e6263b2cc1fe9e0314c6e825d4baab2",
                    operation="INSERT",
                    pgid="pgtrigger_begins_with_checks_c607c",
                    table="riskplans_disclosurecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosurecaseevent" ("applicant", "at_risk", "checked_at", "checks", "checks_due_at", "closed_at", "closed_by_id", "closed_note", "contact", "danger", "decision_due_on", "force_id", "id", "identity", "imminent_at", "interview", "interview_due_on", "interviewed_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by_id", "reference", "relation", "round", "safeguarded_at", "safeguarding", "scheme", "state", "subject", "submission", "tell_due_on", "version", "worry") SELECT new_values."applicant", new_values."at_risk", new_values."checked_at", new_values."checks", new_values."checks_due_at", new_values."closed_at", new_values."closed_by_id", new_values."closed_note", new_values."contact", new_values."danger", new_values."decision_due_on", new_values."force_id", new_values."id", new_values."identity", new_values."imminent_at", new_values."interview", new_values."interview_due_on", new_values."interviewed_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."relation", new_values."round", new_values."safeguarded_at", new_values."safeguarding", new_values."scheme", new_values."state", new_values."subject", new_values."submission", new_values."tell_due_on", new_values."version", new_values."worry" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3233e5389662edee89675955ad8d08f2a4715912",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8f0d5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_disclosurecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosurecaseevent" ("applicant", "at_risk", "checked_at", "checks", "checks_due_at", "closed_at", "closed_by_id", "closed_note", "contact", "danger", "decision_due_on", "force_id", "id", "identity", "imminent_at", "interview", "interview_due_on", "interviewed_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by_id", "reference", "relation", "round", "safeguarded_at", "safeguarding", "scheme", "state", "subject", "submission", "tell_due_on", "version", "worry") SELECT new_values."applicant", new_values."at_risk", new_values."checked_at", new_values."checks", new_values."checks_due_at", new_values."closed_at", new_values."closed_by_id", new_values."closed_note", new_values."contact", new_values."danger", new_values."decision_due_on", new_values."force_id", new_values."id", new_values."identity", new_values."imminent_at", new_values."interview", new_values."interview_due_on", new_values."interviewed_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."relation", new_values."round", new_values."safeguarded_at", new_values."safeguarding", new_values."scheme", new_values."state", new_values."subject", new_values."submission", new_values."tell_due_on", new_values."version", new_values."worry" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1fd35cba11fd1a58474fd868982ee06956b4a2af",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a1883",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_disclosurecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosurecaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b95b89278f338bc721b2ceebd93cf09224198258",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6bbdb",
                    table="riskplans_disclosurecaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.UniqueConstraint(fields=("case", "round"), name="disclosure_proposed_once"),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="disclosure_decided_by_another",
                violation_error_message="Somebody else decides: you have made the assessment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("verdict", ""),
                        ("verdict_why", ""),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("verdict_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="disclosure_decided_whole",
                violation_error_message="A decision says what, why, who and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True), ("withdrawn_why", "")
                    ),
                    models.Q(
                        ("outcome", "disclose"),
                        ("verdict", "agreed"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="disclosure_taken_back_whole",
                violation_error_message="Only a decision to disclose is taken back: say why, who and when.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuredecision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a0860e9bdd63f3dd8de58348e4c5fd88f2899333",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_fa2f0",
                    table="riskplans_disclosuredecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuredecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF OLD.verdict <> '' AND (OLD.withdrawn_at IS NOT NULL OR\n    to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_why', 'version']\n    <> to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_why', 'version']\n) THEN\n    RAISE EXCEPTION 'what was decided stays as it was' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.withdrawn_at IS NOT NULL AND NOT EXISTS (\n    SELECT FROM riskplans_disclosurecase WHERE id = NEW.case_id AND state = 'authorised' AND round = NEW.round\n) THEN\n    RAISE EXCEPTION 'only what is still to be disclosed is taken back' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="aaaffc11fc2b3fba80734936a3e7b78ffaf11f45",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_once_820cb",
                    table="riskplans_disclosuredecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuredecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosuredecisionevent" ("alternatives", "asked", "case_id", "decided_at", "decided_by_id", "id", "mappa", "mappa_note", "necessity", "need", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presumption", "proportionality", "recipient", "recorded_at", "recorded_by_id", "representations", "round", "serious_harm", "submission", "verdict", "verdict_why", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "words") SELECT new_values."alternatives", new_values."asked", new_values."case_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."mappa", new_values."mappa_note", new_values."necessity", new_values."need", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."presumption", new_values."proportionality", new_values."recipient", new_values."recorded_at", new_values."recorded_by_id", new_values."representations", new_values."round", new_values."serious_harm", new_values."submission", new_values."verdict", new_values."verdict_why", new_values."version", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b5bdbc6d9714a6190cfa60f7a8930077d6d6757d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a722",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_disclosuredecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuredecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosuredecisionevent" ("alternatives", "asked", "case_id", "decided_at", "decided_by_id", "id", "mappa", "mappa_note", "necessity", "need", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presumption", "proportionality", "recipient", "recorded_at", "recorded_by_id", "representations", "round", "serious_harm", "submission", "verdict", "verdict_why", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "words") SELECT new_values."alternatives", new_values."asked", new_values."case_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."mappa", new_values."mappa_note", new_values."necessity", new_values."need", new_values."outcome", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."presumption", new_values."proportionality", new_values."recipient", new_values."recorded_at", new_values."recorded_by_id", new_values."representations", new_values."round", new_values."serious_harm", new_values."submission", new_values."verdict", new_values."verdict_why", new_values."version", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="14ecef514497b2b2f7a5b5c2e030e260b7ce990d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85b4f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_disclosuredecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuredecisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06408f1c69a37d12fc5cc2cc169e143b514fa00e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d933e",
                    table="riskplans_disclosuredecisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuretold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undertaking", "signed"), ("undertaking_on__isnull", False)),
                    models.Q(
                        ("undertaking", "refused"),
                        ("undertaking_on__isnull", True),
                        models.Q(("undertaking_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="undertaking_signed_or_why_not",
                violation_error_message="Say when the undertaking was signed, or why it was not.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretold",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="028c2bd51e588ea66800167a7e91d829caadbb6e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_437e4",
                    table="riskplans_disclosuretold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretold",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="311fb94a0c264e64ad5417b2341206ec0bd63d5e",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_ba78c",
                    table="riskplans_disclosuretold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretold",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosuretoldevent" ("case_id", "id", "person_id", "person_informed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "support", "told_at", "told_by", "undertaking", "undertaking_note", "undertaking_on", "version", "words", "words_why") SELECT new_values."case_id", new_values."id", new_values."person_id", new_values."person_informed", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."support", new_values."told_at", new_values."told_by", new_values."undertaking", new_values."undertaking_note", new_values."undertaking_on", new_values."version", new_values."words", new_values."words_why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c08cb972c21e06310ac5573e58bf46359c8375d4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f82e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_disclosuretold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretold",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_disclosuretoldevent" ("case_id", "id", "person_id", "person_informed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "support", "told_at", "told_by", "undertaking", "undertaking_note", "undertaking_on", "version", "words", "words_why") SELECT new_values."case_id", new_values."id", new_values."person_id", new_values."person_informed", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."submission", new_values."support", new_values."told_at", new_values."told_by", new_values."undertaking", new_values."undertaking_note", new_values."undertaking_on", new_values."version", new_values."words", new_values."words_why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e26d72de2552d2a74be95193457a02881fb84b12",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_10f15",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_disclosuretold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretoldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dda7f432f59d35a9066eed59551db3c5d21cadbd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2a7fc",
                    table="riskplans_disclosuretoldevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "supported", "reactive", "review"]),
                    ("voided_at__isnull", True),
                ),
                fields=("person",),
                name="one_reactive_case",
                violation_error_message="Reactive management is proposed or in force already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reactive", "review", "ended"]), _negated=True),
                    ("starts_on__isnull", False),
                    _connector="OR",
                ),
                name="reactive_since_a_day",
                violation_error_message="Say from which day they are managed reactively.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "review"), _negated=True),
                    ("questioned_on__isnull", False),
                    _connector="OR",
                ),
                name="reactive_questioned_since_a_day",
                violation_error_message="Say since when it is under review.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_how", ""), ("told_on__isnull", True)),
                    models.Q(("told_on__isnull", False), models.Q(("told_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reactive_told_whole",
                violation_error_message="Say when they were told, and how.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="93ec4dd5d0bafd82842ab47e26acaa79aba42c84",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_35d44",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="reactive_one_step_at_a_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:supported,proposed:refused,proposed:withdrawn,supported:reactive,supported:refused,supported:withdrawn,reactive:review,reactive:ended,review:proposed,review:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="63283ea32430287dbc871733e72a00e64dc4de89",
                    operation="UPDATE",
                    pgid="pgtrigger_reactive_one_step_at_a_time_1c3e9",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="three_people",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state = 'reactive' AND (\n    SELECT count(DISTINCT step.by_id) FROM riskplans_reactivestep step\n    WHERE step.case_id = NEW.id AND step.round = NEW.round\n        AND step.kind IN ('proposed', 'supported', 'authorised')\n) < 3 THEN\n    RAISE EXCEPTION 'reactive management needs three people' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state = 'supported' AND NOT EXISTS (\n    SELECT FROM riskplans_reactivestep\n    WHERE case_id = NEW.id AND round = NEW.round AND kind = 'supported'\n) THEN\n    RAISE EXCEPTION 'nobody has supported it' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.state = 'proposed' AND OLD.state = 'review' AND NEW.round <> OLD.round + 1 THEN\n    RAISE EXCEPTION 'proposed again is another round' USING ERRCODE = 'check_violation';\nEND IF;\nIF NEW.round < OLD.round OR (NEW.round > OLD.round AND NOT (OLD.state = 'review' AND NEW.state = 'proposed')) THEN\n    RAISE EXCEPTION 'a round begins with a proposal' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="8287ae05785732d26e4652410ce100b58b2d91b9",
                    operation="UPDATE",
                    pgid="pgtrigger_three_people_51e9e",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_proposed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state <> 'proposed' OR NEW.round <> 1 THEN\n    RAISE EXCEPTION 'it begins with a proposal' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="7793ad566701c6ba8342de2e02e6fc9e50494542",
                    operation="INSERT",
                    pgid="pgtrigger_begins_proposed_383ec",
                    table="riskplans_reactivecase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivecaseevent" ("ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questioned_on", "recorded_at", "recorded_by_id", "round", "starts_on", "state", "submission", "told_how", "told_on", "version", "voided_at") SELECT new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."questioned_on", new_values."recorded_at", new_values."recorded_by_id", new_values."round", new_values."starts_on", new_values."state", new_values."submission", new_values."told_how", new_values."told_on", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="03820930617d0e1f190ecaa6e9677f35ace4eee9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b576d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_reactivecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivecaseevent" ("ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questioned_on", "recorded_at", "recorded_by_id", "round", "starts_on", "state", "submission", "told_how", "told_on", "version", "voided_at") SELECT new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."questioned_on", new_values."recorded_at", new_values."recorded_by_id", new_values."round", new_values."starts_on", new_values."state", new_values."submission", new_values."told_how", new_values."told_on", new_values."version", new_values."voided_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="009a71c66aaa42c27e17ec6e9254bfc017db7abd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_99bb7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="riskplans_reactivecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a25602ed8e337aa6c002344f8867917afe1c6176",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_749f1",
                    table="riskplans_deskreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deskreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True),
                name="desk_review_with_reasons",
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="da5e235ef56db1a77212702e7f85dee0c7d39a5b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_febdd",
                    table="riskplans_deskreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_deskreviewevent" ("case_id", "conclusion", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recorded_at", "recorded_by_id", "reviewed_on", "submission", "was_due_on") SELECT new_values."case_id", new_values."conclusion", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."recorded_at", new_values."recorded_by_id", new_values."reviewed_on", new_values."submission", new_values."was_due_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99a4a17d2f52f7829d56fccab0ed543ef7c8b933",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a96b1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_deskreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivecaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5bccc21db20bcffea64167f7fc146f67350d768",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21f51",
                    table="riskplans_reactivecaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["proposed", "supported", "authorised"])),
                fields=("case", "round", "by"),
                name="reactive_three_different_people",
                violation_error_message="Three different people: who proposes, who supports and who authorises.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["proposed", "supported", "authorised"])),
                fields=("case", "round", "kind"),
                name="reactive_approved_once",
                violation_error_message="This has been decided already. Open it again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "authorised"), _negated=True),
                    models.Q(("override", ""), ("unmet", [])),
                    models.Q(
                        models.Q(("unmet", []), _negated=True), models.Q(("override", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="reactive_override_with_reason",
                violation_error_message="Criteria do not hold: say why it is right all the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "questioned"), ("by__isnull", False), _connector="OR"),
                name="reactive_step_by_somebody",
                violation_error_message="A step says who took it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True),
                name="reactive_step_with_reason",
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a489a31c2561874c948766287da0e86fc9c886be",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c10ce",
                    table="riskplans_reactivestep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_reactivestepevent" ("at", "by_id", "case_id", "id", "kind", "note", "override", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "submission", "unmet") SELECT new_values."at", new_values."by_id", new_values."case_id", new_values."id", new_values."kind", new_values."note", new_values."override", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."round", new_values."submission", new_values."unmet" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0dfa5a54655dd2c1d922362c94f0795fdcf76733",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6ea01",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_reactivestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reactivestepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21a7e49dff712389bb6602b0e6d783f913090194",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_583b3",
                    table="riskplans_reactivestepevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="saidofcriterion",
            constraint=models.UniqueConstraint(fields=("step", "criterion"), name="criterion_said_once"),
        ),
        migrations.AddConstraint(
            model_name="saidofcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence", ""), _negated=True),
                name="criterion_said_with_evidence",
                violation_error_message="Say what that rests on.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="efa076ea447e3161f33e169e42cb54d667b7500e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3eff1",
                    table="riskplans_saidofcriterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "riskplans_saidofcriterionevent" ("criterion", "evidence", "holds", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id") SELECT new_values."criterion", new_values."evidence", new_values."holds", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."step_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e07f42942e712b34d985921e3178d5fc97156622",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8024",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="riskplans_saidofcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidofcriterionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c3c3b96ff9a188e4871d8b0168fb09065a63567",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5848",
                    table="riskplans_saidofcriterionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosuretold",
            trigger=pgtrigger.compiler.Trigger(
                name="told_as_decided",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT FROM riskplans_disclosuredecision decision\n    JOIN riskplans_disclosurecase disclosure ON disclosure.id = decision.case_id AND disclosure.round = decision.round\n    WHERE disclosure.id = NEW.case_id AND disclosure.state = 'authorised'\n        AND decision.verdict = 'agreed' AND decision.outcome = 'disclose' AND decision.withdrawn_at IS NULL\n        AND decision.decided_at <= NEW.told_at\n        AND (NEW.undertaking_on < (decision.decided_at AT TIME ZONE 'Europe/London')::date) IS NOT TRUE\n) THEN\n    RAISE EXCEPTION 'nobody had decided to disclose it then' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="9e2ae0358138dbef899295c8aa0c234ba44f9ea3",
                    operation="INSERT",
                    pgid="pgtrigger_told_as_decided_f32d1",
                    table="riskplans_disclosuretold",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_at__isnull", True),
                    ("checked_at__gte", models.F("received_at")),
                    _connector="OR",
                ),
                name="disclosure_checked_after_it_came",
                violation_error_message="The first checks were made after it came in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("interviewed_at__isnull", True),
                    ("interviewed_at__gte", models.F("received_at")),
                    _connector="OR",
                ),
                name="disclosure_met_after_it_came",
                violation_error_message="Whoever asks was met after they asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", True),
                    models.Q(models.Q(("asked", ""), _negated=True), models.Q(("mappa", ""), _negated=True)),
                    _connector="OR",
                ),
                name="disclosure_person_asked_of",
                violation_error_message="Say whether the person was asked, and MAPPA consulted.",
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}{its}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}{its}')",
            )
            for table in _TABLES
            for its in ("", "event")
        ),
        *(
            migrations.RunSQL(
                _HIDDEN.format(
                    table=f"riskplans_{table}{its}", or_own=_OWN if table == "disclosurecase" else ""
                ),
                _SHOWN.format(table=f"riskplans_{table}{its}"),
            )
            for table in _OF_DISCLOSURE
            for its in ("", "event")
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
