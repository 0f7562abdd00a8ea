"""What was decided about the person, and why."""

from __future__ import annotations

from datetime import datetime

from access.policies import FieldClass
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals
from offenders.models import Decision


def _decision(fact: Decision, now: datetime) -> Refusals:
    if fact.review_on and fact.starts_on and fact.review_on < fact.starts_on:
        return {"review_on": "The review cannot be before the decision."}
    return {}


KINDS = (
    FactKind(
        "decision",
        Decision,
        "a decision",
        asked(
            Decision,
            *("decision", "starts_on", "decided_by", "information", "threat", "powers", "options", "action"),
            *("review_on", "review"),
        ),
        refusals=_decision,
        field_class=FieldClass.MANAGEMENT,
        block="decisions",
    ),
)
