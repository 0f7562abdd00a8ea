"""The words of referrals: value and label in one place."""

from __future__ import annotations

from django.db import models


class ReferralState(models.TextChoices):
    """How a referral stands. Whether it was listed and heard the sittings say."""

    ENDORSING = "endorsing", "Waits for a supervisor"
    SUBMITTED = "submitted", "Waits for the coordinator"
    RETURNED = "returned", "Returned for information"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    APPEALED = "appealed", "Appealed: waits for a chair"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def colour(self) -> str:
        return {
            "endorsing": "yellow",
            "submitted": "blue",
            "appealed": "blue",
            "returned": "orange",
            "accepted": "green",
            "declined": "red",
        }.get(self.value, "grey")


OPEN = [ReferralState.ENDORSING, ReferralState.SUBMITTED, ReferralState.RETURNED, ReferralState.APPEALED]
# From which state to which: the trigger's own list.
MOVES: list[tuple[str, str]] = [
    (ReferralState.ENDORSING, ReferralState.SUBMITTED),
    (ReferralState.ENDORSING, ReferralState.RETURNED),
    (ReferralState.ENDORSING, ReferralState.WITHDRAWN),
    (ReferralState.SUBMITTED, ReferralState.RETURNED),
    (ReferralState.SUBMITTED, ReferralState.ACCEPTED),
    (ReferralState.SUBMITTED, ReferralState.DECLINED),
    (ReferralState.SUBMITTED, ReferralState.WITHDRAWN),
    (ReferralState.RETURNED, ReferralState.ENDORSING),
    (ReferralState.RETURNED, ReferralState.SUBMITTED),
    (ReferralState.RETURNED, ReferralState.WITHDRAWN),
    (ReferralState.DECLINED, ReferralState.APPEALED),
    (ReferralState.APPEALED, ReferralState.ACCEPTED),
    (ReferralState.APPEALED, ReferralState.DECLINED),
    (ReferralState.APPEALED, ReferralState.WITHDRAWN),
    (ReferralState.ACCEPTED, ReferralState.WITHDRAWN),
]


class StepKind(models.TextChoices):
    """What was done about it, each with who did it, when and why."""

    WRITTEN = "written", "Written"
    ENDORSED = "endorsed", "Endorsed"
    RETURNED = "returned", "Returned for information"
    REWRITTEN = "rewritten", "Rewritten: to be endorsed anew"
    RESUBMITTED = "resubmitted", "Submitted again"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    APPEALED = "appealed", "Appealed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Part(models.TextChoices):
    """The parts of a referral in the order of the form, besides its header."""

    CATEGORY = "category", "Category, offence and sentence"
    OFFENDER = "offender", "Who they are"
    CONVICTIONS = "convictions", "Convictions and cautions"
    DATES = "dates", "Dates that matter"
    HOSPITAL = "hospital", "Detained in hospital"
    REASON = "reason", "Why they are referred"
    RISK = "risk", "Risk"
    VICTIMS = "victims", "Victims"
    PLAN = "plan", "The risk management plan"
    CONDITIONS = "conditions", "Licence conditions and orders"
    AGENCIES = "agencies", "Agencies to invite"
    DISCLOSURE = "disclosure", "Disclosure made or proposed"
    NEEDS = "needs", "Diversity, vulnerability, staff safety and media"

    @property
    def needed(self) -> bool:
        return self in NEEDED


NEEDED = [
    Part.CATEGORY,
    Part.OFFENDER,
    Part.CONVICTIONS,
    Part.DATES,
    Part.REASON,
    Part.RISK,
    Part.PLAN,
    Part.AGENCIES,
]


class Settled(models.TextChoices):
    """What the referrer made of what the record said."""

    CONFIRMED = "confirmed", "Confirmed as the record has it"
    AMENDED = "amended", "Amended by the referrer"


class Purpose(models.TextChoices):
    """What a form of the MAPPA document set is for; its letter changes with the edition (`referrals.letters`)."""

    REFERRAL = "referral", "Referral to level 2 or 3"
    MINUTES = "minutes", "Minutes of a level 2 or 3 meeting"
    NOTIFICATION = "notification", "Notification or screening"
