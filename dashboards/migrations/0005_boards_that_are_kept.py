"""What was counted of boards that take long to count."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0004_what_programs_were_answered"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptBoard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "narrowed",
                    models.CharField(help_text="SHA-256 of whom and which day it counts.", max_length=64),
                ),
                ("asked", models.JSONField(help_text="What it was narrowed to.")),
                ("content", models.JSONField(default=dict)),
                ("counted_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["read_at"], name="boards_read_of_late")],
                "constraints": [models.UniqueConstraint(fields=("user", "narrowed"), name="one_kept_board")],
            },
        ),
    ]
