from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ops import local_services


class Command(BaseCommand):
    help = "Measures Vigil against bare SQL and an empty page, on throw-away servers; docs/bench.md explains."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true", help="2,000 people instead of 100,000: to see that it runs"
        )

    def handle(self, *args: Any, quick: bool, **options: Any) -> None:
        """Run ops.bench in a process of its own: this one's settings already name other servers."""
        servers = local_services.throw_away()
        environment = {
            **os.environ,
            "DATABASE_URL": servers.database_url,
            "REDIS_URL": servers.redis_url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        }
        command = [sys.executable, "-m", "ops.bench", *(["--quick"] if quick else [])]
        try:
            done = subprocess.run(command, cwd=local_services.ROOT, env=environment)
        finally:
            servers.release()
        if done.returncode:
            raise CommandError("The benchmark broke off; what it says above is why.")
