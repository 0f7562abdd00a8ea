"""The access log: partitioned by month, added to and never changed. See docs/access-log.md.

Reversible only while the log is empty, as the reverse of a migration that holds a record must be.
"""

import uuid

from django.db import migrations, models

FORWARDS = """
CREATE TABLE access_event (
    id uuid NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_id uuid,
    actor varchar(160) NOT NULL,
    agency varchar(160) NOT NULL,
    unit_id bigint,
    roles text[] NOT NULL,
    session varchar(64) NOT NULL,
    strength varchar(60) NOT NULL,
    ip inet,
    device varchar(160) NOT NULL,
    operation varchar(16) NOT NULL,
    channel varchar(16) NOT NULL,
    action varchar(80) NOT NULL,
    object_type varchar(60) NOT NULL,
    object_id varchar(64) NOT NULL,
    person_ids uuid[] NOT NULL,
    sections text[] NOT NULL,
    record_version integer,
    row_count integer NOT NULL,
    basis varchar(40) NOT NULL,
    reason_code varchar(40) NOT NULL,
    reason text NOT NULL,
    recipients text[] NOT NULL,
    lawful_basis text NOT NULL,
    sources text[] NOT NULL,
    retention_rule text NOT NULL,
    outcome varchar(16) NOT NULL,
    request_id varchar(64) NOT NULL,
    version varchar(20) NOT NULL,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);

CREATE INDEX access_event_people ON access_event USING gin (person_ids);
CREATE INDEX access_event_actor ON access_event (actor_id, at);
CREATE INDEX access_event_unit ON access_event (unit_id, at);
-- When somebody last looked at a record is asked on its every page.
CREATE INDEX access_event_own ON access_event (actor_id, object_id, at) WHERE object_type = 'person';

CREATE TABLE audit_seal (
    position bigint PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    event_at timestamptz NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX audit_seal_event_at ON audit_seal (event_at);

CREATE FUNCTION access_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The access log can be added to, and never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- PostgreSQL gives the row trigger to every partition there is or will be; the one for TRUNCATE it does not.
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON access_event
    FOR EACH ROW EXECUTE FUNCTION access_log_is_kept();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_event
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_kept();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION access_log_is_kept();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_kept();

-- No event is dated by whoever inserts it. Refused rather than put right: a row trigger may not send a row to another
-- partition.
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

-- No event is ever refused for want of a partition: what no month has taken lands here, and `audit verify` says so.
CREATE TABLE access_event_default PARTITION OF access_event DEFAULT;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_event_default
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_kept();

-- Makes the month's partition and those of as many months after it; says how many were not there yet.
-- As the owner, because the role that asks for it may own nothing.
-- Attached rather than created in place: that locks out nobody who reads or writes other months. A month that the
-- default partition has begun stops no other month.
CREATE FUNCTION access_make_partitions(since date, months integer) RETURNS integer LANGUAGE plpgsql
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
        BEGIN
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
        EXCEPTION WHEN check_violation THEN
            RAISE WARNING 'Events of % stand in the default partition: they keep it, the month gets none.', month;
        END;
    END LOOP;
    RETURN made;
END $$;

SELECT access_make_partitions(current_date, 3);
"""

BACKWARDS = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM access_event) THEN
        RAISE EXCEPTION 'The access log holds events: it is not taken down.';
    END IF;
END $$;
DROP FUNCTION access_make_partitions(date, integer);
DROP TABLE audit_seal;
DROP TABLE access_event;
DROP FUNCTION access_log_is_of_now();
DROP FUNCTION access_log_is_kept();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARDS, BACKWARDS)],
            state_operations=[
                migrations.CreateModel(
                    name="AccessEvent",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                    ],
                    options={"db_table": "access_event", "managed": False},
                ),
                migrations.CreateModel(
                    name="Seal",
                    fields=[("position", models.BigIntegerField(primary_key=True, serialize=False))],
                    options={"db_table": "audit_seal", "managed": False},
                ),
            ],
        ),
    ]
