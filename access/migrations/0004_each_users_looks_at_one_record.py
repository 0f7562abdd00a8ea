"""When somebody last looked at a record is asked on its every page: an index of each user's looks at single records.

On the partitioned table, so that every month that is attached has it. Made while nothing is deployed: on a large log
each partition's would first be built concurrently, and then attached.
"""

from django.db import migrations

FORWARD = """
CREATE INDEX access_event_own ON access_event (actor_id, object_id, at) WHERE object_type = 'person';
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_written_as_it_happens")]

    operations = [migrations.RunSQL(FORWARD, "DROP INDEX access_event_own")]
