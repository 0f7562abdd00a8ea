"""The access log's verbs: keep its partitions ahead of time, seal what was written, publish where the chain stands,
sign off what was gone through, make and revoke tokens."""

from access.actions.granting import grant
from access.actions.partitioning import make_partitions
from access.actions.reviewing import sign_off_month
from access.actions.sealing import publish_checkpoint, seal
from access.actions.tokens import make_token, revoke_token

__all__ = [
    "grant",
    "make_partitions",
    "make_token",
    "publish_checkpoint",
    "revoke_token",
    "seal",
    "sign_off_month",
]
