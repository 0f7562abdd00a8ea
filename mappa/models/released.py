"""What of a case is shown to an agency besides its own words; and what nobody of another agency is ever shown."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Agency
from mappa.models.case import POLICE, AgencyReturn, CaseReview
from mappa.models.room import Paragraph
from mappa.portal.choices import HEARS_OF_HEALTH, HEARS_OF_VICTIMS, PackBlock
from mappa.room.choices import Topic
from mappa.sittings.choices import Body, Standing
from offenders.models import Person
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
_OF_VICTIMS = ", ".join(f"'{body.value}'" for body in sorted(HEARS_OF_VICTIMS))
_OF_HEALTH = ", ".join(f"'{body.value}'" for body in sorted(HEARS_OF_HEALTH))
_OF_THE_CASE = f"""
IF NOT EXISTS (SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id)
    OR (NEW.paragraph_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM mappa_paragraph WHERE id = NEW.paragraph_id AND case_id = NEW.case_id
    ))
    OR (NEW.agency_return_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM mappa_agencyreturn given JOIN mappa_invitation asked ON asked.id = given.invitation_id
        WHERE given.id = NEW.agency_return_id AND asked.case_id = NEW.case_id
    )) THEN
    RAISE EXCEPTION 'this is of another case' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM mappa_invitation
    WHERE case_id = NEW.case_id AND agency_id = NEW.agency_id AND withdrawn_at IS NULL
) THEN
    RAISE EXCEPTION 'this agency is not invited to the case' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND standing <> '{Standing.OTHER.value}'
) THEN
    RAISE EXCEPTION 'to tell a third party is a disclosure' USING ERRCODE = 'check_violation';
END IF;
SELECT standing.body INTO sender
    FROM mappa_agencyreturn given
    JOIN mappa_invitation asked ON asked.id = given.invitation_id
    JOIN mappa_agencystanding standing ON standing.agency_id = asked.agency_id
    WHERE given.id = NEW.agency_return_id;
SELECT paragraph.topic INTO about FROM mappa_paragraph paragraph WHERE paragraph.id = NEW.paragraph_id;
IF (about = '{Topic.VICTIMS.value}' OR sender = '{Body.VICTIMS.value}') AND NOT EXISTS (
    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND body IN ({_OF_VICTIMS})
) THEN
    RAISE EXCEPTION 'this agency hears nothing of victims' USING ERRCODE = 'check_violation';
END IF;
IF (about = '{Topic.DIVERSITY.value}' OR sender = '{Body.HEALTH.value}') AND NOT EXISTS (
    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND body IN ({_OF_HEALTH})
) THEN
    RAISE EXCEPTION 'this agency hears nothing of health' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""  # noqa: S608 - of our own words


class ReleaseQuerySet(models.QuerySet["Release"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(ended_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Release(OfPerson):
    """What one agency is shown of what others said: a paragraph as it stands, a return, or a block of the pack.

    A paragraph that is corrected is another version: what was released of it is taken back with the correction, and the
    new one is shown once it is released itself. Row-level security shows a partner's connection nothing else of other
    agencies.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="releases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.PROTECT, related_name="releases")
    agency_return = models.ForeignKey(
        AgencyReturn, null=True, on_delete=models.PROTECT, related_name="releases"
    )
    block = models.CharField("block of the pack", max_length=12, choices=PackBlock, blank=True)
    purpose = models.CharField("why they need it", max_length=300)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "release to an agency"
        verbose_name_plural = "releases to agencies"
        ordering = ["released_at"]
        constraints = [
            models.CheckConstraint(
                name="release_of_one_thing",
                condition=Q(paragraph__isnull=False, agency_return__isnull=True, block="")
                | Q(paragraph__isnull=True, agency_return__isnull=False, block="")
                | Q(paragraph__isnull=True, agency_return__isnull=True) & ~Q(block=""),
                violation_error_message="Release one thing at a time.",
            ),
            models.CheckConstraint(
                name="release_says_why",
                condition=~Q(purpose=""),
                violation_error_message="Say why the agency needs it.",
            ),
            models.CheckConstraint(
                name="release_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message="Somebody takes it back.",
            ),
            models.UniqueConstraint(
                name="released_once",
                fields=["case", "agency", "paragraph", "agency_return", "block"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                violation_error_message="That is released to this agency already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="of_the_case",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("sender", "text"), ("about", "text")],
                func=_OF_THE_CASE,
            ),
            pgtrigger.Protect(
                name="released_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.ended_at IS NOT NULL OR (OLD.person_id, OLD.case_id, OLD.agency_id, OLD.paragraph_id, "
                    "OLD.agency_return_id, OLD.block, OLD.purpose, OLD.released_at, OLD.released_by_id) "
                    "IS DISTINCT FROM (NEW.person_id, NEW.case_id, NEW.agency_id, NEW.paragraph_id, "
                    "NEW.agency_return_id, NEW.block, NEW.purpose, NEW.released_at, NEW.released_by_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} to {self.agency}"

    @property
    def called(self) -> str:
        """What it is, and whose."""
        if self.paragraph:
            return f"{self.paragraph.called}: {self.paragraph.get_topic_display().lower()}"
        if self.agency_return:
            return f"Return of {self.agency_return.invitation.called}"
        return f"Pack: {self.get_block_display().lower()}"

    @property
    def owner(self) -> str:
        """The agency whose information it is."""
        if self.paragraph:
            return self.paragraph.called
        return self.agency_return.invitation.called if self.agency_return else POLICE


@tracked
class VictimSafety(OfPerson):
    """What an agency asks for a victim's safety, such as an exclusion zone; and where the victim is.

    Beside the return and not in it, so that it is released to nobody with it: row-level security shows it to the agency
    that wrote it and to the police alone.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency_return = models.OneToOneField(AgencyReturn, on_delete=models.PROTECT, related_name="victim_safety")
    asked = EncryptedTextField("what is asked for their safety")
    where = EncryptedTextField("where they are", null=True, blank=True)

    class Meta:
        verbose_name = "victim’s safety, as an agency asked for it"
        verbose_name_plural = "victims’ safety, as agencies asked for it"
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return "Victim safety"
