"""Row-level security for what describes the person, and for its history."""

from django.db import migrations

TABLES = (
    "addressnote",
    "child",
    "description",
    "device",
    "digitalservice",
    "emailaddress",
    "genderrecognition",
    "householdmember",
    "identifier",
    "identitydocument",
    "insurancenumber",
    "mark",
    "monitoring",
    "nhsnumber",
    "onlineaccount",
    "particulars",
    "protectedaddress",
    "telephone",
)


class Migration(migrations.Migration):
    dependencies = [("offenders", "0014_what_describes_the_person")]

    operations = [
        migrations.RunSQL(
            f"SELECT vigil_shield('offenders_{table}{its}', 'person_id')",
            f"SELECT vigil_unshield('offenders_{table}{its}')",
        )
        for table in TABLES
        for its in ("", "event")
    ]
