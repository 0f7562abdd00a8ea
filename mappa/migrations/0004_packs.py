"""The pack of a case as it was locked, and what a force decides about it."""

import uuid
from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

VALUES = {
    "mappa.pack_ends_within": 16,
    "mappa.pack_looks_back": 16,
    "mappa.pack_ready_before": 3,
    "mappa.action_open_after": 28,
}


def settle(apps, schema_editor):
    """Idempotent, because a setting is never deleted: taking this migration back leaves them standing."""
    setting = apps.get_model("practice", "Setting")
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in VALUES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mappa", "0002_what_a_force_decides_of_mappa"),
        ("mappa", "0003_sittings"),
        ("offenders", "0002_row_level_security"),
        ("practice", "0002_who_decides_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LockedPack",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("content", models.TextField(help_text="What the pack says, as JSON.")),
                ("locked_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pack",
                        to="mappa.casereview",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "pack of a case",
                "verbose_name_plural": "packs of cases",
                "ordering": ["-locked_at"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lockedpack",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2281ceec8277cf3e454228bbda49573ee8a243d3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_617d7",
                    table="mappa_lockedpack",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            "SELECT vigil_shield('mappa_lockedpack', 'person_id')",
            "SELECT vigil_unshield('mappa_lockedpack')",
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
