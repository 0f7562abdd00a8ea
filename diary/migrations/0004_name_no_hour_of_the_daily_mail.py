"""The hour of the daily e-mail is the force's policy, and no part of its name. Changes no table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0003_reminders_calendars_and_mail"),
        ("practice", "0003_when_mail_goes_and_reports_are_reviewed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mailchoice",
            name="mode",
            field=models.CharField(
                choices=[
                    ("each", "As it happens"),
                    ("daily", "One e-mail a day"),
                    ("none", "No e-mail"),
                ],
                default="each",
                max_length=8,
            ),
        ),
    ]
