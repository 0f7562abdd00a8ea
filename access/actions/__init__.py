"""The access log's verbs: keep its partitions ahead of time, seal what was written, publish where the chain stands,
sign off what was gone through."""

from access.actions.granting import grant
from access.actions.partitioning import make_partitions
from access.actions.reviewing import sign_off_month
from access.actions.sealing import publish_checkpoint, seal

__all__ = ["grant", "make_partitions", "publish_checkpoint", "seal", "sign_off_month"]
