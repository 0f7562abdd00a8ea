"""Row-level security for the entries of the record and their history.

A tie between two people stands on one record and names the other: it is hidden where either is restricted.
"""

from django.db import migrations

ENTRIES = (
    *("allegation", "association", "bankaccount", "decision", "healthentry", "licence", "licencecondition"),
    *("moneymatter", "occupation", "offenceaccount", "ordercondition", "otherconviction", "paymentcard"),
    *("pet", "routineentry", "victim"),
)

# A second, restrictive policy: both have to let the row through. Most ties name nobody on record.
OTHER_END = """
CREATE POLICY restricted_other_end ON {table} AS RESTRICTIVE
    USING ((other_id = ANY ((SELECT vigil_hidden_people())::uuid[])) IS NOT TRUE)
"""


class Migration(migrations.Migration):
    dependencies = [("offenders", "0016_what_a_life_is_made_of")]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('{table}', 'person_id')", f"SELECT vigil_unshield('{table}')"
            )
            for entry in ENTRIES
            for table in (f"offenders_{entry}", f"offenders_{entry}event")
        ),
        *(
            migrations.RunSQL(OTHER_END.format(table=table), f"DROP POLICY restricted_other_end ON {table}")
            for table in ("offenders_association", "offenders_associationevent")
        ),
    ]
