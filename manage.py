#!/usr/bin/env python
"""Vigil's command line.

A checkout that `make setup` has prepared carries a git-ignored `.env` naming the demonstration's
settings; everywhere else the production settings apply, which refuse to start without DATABASE_URL
and REDIS_URL, so production can never silently start a local database.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    import environ

    environ.Env.read_env(ROOT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    if os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.demo":
        from ops import local_services

        local_services.hold(directory=ROOT / "var" / "demo")

    os.environ.setdefault("VIGIL_READER", "vigil")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
