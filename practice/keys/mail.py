"""The e-mail that Vigil sends."""

from __future__ import annotations

from practice.keys.key import Group, add
from practice.rules import Unit

DIGEST_FROM = add(
    "mail.digest_from",
    Unit.OCLOCK,
    "The daily e-mail is sent from",
    Group.OTHER,
    least=0,
    most=23,
    note="To those who chose one e-mail a day. By the clock in London.",
)
