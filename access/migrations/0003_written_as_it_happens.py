"""No event is dated by whoever inserts it; and a month that the default partition has begun stops no other month.

The trigger refuses rather than puts right: a row trigger may not send a row to another partition.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_log_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF abs(extract(epoch FROM NEW.at - clock_timestamp())) > 60 THEN
        RAISE EXCEPTION 'The access log is written as it happens: an event dated % is refused.', NEW.at
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER of_now BEFORE INSERT ON access_event
    FOR EACH ROW EXECUTE FUNCTION access_log_is_of_now();
"""

BACKWARD = """
DROP TRIGGER of_now ON access_event;
DROP FUNCTION access_log_is_of_now();
"""

# Makes the month's partition and those of as many months after it; says how many were not there yet.
MAKE_PARTITIONS = """
CREATE OR REPLACE FUNCTION access_make_partitions(since date, months integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month date;
    partition text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('access_make_partitions'));
    FOR ahead IN 0..months LOOP
        month := date_trunc('month', since) + make_interval(months => ahead);
        partition := 'access_event_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass(partition) IS NOT NULL;
        {begin}
        EXECUTE format('CREATE TABLE %I (LIKE access_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        EXECUTE format(
            'ALTER TABLE access_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            partition,
            month::timestamp AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format(
            'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
             FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_kept()', partition);
        made := made + 1;
        {end}
    END LOOP;
    RETURN made;
END $$;
"""
EACH_BY_ITSELF = {
    "begin": "BEGIN",
    "end": """EXCEPTION WHEN check_violation THEN
            RAISE WARNING 'Events of % stand in the default partition: they keep it, the month gets none.', month;
        END;""",
}


class Migration(migrations.Migration):
    dependencies = [("access", "0002_months_reviewed")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(MAKE_PARTITIONS.format(**EACH_BY_ITSELF), MAKE_PARTITIONS.format(begin="", end="")),
    ]
