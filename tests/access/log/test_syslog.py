"""Checkpoints reach another machine by syslog, where one is named; nothing else of the process's log does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from django.conf import settings

SAY = """
import django, structlog
django.setup()
structlog.get_logger("vigil.access").error("not for there")
structlog.get_logger("vigil.audit").info("audit checkpoint", position=7, hash="ab")
"""


def test_a_checkpoint_is_told_to_the_syslog_server() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(20)
        subprocess.run(
            [sys.executable, "-c", SAY],
            cwd=settings.ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
                "AUDIT_SYSLOG": f"127.0.0.1:{server.getsockname()[1]}",
            },
            check=True,
            capture_output=True,
        )
        told = server.recv(4096).decode()
    assert '"event": "audit checkpoint"' in told
    assert '"position": 7' in told
