"""Review of indefinite requirements (ss.91A-91F): what counts, the application, who was asked, what was decided."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from notifications.choices import AppealOutcome, Received, ReviewOutcome
from notifications.models.notification import Notification
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet

_NOT_DECIDED = Q(
    determined_on__isnull=True, outcome="", decided_by="", reasons="", further_years__isnull=True
)
_DECIDED = Q(determined_on__isnull=False) & ~Q(outcome="") & ~Q(decided_by="") & ~Q(reasons="")
_REFUSED = Q(outcome=ReviewOutcome.REFUSED)
_NO_APPEAL = Q(appealed_on__isnull=True, appeal_outcome="", appeal_decided_on__isnull=True)


def _not_before(later: str, earlier: str) -> Q:
    return Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class RelevantNotification(Fact):
    """Which notification the years to a review begin with: the first one given when first released (s.91B(10))."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relevant_notifications")
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="+")

    objects = FactQuerySet["RelevantNotification"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "notification that counts for review"
        constraints = [
            models.UniqueConstraint(
                name="one_relevant_notification",
                fields=["person"],
                condition=STANDING,
                violation_error_message="Which notification counts is on record already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.notification)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Application(Fact):
    """One application for review (s.91B) and what came of it, in order: acknowledged, decided, notice received,
    appealed. Each step is a new version of the row; the history says who recorded it when.

    A decision without a further period refuses for eight years (s.91B(3)). The requirements end on the day the notice
    of a grant is received (s.91C(4)), or an appeal is allowed (s.91E(4)).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_applications")
    received_on = models.DateField()
    received_how = models.CharField("received", max_length=8, choices=Received)
    acknowledged_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    determined_on = models.DateField("decided on", null=True, blank=True)
    outcome = models.CharField("decision", max_length=8, choices=ReviewOutcome, blank=True)
    further_years = models.PositiveSmallIntegerField(
        "further period in years",
        null=True,
        blank=True,
        help_text="Longer than 8, if the chief officer fixed one.",
    )
    decided_by = models.CharField(max_length=120, blank=True)
    reasons = models.TextField(max_length=4000, blank=True)
    notice_received_on = models.DateField("notice of the decision received on", null=True, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_outcome = models.CharField(max_length=9, choices=AppealOutcome, blank=True)
    appeal_decided_on = models.DateField(null=True, blank=True)
    court = models.CharField("magistrates' court", max_length=120, blank=True)

    objects = FactQuerySet["Application"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "application for review"
        ordering = ["-received_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_application",
                fields=["person"],
                condition=STANDING & Q(determined_on__isnull=True, withdrawn_on__isnull=True),
                violation_error_message="An application is open already. Record what came of it first.",
            ),
            models.CheckConstraint(
                name="review_steps_in_order",
                condition=_not_before("acknowledged_on", "received_on")
                & _not_before("withdrawn_on", "received_on")
                & _not_before("determined_on", "received_on")
                & _not_before("notice_received_on", "determined_on")
                & _not_before("appealed_on", "determined_on")
                & _not_before("appeal_decided_on", "appealed_on"),
                violation_error_message="The dates are out of order: received, decided, notice received, appealed.",
            ),
            models.CheckConstraint(
                name="review_decision_complete",
                condition=(_NOT_DECIDED & Q(notice_received_on__isnull=True))
                | (
                    _DECIDED
                    & Q(withdrawn_on__isnull=True)
                    & (Q(further_years__isnull=True) | (_REFUSED & Q(further_years__range=(8, 15))))
                ),
                violation_error_message="A decision needs its day, its outcome, who decided and why. A further period "
                "is of 8 to 15 years, and only for a refusal.",
            ),
            models.CheckConstraint(
                name="review_appeal_complete",
                condition=_NO_APPEAL
                | (
                    _REFUSED
                    & Q(appealed_on__isnull=False)
                    & (
                        Q(appeal_outcome="", appeal_decided_on__isnull=True)
                        | (~Q(appeal_outcome="") & Q(appeal_decided_on__isnull=False))
                    )
                ),
                violation_error_message="Only a refusal can be appealed against. An appeal that was decided needs its "
                "outcome and the day.",
            ),
        ]

    def __str__(self) -> str:
        return f"application of {self.received_on}"

    @property
    def is_open(self) -> bool:
        """Neither decided nor withdrawn: the limits of s.91B and s.91C run."""
        return self.determined_on is None and self.withdrawn_on is None


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ResponsibleBody(Fact):
    """A body told of an application, so that it may send what it knows (s.91B(8)-(9)), and what it sent."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsible_bodies")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="bodies")
    body = models.CharField("responsible body", max_length=120)
    notified_on = models.DateField("told on")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField("what it sent", max_length=2000, blank=True)

    objects = FactQuerySet["ResponsibleBody"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "responsible body"
        ordering = ["notified_on", "body"]
        constraints = [
            models.UniqueConstraint(
                name="body_told_once",
                fields=["application", "body"],
                condition=STANDING,
                violation_error_message="It is on record already that this body was told.",
            ),
            models.CheckConstraint(
                name="body_answer_complete",
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answered_on__gte=F("notified_on")) & ~Q(answer="")),
                violation_error_message="An answer needs its day, on or after the day the body was told, and what it "
                "said.",
            ),
        ]

    def __str__(self) -> str:
        return self.body
