"""The checks on who confirmed an allocation, which hold for new rows since 0013, are true of the older ones too.

It reads the table while others write in it. Where 0013 ran as it was first written they are valid, and it does nothing.
"""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offenders", "0015_ask_from_a_day_on")]

    operations = [
        ValidateConstraint(model_name="assignment", name="allocation_confirmed_whole"),
        ValidateConstraint(model_name="assignment", name="allocation_confirmed_by_another"),
    ]
