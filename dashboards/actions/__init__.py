"""The verbs of this floor."""

from __future__ import annotations

from dashboards.actions.populations import record_population

__all__ = ["record_population"]
