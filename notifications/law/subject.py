"""Who is subject, and when: SOA 2003 ss.80-82, with the effect of orders and of review."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from notifications.law.counting import FOREVER, Day
from notifications.law.facts import Disposal, Facts, Trigger
from notifications.law.orders import EFFECTS, holds, periods_of
from notifications.law.period import Period, makes_subject, section_82, subject_from
from notifications.law.results import PeriodResult, Status, SubjectResult
from notifications.law.rulesets import EW, Rulebook
from notifications.law.terms import counted_terms
from notifications.law.wording import iso


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of subject days, over all periods; `last` may be FOREVER."""

    first: Day
    last: Day


class Runs:
    """All the runs of subject days, in order, made of spans that may overlap (first day, last day or FOREVER)."""

    def __init__(self, spans: Iterable[tuple[Day, Day]]) -> None:
        self.all: list[Run] = []
        for first, last in sorted(spans):
            if self.all and first <= self.all[-1].last + 1:
                self.all[-1] = Run(self.all[-1].first, max(last, self.all[-1].last))
            else:
                self.all.append(Run(first, last))
        self._firsts = [run.first for run in self.all]

    def holding(self, day: Day) -> Run | None:
        """The run that holds a day."""
        at = bisect_right(self._firsts, day) - 1
        return self.all[at] if at >= 0 and day <= self.all[at].last else None

    def nearest(self, day: Day) -> Run | None:
        """The run that holds a day; else the last before it; else the next."""
        at = bisect_right(self._firsts, day) - 1
        return self.all[max(at, 0)] if self.all else None


def known_disposal(facts: Facts, trigger: Trigger) -> Disposal | None:
    """A trigger's disposal, unless it is dated after the moment judged."""
    disposal = trigger.disposal
    return None if disposal is None or disposal.date > facts.as_at.day else disposal


def statutory_periods(facts: Facts, rulebook: Rulebook) -> list[Period]:
    """The periods under s.82, before any review."""
    known = {trigger.id: known_disposal(facts, trigger) for trigger in facts.triggers}
    terms = counted_terms(
        (trigger, disposal)
        for trigger in facts.triggers
        if trigger.schedule_3 and trigger.threshold_met and (disposal := known[trigger.id]) is not None
    )
    periods = (
        section_82(trigger, known[trigger.id], facts.born, terms, rulebook)
        for trigger in facts.triggers
        if trigger.kind != "sro_breach" and makes_subject(trigger, known[trigger.id])
    )
    return [period for period in periods if period is not None]


def with_orders(facts: Facts, periods: list[Period], rulebook: Rulebook) -> list[Period]:
    """All periods: those under s.82, then those that orders and breaches of risk orders bring, by first day."""
    breaches = [
        trigger for trigger in facts.triggers if trigger.kind == "sro_breach" and makes_subject(trigger, None)
    ]
    brought = periods_of(holds(breaches, facts.orders), periods, rulebook)
    return sorted(
        [*periods, *brought], key=lambda period: (period.first, period.source == "order", period.id)
    )


def runs_of(periods: Iterable[Period]) -> Runs:
    """The runs of subject days over all periods."""
    return Runs((period.first, period.last or FOREVER) for period in periods)


def runs_elsewhere(facts: Facts) -> Runs:
    """The run of a person in Scotland or Northern Ireland, where periods are not computed: without end, from the
    first day on which a trigger, or an order, may have made the person subject.

    Of triggers and orders that make no one subject in England and Wales (below the threshold, a risk order) no
    account is taken: no one is in question by them.
    """
    firsts = [
        subject_from(trigger)
        for trigger in facts.triggers
        if makes_subject(trigger, known_disposal(facts, trigger))
    ]
    firsts += [order.made_on for order in facts.orders if order.kind in EFFECTS]
    return Runs([(min(firsts), FOREVER)] if firsts else ())


def answer_subject(facts: Facts, periods: list[Period], runs: Runs) -> SubjectResult:
    """The person's status at the moment judged, of the run that holds it, else the last before, else the next.

    In Scotland and Northern Ireland there are no periods, and who is subject is undetermined.
    """
    today = facts.as_at.day
    run = runs.nearest(today)
    status: Status
    indefinite = False
    if run is None or today < run.first:
        status = "not_subject"
    elif today > run.last:
        status = "ended"
    elif facts.jurisdiction != EW:
        status = "undetermined"
    else:
        running = [period for period in periods if period.holds(today)]
        awaited = any(period.awaits for period in running)
        status = "undetermined" if awaited and not any(_endless(period) for period in running) else "subject"
    if run is not None:
        indefinite = any(_endless(period) and run.first <= period.first <= run.last for period in periods)
    return {
        "status": status,
        "from": None if run is None else iso(run.first),
        "last_day": None if run is None or run.last >= FOREVER else iso(run.last),
        "indefinite": indefinite,
        "periods": [_written(period) for period in periods],
    }


def _endless(period: Period) -> bool:
    return period.indefinite and period.last is None


def _written(period: Period) -> PeriodResult:
    rest: PeriodResult = {
        "relevant_date": None if period.relevant_date is None else iso(period.relevant_date),
        "rule": period.rule,
        "ruleset": period.ruleset,
        "length": period.length,
        "last_day": None if period.last is None else iso(period.last),
        "citation": period.citation,
        "reasoning": period.reasoning,
    }
    return {"trigger": period.id, **rest} if period.source == "trigger" else {"order": period.id, **rest}
