"""The facts, as read from a document that was not refused.

Days are `counting.Day`, dates-or-instants `counting.When`. What each field means is law-engine.md's; the defaults it
gives have been filled in here. Lists keep the document's order, on which nothing may depend.
"""

from dataclasses import dataclass

from notifications.law.counting import Day, Moment, When


@dataclass(frozen=True, slots=True)
class Length:
    """A length of sentence as pronounced: years, months and weeks."""

    years: int = 0
    months: int = 0
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """How a sentence runs beside another trigger's: consecutive, or concurrent (wholly, if `overlap` is None)."""

    other: str
    consecutive: bool
    overlap: int | None


@dataclass(frozen=True, slots=True)
class Disposal:
    """What the court did."""

    type: str
    date: Day
    term: Length | None
    extension: Length | None
    runs: Runs | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """What makes a person subject (SOA 2003 ss.80, 81, 96ZA, 122G)."""

    id: str
    kind: str
    date: Day
    condition_met_on: Day | None
    threshold_met: bool
    notice_given_on: Day | None
    schedule_3: bool
    disposal: Disposal | None
    order: str | None
    carried_over: bool
    ended_on: Day | None

    @property
    def relevant_date(self) -> Day:
        """S.82(6), and s.132(3) where the offence is listed only once a sentencing condition is met."""
        return self.date if self.condition_met_on is None else self.condition_met_on


@dataclass(frozen=True, slots=True)
class Order:
    """A court order; `last_day` None means until further order."""

    id: str
    kind: str
    made_on: Day
    served_on: Day
    last_day: Day | None
    discharged_on: Day | None

    @property
    def ends(self) -> Day | None:
        """The last day it is in force, or None."""
        if self.discharged_on is None:
            return self.last_day
        return self.discharged_on if self.last_day is None else min(self.last_day, self.discharged_on)


@dataclass(frozen=True, slots=True)
class Absence:
    """Time that may not count; `until` None means still."""

    kind: str
    start: When
    until: When | None


@dataclass(frozen=True, slots=True)
class Notification:
    """What the police were told. A journey's own record of being notified is one too, under the journey's id."""

    id: str
    section: str
    given: When
    home: str = "residence"
    addresses: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    specified_date: Day | None = None

    @property
    def in_advance(self) -> bool:
        """An advance notification (s.84(2))."""
        return self.specified_date is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened. Which of the fields are set is a matter of its kind."""

    id: str
    kind: str
    on: Day
    """The date of what has one; the first day of a stay; 0 for `did_not_occur`."""
    to: Day = 0
    start: Moment = 0
    end: Moment = 0
    place: str = ""
    """The address of a stay; the household of a child household stay."""
    days: int = 0
    advance_notice: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A return to the UK, as notified or as it happened."""

    date: Day
    point: str | None


@dataclass(frozen=True, slots=True)
class Journey:
    """Leaving the UK (s.86)."""

    id: str
    departs: When
    known: When
    to: frozenset[str]
    notified: When | None
    reasonable_excuse: bool
    changed: When | None
    notified_return: Arrival | None
    returned: Arrival | None
    return_notified: When | None


@dataclass(frozen=True, slots=True)
class Determination:
    """A decision on an application for review (s.91C)."""

    on: Day
    granted: bool
    further_years: int | None
    received_on: Day | None


@dataclass(frozen=True, slots=True)
class Application:
    """An application for review (s.91B)."""

    received_on: Day
    bodies_notified_on: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal against a determination (s.91E)."""

    allowed: bool
    on: Day


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of review of indefinite requirements (ss.91A-91F)."""

    relevant_notification: str | None
    determinations: tuple[Determination, ...]
    application: Application | None
    appeal: Appeal | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A whole document."""

    jurisdiction: str
    as_at: When
    born: Day
    triggers: tuple[Trigger, ...]
    orders: tuple[Order, ...]
    absences: tuple[Absence, ...]
    notifications: tuple[Notification, ...]
    changes: tuple[Change, ...]
    journeys: tuple[Journey, ...]
    review: Review | None
    forced: dict[str, Day]
    """Dates forced on rule-sets that are not in force."""

    def is_after(self, when: When) -> bool:
        """Whether something happened after the moment judged; a bare date is read as within it."""
        return self.as_at.before(when)
