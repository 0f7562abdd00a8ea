"""What a force decides about disclosure; those of the child sex offender scheme are declared in practice.keys."""

from __future__ import annotations

from practice.keys import Group, add, put_to_use
from practice.rules import Unit
from riskplans.disclosure.choices import Scheme

_CSODS = ("csods.initial", "csods.interview", "csods.decision")
put_to_use(*_CSODS)
_DVDS = (
    add("dvds.initial", Unit.HOURS, "Clare’s Law: first checks", Group.DISCLOSURE, most=72),
    add("dvds.interview", Unit.DAYS, "Clare’s Law: meeting whoever asks", Group.DISCLOSURE, most=28),
    add("dvds.decision", Unit.DAYS, "Clare’s Law: decision", Group.DISCLOSURE, most=60),
)
_PROACTIVE = add(
    "disclosure.proactive", Unit.DAYS, "Proactive disclosure: decision", Group.DISCLOSURE, most=90
)
TELL_WITHIN = add(
    "disclosure.tell_within",
    Unit.DAYS,
    "To tell somebody once disclosure is decided",
    Group.DISCLOSURE,
    most=28,
)
# Of each scheme: first checks (hours), face to face (days; empty where nobody applies), decision (days).
CLOCKS: dict[str, tuple[str, str, str]] = {
    Scheme.CSODS: _CSODS,
    Scheme.DVDS_ASK: _DVDS,
    Scheme.DVDS_KNOW: (_DVDS[0], "", _DVDS[2]),
    Scheme.PROACTIVE: (_CSODS[0], "", _PROACTIVE),
}
