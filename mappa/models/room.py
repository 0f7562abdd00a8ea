"""What is written in the meeting about one case: who was there, what was said, what was judged and decided."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField, EncryptedWordsField
from accounts.models import Agency
from mappa.models.case import POLICE, CaseReview, Invitation
from mappa.room.choices import THERE, Harm, Method, Outcome, PlanPart, Presence, Told, Topic
from offenders.choices import LeadAgency, MappaCategory, MappaLevel
from offenders.models import Person
from offenders.models.fact import tracked
from riskplans.choices import YesNo
from riskplans.models import DisclosureCase

_USER = settings.AUTH_USER_MODEL
_IN_SESSION = """
IF NOT EXISTS (
    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND person_id = NEW.person_id AND (
        state = 'in_session' OR (state = 'inquorate' AND without_quorum = 'proceed' AND decided_at IS NULL)
    )
) THEN
    RAISE EXCEPTION 'this case is not in session' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_UNFINISHED = """
IF NOT EXISTS (
    SELECT FROM mappa_casereview WHERE id = NEW.case_id AND (
        state IN ('scheduled', 'ready', 'in_session')
        OR (state = 'inquorate' AND without_quorum <> 'adjourn' AND decided_at IS NULL)
    )
) THEN
    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';
END IF;
"""
# Whoever comes in, comes back or takes somebody else's seat has not heard the statement that was given before.
_COMES_ANEW = """
IF TG_OP = 'UPDATE' AND NEW.arrived_at = OLD.arrived_at AND NEW.who <> OLD.who THEN
    RAISE EXCEPTION 'somebody else in that seat comes at another time' USING ERRCODE = 'check_violation';
END IF;
IF (TG_OP = 'INSERT' OR NEW.arrived_at IS DISTINCT FROM OLD.arrived_at) AND EXISTS (
    SELECT FROM mappa_confirmation WHERE case_id = NEW.case_id AND at >= NEW.arrived_at
) THEN
    RAISE EXCEPTION 'nobody comes before a statement that they did not hear' USING ERRCODE = 'check_violation';
END IF;
"""
_RETURN = "RETURN NEW;"


class InMeeting(OfPerson):
    """A row of one case of a meeting."""

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class PartOfCase(InMeeting):
    """A part of the agenda, one row a case, changed while the case is in session and by nobody afterwards."""

    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="%(class)s")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="in_session_only",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_IN_SESSION,
            ),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Attendance(InMeeting):
    """Whether an agency is there for this case, and who; one row for each invitation, and one for the chair.
    `arrived_at` is empty for those who are not, and anew for whoever takes another’s seat."""

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="attendance")
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.PROTECT, related_name="attendance"
    )
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence)
    who = models.CharField("name and role", max_length=160, blank=True)
    is_chair = models.BooleanField(default=False)
    holds_case = models.BooleanField("manages the case, or was briefed by who does", default=False)
    commits = models.BooleanField("may commit resources", default=False)
    arrived_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "attendance"
        verbose_name_plural = "attendance"
        ordering = ["-is_chair", "agency__name", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="there_since_a_time",
                condition=Q(presence__in=THERE, arrived_at__isnull=False)
                | (~Q(presence__in=THERE) & Q(arrived_at__isnull=True, holds_case=False)),
                violation_error_message="Whoever was there came at a time.",
            ),
            models.CheckConstraint(
                name="whoever_is_there_is_named",
                condition=~Q(presence__in=THERE) | ~Q(who=""),
                violation_error_message="Say who is there.",
            ),
            models.UniqueConstraint(
                name="one_chair_a_case",
                fields=["case"],
                condition=Q(is_chair=True),
                violation_error_message="One chair for each case.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="while_the_case_lasts",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_UNFINISHED + _COMES_ANEW + _RETURN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}: {self.get_presence_display()}"

    @property
    def called(self) -> str:
        return self.agency.name if self.agency else POLICE

    @property
    def is_there(self) -> bool:
        return self.presence in THERE


@pghistory.track(pghistory.InsertEvent())
class Confirmation(InMeeting):
    """The confidentiality and diversity statement was given for this case, and all who were there agreed to it."""

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="confirmations")
    at = models.DateTimeField()
    method = models.CharField("how the statement was given", max_length=8, choices=Method)

    class Meta:
        verbose_name = "confidentiality statement"
        ordering = ["-at"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="while_the_case_lasts",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_UNFINISHED + _RETURN,
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()


@tracked
class Paragraph(InMeeting):
    """A paragraph of the notes, owned by the agency whose information it is. No agency: the police.

    Nothing written is changed: a correction is the next `number` of the same `line`, so that two who write at once lose
    no word.
    """

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="paragraphs")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField("what it is about", max_length=12, choices=Topic)
    text = EncryptedTextField("what was said")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "paragraph of the notes"
        verbose_name_plural = "paragraphs of the notes"
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_version_of_a_paragraph",
                fields=["line", "number"],
                violation_error_message="Somebody else has changed this paragraph meanwhile.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="in_session_only", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_IN_SESSION
            ),
        ]

    def __str__(self) -> str:
        return self.get_topic_display()

    @property
    def called(self) -> str:
        return self.agency.name if self.agency else POLICE

    @property
    def version(self) -> int:
        return self.number


def _harm(label: str) -> models.CharField[str, str]:
    return models.CharField(label, max_length=10, choices=Harm)


@tracked
class RiskView(PartOfCase):
    """The risk of serious harm, judged for each group by itself."""

    public = _harm("general public")
    children = _harm("children")
    adult = _harm("a known adult")
    staff = _harm("staff")
    prisoners = _harm("prisoners")
    self_harm = _harm("themselves")
    why = EncryptedWordsField("who, what, when, how likely")
    dissent = EncryptedWordsField("who judges it otherwise, and why", blank=True)

    class Meta(PartOfCase.Meta):
        abstract = False
        verbose_name = "risk, as the meeting judged it"

    def __str__(self) -> str:
        return "Risk"


@tracked
class PlanView(PartOfCase):
    """The risk management plan, part by part: it stands, or what the gap is and what is done about it."""

    supervision = EncryptedWordsField(blank=True)
    monitoring = EncryptedWordsField(blank=True)
    interventions = EncryptedWordsField(blank=True)
    victims = EncryptedWordsField("victim safety", blank=True)
    contingency = EncryptedWordsField(blank=True)

    class Meta(PartOfCase.Meta):
        abstract = False
        verbose_name = "plan, as the meeting saw it"

    def __str__(self) -> str:
        return "Plan"

    def gaps(self) -> list[tuple[str, str]]:
        """Each part with what the meeting said of its gap; empty: it stands."""
        return [(str(part.label), getattr(self, part.value)) for part in PlanPart]


@tracked
class DisclosureView(PartOfCase):
    """Whether a third party is told, by whom, how and when; or why not. Every meeting considers it.

    `children` says whether section 327A asks for its own consideration: the person was convicted of an offence
    against a child.
    """

    decision = models.CharField("decision", max_length=10, choices=Told)
    why = EncryptedWordsField("why")
    children = models.CharField("convicted of an offence against a child", max_length=8, choices=YesNo)
    presumption = EncryptedWordsField("what section 327A leads to, and why", blank=True)
    to_whom = EncryptedWordsField(blank=True)
    by_whom = EncryptedWordsField(blank=True)
    how = EncryptedWordsField(blank=True)
    by_when = models.DateField(null=True)
    informed = models.CharField("will the person be told?", max_length=8, choices=YesNo, blank=True)
    informed_why = EncryptedWordsField("why they are not told", blank=True)
    follow_up_on = models.DateField(null=True)
    disclosure = models.ForeignKey(DisclosureCase, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(PartOfCase.Meta):
        abstract = False
        verbose_name = "disclosure decision"
        constraints = [
            models.CheckConstraint(
                name="meeting_disclosure_whole",
                condition=~Q(decision=Told.DISCLOSE)
                | (
                    ~Q(to_whom="")
                    & ~Q(by_whom="")
                    & ~Q(how="")
                    & ~Q(informed="")
                    & Q(by_when__isnull=False, follow_up_on__isnull=False)
                ),
                violation_error_message="Say to whom, by whom, how and when; whether the person is told; and when it "
                "is looked at again.",
            ),
            models.CheckConstraint(
                name="meeting_disclosure_not_told_why",
                condition=~Q(informed=YesNo.NO) | ~Q(informed_why=""),
                violation_error_message="Say why the person is not told.",
            ),
            models.CheckConstraint(
                name="meeting_considers_327a",
                condition=~Q(children=YesNo.YES) | ~Q(presumption=""),
                violation_error_message="Say what section 327A leads to.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()


@tracked
class LevelView(PartOfCase):
    """Category, level and lead agency as the meeting decides them, with its reasons and who disagrees."""

    outcome = models.CharField("what becomes of it?", max_length=8, choices=Outcome)
    category = models.CharField(max_length=1, choices=MappaCategory)
    level = models.CharField(max_length=1, choices=MappaLevel)
    lead_agency = models.CharField("lead agency", max_length=12, choices=LeadAgency)
    rationale = EncryptedWordsField("why")
    criteria = EncryptedWordsField("what would have to change to move or leave", blank=True)
    dissents = models.CharField("does anybody disagree?", max_length=8, choices=YesNo)
    dissent = EncryptedWordsField("who disagrees, and why", blank=True)

    class Meta(PartOfCase.Meta):
        abstract = False
        verbose_name = "level, as the meeting decided it"
        constraints = [
            models.CheckConstraint(
                name="dissent_in_words",
                condition=Q(dissents=YesNo.YES) & ~Q(dissent="") | Q(dissents=YesNo.NO, dissent=""),
                violation_error_message="Say who disagrees, and why.",
            ),
            models.CheckConstraint(
                name="category_3_stays_at_a_level",
                condition=~Q(category=MappaCategory.THREE, level=MappaLevel.ONE, outcome=Outcome.STAYS),
                violation_error_message="Category 3 needs level 2 or 3. Below that they leave MAPPA.",
            ),
        ]

    def __str__(self) -> str:
        return f"Category {self.category}, level {self.level}"
