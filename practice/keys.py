"""Which decisions of practice Vigil works by, and what each number counts. The numbers themselves are dated rows."""

from __future__ import annotations

from dataclasses import dataclass

from practice.rules import Unit


@dataclass(frozen=True, slots=True)
class Key:
    """`name` stands in the table and never changes; `meaning` completes "How long until ..."."""

    name: str
    unit: Unit
    meaning: str


KEYS: dict[str, Key] = {}


def add(name: str, unit: Unit, meaning: str) -> str:
    """Declare a key; floors above declare theirs as they start. Gives its name back."""
    KEYS[name] = Key(name, unit, meaning)
    return name


INTEL_READ = add("intel.read_by_manager", Unit.DAYS, "the manager has read a report on someone they manage")
REFER_CHILD = add(
    "station.refer_child", Unit.DAYS, "children's services have heard of a child with whom somebody stays"
)
CHECK_NOTIFIED = add(
    "station.check", Unit.DAYS, "the manager has checked what was notified against the record"
)
ALERT_ABROAD = add("station.alert_abroad", Unit.DAYS, "it is decided whether to alert where somebody travels")
AWAIT_RETURN = add(
    "station.await_return", Unit.DAYS, "a return is looked into that was expected and not notified"
)
BREACH_CHECKS = add("breach.checks_within", Unit.DAYS, "the same-day checks of a suspected breach are done")
BREACH_NATIONAL = add(
    "breach.record_nationally_within", Unit.HOURS, "an established breach is on PNC and ViSOR"
)
BREACH_DECISION = add("breach.decide_within", Unit.DAYS, "it is decided what to do about a breach")
BREACH_REVIEW = add(
    "breach.review_plan_within", Unit.DAYS, "risk and plan are reviewed after a breach has ended"
)
SOUGHT_CIRCULATED = add(
    "sought.circulate_within", Unit.HOURS, "somebody missing or wanted is circulated on PNC"
)
MISSING_REVIEW = add("missing.review_within", Unit.MONTHS, "the search for somebody missing is reviewed")
