"""Running a module of ours in a process of its own, on throw-away servers that hold nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from ops import local_services


def run(module: str, arguments: Sequence[str]) -> int:
    """The module's exit code. This process's settings already name other servers, so it cannot do the work itself."""
    servers = local_services.throw_away()
    environment = {
        **os.environ,
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=local_services.ROOT, env=environment
        )
    finally:
        servers.release()
    return done.returncode
