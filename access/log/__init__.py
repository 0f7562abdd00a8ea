"""The access log: one event for each page, list, search, export, download, API answer, import, command and job
that touches a person. docs/access-log.md says what is in it, and how to prove that it is whole.

What a page shows is gathered here while it is answered (`looking`), written by `access.middleware` as it leaves, and
sealed afterwards (`sealing`). Views have nothing to do, except to say with `consulted` what rows cannot: that this
is a search, or a disclosure and to whom.
"""

from access.log.looking import Looking, consulted, looking, read_by, shows

__all__ = ["Looking", "consulted", "looking", "read_by", "shows"]
