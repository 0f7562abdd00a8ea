"""What this floor keeps of its own: the populations that rates are of, and requests for long lists."""

from __future__ import annotations

from dashboards.models.population import Population

__all__ = ["Population"]
