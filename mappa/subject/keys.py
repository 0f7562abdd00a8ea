"""What a force decides about subject access to minutes."""

from __future__ import annotations

from practice.keys import Group, Mark, add
from practice.rules import Unit

ANSWER = add(
    "mappa.subject_access",
    Unit.MONTHS,
    "To answer who asks what minutes hold about them",
    Group.MAPPA,
    most=1,
    mark=Mark.GUIDANCE,
    note="Law, not practice: Data Protection Act 2018, section 54, one month. Shorten it only.",
)
OWNERS = add(
    "mappa.subject_owners",
    Unit.DAYS,
    "For agencies to answer for their own paragraphs when somebody asks",
    Group.MAPPA,
    most=28,
)
