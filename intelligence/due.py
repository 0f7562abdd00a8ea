"""By when the manager reads what is reported about somebody: the force's own policy, asked for in this one place."""

from __future__ import annotations

from datetime import date

from practice.keys import INTEL_READ
from practice.policy import policy_of


def read_by(force_id: int, on: date) -> date:
    """The last day of reading for what came in on `on` about somebody whom that force manages; one query."""
    return policy_of(force_id, on).after(INTEL_READ, on)
