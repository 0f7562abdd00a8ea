"""The last line: rows of a restricted record are hidden by the database from all but those named on it.

`vigil.reader` is the id of the user whose request it is, `vigil` in Vigil's own jobs, `nobody` on a connection that
serves no user yet. Where it is not set at all the tables refuse to be read. Left out is what the shield itself reads.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION vigil_hidden_people() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    reader text := current_setting('vigil.reader', true);
BEGIN
    IF coalesce(reader, '') = '' THEN
        RAISE EXCEPTION 'vigil.reader is not set: records are read by somebody, or not at all'
            USING ERRCODE = 'insufficient_privilege';
    ELSIF reader = 'vigil' THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(restriction.person_id) FROM offenders_restriction restriction
        WHERE restriction.lifted_at IS NULL
          AND NOT EXISTS (
            SELECT FROM offenders_personuserobjectpermission share
            JOIN auth_permission permission ON permission.id = share.permission_id
            WHERE share.content_object_id = restriction.person_id AND share.user_id::text = reader
              AND permission.codename = 'open_restricted')
          AND NOT EXISTS (
            SELECT FROM offenders_emergencyopening opening
            WHERE opening.person_id = restriction.person_id AND opening.user_id::text = reader
              AND opening.closed_at IS NULL)
    ), '{}');
END $$;

CREATE FUNCTION vigil_shield(shielded regclass, person_column name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', shielded);
    EXECUTE format(
        'CREATE POLICY restricted_records ON %s USING (NOT (%I = ANY ((SELECT vigil_hidden_people())::uuid[])))',
        shielded, person_column);
END $$;

CREATE FUNCTION vigil_unshield(shielded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP POLICY restricted_records ON %s', shielded);
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', shielded);
END $$;

-- For a detective inspector in an emergency: that a restricted record with just this id or reference exists.
CREATE FUNCTION vigil_restricted_record(wanted_id uuid, wanted_reference text)
    RETURNS TABLE (id uuid, reference varchar, unit_id bigint, force_id bigint) LANGUAGE plpgsql AS $$
DECLARE
    reader text := current_setting('vigil.reader');
BEGIN
    PERFORM set_config('vigil.reader', 'vigil', false);
    RETURN QUERY SELECT person.id, person.reference, person.unit_id, person.force_id FROM offenders_person person
    WHERE (person.id = wanted_id OR person.reference = upper(wanted_reference))
      AND EXISTS (SELECT FROM offenders_restriction r WHERE r.person_id = person.id AND r.lifted_at IS NULL);
    PERFORM set_config('vigil.reader', reader, false);
END $$;
"""

BACKWARD = """
DROP FUNCTION vigil_restricted_record(uuid, text);
DROP FUNCTION vigil_unshield(regclass);
DROP FUNCTION vigil_shield(regclass, name);
DROP FUNCTION vigil_hidden_people();
"""

# Tables of rows about one person that have a history, which is shielded with them.
WITH_HISTORY = [
    "absence",
    "addressnote",
    "allegation",
    "archiving",
    "assignment",
    "association",
    "bankaccount",
    "child",
    "contact",
    "courtorder",
    "decision",
    "description",
    "device",
    "digitalservice",
    "disposal",
    "document",
    "documentversion",
    "emailaddress",
    "genderrecognition",
    "gone",
    "healthentry",
    "householdmember",
    "identifier",
    "identitydocument",
    "insurancenumber",
    "licence",
    "licencecondition",
    "mappastatus",
    "mark",
    "moneymatter",
    "monitoring",
    "name",
    "nhsnumber",
    "occupancy",
    "occupation",
    "offenceaccount",
    "onlineaccount",
    "ordercondition",
    "otherconviction",
    "particulars",
    "paymentcard",
    "pet",
    "photograph",
    "protectedaddress",
    "routineentry",
    "safetywarning",
    "sought",
    "storedfile",
    "telephone",
    "trigger",
    "vehicle",
    "victim",
]
WITHOUT = ["confirmation", "term"]
SHIELDED = {
    "person": "id",
    "personevent": "pgh_obj_id",
    **dict.fromkeys(WITHOUT, "person_id"),
    **{f"{table}{its}": "person_id" for table in WITH_HISTORY for its in ("", "event")},
}

# A tie between two people stands on one record and names the other: it is hidden where either is restricted. A second,
# restrictive policy: both have to let the row through. Most ties name nobody on record.
OTHER_END = """
CREATE POLICY restricted_other_end ON {table} AS RESTRICTIVE
    USING ((other_id = ANY ((SELECT vigil_hidden_people())::uuid[])) IS NOT TRUE)
"""


class Migration(migrations.Migration):
    dependencies = [("offenders", "0001_the_first_tables")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('offenders_{table}', '{person}')",
                f"SELECT vigil_unshield('offenders_{table}')",
            )
            for table, person in SHIELDED.items()
        ),
        *(
            migrations.RunSQL(OTHER_END.format(table=table), f"DROP POLICY restricted_other_end ON {table}")
            for table in ("offenders_association", "offenders_associationevent")
        ),
    ]
