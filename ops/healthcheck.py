"""Asks one part of Vigil whether it works: ``python -m ops.healthcheck web|beat``, in its own container.

Exit code 0 if it does; otherwise 1 and the reason on standard error. The worker is asked by Celery itself.
"""

from __future__ import annotations

import datetime
import http.client
import os
import sys
from collections.abc import Callable

BEAT_MINUTES = 5


def web() -> None:
    """The web server answers; the machine that balances load asks /readyz itself."""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
    status = connection.getresponse().status
    if status != http.HTTPStatus.OK:
        raise RuntimeError(f"/healthz answered {status}")


def beat() -> None:
    """Beat has lately sent a task; the outbox is one for each minute."""
    import django

    django.setup()
    from django.utils import timezone
    from django_celery_beat.models import PeriodicTask

    since = timezone.now() - datetime.timedelta(minutes=BEAT_MINUTES)
    if not PeriodicTask.objects.filter(enabled=True, last_run_at__gte=since).exists():
        raise RuntimeError(f"beat has sent no task for {BEAT_MINUTES} minutes")


CHECKS: dict[str, Callable[[], None]] = {"web": web, "beat": beat}


def main(arguments: list[str]) -> int:
    """Run one check and turn its outcome into an exit code."""
    try:
        CHECKS[arguments[0]]()
    except Exception as error:
        print(f"{arguments[0]}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
