"""Whether somebody may be managed without home visits: each criterion, with what it rests on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from frontend.dates import words
from practice.rules import Unit, in_words, later
from riskplans.reactive.choices import Criterion, Looked

Refusals = dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """One thing on the record that a criterion rests on, and the address of it."""

    words: str
    href: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Periods:
    """The force's policy: years at low, years without trouble, months at one address."""

    low: int
    clear: int
    home: int


@dataclass(slots=True)
class Record:
    """What the record says of one person. `fits` false: the tool of that name is not for them."""

    static: tuple[str, Known] | None = None
    static_fits: bool = True
    arms: tuple[str, Known] | None = None
    arms_fits: bool = True
    is_low: bool = False
    low_since: date | None = None
    devices: Sequence[Known] = ()
    breaches: Sequence[Known] = ()
    arrests: Sequence[Known] = ()
    intelligence: Sequence[Known] = ()
    unread: Sequence[Known] = ()
    children: Sequence[Known] = ()
    mappa: Known | None = None
    mappa_level: str = ""
    licences: Sequence[Known] = ()
    home: Known | None = None
    overdue: Sequence[Known] = ()
    change: Known | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a criterion holds, and why; None: the record cannot say, and the manager does."""

    criterion: Criterion
    holds: bool | None
    why: str
    evidence: Sequence[Known] = ()

    @property
    def words(self) -> str:
        return {True: "Holds", False: "Does not hold", None: "For you to say"}[self.holds]

    @property
    def colour(self) -> str:
        return {True: "green", False: "red", None: "yellow"}[self.holds]


def criteria(record: Record, periods: Periods, today: date) -> list[Finding]:
    """Every criterion, in its order."""
    low, clear = in_words(periods.low, Unit.YEARS), in_words(periods.clear, Unit.YEARS)
    since = back(today, periods.clear, Unit.YEARS)
    return [
        _level(Criterion.STATIC, record.static, record.static_fits, "static tool"),
        _level(Criterion.ARMS, record.arms, record.arms_fits, "ARMS"),
        _low(record, periods.low, low, today),
        _none(Criterion.DEVICES, record.devices, "No order with such a condition is in force."),
        _none(Criterion.BREACH, _after(record.breaches, since), f"None on record in the last {clear}."),
        _none(Criterion.ARREST, _after(record.arrests, since), f"None on record in the last {clear}."),
        _intelligence(record, since, clear),
        Finding(
            Criterion.CHILDREN,
            None,
            "A child is on the record: whether contact with them is a concern you must say."
            if record.children
            else "No child is on the record; whether there is a concern cannot be known from here.",
            record.children,
        ),
        _mappa(record),
        _none(Criterion.LICENCE, record.licences, "No licence is running."),
        _home(record, periods.home, today),
        _none(Criterion.NOTIFIED, record.overdue, "Everything they had to notify so far has been notified."),
        Finding(Criterion.CHANGE, False, "Look at what has changed first.", [record.change])
        if record.change
        else Finding(Criterion.CHANGE, True, "No review after a change is open."),
        Finding(
            Criterion.AGREED,
            None,
            "Probation, children’s services and others: ask them. It cannot be known from here.",
        ),
    ]


def unmet(found: Iterable[Finding], said: Mapping[str, bool]) -> list[str]:
    """The criteria that do not hold; `said` is what the manager answered of those that the record cannot say."""
    return [
        each.criterion.value
        for each in found
        if each.holds is False or (each.holds is None and not said.get(each.criterion.value, False))
    ]


def answers(found: Iterable[Finding], said: Mapping[str, tuple[bool, str]]) -> Refusals:
    """What keeps a proposal from being made: each criterion that the record cannot say is answered, with evidence."""
    wrong = {}
    for each in found:
        if each.holds is None:
            name = each.criterion.value
            if name not in said:
                wrong[f"{name}_holds"] = "Say whether it holds: it cannot be known from here."
            elif not said[name][1].strip():
                wrong[f"{name}_evidence"] = "Say what that rests on: whom you asked, what you saw, when."
    return wrong


def override(lacking: Sequence[str], why: str) -> Refusals:
    """Authorising is blocked while a criterion does not hold, unless the inspector says why all the same."""
    if lacking and not why.strip():
        names = "; ".join(str(Criterion(each).label) for each in lacking)
        return {
            "override": f"This is blocked: not met: {names}. Refuse it, or say why it is right all the same."
        }
    return {}


def desk_review(said: Mapping[str, tuple[date | None, str]], *, since: date, today: date) -> Refusals:
    """Each system is looked at, on a day after the review before, and says what it showed."""
    wrong = {}
    for system in Looked:
        on, found = said.get(system.value, (None, ""))
        if on is None:
            wrong[f"{system.value}_on"] = f"Enter the day on which you looked: {system.label}."
        elif on > today:
            wrong[f"{system.value}_on"] = "That day is still to come."
        elif on < since:
            wrong[f"{system.value}_on"] = (
                f"Look again: that was before {words(since)}, when this period began."
            )
        if not found.strip():
            wrong[f"{system.value}_found"] = f"Say what it showed, or “nothing new”: {system.label}."
    return wrong


def back(today: date, amount: int, unit: Unit) -> date:
    """The first day of so many months or years up to `today`."""
    months = amount * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = today
    while True:
        try:
            return date(year, month + 1, day.day)
        except ValueError:  # the last days of a month that the other month has not
            day = date(2000, 1, day.day - 1)


def _after(known: Iterable[Known], since: date) -> list[Known]:
    return [each for each in known if each.on is None or each.on >= since]


def _none(criterion: Criterion, known: Sequence[Known], clear: str) -> Finding:
    """It holds where there is nothing of the kind."""
    if not known:
        return Finding(criterion, True, clear)
    return Finding(criterion, False, f"On record: {len(known)}." if len(known) > 1 else "On record.", known)


def _level(criterion: Criterion, found: tuple[str, Known] | None, fits: bool, tool: str) -> Finding:
    if found is None:
        if not fits:
            return Finding(
                criterion, None, f"The {tool} is not for them: say yourself what an assessment found."
            )
        return Finding(criterion, False, f"No approved result of the {tool} is on record.")
    level, known = found
    return Finding(criterion, level == "low", known.words, [known])


def _low(record: Record, years: int, span: str, today: date) -> Finding:
    if not record.is_low or record.low_since is None:
        return Finding(Criterion.LOW_FOR, False, "They are not managed at low.")
    enough = later(record.low_since, years, Unit.YEARS) <= today
    said = f"Managed at low since {words(record.low_since)}; the force asks for {span}."
    return Finding(Criterion.LOW_FOR, enough, said)


def _intelligence(record: Record, since: date, clear: str) -> Finding:
    adverse = _after(record.intelligence, since)
    if record.unread or adverse:
        why = "Intelligence waits to be read." if record.unread else "Adverse intelligence is on record."
        return Finding(Criterion.INTELLIGENCE, False, why, [*record.unread, *adverse])
    return Finding(
        Criterion.INTELLIGENCE, True, f"None in the last {clear} that changed the plan, and none unread."
    )


def _mappa(record: Record) -> Finding:
    if record.mappa and record.mappa_level in ("2", "3"):
        return Finding(Criterion.MAPPA, False, f"Managed at level {record.mappa_level}.", [record.mappa])
    said = f"Level {record.mappa_level}." if record.mappa else "No MAPPA level is on record."
    return Finding(Criterion.MAPPA, True, said, [record.mappa] if record.mappa else [])


def _home(record: Record, months: int, today: date) -> Finding:
    if record.home is None or record.home.on is None:
        return Finding(Criterion.HOME, False, "No home address is on record.")
    enough = later(record.home.on, months, Unit.MONTHS) <= today
    said = f"The same home since {words(record.home.on)}; the force asks for {in_words(months, Unit.MONTHS)}."
    return Finding(Criterion.HOME, enough, said, [record.home])
