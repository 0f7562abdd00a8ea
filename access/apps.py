from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, post_save


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from access import jobs, signing_in
        from access.recording import saved

        post_save.connect(saved, dispatch_uid="access.saved")
        post_migrate.connect(_make_partitions, sender=self, dispatch_uid="access.partitions")
        signing_in.connect()
        jobs.connect()


def _make_partitions(plan: Sequence[tuple[Migration, bool]] = (), **kwargs: Any) -> None:
    """After `flush` there is no plan; after a migration taken back there may be nothing to part."""
    from access.actions import make_partitions

    if not any(backwards and migration.app_label == "access" for migration, backwards in plan):
        make_partitions()
