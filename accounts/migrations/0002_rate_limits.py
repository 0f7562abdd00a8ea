"""What Django's `createcachetable` would make: counts of attempts, for all processes at once."""

from django.db import migrations

FORWARD = """
CREATE TABLE rate_limits (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX rate_limits_expires ON rate_limits (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_the_first_tables")]

    operations = [migrations.RunSQL(FORWARD, "DROP TABLE rate_limits")]
