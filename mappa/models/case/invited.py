"""Who is invited to a case, and what they returned."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Agency
from mappa.models.case.review import CaseReview
from mappa.sittings.choices import (
    CALLED_OFF,
    CaseState,
    Reply,
    SittingState,
)
from offenders.models import Person
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL


POLICE = "Police"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def missing(self) -> Self:
        """Those that stand and whose return has not come in."""
        return self.standing().filter(returns__isnull=True)

    def sent_on(self, today: date) -> Self:
        """Those that stand, of meetings that were sent out, until they end: also where the meeting was called off."""
        sent = self.standing().filter(opens_on__lte=today, closes_on__gte=today)
        return sent.exclude(case__sitting__state=SittingState.PLANNED)

    def open_on(self, today: date) -> Self:
        """Those of `sent_on` whose case is heard, or was: taken off the list it closes to all who were asked."""
        held = self.sent_on(today).exclude(case__sitting__state__in=CALLED_OFF)
        return held.exclude(case__state=CaseState.ADJOURNED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Invitation(OfPerson):
    """An agency is asked to one case: to come, and to send what it knows. No agency: the police themselves.

    From `opens_on`, the day on which it was sent, to the end of `closes_on` the agency's own people see the case's
    time, its person, what they themselves returned and agreed, and what was released to them. It ends at once where it
    is withdrawn, where the case is taken off, and where the meeting is called off.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField(null=True, help_text="Empty until the meeting was sent out.")
    closes_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField("why it is withdrawn", max_length=300, blank=True)
    reply = models.CharField("do you come?", max_length=10, choices=Reply, default=Reply.WAITING)
    who = models.CharField("who comes: name and role", max_length=160, blank=True)
    deputy_for = models.CharField("whom the deputy stands in for", max_length=160, blank=True)
    why_not = models.CharField("why nobody can come", max_length=300, blank=True)
    conflict = models.CharField("conflict of interest", max_length=300, blank=True)
    chased_on = models.DateField(null=True)
    chases = models.PositiveSmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation to a meeting"
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(
                name="agency_invited_once",
                fields=["case", "agency"],
                nulls_distinct=False,
                violation_error_message="This agency is invited already.",
            ),
            models.CheckConstraint(
                name="invitation_window",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="An invitation ends after it begins.",
            ),
            models.CheckConstraint(
                name="whoever_comes_is_named",
                condition=~Q(reply__in=[Reply.ATTENDING, Reply.DEPUTY]) | ~Q(who=""),
                violation_error_message="Say who comes.",
            ),
            models.CheckConstraint(
                name="deputy_stands_in_for_somebody",
                condition=Q(reply=Reply.DEPUTY) | Q(deputy_for=""),
                violation_error_message="Only a deputy stands in for somebody.",
            ),
            models.CheckConstraint(
                name="invitation_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                violation_error_message="Say why the invitation is withdrawn.",
            ),
        ]
        indexes = [models.Index(fields=["agency", "closes_on"], name="invitations_of_agency")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        return self.agency.name if self.agency else POLICE

    @property
    def reply_colour(self) -> str:
        return Reply(self.reply).colour

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


@tracked
class AgencyReturn(OfPerson):
    """What an agency knows, in writing, before the meeting; or that it knows nothing, which is an answer too.

    Written once: what comes later is another return beside it.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="returns")
    nothing_known = models.BooleanField(default=False)
    text = EncryptedTextField("what the agency knows", null=True, blank=True)
    so_what = EncryptedTextField("what should change because of it", null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "agency’s return"
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                name="return_says_something",
                condition=Q(nothing_known=True, text__isnull=True, so_what__isnull=True)
                | Q(nothing_known=False, text__isnull=False, so_what__isnull=False),
                violation_error_message="Say what the agency knows, or that it knows nothing.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return "Nothing known" if self.nothing_known else "Return"
