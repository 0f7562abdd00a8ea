"""Somebody asks what minutes hold about a person: the request, whom it is put to, and the answer for each paragraph."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.encryption import EncryptedTextField
from accounts.models import Agency, Force
from mappa.models.case import POLICE
from mappa.models.minutes import MinutesParagraph, OfMinutes
from mappa.subject.choices import Asker, Exemption, Owned
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
# The rules say the same first: nothing leaves that its owner has not answered for, and two people stand behind it.
_SIGNED = """
IF EXISTS (
    SELECT FROM mappa_ownedparagraph held JOIN mappa_ownerrequest asked ON asked.id = held.owner_id
    WHERE asked.request_id = NEW.id AND held.answer = ''
) THEN
    RAISE EXCEPTION 'not every owner has answered' USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (
    SELECT FROM mappa_ownedparagraph held JOIN mappa_ownerrequest asked ON asked.id = held.owner_id
    WHERE asked.request_id = NEW.id AND asked.agency_id IS NULL AND held.answered_by_id = NEW.signed_by_id
) THEN
    RAISE EXCEPTION 'nobody signs what they decided for the police' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_OWN_ONLY = """
IF NOT EXISTS (
    SELECT FROM mappa_ownerrequest asked
    JOIN mappa_minutesparagraph said ON said.id = NEW.paragraph_id
    JOIN mappa_minutes version ON version.id = said.minutes_id
    WHERE asked.id = NEW.owner_id AND asked.person_id = NEW.person_id AND said.person_id = NEW.person_id
    AND said.agency_id IS NOT DISTINCT FROM asked.agency_id
    AND version.state IN ('approved', 'circulated', 'ratified')
) THEN
    RAISE EXCEPTION 'an owner is asked for its own paragraphs' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_OPEN_ONLY = """
IF EXISTS (
    SELECT FROM mappa_ownerrequest asked JOIN mappa_subjectrequest wanted ON wanted.id = asked.request_id
    WHERE asked.id = NEW.owner_id AND wanted.signed_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'this request was answered' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    def open(self) -> Self:
        """Those whose paper nobody has signed."""
        return self.filter(signed_at__isnull=True)


@tracked
class SubjectRequest(OfMinutes):
    """Somebody asks the force what the minutes of MAPPA hold about a person.

    `proved_on` is when it was known that it is theirs, where that was later than `received_on`. `owners_by` and
    `due_on` are as policy had them when it was recorded.
    """

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    asker = models.CharField("who asks", max_length=8, choices=Asker)
    who = EncryptedTextField("where the answer goes, and on whose authority")
    received_on = models.DateField()
    proved_on = models.DateField(null=True)
    owners_by = models.DateField("owners answer by")
    due_on = models.DateField("to be answered by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField("how it was checked", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "subject access request"
        verbose_name_plural = "subject access requests"
        ordering = ["-received_on", "-recorded_at"]
        indexes = [models.Index(fields=["due_on"], name="subject_requests_by_day")]
        constraints = [
            models.CheckConstraint(
                name="subject_answer_after_request",
                condition=Q(due_on__gt=models.F("received_on")) & Q(owners_by__lte=models.F("due_on")),
                violation_error_message="The owners answer before the person is answered.",
            ),
            models.CheckConstraint(
                name="subject_signed_by_somebody",
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                violation_error_message="Somebody signs the answer.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_once_answered",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.signed_at IS NULL AND NEW.signed_at IS NOT NULL"),
                func=_SIGNED,
            ),
            pgtrigger.Protect(
                name="signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.signed_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"Received {self.received_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.signed_at is None


class OwnerRequestQuerySet(models.QuerySet["OwnerRequest"]):
    def unanswered(self) -> Self:
        """Those with a paragraph that waits, of requests that nobody has signed."""
        return self.filter(answered_at__isnull=True, request__signed_at__isnull=True)

    def overdue(self, today: date) -> Self:
        return self.unanswered().filter(request__owners_by__lt=today)


@tracked
class OwnerRequest(OfMinutes):
    """One agency is asked for its own paragraphs, and for nothing else. No agency: the police."""

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="owners")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField("when its last paragraph was answered", null=True)
    chased_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnerRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request to the owner of paragraphs"
        verbose_name_plural = "requests to the owners of paragraphs"
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(
                name="owner_asked_once",
                fields=["request", "agency"],
                nulls_distinct=False,
                violation_error_message="This agency is asked already.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="of_one_agency",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.person_id, OLD.request_id, OLD.agency_id, OLD.asked_at) IS DISTINCT FROM "
                    "(NEW.person_id, NEW.request_id, NEW.agency_id, NEW.asked_at))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        return self.agency.name if self.agency else POLICE


@tracked
class OwnedParagraph(OfMinutes):
    """What the owner of a paragraph answers for it: released, withheld under an exemption, or with words taken out.

    `told_by` says who of the agency said so, and how, where the police wrote it down for them.
    """

    owner = models.ForeignKey(OwnerRequest, on_delete=models.PROTECT, related_name="paragraphs")
    paragraph = models.ForeignKey(MinutesParagraph, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField("answer", max_length=8, choices=Owned, blank=True)
    exemption = models.CharField("under which exemption", max_length=12, choices=Exemption, blank=True)
    reason = EncryptedTextField("why", blank=True)
    redacted = EncryptedTextField("what is released", blank=True)
    told_by = models.CharField("who of the agency said so", max_length=160, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "paragraph its owner answers for"
        verbose_name_plural = "paragraphs their owners answer for"
        ordering = ["paragraph__minutes__case__begins_at", "paragraph__minutes__number", "paragraph__place"]
        constraints = [
            models.UniqueConstraint(
                name="paragraph_asked_for_once",
                fields=["owner", "paragraph"],
                violation_error_message="This paragraph is asked for already.",
            ),
            models.CheckConstraint(
                name="owner_answers_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    Q(answer__in=Owned.values, answered_at__isnull=False, answered_by__isnull=False)
                    & (Q(answer=Owned.RELEASE, exemption="") | (~Q(answer=Owned.RELEASE) & ~Q(exemption="")))
                ),
                violation_error_message="What is held back is held back under an exemption.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="own_only", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_OWN_ONLY
            ),
            pgtrigger.Trigger(
                name="open_only",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_OPEN_ONLY,
            ),
            pgtrigger.Protect(
                name="of_one_paragraph",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.person_id, OLD.owner_id, OLD.paragraph_id) IS DISTINCT FROM "
                    "(NEW.person_id, NEW.owner_id, NEW.paragraph_id))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display() or "Not answered"

    @property
    def state(self) -> tuple[str, str]:
        """In a word, and the colour of its tag."""
        return (
            (Owned(self.answer).short, Owned(self.answer).colour)
            if self.answer
            else ("To be answered", "yellow")
        )
