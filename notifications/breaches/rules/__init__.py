"""What a breach is of in law, what is checked and proved, and what may be decided: pure, with reasons in plain words.

What is law here is the Sexual Offences Act 2003 ss.91, 103I and 122H and the Sentencing Act 2020 s.354.
"""

from __future__ import annotations

from notifications.breaches.rules.checking import (
    check,
    check_results,
    checks,
    explained,
    latest,
    outstanding,
    question,
)
from notifications.breaches.rules.deciding import (
    AT_ONCE,
    BRING_IN,
    COUNTED,
    PROSECUTE,
    decision_in_words,
    decisions,
    ending,
    excuse,
    excuse_first,
    no_evidence,
    outcomes,
    why_not_decide,
    why_not_establish,
    year_of,
)
from notifications.breaches.rules.offences import (
    ADULT,
    NON_FIELD,
    Offence,
    Refusals,
    elements,
    is_young,
    offence,
)
from notifications.breaches.rules.opening import (
    RETURN_KIND,
    WEEKLY_RULE,
    condition_in_force,
    opening,
    provision_of,
    why_no_breach,
)
from notifications.breaches.rules.searching import declaring, search, search_step

__all__ = [
    "ADULT",
    "AT_ONCE",
    "BRING_IN",
    "COUNTED",
    "NON_FIELD",
    "PROSECUTE",
    "RETURN_KIND",
    "WEEKLY_RULE",
    "Offence",
    "Refusals",
    "check",
    "check_results",
    "checks",
    "condition_in_force",
    "decision_in_words",
    "decisions",
    "declaring",
    "elements",
    "ending",
    "excuse",
    "excuse_first",
    "explained",
    "is_young",
    "latest",
    "no_evidence",
    "offence",
    "opening",
    "outcomes",
    "outstanding",
    "provision_of",
    "question",
    "search",
    "search_step",
    "why_no_breach",
    "why_not_decide",
    "why_not_establish",
    "year_of",
]
