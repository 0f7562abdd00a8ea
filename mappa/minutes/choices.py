"""The words of minutes: their stages, sections, who was given them and what was asked of them."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    """How one version of the minutes stands."""

    DRAFT = "draft", "Draft"
    REVIEW = "review", "With the chair"
    APPROVED = "approved", "Approved"
    CIRCULATED = "circulated", "Circulated"
    RATIFIED = "ratified", "Agreed at the next meeting"

    @property
    def colour(self) -> str:
        return {"draft": "yellow", "review": "blue", "approved": "orange"}.get(self.value, "green")


IN_HAND = [Stage.DRAFT, Stage.REVIEW, Stage.APPROVED]  # one version of a case at most
FINAL = [Stage.APPROVED, Stage.CIRCULATED, Stage.RATIFIED]  # whose words stay
OUT = [Stage.CIRCULATED, Stage.RATIFIED]
STAGE_MOVES: list[tuple[str, str]] = [
    (Stage.DRAFT, Stage.REVIEW),
    (Stage.REVIEW, Stage.DRAFT),
    (Stage.REVIEW, Stage.APPROVED),
    (Stage.APPROVED, Stage.CIRCULATED),
    (Stage.CIRCULATED, Stage.RATIFIED),
]


class MinuteStep(models.TextChoices):
    """What was done with a version of the minutes."""

    DRAFTED = "drafted", "Drafted"
    SUBMITTED = "submitted", "Sent to the chair"
    RETURNED = "returned", "Returned by the chair"
    APPROVED = "approved", "Approved by the chair"
    CIRCULATED = "circulated", "Circulated"
    RECALLED = "recalled", "Recalled"
    RATIFIED = "ratified", "Agreed as accurate"


class Section(models.TextChoices):
    """The sections of the minutes, in the order in which they are read."""

    DETAILS = "details", "The meeting"
    ATTENDANCE = "attendance", "Attendance and apologies"
    STATEMENT = "statement", "Confidentiality and diversity"
    STANDING = "standing", "Category and level before the meeting"
    ACTIONS_BEFORE = "before", "Actions of earlier meetings"
    SINCE = "since", "Events since the last meeting"
    AGENCIES = "agencies", "What agencies know"
    RISK = "risk", "Risk of serious harm"
    VICTIMS = "victims", "Victims, children and staff"
    DIVERSITY = "diversity", "Diversity and own vulnerability"
    PLAN = "plan", "Risk management plan"
    DISCLOSURE = "disclosure", "Disclosure"
    ENFORCEMENT = "enforcement", "Enforcement, recall, media"
    LEVEL = "level", "Category and level, as decided"
    RIGHTS = "rights", "Human rights and proportionality"
    ACTIONS = "actions", "Actions agreed"
    NEXT = "next", "Next meeting"


class Answer(models.TextChoices):
    """What became of a correction that was asked for."""

    ACCEPTED = "accepted", "Accepted: a new version"
    REFUSED = "refused", "Refused"


class Requester(models.TextChoices):
    """Who asks for what a meeting decided."""

    PAROLE = "parole", "Parole Board"
    COURT = "court", "Court"
    FAMILY = "family", "Family court or children’s services"
    DEFENCE = "defence", "The person’s solicitor"
    OTHER = "other", "Another body"


class Release(models.TextChoices):
    """How an executive summary stands."""

    DRAFT = "draft", "With the chair"
    RELEASED = "released", "Released"
    REFUSED = "refused", "Refused"

    @property
    def colour(self) -> str:
        return {"draft": "yellow", "released": "green"}.get(self.value, "red")


class Sensitive(models.TextChoices):
    """Why something stands apart from the minutes."""

    TACTICS = "tactics", "Covert tactics"
    SOURCE = "source", "Would reveal a source"
    HEALTH = "health", "Health of a third party"
    WHERE = "where", "Where a victim is"
    OTHER = "other", "Another reason"
