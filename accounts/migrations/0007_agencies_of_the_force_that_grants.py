"""Agencies from before each belonged to a force: to the one force whose administrators granted all their users' roles,
or to the only force there is. One that two forces used stays nobody's until somebody with the database decides:
guessing would give one force's administrators the other's partners.
"""

from django.db import migrations

FORWARD = """
UPDATE accounts_agency agency SET force_id = coalesce(
    (
        SELECT min(granter.force_id) FROM accounts_roleassignment held
        JOIN accounts_user member ON member.id = held.user_id
        JOIN accounts_user granter ON granter.id = held.granted_by_id
        WHERE member.agency_id = agency.id
        HAVING count(DISTINCT granter.force_id) = 1
    ),
    (SELECT min(id) FROM accounts_force HAVING count(*) = 1)
)
WHERE agency.force_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_agencies_looked_after_by_a_force")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
