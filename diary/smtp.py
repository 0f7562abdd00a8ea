"""Django's own way to a mail server, except that it tells a mail that surely was not taken from one that may be."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class Unacknowledged(OSError):
    """The server was given a mail and never said that it took it: it hung, or the line was cut."""


def _watched(kind: type[smtplib.SMTP]) -> type[smtplib.SMTP]:
    class Watched(kind):  # type: ignore[valid-type, misc]
        def data(self, msg: Any) -> tuple[int, bytes]:
            try:
                answer: tuple[int, bytes] = super().data(msg)
            except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
                # Perhaps before the text had gone: then one copy too many is the safer mistake.
                raise Unacknowledged from error
            return answer

    return Watched


class EmailBackend(smtp.EmailBackend):
    """Sends by SMTP, with EMAIL_TIMEOUT on every word of the server."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _watched(smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP)
