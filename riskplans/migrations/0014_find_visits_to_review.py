"""What waits for review is found by when it was recorded, without reading every visit."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("riskplans", "0013_reviewed_by_another")]

    operations = [
        AddIndexConcurrently(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("reviewed", "")), fields=["outcome_at"], name="visit_to_review"
            ),
        ),
    ]
