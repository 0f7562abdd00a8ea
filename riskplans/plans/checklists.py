"""What a supervisor ticks before signing a plan. Pure data."""

from __future__ import annotations

from typing import Final

PLAN: Final = {
    "risks": "Each risk that was identified has an action",
    "smart": "Actions say what, who, by when, and how we will know",
    "owners": "Every owner knows, and can do it",
    "contingency": "Contingency says what is done at night and at weekends too",
    "victims": "Victims and children are thought of",
    "interval": "How often they are visited is justified",
    "flags": "Flags and triggers on our systems are right",
}
# Ticked besides where the plan has them visited less often than the force's policy: the approval of that.
LONGER: Final = "longer"
