"""Why the case is heard, what is to be decided today, and by when it is heard again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from frontend.dates import words
from mappa.actions.hearing import limits_of
from mappa.models import Referral
from mappa.pack.case import Case
from mappa.pack.shape import Line
from mappa.referrals.choices import ReferralState
from mappa.sittings.choices import Purpose

# What is to be decided where whoever listed the case asked nothing of their own.
_ASKED = {
    Purpose.INITIAL: "Do they need level {level}? Category, lead agency, plan and next date.",
    Purpose.REVIEW: "Does level {level} go on? What does the plan need, and when is it looked at again?",
    Purpose.PRE_RELEASE: "Is the plan ready for the day of release, and which conditions are asked for?",
    Purpose.EXIT: "Is the risk low enough to end level {level}?",
    Purpose.EMERGENCY: "What must be done now? The next full meeting ratifies it.",
}


def lines(case: Case) -> Iterator[Line]:
    review, sitting = case.review, case.review.sitting
    asked = review.question or _ASKED[Purpose(review.purpose)].format(level=sitting.level)
    yield Line("decide", "To be decided", asked)
    yield Line("purpose", "Why here", _purpose(case))
    referral = (
        Referral.objects.standing()
        .filter(person=case.person, state=ReferralState.ACCEPTED)
        .order_by("-recorded_at")
    ).first()
    if referral and not case.before:
        by = referral.get_agency_display()
        urgent = ("Urgent", "red") if referral.urgent else ("", "grey")
        asked_for = f"To level {referral.level}, by {by}, {words(timezone.localdate(referral.recorded_at))}."
        yield Line("referral", "Referred", asked_for, *urgent)
    if status := case.status:
        since = f" since {words(status.starts_on)}" if status.starts_on else ""
        lead = status.get_lead_agency_display()
        yield Line("stands", "Stands at", f"{status}{since}. Lead agency: {lead}.")
    if limits := limits_of(review, None):
        until = words(limits.last_on)
        yield Line("limit", "Next review", f"At the latest {until}, if level {sitting.level} goes on.")


def _purpose(case: Case) -> str:
    called = f"{case.review.get_purpose_display()}."
    if case.before is None:
        return f"{called} Never heard before: what changed is told since {words(case.since_day)}."
    return f"{called} Last heard {words(case.before.sitting.held_on)}."
