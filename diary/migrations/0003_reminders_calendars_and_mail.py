"""How long before a duty somebody is reminded, the addresses of calendars, and the mails that carry messages."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rate_limits"),
        ("diary", "0002_row_level_security"),
        ("offenders", "0003_how_long_a_confirmation_holds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("each", "As it happens"),
                            ("daily", "One e-mail a day, from 7am"),
                            ("none", "No e-mail"),
                        ],
                        default="each",
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="at_once",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Does not wait for a digest, and is never left out.",
            ),
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "digest_for",
                    models.DateField(
                        help_text="The day whose digest it is; empty: messages alone.", null=True
                    ),
                ),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        help_text="Whose references stand in it.",
                        size=None,
                    ),
                ),
                ("subject", models.CharField(max_length=160)),
                ("body", models.TextField()),
                ("composed_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("unsure", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("abandoned_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-composed_at"],
            },
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="mail",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="diary.mail",
            ),
        ),
        migrations.CreateModel(
            name="RemindBefore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="As in Entry.kind.", max_length=24)),
                ("days", models.PositiveSmallIntegerField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remind_before",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160)),
                (
                    "due_on",
                    models.DateField(help_text="The duty's `work_to` as it was when this was noticed."),
                ),
                ("noticed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="offenders.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the secret, in hexadecimal.", max_length=64, unique=True
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("user",),
                        name="one_calendar_address",
                        violation_error_message="You have a calendar address already. Look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            ("revoked_at__gte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="calendar_revoked_after_made",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("abandoned_at__isnull", True), ("sent_at__isnull", True)),
                fields=["next_attempt_at"],
                name="mail_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["recipient", "-composed_at"], name="mail_of_user"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("recipient", "digest_for"), name="one_digest_a_day"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True), ("abandoned_at__isnull", True), _connector="OR"
                ),
                name="mail_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="remindbefore",
            constraint=models.UniqueConstraint(fields=("user", "kind"), name="reminded_once_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="remindbefore",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1), ("days__lte", 90)),
                name="reminded_some_days_before",
                violation_error_message="Enter a number of days from 1 to 90.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("user", "person", "key", "due_on"), name="reminder_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c9429fcf4629002e6e2889bc4388f52f2faadf74",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_205e9",
                    table="diary_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            "SELECT vigil_shield('diary_reminder', 'person_id')", "SELECT vigil_unshield('diary_reminder')"
        ),
    ]
