"""When what the law requires of each person ends: a projection. Empty until `manage.py diary rebuild`, or the nightly
check of the diary, has gone over everybody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0005_find_duties_of_a_kind"),
        ("offenders", "0014_archived_by_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="ending",
                        serialize=False,
                        to="offenders.person",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        help_text="The last day, which still counts.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "indefinite",
                    models.BooleanField(help_text="Of no length in law; a review may have ended it."),
                ),
                ("rule", models.CharField(blank=True, max_length=64)),
                ("ruleset", models.CharField(blank=True, max_length=32)),
                ("citation", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "end of the requirements",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ends_on__isnull", False)),
                        fields=["ends_on"],
                        name="requirements_end",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), models.Q(("rule", ""), _negated=True), _connector="OR"
                        ),
                        name="an_end_has_its_source",
                    )
                ],
            },
        ),
        # Hidden with a restricted record (offenders/migrations/0002).
        migrations.RunSQL(
            "SELECT vigil_shield('diary_ending', 'person_id')", "SELECT vigil_unshield('diary_ending')"
        ),
    ]
