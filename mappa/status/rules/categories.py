"""Who fits which category: Criminal Justice Act 2003 ss.325 and 327. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from frontend.dates import words
from mappa.status.choices import Listed
from practice.rules import Unit, in_words

Refusals = dict[str, str]
# Victims and Prisoners Act 2024: from this day controlling or coercive behaviour brings somebody in.
CCB_COMMENCED = date(2025, 2, 3)
CHECK = "Commencement rule: check"
_TWELVE = 12
_ALWAYS = {
    "life": "a life sentence",
    "imprisonment_for_public_protection": "imprisonment for public protection",
    "hospital_order": "a hospital order",
    "hospital_and_restriction_order": "a hospital order with a restriction order",
}
_FROM_TWELVE = {
    "imprisonment": "imprisonment",
    "suspended_imprisonment": "a suspended sentence of imprisonment",
    "extended_sentence": "an extended sentence",
    "special_custodial_sentence": "a special custodial sentence",
    "detention_and_training_order": "a detention and training order",
    "youth_detention": "detention of a young person",
}
_FINDINGS = {"finding_insanity", "finding_disability"}
_IN_HOSPITAL = {"hospital_order", "hospital_and_restriction_order"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a category is open, and why; None: no rule can settle it, and the coordinator does."""

    category: str
    holds: bool | None
    why: Sequence[str]

    @property
    def words(self) -> str:
        return {True: "Fits", False: "Does not fit", None: "To be judged"}[self.holds]

    @property
    def colour(self) -> str:
        return {True: "green", False: "grey", None: "yellow"}[self.holds]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whether the person must notify (Sexual Offences Act 2003, Part 2), as the statute engine answers today."""

    status: str  # subject, not_subject, ended, undetermined
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the court did: months as pronounced, and the last day on which it can still run if that is known."""

    kind: str
    on: date
    months: int = 0
    runs_until: date | None = None


@dataclass(frozen=True, slots=True)
class Conviction:
    """A conviction or finding with its sentence; `listed` is what the officer says of the offence, if asked."""

    offence: str
    kind: str
    on: date
    sentence: Sentence | None = None
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What the record says of one person, for the categories."""

    subject: Subject
    convictions: Sequence[Conviction] = ()
    other_convictions: int = 0


def months(years: int, plus: int, weeks: int) -> int:
    """The length of a term in whole months; 52 weeks are 12 months, as courts pronounce them."""
    return years * 12 + plus + weeks * 12 // 52


def category_1(subject: Subject) -> Answer:
    """Subject to the notification requirements (s.327(2))."""
    if subject.status == "subject":
        until = f" until {words(subject.last_day)}" if subject.last_day else ""
        return Answer("1", True, [f"They must notify{until} (Sexual Offences Act 2003, Part 2)."])
    if subject.status == "undetermined":
        return Answer(
            "1", None, ["Whether they must notify cannot be computed: see their notification page."]
        )
    over = f" ended on {words(subject.last_day)}" if subject.last_day else " have ended"
    said = f"The notification requirements{over}." if subject.status == "ended" else "They need not notify."
    return Answer("1", False, [said])


def sentenced(conviction: Conviction) -> tuple[bool, str]:
    """Whether the sentence is one of s.327(3) or (4), and why."""
    found = conviction.sentence
    if found is None:
        return False, "No sentence is on record for it."
    if conviction.kind in _FINDINGS:
        ok = found.kind in _IN_HOSPITAL
        with_it = "with" if ok else "without"
        return ok, f"A finding of insanity or disability {with_it} a hospital order (s.327(4))."
    if conviction.kind not in ("conviction", "service_conviction"):
        return False, "It is no conviction in England and Wales (s.327(3))."
    if found.kind in _ALWAYS:
        return True, f"{_sentence(_ALWAYS[found.kind])}: whatever its length (s.327(3))."
    if found.kind in _FROM_TWELVE:
        enough = found.months >= _TWELVE
        length = in_words(found.months, Unit.MONTHS)
        against = "12 months or more" if enough else "less than 12 months"
        return enough, f"{_sentence(_FROM_TWELVE[found.kind])} of {length}: {against} (s.327(3))."
    return False, "No sentence that s.327(3) names: a community order, a fine or a discharge is none."


def category_2(conviction: Conviction) -> Answer:
    """A listed offence and a sentence of s.327(3); for controlling or coercive behaviour by the day of the sentence."""
    name = conviction.offence
    long_enough, of_sentence = sentenced(conviction)
    if not conviction.listed:
        if not long_enough:
            return Answer("2", False, [f"{name}: {_lower(of_sentence)}"])
        return Answer("2", None, [f"{name}: {_lower(of_sentence)}", "Say whether the offence is listed."])
    if conviction.listed == Listed.NEITHER:
        return Answer("2", False, [f"{name}: neither in Schedule 15 nor in section 327(4A)."])
    if not long_enough:
        return Answer(
            "2",
            False,
            [
                f"{name}: {_lower(of_sentence)}",
                "A listed offence without a qualifying sentence is not category 2. If they may cause serious harm and "
                "need level 2 or 3, consider category 3.",
            ],
        )
    if conviction.listed == Listed.CCB:
        return _ccb(conviction, of_sentence)
    return Answer("2", True, [f"{name}: a listed offence.", of_sentence])


def _ccb(conviction: Conviction, of_sentence: str) -> Answer:
    name, found = conviction.offence, conviction.sentence
    if found is None:  # a sentence without one is answered before
        return Answer("2", False, [of_sentence])
    passed = f"{name}: sentenced on {words(found.on)}"
    if found.on >= CCB_COMMENCED:
        return Answer("2", True, [f"{passed}, on or after {words(CCB_COMMENCED)}.", of_sentence])
    if found.runs_until is not None and found.runs_until < CCB_COMMENCED:
        return Answer("2", False, [f"{passed}; it had ended by {words(CCB_COMMENCED)}."])
    return Answer(
        "2",
        None,
        [
            f"{passed}, before {words(CCB_COMMENCED)}, and it may still have been running then.",
            f"{CHECK} whether the change reaches sentences already running. The coordinator decides.",
        ],
    )


def category_3(record: Record, *, others: Collection[Answer]) -> Answer:
    """In no other category, a conviction or caution on record, and judged dangerous now (s.325(2)(b))."""
    fits = [each.category for each in others if each.holds and each.category != "3"]
    if fits:
        return Answer("3", False, [f"They fit category {fits[0]}: nobody is in two."])
    if not record.convictions and not record.other_convictions:
        return Answer(
            "3", False, ["No conviction or caution is on record: potentially dangerous people are not MAPPA."]
        )
    return Answer(
        "3",
        None,
        [
            "A conviction or caution is on record. Judge whether it shows a capacity for serious harm, and whether "
            "they may cause it now (s.325(2)(b)).",
            "Only at level 2 or 3.",
        ],
    )


def categories(record: Record) -> list[Answer]:
    """An answer for each category, in the order in which they are counted: 1 before 2 before 3; 4 is asked."""
    found = [category_1(record.subject)]
    comes_first = Answer("2", False, ["They fit category 1, which comes first: nobody is in two."])
    found.append(comes_first if found[0].holds else best(map(category_2, record.convictions)))
    found.append(category_3(record, others=found))
    found.append(
        Answer(
            "4",
            None,
            [
                "A terrorist conviction with a qualifying sentence, a terrorist notification, or a judgement of the "
                "Responsible Authority. The record cannot say."
            ],
        )
    )
    return found


def best(answers: Iterable[Answer]) -> Answer:
    """Of several convictions the one that carries the category; else what is to be judged; else all that fails."""
    found = list(answers)
    for wanted in (True, None):
        for each in found:
            if each.holds is wanted:
                return each
    why = [line for each in found for line in each.why]
    return Answer("2", False, why or ["No conviction with a sentence is on record."])


def may_enter(category: str, level: str, answers: Sequence[Answer], *, judged: bool) -> Refusals:
    """What keeps somebody out of a category; `judged`: whoever may settle what no rule can is deciding."""
    if category == "3" and level == "1":
        return {
            "level": "Category 3 is for those who need level 2 or 3. At level 1 they do not enter MAPPA, or leave it."
        }
    answer = next(each for each in answers if each.category == category)
    if answer.holds is False or (answer.holds is None and not judged and _must_be_judged(answer)):
        return {"category": " ".join(answer.why)}
    return {}


def doubt(category: str, answers: Sequence[Answer]) -> str:
    """Why the coordinator looks at a category: empty where a rule settles it."""
    answer = next(each for each in answers if each.category == category)
    return answer.why[-1] if answer.holds is None and category != "3" else ""


def _must_be_judged(answer: Answer) -> bool:
    """An unanswered question is asked first; a doubt goes to the coordinator with what was said."""
    return answer.category == "2" and CHECK not in answer.why[-1]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"
