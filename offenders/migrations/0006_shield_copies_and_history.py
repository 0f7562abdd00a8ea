"""The last line holds copies too: who manages them, when they were archived, and the history of every shielded table.

A name on a restricted record has no end, because the shield reads no days: those that were ended, or were left from a
restriction that was lifted, are deleted. Left out, beside names themselves (0005), is what the shield reads.
"""

from django.db import migrations, models

TABLES = {
    "assignment": "person_id",
    "archiving": "person_id",
    "personevent": "pgh_obj_id",
    "nameevent": "person_id",
    "occupancyevent": "person_id",
    "absenceevent": "person_id",
    "triggerevent": "person_id",
    "disposalevent": "person_id",
    "courtorderevent": "person_id",
    "assignmentevent": "person_id",
    "archivingevent": "person_id",
}

ENDED_NAMES = """
DELETE FROM offenders_personuserobjectpermission name WHERE name.basis = 'restricted' AND (
    name.ends_on IS NOT NULL OR NOT EXISTS (
        SELECT FROM offenders_restriction restriction
        WHERE restriction.person_id = name.content_object_id AND restriction.lifted_at IS NULL))
"""


class Migration(migrations.Migration):
    dependencies = [("offenders", "0005_row_level_security")]

    operations = [
        migrations.RunSQL(ENDED_NAMES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="personuserobjectpermission",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", "restricted"), _negated=True)
                | models.Q(("ends_on__isnull", True)),
                name="named_without_end",
                violation_error_message="A reader named on a restricted record is taken off it, not ended.",
            ),
        ),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('offenders_{table}', '{person}')",
                f"SELECT vigil_unshield('offenders_{table}')",
            )
            for table, person in TABLES.items()
        ),
    ]
