"""The review before somebody's notification requirements end."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import Asked
from riskplans.ending.choices import After, Check
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered

_COUNTS = STANDING & Q(taken_back_at__isnull=True) & ~Q(answer=Asked.REFUSED)


class EndReviewQuerySet(FactQuerySet["EndReview"]):
    def counting(self) -> Self:
        """Waiting or approved: neither returned nor taken back."""
        return self.filter(_COUNTS)

    def waiting(self) -> Self:
        return self.counting().filter(answer="")

    def approved(self) -> Self:
        return self.counting().filter(answer=Asked.APPROVED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class EndReview(Answered):
    """What an officer found before requirements end on `ends_on`, and what is to become of the record; somebody else
    approves it. It speaks of that last day and no other: where later facts move it, the end is reviewed anew.
    """

    SECTION = "end of notification"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="end_reviews")
    ends_on = models.DateField("last day of notification")
    citation = models.CharField("section of the Act", max_length=200)
    verified = models.CharField("what the day was verified against", max_length=1000)
    orders = models.CharField("orders and licences that run on", max_length=1000, blank=True)
    risk = models.TextField("risk at the end", max_length=4000)
    after = models.CharField("what follows", max_length=5, choices=After)
    basis = models.CharField("basis on which they are managed", max_length=500, blank=True)
    checked = ArrayField(
        models.CharField(max_length=6, choices=Check), default=list, blank=True, verbose_name="looked at"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField("why it was taken back", max_length=500, blank=True)

    objects = EndReviewQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "review before notification ends"
        verbose_name_plural = "reviews before notification ends"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_end_review",
                fields=["person", "ends_on"],
                condition=_COUNTS,
                violation_error_message="This end has been reviewed already: it waits for an answer, or has one.",
            ),
            models.CheckConstraint(
                name="end_review_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="end_review_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot approve what you have handed in yourself.",
            ),
            models.CheckConstraint(
                name="end_review_approved_looked_at",
                condition=~Q(answer=Asked.APPROVED) | Q(checked__contains=Check.values),
                violation_error_message="Tick each of the points: an approval says that you have looked at them.",
            ),
            models.CheckConstraint(
                name="end_review_kept_on_a_basis",
                condition=Q(after=After.CLOSE) | ~Q(basis=""),
                violation_error_message="Say on what basis they go on being managed.",
            ),
            models.CheckConstraint(
                name="end_review_says_what_was_found",
                condition=~Q(verified="") & ~Q(risk=""),
                violation_error_message="Say what the day was verified against, and what the risk is at the end.",
            ),
            models.CheckConstraint(
                name="end_review_taken_back_whole",
                condition=Q(taken_back_at__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_why="")),
                violation_error_message="Say why it is taken back.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            # What was handed in is what was decided on.
            pgtrigger.ReadOnly(
                name="end_review_stays",
                fields=[
                    *("person", "ends_on", "citation", "verified", "orders", "risk", "after", "basis"),
                    *("recorded_at", "recorded_by", "submission"),
                ],
            ),
            pgtrigger.Trigger(
                name="end_review_answered_once",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF OLD.answer <> '' AND NEW.answer <> OLD.answer THEN
                    RAISE EXCEPTION 'it has been answered' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.taken_back_at:
            return "Taken back"
        return {Asked.APPROVED.value: "Approved", Asked.REFUSED.value: "Returned"}.get(
            self.answer, "Waits for a supervisor"
        )

    @property
    def colour(self) -> str:
        return {
            "Approved": "green",
            "Returned": "red",
            "Waits for a supervisor": "yellow",
        }.get(self.state, "grey")
