"""When a referral may be submitted, by when it is to be decided, and what a decision needs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from mappa.referrals.choices import NEEDED, Part, ReferralState

Refusals = dict[str, str]
MOVED_ON = "Somebody has taken this further since. Open it again."
_A_PASTE = 4000


class WorkingDays(Protocol):
    """A nation's calendar (`practice.working_days`)."""

    def after(self, day: date, count: int) -> date: ...

    def between(self, first: date, last: date) -> int: ...


@dataclass(frozen=True, slots=True)
class Happened:
    """A step that moves the clock: its day, and the state that the referral had from then on."""

    on: date
    state: str


@dataclass(frozen=True, slots=True)
class Clock:
    """By when the coordinator is to decide; `paused_on`: the day on which it was returned, while it is.

    `due` is None while it is paused or before it was received.
    """

    due: date | None
    received_on: date | None = None
    paused_on: date | None = None
    used: int = 0  # working days that had passed when it was paused

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def clock(happened: Sequence[Happened], *, days: int, calendar: WorkingDays) -> Clock:
    """The triage clock: so many working days after receipt, not counting those on which it was returned.

    It runs while the referral waits for the coordinator, and anew when a decision is appealed. `happened` is in order;
    calendar days past those that are known raise its error.
    """
    used, running, received = 0, None, None
    paused: date | None = None
    for each in happened:
        if each.state == ReferralState.APPEALED:
            used = 0
        if running is not None:
            used += calendar.between(running, each.on)
        running, paused = None, None
        if each.state in (ReferralState.SUBMITTED, ReferralState.APPEALED):
            running, received = each.on, received or each.on
        elif each.state == ReferralState.RETURNED and received is not None:
            paused = each.on
    if running is None:
        return Clock(None, received, paused, used)
    return Clock(calendar.after(running, max(days - used, 0)), received, None, used)


def submission(
    *, level: str, why_level_3: str, urgent: bool, urgent_why: str, parts: Mapping[str, str]
) -> Refusals:
    """What keeps a referral from being submitted."""
    wrong = {
        f"{part.value}_text": f"{part.label}: this part is needed before it can be submitted."
        for part in NEEDED
        if not parts.get(part.value, "").strip()
    }
    wrong |= {
        f"{part.value}_text": f"{part.label}: keep to what matters, in {_A_PASTE:,} characters."
        for part in Part
        if len(parts.get(part.value, "")) > _A_PASTE
    }
    if level == "3" and not why_level_3.strip():
        wrong["why_level_3"] = "Say what cannot be delivered at level 2: without that it cannot be level 3."
    if urgent and not urgent_why.strip():
        wrong["urgent_why"] = "Say why it cannot wait."
    return wrong


def decision(*, kind: str, note: str, advice: str, level: str, why_level_3: str = "") -> Refusals:
    """What a coordinator's or chair's decision needs."""
    wrong = {}
    if not note.strip():
        wrong["note"] = "Give your reasons: they stand on the record."
    if kind == "declined" and not advice.strip():
        wrong["advice"] = (
            "Say what to do instead: manage at level 1 with a professionals’ meeting, for example."
        )
    if kind == "accepted" and level not in ("2", "3"):
        wrong["level_given"] = "Select the level at which it is heard."
    elif kind == "accepted" and level == "3" and not why_level_3.strip():
        wrong["given_why"] = "Say what cannot be delivered at level 2: without that it cannot be level 3."
    return wrong
