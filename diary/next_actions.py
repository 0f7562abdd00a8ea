"""The kinds of duty there are, what each is called, and the one next action of each. The apps register theirs.

Beside its provider (`diary.providers`) an app says once for each kind of duty, in its `ready`:

    next_actions.register("visit", "Home visit", NextAction("Plan a visit", plan_page, Capability.RECORD))

A kind whose next action depends on where it stands gives several, the most particular first; the first that applies
and that the reader may take is offered, or else the record to read. Another app refines a kind of somebody else's:

    next_actions.refine("periodic", NextAction("Start same-day checks", checks, Capability.RECORD, when=is_overdue))

What stands elsewhere may have a duty in hand already: a source of `look_for` says so of a whole list at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from access.policies import Capability
from diary.providers import page_of

if TYPE_CHECKING:
    from diary.models import Entry

Address = Callable[["Entry"], str]
Applies = Callable[["Entry", datetime], bool]


def always(entry: Entry, now: datetime) -> bool:
    return True


def is_overdue(entry: Entry, now: datetime) -> bool:
    """The last moment to do it has passed, as `diary.models.passed` asks the database."""
    if entry.last is None:
        return False
    return entry.last_at <= now if entry.last_at else entry.last < now.date()


def has_a_date(entry: Entry, now: datetime) -> bool:
    """It is not suspended by custody, hospital or absence abroad."""
    return entry.last is not None


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is to be done next about a duty: in words that begin with a verb, where, and by whom.

    `address` may use what the entry itself holds and nothing else: it is asked for each row of a list. It is offered
    to those who hold `needs` for the person, `when` that applies.
    """

    text: str
    address: Address
    needs: Capability = Capability.VIEW
    when: Applies = always


@dataclass(frozen=True, slots=True)
class Offered:
    """A link in a list."""

    text: str
    href: str


# Given the entries of a list, and who may do what of each: what is next about those that are in hand already, by the
# entry's id; in a number of queries that does not grow with the list.
InHand = Callable[[Sequence["Entry"], Callable[["Entry", Capability], bool]], Mapping[int, Offered]]

_labels: dict[str, str] = {}
_actions: dict[str, list[NextAction]] = {}
_in_hand: list[InHand] = []


def register(kind: str, label: str, *actions: NextAction) -> None:
    """`kind` is `Duty.kind`; `label` what settings and lists call it, as in "Home visit"."""
    _labels[kind] = label
    _actions.setdefault(kind, []).extend(actions)


def refine(kind: str, action: NextAction) -> None:
    """Offer `action` before those that the kind has already; may come before the kind is registered."""
    _actions.setdefault(kind, []).insert(0, action)


def look_for(in_hand: InHand) -> None:
    """Ask this of every list before its kinds are asked."""
    _in_hand.append(in_hand)


def in_hand(entries: Sequence[Entry], may: Callable[[Entry, Capability], bool]) -> dict[int, Offered]:
    """What is next about those of these entries that are in hand already."""
    return {pk: found for source in _in_hand for pk, found in source(entries, may).items()}


def done_with(capability: Capability) -> list[str]:
    """The kinds of duty whose next action is for whoever holds this capability."""
    return [kind for kind, actions in _actions.items() if any(each.needs is capability for each in actions)]


def labels() -> dict[str, str]:
    """Every kind of duty and what it is called, in the order of the words."""
    return dict(sorted(_labels.items(), key=lambda each: each[1]))


def offered(entry: Entry, now: datetime, may: Callable[[Capability], bool]) -> Offered:
    """The one next action for a reader who `may` do what of this entry's person; for others, the record.

    Of a kind that nobody registered it is the page that its provider names: of one that somebody did, who may go there
    is known, and the others are not sent to a page that is closed to them.
    """
    for action in _actions.get(entry.kind, ()):
        if may(action.needs) and action.when(entry, now) and (href := action.address(entry)):
            return Offered(action.text, href)
    if entry.kind not in _actions and (href := page_of(entry)):
        return Offered("Go on with it", href)
    return Offered("Open the record", reverse("person", args=[entry.person_id]))


def of_person(url_name: str, *, anchor: str = "") -> Address:
    """The page `url_name` of the entry's person."""
    return lambda entry: reverse(url_name, args=[entry.person_id]) + anchor
