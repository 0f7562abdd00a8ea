"""What a force decides about serious further offences."""

from __future__ import annotations

from practice.keys import Group, Mark, add
from practice.rules import Unit

DECIDE = add(
    "mappa.case_review_decide",
    Unit.WORKING_DAYS,
    "For the board to decide on a serious case review, once the charge is recorded",
    Group.MAPPA,
    most=60,
    mark=Mark.GUIDANCE,
)
COMPLETE = add(
    "mappa.case_review_complete",
    Unit.MONTHS,
    "To complete a serious case review, once it has started",
    Group.MAPPA,
    most=24,
    mark=Mark.GUIDANCE,
)
