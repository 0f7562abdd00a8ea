"""One case as the blocks of its pack ask for it: the person, the day, the last meeting; what several ask, read once."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from frontend.dates import words
from mappa.agreed.choices import UNSETTLED
from mappa.models import AgencyReturn, AgreedAction, CaseReview, DisclosureView, Invitation
from mappa.pack.keys import LOOKS_BACK
from mappa.sittings.queries import last_held
from notifications.models import Breach
from offenders.choices import Basis
from offenders.models import (
    Absence,
    CourtOrder,
    Licence,
    LicenceCondition,
    MappaStatus,
    OrderCondition,
    Sought,
)
from offenders.policies import Relationship
from offenders.queries import conditions_in_force
from practice.policy import Policy, policy_of
from riskplans.assessments import queries as risk
from riskplans.models import LevelDecision, Plan, Visit
from riskplans.plans import queries as plans
from riskplans.plans.rules import Missing

# What a pack is put together from: every class. What of it somebody is shown is their own classes (`shape.shown`).
EVERYTHING = Relationship(Basis.FORCE, frozenset({Capability.VIEW}), frozenset(FieldClass))
_MOST_VISITS = 50


@dataclass(slots=True)
class _Plans:
    """The plan in force, and the one that was in force at the last meeting."""

    now: plans.Whole | None
    then: plans.Whole | None


class Case:
    """One review of a person's case as it stands at the moment `now`; `review` has its sitting and person with it.

    The person is a copy that reads every class: nothing made of it is shown but through `shape.shown`.
    """

    def __init__(self, review: CaseReview, now: datetime) -> None:
        self.review = review
        self.person = copy.copy(review.person)
        self.person.relationship = EVERYTHING
        self.now, self.today = now, timezone.localdate(now)

    @cached_property
    def policy(self) -> Policy:
        return policy_of(self.person.force_id, self.today)

    @cached_property
    def before(self) -> CaseReview | None:
        """The meeting before this one."""
        return last_held(self.review)

    @cached_property
    def since(self) -> datetime:
        """From when on things are new: the decision of the meeting before, or as far as the force looks back.

        It looks back from the meeting and not from today, so that the pack says tomorrow what it says today.
        """
        if self.before:
            return self.before.decided_at or self.before.begins_at
        return self.review.begins_at - timedelta(weeks=self.policy.value(LOOKS_BACK))

    @property
    def since_day(self) -> date:
        return timezone.localdate(self.since)

    @property
    def since_words(self) -> str:
        return "the last meeting" if self.before else words(self.since_day)

    @cached_property
    def measured(self) -> list[dict[str, Any]]:
        """Every result that was ever approved, in the order of the days, with the group it speaks of; one query."""
        rows = risk.measured(self.person).order_by("assessment__assessed_on", "assessment__submitted_at")
        return list(
            rows.values(
                *risk.RESULT, "assessment__decided_at", called=F("result__name"), group=F("result__code")
            )
        )

    @cached_property
    def values(self) -> list[risk.Value]:
        """The four values as they stand."""
        return risk.values_from(self.person, self.measured)

    @cached_property
    def values_then(self) -> list[risk.Value]:
        """The four values as they stood at the last meeting; one query."""
        rows = [
            {**row, "assessment__state": "approved"}
            for row in self.measured
            if row["assessment__decided_at"] and row["assessment__decided_at"] <= self.since
        ]
        person = copy.copy(self.person)
        changes = LevelDecision.objects.in_force().filter(person=self.person, starts_on__gt=self.since_day)
        if first := changes.order_by("starts_on", "recorded_at").first():
            person.management_level = first.before
        return risk.values_from(person, rows)

    @cached_property
    def plans(self) -> _Plans:
        """Eleven queries at most."""
        versions = plans.versions(self.person)
        now = next((each for each in versions if each.state == "approved"), None)
        then = next((each for each in versions if self._was_in_force(each)), None)
        whole = plans.whole(now) if now else None
        same = then is not None and now is not None and then.pk == now.pk
        return _Plans(whole, whole if same else plans.whole(then) if then else None)

    def _was_in_force(self, plan: Plan) -> bool:
        begun = plan.approved_at is not None and plan.approved_at <= self.since
        return begun and (plan.superseded_at is None or plan.superseded_at > self.since)

    @cached_property
    def gaps(self) -> list[Missing]:
        """What the plan in force lacks today, by its own rules; five queries."""
        return plans.missing(self.plans.now, self.person, self.today) if self.plans.now else []

    @cached_property
    def orders(self) -> list[CourtOrder]:
        return list(CourtOrder.objects.standing().filter(person=self.person).order_by("made_on"))

    @cached_property
    def licences(self) -> list[Licence]:
        return list(Licence.objects.standing().filter(person=self.person).order_by("starts_on"))

    @cached_property
    def conditions(self) -> tuple[list[OrderCondition], list[LicenceCondition]]:
        return conditions_in_force(self.person, self.today)

    @cached_property
    def away(self) -> list[Absence]:
        """Where they are held or have gone, today."""
        return list(Absence.objects.standing().on(self.today).filter(person=self.person))

    @cached_property
    def duties(self) -> list[Entry]:
        """Every duty that is open, the first due first."""
        return list(
            Entry.objects.open().filter(person=self.person).order_by(F("last").asc(nulls_last=True), "key")
        )

    @cached_property
    def visits(self) -> list[Visit]:
        """The newest that were made, whatever came of them."""
        return list(Visit.objects.over().filter(person=self.person)[:_MOST_VISITS])

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Who is asked to this case, with what each has returned; two queries."""
        rows = Invitation.objects.standing().filter(case=self.review).select_related("agency__mappa_standing")
        given = AgencyReturn.objects.select_related("given_by", "victim_safety")
        return list(rows.prefetch_related(Prefetch("returns", given)))

    @cached_property
    def actions(self) -> list[AgreedAction]:
        """What earlier meetings agreed and is not settled, or was done since the last one."""
        rows = AgreedAction.objects.filter(person=self.person, case__begins_at__lt=self.review.begins_at)
        wanted = Q(state__in=UNSETTLED) | Q(done_on__gte=self.since_day)
        return list(rows.filter(wanted).select_related("agency", "owner").order_by("due_on", "recorded_at"))

    @cached_property
    def disclosure_views(self) -> list[DisclosureView]:
        """What earlier meetings decided of disclosure, the newest first; not what was written in a case that was
        adjourned before its chair closed it."""
        rows = DisclosureView.objects.filter(
            person=self.person, case__begins_at__lt=self.review.begins_at, case__decided_at__isnull=False
        )
        return list(rows.select_related("case").order_by("-case__begins_at"))

    @cached_property
    def statuses(self) -> list[MappaStatus]:
        """Each category and level they were at, the first first."""
        return list(MappaStatus.objects.standing().filter(person=self.person).order_by("starts_on"))

    @cached_property
    def status(self) -> MappaStatus | None:
        """The category and level that stand today."""
        until = (each for each in reversed(self.statuses) if each.starts_on and each.starts_on <= self.today)
        return next((each for each in until if each.ends_on is None or each.ends_on > self.today), None)

    @cached_property
    def open_breaches(self) -> int:
        return Breach.objects.open().filter(person=self.person).count()

    @cached_property
    def sought(self) -> list[Sought]:
        return list(Sought.objects.on(self.today).filter(person=self.person))
