"""The words of risk assessments: value and label in one place."""

from __future__ import annotations

from django.db import models

from offenders.choices import ManagementLevel


class Measure(models.TextChoices):
    """What a tool says something about. The four values of a person: one each of the first three, and their level."""

    STATIC = "static", "Static tool"
    PRIORITY = "priority", "ARMS priority"
    HARM = "harm", "Risk of serious harm (RoSH)"
    OTHER = "other", "Another tool"


class CompletedBy(models.TextChoices):
    """Whose work an assessment is. What another agency has found is recorded here, with its document's reference."""

    POLICE = "police", "Police, trained in it"
    PROBATION = "probation", "Probation Service"
    YOUTH = "youth", "Youth justice or AIM practitioner"
    CLINICIAN = "clinician", "Psychologist or other clinician"

    @property
    def by_another(self) -> bool:
        return self is not CompletedBy.POLICE


class Scale(models.TextChoices):
    """How a tool puts what it found."""

    LEVEL = "level", "Low to very high"
    SCORE = "score", "A score, and low to very high"
    TEXT = "text", "In words"


class Level(models.TextChoices):
    """Declared highest first. Of ARMS it is a priority, never a risk."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    NONE = "none", "Not applicable"

    @property
    def step(self) -> int:
        """0 for low, 3 for very high; -1 where it says nothing of them."""
        return _STEPS[self]

    @property
    def colour(self) -> str:
        return "grey" if self is Level.NONE else ManagementLevel(self.value).colour


_STEPS = {Level.NONE: -1, Level.LOW: 0, Level.MEDIUM: 1, Level.HIGH: 2, Level.VERY_HIGH: 3}


class FactorKind(models.TextChoices):
    RISK = "risk", "Risk"
    PROTECTIVE = "protective", "Protective"


class Priority(models.TextChoices):
    """How much work a factor asks for. Of a protective factor: what is missing of it."""

    HIGH = "high", "High priority"
    MEDIUM = "medium", "Medium priority"
    LOW = "low", "Low priority"
    UNKNOWN = "unknown", "Not enough information"

    @property
    def colour(self) -> str:
        return {"high": "orange", "medium": "yellow", "low": "green"}.get(self.value, "grey")


class Occasion(models.TextChoices):
    """Why it was made."""

    FIRST = "first", "First assessment"
    ANNUAL = "annual", "Yearly review"
    CHANGE = "change", "Something changed"
    PRE_RELEASE = "pre_release", "Before release"
    STEP_DOWN = "step_down", "Before managing them at a lower level"
    TRANSFER = "transfer", "Transferred in"


class AssessmentState(models.TextChoices):
    """How an assessment stands. What is approved changes no more; another supersedes it."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waits for a supervisor"
    RETURNED = "returned", "Returned with reasons"
    APPROVED = "approved", "Approved"
    SUPERSEDED = "superseded", "Replaced by a later one"
    DROPPED = "dropped", "Given up"

    @property
    def colour(self) -> str:
        return {"approved": "green", "submitted": "blue", "returned": "orange", "draft": "yellow"}.get(
            self.value, "grey"
        )


WRITABLE = [AssessmentState.DRAFT, AssessmentState.RETURNED]
OPEN = [*WRITABLE, AssessmentState.SUBMITTED]
# What an officer has done their part of: a duty is met by it.
HANDED_IN = [AssessmentState.SUBMITTED, AssessmentState.APPROVED, AssessmentState.SUPERSEDED]


class ChangeKind(models.TextChoices):
    """What may change somebody's risk, so that it is to be assessed again."""

    RELATIONSHIP = "relationship", "New relationship, or one that has ended"
    PREGNANCY = "pregnancy", "Pregnancy"
    CHILD = "child", "Access to a child"
    HOME = "home", "New address, or homeless"
    OCCUPATION = "occupation", "Work, volunteering or course"
    ARREST = "arrest", "Arrest, breach, new allegation or conviction"
    INTELLIGENCE = "intelligence", "Intelligence"
    DEVICE = "device", "Device or platform"
    POLYGRAPH = "polygraph", "Polygraph: significant response"
    MONITORING = "monitoring", "Monitoring alert that was confirmed"
    ENDING = "ending", "End of a licence or order"
    HEALTH = "health", "Mental health or substance use"
    BEREAVEMENT = "bereavement", "Bereavement"
    TRAVEL = "travel", "Travel"
    VICTIM = "victim", "Contact with a victim"
    VISITS = "visits", "Failed visits"
    REFUSAL = "refusal", "Entry refused"
    DISCLOSURE = "disclosure", "Disclosure made"
    RELEASE = "release", "Release or recall"
    TRANSFER = "transfer", "Transferred in"
    NAME = "name", "Name or gender"
    TREATMENT = "treatment", "End of treatment"
    OTHER = "other", "Something else"


class LawfulBasis(models.TextChoices):
    """On what a partner is given something of somebody's record."""

    MAPPA = "mappa", "Managing them together (Criminal Justice Act 2003, s.325)"
    CHILD = "child", "Safeguarding a child (Children Act 2004, ss.10 and 11)"
    ADULT = "adult", "Safeguarding an adult (Care Act 2014, s.6)"
    HARM = "harm", "Preventing crime or harm (common law; Data Protection Act 2018, Part 3)"


class Settlement(models.TextChoices):
    """How a review after a change ended."""

    ASSESSED = "assessed", "Assessed again"
    UNCHANGED = "unchanged", "Looked into: the assessment still holds"


class Sign(models.TextChoices):
    """Whose approval a management level needs beside the officer's reasons."""

    SUPERVISOR = "supervisor", "A supervisor"
    INSPECTOR = "inspector", "A detective inspector"
