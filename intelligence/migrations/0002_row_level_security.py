"""Rows of a restricted record are hidden from all but those named on it (offenders/migrations/0002): links, and the
reports and concerns that are about nobody else. Who recorded one goes on seeing it, so that nothing tells them why not.
"""

from django.db import migrations

LINKS = ["link", "linkevent"]
# Table, its key to the report or concern, and who wrote it (none in tables that are only read beside the item).
ITEMS = [
    ("report", "id", "submitted_by_id"),
    ("reportevent", "pgh_obj_id", "submitted_by_id"),
    ("dissemination", "report_id", "sent_by_id"),
    ("disseminationevent", "report_id", "sent_by_id"),
    ("concern", "id", "recorded_by_id"),
    ("concernevent", "pgh_obj_id", "recorded_by_id"),
]

HIDDEN = """
CREATE FUNCTION vigil_hidden_intelligence() RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
    people uuid[] := vigil_hidden_people();
    reader text := current_setting('vigil.reader');
    found uuid[];
BEGIN
    IF people = '{}' THEN
        RETURN '{}';
    END IF;
    PERFORM set_config('vigil.reader', 'vigil', false);
    SELECT array_agg(item) INTO found FROM (
        SELECT coalesce(report_id, concern_id) AS item FROM intelligence_link
        WHERE voided_at IS NULL AND coalesce(report_id, concern_id) IN (
            SELECT coalesce(report_id, concern_id) FROM intelligence_link
            WHERE voided_at IS NULL AND person_id = ANY (people))
        GROUP BY 1 HAVING bool_and(person_id = ANY (people))
    ) hidden;
    PERFORM set_config('vigil.reader', reader, false);
    RETURN coalesce(found, '{}');
END $$;
"""

SHIELD = """
ALTER TABLE intelligence_{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY restricted_records ON intelligence_{table} USING (
    {author}::text = (SELECT current_setting('vigil.reader'))
    OR NOT ({key} = ANY ((SELECT vigil_hidden_intelligence())::uuid[])));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intelligence", "0001_the_first_tables"),
        ("offenders", "0002_row_level_security"),
    ]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('intelligence_{table}', 'person_id')",
                f"SELECT vigil_unshield('intelligence_{table}')",
            )
            for table in LINKS
        ),
        migrations.RunSQL(HIDDEN, "DROP FUNCTION vigil_hidden_intelligence()"),
        *(
            migrations.RunSQL(
                SHIELD.format(table=table, key=key, author=author),
                f"SELECT vigil_unshield('intelligence_{table}')",
            )
            for table, key, author in ITEMS
        ),
    ]
