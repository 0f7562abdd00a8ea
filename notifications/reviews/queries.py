"""Reads for the review block on a person's page, and for the page of the review itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localdate

from frontend.dates import words
from notifications.aloud import aloud
from notifications.law import Result
from notifications.models import Application, Notification, RelevantNotification, ResponsibleBody
from notifications.reviews.dates import ROWS
from notifications.reviews.document import NEVER_RELEVANT, undecided
from offenders.choices import DETENTION_KINDS
from offenders.models import Person

Document = dict[str, Any]
_OFFERED, _BEFORE = 25, 5  # notifications offered at a time, and how many of them before the likely one
_LIMITS = ("acknowledge_by", "bodies_by", "determine_by")


@dataclass(frozen=True, slots=True)
class Computed:
    """The engine's answer about review as a page shows it: rows for a summary list, and the reasons."""

    rows: list[dict[str, Any]]
    reasoning: list[str]
    citation: str
    ruleset: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How review of one person's requirements stands. `computed` is None while nothing about it is on record."""

    computed: Computed | None
    relevant: RelevantNotification | None
    applications: list[Application]  # the newest first, with the bodies told
    eligible: bool  # whether an application may be made today

    @property
    def open(self) -> Application | None:
        """The application that waits for its decision."""
        return next((made for made in self.applications if made.is_open), None)

    @property
    def may_apply(self) -> bool:
        """Whether an application can be recorded: one may be made, and none is open."""
        return self.eligible and self.open is None

    @property
    def latest(self) -> Application | None:
        return next(iter(self.applications), None)


def computed(result: Result, document: Document) -> Computed | None:
    """The dates of a review in words: when one may apply or, while an application waits, what limits it."""
    review = result["review"]
    if review is None:
        return None
    waits = undecided(document)
    unasked = ("may_apply_from",) if waits else _LIMITS
    days = {name: review[name] for name in ROWS if name not in unasked}  # type: ignore[literal-required]
    rows = [{"key": ROWS[name], "value": words(date.fromisoformat(day))} for name, day in days.items() if day]
    for row in rows:
        if row["key"] == ROWS["determine_by"] and str(days["determine_by"]) < document["as_at"][:10]:
            row["value"] += ", which has passed"
    if not review["ceased_on"] and not waits:
        rows.append({"key": "May apply now", "value": "Yes" if review["eligible"] else "No"})
    if review["blocked_by"]:
        orders = ", ".join(aloud(review["blocked_by"], document))
        rows.append({"key": "Blocked by", "value": f"{orders[0].upper()}{orders[1:]}"})
    return Computed(rows, aloud(review["reasoning"], document), review["citation"], result["ruleset"])


def standing(person: Person, result: Result, document: Document) -> Standing | None:
    """What the record and the law say of review; None, and no query, for somebody whom it does not concern."""
    if result["review"] is None and not result["subject"]["indefinite"]:
        return None
    told = ResponsibleBody.objects.standing()
    return Standing(
        computed(result, document),
        person.relevant_notifications.standing()
        .filter(notification__voided_at__isnull=True)
        .exclude(notification__section__in=NEVER_RELEVANT)
        .select_related("notification")
        .first(),
        list(person.review_applications.standing().prefetch_related(Prefetch("bodies", told))),
        eligible=result["review"] is not None and result["review"]["eligible"],
    )


def candidates(person: Person) -> tuple[list[Notification], Notification | None]:
    """The notifications that can count for review, oldest first; and the first one since the first release on record.

    Of a long record only those around that one, or the oldest: the years never begin with a late one.

    S.91B(10) asks for the first one given when first released for the conviction: the officer says which that is.
    """
    given = list(
        person.notifications.standing()
        .exclude(section__in=NEVER_RELEVANT)
        .filter(specified_date__isnull=True)
        .order_by("given_at", "pk")
    )
    released = (
        person.absences.standing()
        .filter(kind__in=DETENTION_KINDS, ended_on__isnull=False)
        .order_by("ended_on")
        .values_list("ended_on", flat=True)
        .first()
    )
    first = next((each for each in given if released and localdate(each.given_at) >= released), None)
    start = max(given.index(first) - _BEFORE, 0) if first else 0
    return given[start : start + _OFFERED], first
