"""The access log's verbs: keep its partitions ahead of time, seal what was written, publish where the chain stands."""

from access.actions.partitioning import make_partitions

__all__ = ["make_partitions"]
