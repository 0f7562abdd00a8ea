"""Which decisions of practice Vigil works by, and what each number counts. The numbers themselves are dated rows.

What an Act says is not here: nobody decides it for a force, and the rule-sets in force say it. Each file holds all of
its headings that this floor declares, so the order on the page does not turn on which file is read first.
"""

from practice.keys import risk, visits
from practice.keys.assurance import EMERGENCY_REVIEW
from practice.keys.concerns import (
    BREACH_CHECKS,
    BREACH_DECISION,
    BREACH_NATIONAL,
    BREACH_REVIEW,
    INTEL_READ,
    INTEL_REVIEW,
    MISSING_REVIEW,
    SOUGHT_CIRCULATED,
)
from practice.keys.key import KEYS, Group, Key, Mark, add, put_to_use
from practice.keys.mail import DIGEST_FROM
from practice.keys.programs import ANSWERS_KEPT, TOKEN_LASTS
from practice.keys.returns import EXPORT_CEILING, EXPORT_MOST, EXPORT_OPEN_FOR, SMALL_NUMBER
from practice.keys.station import (
    ALERT_ABROAD,
    AWAIT_RETURN,
    BEGUN_KEPT,
    CHECK_NOTIFIED,
    EXPECTED_WITHIN,
    REFER_CHILD,
)
from practice.keys.workload import (
    ALLOCATION_CONFIRMED,
    COVER_LONGEST,
    ENDS_WITHIN,
    HANDOVER_AHEAD,
    SCREENING_EVERY,
)

__all__ = [
    "ALERT_ABROAD",
    "ALLOCATION_CONFIRMED",
    "ANSWERS_KEPT",
    "AWAIT_RETURN",
    "BEGUN_KEPT",
    "BREACH_CHECKS",
    "BREACH_DECISION",
    "BREACH_NATIONAL",
    "BREACH_REVIEW",
    "CHECK_NOTIFIED",
    "COVER_LONGEST",
    "DIGEST_FROM",
    "EMERGENCY_REVIEW",
    "ENDS_WITHIN",
    "EXPECTED_WITHIN",
    "EXPORT_CEILING",
    "EXPORT_MOST",
    "EXPORT_OPEN_FOR",
    "HANDOVER_AHEAD",
    "INTEL_READ",
    "INTEL_REVIEW",
    "KEYS",
    "MISSING_REVIEW",
    "REFER_CHILD",
    "SCREENING_EVERY",
    "SMALL_NUMBER",
    "SOUGHT_CIRCULATED",
    "TOKEN_LASTS",
    "Group",
    "Key",
    "Mark",
    "add",
    "put_to_use",
    "risk",
    "visits",
]
