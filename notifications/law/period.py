"""The notification period: SOA 2003 s.82."""

from dataclasses import dataclass
from typing import Final

from notifications.law.counting import Day, anniversary, day_of
from notifications.law.facts import Disposal, Length, Trigger
from notifications.law.rulesets import COMMENCEMENT, Rulebook
from notifications.law.terms import COUNTED, MONTH, Terms, words_of, words_of_units
from notifications.law.wording import words


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table in s.82(1). `months` None: an indefinite period."""

    rule: str
    months: int | None
    described: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days for which a trigger or an order makes, or keeps, the person subject."""

    source: str
    """`trigger` or `order`."""
    id: str
    relevant_date: Day | None
    """None where it only keeps subject someone who is so already."""
    first: Day
    last: Day | None
    """None: without a known end."""
    length: str
    indefinite: bool
    """Of an indefinite length under s.82, whether or not it has since been ended."""
    awaits: bool
    """Awaits its sentence."""
    counts_from: Day | None
    """The day from which the initial notification's three days count; None: nothing initial follows."""
    carried_over: bool
    rule: str
    ruleset: str
    citation: str
    reasoning: list[str]

    def holds(self, day: Day) -> bool:
        """Whether it runs on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


LONG_TERM: Final = Row("82(1)-row-1", None, "30 months or more: an indefinite period")
MIDDLE_TERM: Final = Row("82(1)-row-4", 120, "More than 6 months and less than 30: 10 years")
SHORT_TERM: Final = Row("82(1)-row-5", 84, "6 months or less: 7 years")
CAUTION: Final = Row("82(1)-row-7", 24, "A caution: 2 years")
CONDITIONAL_DISCHARGE: Final = Row(
    "82(1)-row-8", None, "A conditional discharge: the period of the discharge"
)
ANY_OTHER: Final = Row("82(1)-row-9", 60, "Any other disposal: 5 years")
BY_DISPOSAL: Final = {
    "life": Row("82(1)-row-1", None, "Life: an indefinite period"),
    "imprisonment_for_public_protection": Row(
        "82(1)-row-1", None, "Imprisonment for public protection: an indefinite period"
    ),
    "hospital_and_restriction_order": Row(
        "82(1)-row-3", None, "Hospital with a restriction order: an indefinite period"
    ),
    "hospital_order": Row("82(1)-row-6", 84, "Hospital without a restriction order: 7 years"),
    "conditional_discharge": CONDITIONAL_DISCHARGE,
}

_EVENT: Final = {
    "conviction": "Convicted",
    "finding_insanity": "Found not guilty by reason of insanity",
    "finding_disability": "Found to be under a disability and to have done the act",
    "caution": "Cautioned",
    "service_conviction": "Convicted by a service court",
    "overseas_notice": "Convicted, found or cautioned abroad",
}
_CITED: Final = {
    "conviction": "ss.80(1)(a), 82(1), 82(6)(a)",
    "finding_insanity": "ss.80(1)(b), 82(1), 82(6)(b)",
    "finding_disability": "ss.80(1)(c), 82(1), 82(6)(b)",
    "caution": "ss.80(1)(d), 82(1), 82(6)(c)",
    "service_conviction": "ss.80(1)(a), 82(1), 131, 137",
    "overseas_notice": "ss.82(1), 96ZA, 96ZC(2)",
}
_CUT_OFF: Final = day_of(1997, 9, 1)
"""Commencement of the Sex Offenders Act 1997, by which s.81(3)-(6) test what came before it."""
_ADULT: Final = 18 * 12
_LATER_THAN_THE_ACT: Final = ("overseas_notice", "sro_breach")
"""Kinds s.81 has nothing to say of."""


def under_18(born: Day, on: Day) -> bool:
    """Whether a person is under 18 on a day. Born on 29 February, 18 comes on 1 March."""
    return on < anniversary(born, _ADULT)


def makes_subject(trigger: Trigger, disposal: Disposal | None) -> bool:
    """Whether a trigger makes anyone subject at all (Sch.3; ss.81(3)-(6), 134). `disposal` is the one known so far."""
    if not trigger.schedule_3 or not trigger.threshold_met:
        return False
    # S.134 lifts the rule that a discharge is not a conviction for conditional discharges, not for absolute ones.
    # law-engine.md gives findings no rule of their own, so an absolute discharge ends the matter for them too.
    if disposal is not None and disposal.type == "absolute_discharge":
        return False
    return not is_carried_over(trigger) or trigger.relevant_date >= _CUT_OFF or trigger.carried_over


def is_carried_over(trigger: Trigger) -> bool:
    """Whether s.81 is what makes the person subject: a relevant date before commencement."""
    return trigger.relevant_date < COMMENCEMENT and trigger.kind not in _LATER_THAN_THE_ACT


def subject_from(trigger: Trigger) -> Day:
    """The first day on which a trigger makes the person subject, if its period is not over."""
    if trigger.kind == "overseas_notice" and trigger.notice_given_on is not None:
        return max(trigger.notice_given_on, trigger.relevant_date)
    return max(trigger.relevant_date, COMMENCEMENT)


def section_82(
    trigger: Trigger, disposal: Disposal | None, born: Day, terms: Terms, rulebook: Rulebook
) -> Period | None:
    """The period of a trigger that makes the person subject, or None if no day of it is left to run.

    `disposal` is the one known so far; without one the period is undetermined, save of a caution.
    """
    relevant, first = trigger.relevant_date, subject_from(trigger)
    why = _day_one(trigger)
    if trigger.kind == "caution":
        row = CAUTION
    elif disposal is None:
        row = None
    else:
        row = _row(trigger, disposal, terms, why)
    last: Day | None = None
    length = "indefinite"
    citation = f"SOA 2003 {_CITED[trigger.kind]}"
    if row is None:
        length = "undetermined"
        why.append("Not yet sentenced: subject from that day, for a period that depends on the sentence.")
    elif row is CONDITIONAL_DISCHARGE and disposal is not None and disposal.term is not None:
        length = "conditional discharge"
        last = _end_of_discharge(disposal.date, disposal.term)
        why.append(f"The discharge runs from {words(disposal.date)}: its last day is {words(last)}.")
    elif row.months is not None:
        months = row.months
        if under_18(born, relevant):
            months //= 2
            citation += ", s.82(2)"
            why.append(f"Under 18 on {words(relevant)}: half of that, {words_of(_years(months))} (s.82(2)).")
        length = words_of(_years(months))
        last = anniversary(relevant, months) - 1
        why.append(f"{length} beginning with {words(relevant)}: the last day is {words(last)}.")
    if trigger.ended_on is not None and (last is None or trigger.ended_on < last):
        last = trigger.ended_on
        why.append(_ended_early(trigger.kind, trigger.ended_on))
    if last is not None and last < first:
        return None
    if is_carried_over(trigger):
        citation += "; s.81"
        why.append("The event came before the Act: subject under s.81 from its commencement on 1 May 2004.")
    return Period(
        source="trigger",
        id=trigger.id,
        relevant_date=relevant,
        first=first,
        last=last,
        length=length,
        indefinite=length == "indefinite",
        awaits=length == "undetermined",
        counts_from=first,
        carried_over=is_carried_over(trigger),
        rule="82(1)" if row is None else row.rule,
        ruleset=rulebook.on(first),
        citation=citation,
        reasoning=why,
    )


def _day_one(trigger: Trigger) -> list[str]:
    event, relevant = _EVENT[trigger.kind], words(trigger.relevant_date)
    if trigger.relevant_date != trigger.date:
        why = [
            f"{event} {words(trigger.date)} of an offence listed only because of the sentence.",
            f"The condition was met on {relevant}, which is treated as the day of conviction (s.132): day 1.",
        ]
    else:
        why = [f"{event} {relevant}: day 1."]
    if trigger.notice_given_on is not None:
        why.append(
            f"The notice was handed over on {words(trigger.notice_given_on)}: subject from then (s.96ZA)."
        )
    return why


def _row(trigger: Trigger, disposal: Disposal, terms: Terms, why: list[str]) -> Row:
    counted = terms.units.get(trigger.id)
    pronounced = "" if disposal.term is None else f", {words_of(disposal.term)}"
    extension = "" if disposal.extension is None else f" and {words_of(disposal.extension)} of extension"
    why.append(
        f"Disposal of {words(disposal.date)}: {disposal.type.replace('_', ' ')}{pronounced}{extension}."
    )
    if counted is None:
        row = BY_DISPOSAL.get(disposal.type, ANY_OTHER)
        why.append(f"{row.described} (s.82(1)).")
        return row
    rule = COUNTED[disposal.type][1]
    if rule:
        why.append(rule)
    if trigger.id in terms.reasons:
        why.append(terms.reasons[trigger.id])
    row = LONG_TERM if counted >= 30 * MONTH else MIDDLE_TERM if counted > 6 * MONTH else SHORT_TERM
    why.append(f"The term counts as {words_of_units(counted)}. {row.described} (s.82(1)).")
    return row


def _years(months: int) -> Length:
    return Length(years=months // 12, months=months % 12)


def _end_of_discharge(ordered: Day, term: Length) -> Day:
    # Thirteen weeks are three months, as 52 are twelve; weeks left over are of seven days.
    quarters, weeks = divmod(term.weeks, 13)
    return anniversary(ordered, 12 * term.years + term.months + 3 * quarters) + 7 * weeks - 1


def _ended_early(kind: str, on: Day) -> str:
    if kind == "finding_disability":
        return f"Tried afterwards: this period ended with the trial, on {words(on)} (s.82(5))."
    return f"Set aside: this period ended on {words(on)}."
