"""One case of a meeting day: its time, who is invited to it, what they returned, and how it ended."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Agency
from mappa.models.sitting import Sitting
from mappa.sittings.choices import (
    CALLED_OFF,
    CASE_MOVES,
    NOT_DONE,
    CaseState,
    Inquorate,
    Purpose,
    Quorum,
    Reply,
    SittingState,
)
from offenders.models import Person
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
POLICE = "Police"
# What no case goes into session, goes on without a quorum, or is decided, without: the rules say the same first, in
# words (mappa.room.rules, mappa.sittings.rules.quorum).
_HELD = """
day := (NEW.began_at AT TIME ZONE 'Europe/London')::date;
spoken := NEW.state IN ('in_session', 'decided') OR NEW.without_quorum = 'proceed';
IF OLD.state = 'inquorate' AND NEW.state <> 'inquorate' AND (
    OLD.without_quorum = 'adjourn' OR OLD.decided_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('in_session', 'inquorate') AND NOT EXISTS (
    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id AND (
        state = 'open' OR (NEW.purpose = 'emergency' AND held_on = day)
    )
) THEN
    RAISE EXCEPTION 'the meeting is not open' USING ERRCODE = 'check_violation';
END IF;
IF spoken AND NOT EXISTS (SELECT FROM mappa_confirmation WHERE case_id = NEW.id) THEN
    RAISE EXCEPTION 'the confidentiality statement was not confirmed' USING ERRCODE = 'check_violation';
END IF;
IF spoken AND EXISTS (
    SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at > (
        SELECT max(at) FROM mappa_confirmation WHERE case_id = NEW.id
    )
) THEN
    RAISE EXCEPTION 'somebody came in after the confidentiality statement' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('in_session', 'decided') THEN
    SELECT array_agg(CASE WHEN each.agency_id IS NULL THEN 'police' ELSE standing.body END)
            FILTER (WHERE NOT each.is_chair),
        bool_or(each.is_chair), bool_or(each.holds_case)
    INTO bodies, chaired, held
    FROM mappa_attendance each LEFT JOIN mappa_agencystanding standing ON standing.agency_id = each.agency_id
    WHERE each.case_id = NEW.id AND each.arrived_at IS NOT NULL;
    IF NEW.quorum <> 'quorate' OR chaired IS NOT TRUE OR held IS NOT TRUE OR NOT bodies @> (
        ARRAY['police', 'probation'] || ARRAY(
            SELECT lead_agency::text FROM offenders_mappastatus
            WHERE person_id = NEW.person_id AND voided_at IS NULL
                AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)
        ) || ARRAY(
            SELECT 'prison' FROM offenders_absence
            WHERE person_id = NEW.person_id AND voided_at IS NULL
                AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')
                AND starts_on <= day AND (ended_on IS NULL OR ended_on > day)
        )
    ) THEN
        RAISE EXCEPTION 'the meeting is not quorate' USING ERRCODE = 'check_violation';
    END IF;
END IF;
IF NEW.state = 'decided' THEN
    IF NOT EXISTS (SELECT FROM mappa_riskview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_planview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_disclosureview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_levelview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at IS NOT NULL) THEN
        RAISE EXCEPTION 'something of this case is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.next_on IS NULL AND NOT EXISTS (
        SELECT FROM mappa_levelview WHERE case_id = NEW.id AND (outcome = 'exits' OR level = '1')
    ) THEN
        RAISE EXCEPTION 'the next date is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM mappa_agreedaction WHERE person_id = NEW.person_id
            AND (case_id <> NEW.id OR recorded_at < NEW.began_at)
            AND state IN ('agreed', 'acknowledged', 'in_progress', 'done')
    ) THEN
        RAISE EXCEPTION 'an action of an earlier meeting has no outcome' USING ERRCODE = 'check_violation';
    END IF;
END IF;
RETURN NEW;
"""
# What nobody changes of a case that is closed.
_STAYS = ", ".join(
    f"{{0}}.{column}"
    for column in (
        *(
            "state",
            "person_id",
            "sitting_id",
            "begins_at",
            "ends_at",
            "began_at",
            "purpose",
            "next_on",
            "limit_on",
        ),
        *(
            "quorum",
            "quorum_missing",
            "without_quorum",
            "quorum_why",
            "reconvene_on",
            "decided_at",
            "decided_by_id",
        ),
    )
)
_BEGINS = """
day := (NEW.begins_at AT TIME ZONE 'Europe/London')::date;
IF NEW.state <> 'scheduled' THEN
    RAISE EXCEPTION 'a case begins by being listed' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM offenders_mappastatus WHERE person_id = NEW.person_id AND voided_at IS NULL
        AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)
        AND (level IN ('2', '3') OR NEW.purpose = 'emergency')
) AND NOT EXISTS (
    SELECT FROM mappa_referral WHERE person_id = NEW.person_id AND voided_at IS NULL AND state = 'accepted'
) THEN
    RAISE EXCEPTION 'this person has no level at which agencies meet, and no accepted referral'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_WITHIN = """
IF NOT EXISTS (
    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id
        AND starts_at <= (NEW.begins_at AT TIME ZONE 'Europe/London')::time
        AND ends_at >= (NEW.ends_at AT TIME ZONE 'Europe/London')::time
) THEN
    RAISE EXCEPTION 'a case lies outside the hours of its meeting' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class CaseReviewQuerySet(models.QuerySet["CaseReview"]):
    def held(self) -> Self:
        """Those that count as held: decided by a quorate meeting."""
        return self.filter(state=CaseState.DECIDED)

    def unfinished(self) -> Self:
        """Those that keep their meeting from being closed."""
        waits = Q(state=CaseState.INQUORATE, decided_at__isnull=True) & ~Q(without_quorum=Inquorate.ADJOURN)
        return self.filter(Q(state__in=NOT_DONE) | waits)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class CaseReview(OfPerson):
    """One person's case on a meeting day, in a time of its own.

    `quorum_missing` says why there is no quorum. A case that has lost it waits for the chair (`without_quorum` empty),
    until whoever left comes back, or the chair adjourns, or goes on and says why; what is then agreed is interim: the
    chair closes it (`decided_at`), and it stays not quorate and counts as no review. `limit_on` is the last day for the
    next review, as policy had it when this one was decided.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_reviews")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="cases")
    begins_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.REVIEW)
    question = models.CharField("what is to be decided", max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.SCHEDULED)
    began_at = models.DateTimeField("taken at", null=True)
    quorum = models.CharField(max_length=10, choices=Quorum, blank=True)
    quorum_missing = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    without_quorum = models.CharField("without a quorum", max_length=8, choices=Inquorate, blank=True)
    quorum_why = models.CharField("why it goes on without a quorum", max_length=500, blank=True)
    reconvene_on = models.DateField("to meet again on", null=True)
    adjourned_why = models.CharField("why it was not heard", max_length=500, blank=True)
    next_on = models.DateField("next review on", null=True)
    next_why = models.CharField("why later than the limit", max_length=500, blank=True)
    limit_on = models.DateField("next review at the latest on", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "case of a meeting"
        verbose_name_plural = "cases of meetings"
        ordering = ["begins_at"]
        indexes = [models.Index(fields=["person", "-begins_at"], name="case_reviews_of_person")]
        constraints = [
            ExclusionConstraint(
                name="cases_in_turn",
                expressions=[
                    (F("sitting"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("begins_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state=CaseState.ADJOURNED),
                violation_error_message="Another case has that time. Choose a time that is free.",
            ),
            models.UniqueConstraint(
                name="person_listed_once",
                fields=["sitting", "person"],
                condition=~Q(state=CaseState.ADJOURNED),
                violation_error_message="This person is listed for this meeting already.",
            ),
            models.CheckConstraint(
                name="case_ends_after_start",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message="A case ends after it begins.",
            ),
            models.CheckConstraint(
                name="case_not_quorate_whole",
                condition=~Q(state=CaseState.INQUORATE)
                | (
                    Q(quorum=Quorum.INQUORATE)
                    & ~Q(quorum_missing=[])
                    & (
                        Q(without_quorum="", reconvene_on__isnull=True)
                        | (~Q(without_quorum="") & Q(reconvene_on__isnull=False))
                    )
                ),
                violation_error_message="Without a quorum, say who was missing, what is done, and when to meet again.",
            ),
            models.CheckConstraint(
                name="case_goes_on_why",
                condition=~Q(without_quorum=Inquorate.PROCEED) | ~Q(quorum_why=""),
                violation_error_message="Say why the meeting goes on without a quorum.",
            ),
            models.CheckConstraint(
                name="case_closed_by_the_chair",
                condition=Q(decided_at__isnull=True)
                | Q(state=CaseState.DECIDED)
                | Q(state=CaseState.INQUORATE, without_quorum=Inquorate.PROCEED, decided_by__isnull=False),
                violation_error_message="A case is closed once it is decided, or went on without a quorum.",
            ),
            models.CheckConstraint(
                name="case_decided_whole",
                condition=~Q(state=CaseState.DECIDED)
                | Q(quorum=Quorum.QUORATE, decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="A decided case says when, and by whom.",
            ),
            models.CheckConstraint(
                name="case_adjourned_why",
                condition=~Q(state=CaseState.ADJOURNED) | ~Q(adjourned_why=""),
                violation_error_message="Say why the case was not heard.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="case_one_step_at_a_time", field="state", transitions=CASE_MOVES),
            pgtrigger.Trigger(
                name="begins_listed",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("day", "date")],
                func=_BEGINS,
            ),
            pgtrigger.Trigger(
                name="within_the_hours",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_WITHIN,
            ),
            pgtrigger.Trigger(
                name="hard_stops",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.state <> NEW.state OR OLD.without_quorum <> NEW.without_quorum "
                    "OR OLD.decided_at IS DISTINCT FROM NEW.decided_at"
                ),
                declare=[
                    ("day", "date"),
                    ("spoken", "boolean"),
                    ("bodies", "text[]"),
                    ("chaired", "boolean"),
                    ("held", "boolean"),
                ],
                func=_HELD,
            ),
            pgtrigger.Protect(
                name="decided_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.decided_at IS NOT NULL AND ({_STAYS.format('OLD')}) IS DISTINCT FROM ({_STAYS.format('NEW')})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} of {self.begins_at:%Y-%m-%d}"

    @property
    def colour(self) -> str:
        return CaseState(self.state).colour

    @property
    def is_to_be_heard(self) -> bool:
        return self.state in NOT_DONE

    @property
    def waits_for_quorum(self) -> bool:
        """Whether it has stopped, or goes on with interim decisions, until whoever is missing comes back."""
        adjourned = self.without_quorum == Inquorate.ADJOURN
        return self.state == CaseState.INQUORATE and self.decided_at is None and not adjourned

    @property
    def is_interim(self) -> bool:
        """Whether the chair goes on without a quorum, until it is closed."""
        return self.waits_for_quorum and self.without_quorum == Inquorate.PROCEED

    @property
    def is_unfinished(self) -> bool:
        return self.is_to_be_heard or self.waits_for_quorum


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
