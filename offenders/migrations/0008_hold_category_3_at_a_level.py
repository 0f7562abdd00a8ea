"""Category 3 at level 1 is nobody's. What was recorded so before stays until somebody decides on it."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offenders", "0007_hold_where_devices_are")]

    operations = [
        AddConstraintNotValid(
            model_name="mappastatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "3"), _negated=True),
                    models.Q(("level", "1"), _negated=True),
                    _connector="OR",
                ),
                name="category_3_at_a_level",
                violation_error_message="Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA.",
            ),
        ),
    ]
