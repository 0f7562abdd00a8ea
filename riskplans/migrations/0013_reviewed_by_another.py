"""Nobody reviews a visit of their own: held by the database, for what is recorded from now on."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("riskplans", "0012_how_soon_changes_and_passports")]

    operations = [
        AddConstraintNotValid(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(
                        models.Q(("reviewed_by", models.F("officer")), _negated=True),
                        models.Q(
                            ("outcome_by__isnull", True),
                            models.Q(("reviewed_by", models.F("outcome_by")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="visit_reviewed_by_another",
                violation_error_message="Somebody else reviews a visit of yours.",
            ),
        ),
    ]
