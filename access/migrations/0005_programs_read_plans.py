"""A scope of its own for plans, orders and licences: its choices alone, nothing of the table."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_tokens_for_programs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="apitoken",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("read:people", "Read people and what is on their record"),
                        ("read:duties", "Read duties"),
                        ("read:contact", "Read visits and what was notified"),
                        ("read:plans", "Read plans, orders and licences"),
                        ("read:actions", "Read agreed MAPPA actions"),
                        ("read:board", "Read the figures of the board"),
                        ("write:notifications", "Record a notification that was taken elsewhere"),
                        ("write:actions", "Acknowledge, start and finish MAPPA actions"),
                    ],
                    max_length=24,
                ),
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="apitokenevent",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("read:people", "Read people and what is on their record"),
                        ("read:duties", "Read duties"),
                        ("read:contact", "Read visits and what was notified"),
                        ("read:plans", "Read plans, orders and licences"),
                        ("read:actions", "Read agreed MAPPA actions"),
                        ("read:board", "Read the figures of the board"),
                        ("write:notifications", "Record a notification that was taken elsewhere"),
                        ("write:actions", "Acknowledge, start and finish MAPPA actions"),
                    ],
                    max_length=24,
                ),
                size=None,
            ),
        ),
    ]
