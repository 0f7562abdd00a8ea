"""Grades, roles, purposes and outcomes: value, label and tag colour in one place."""

from django.db import models


class Scheme(models.TextChoices):
    """How a report is graded. 5x5x5 ended in 2016; what was graded by it stays readable."""

    THREE_FIVE_TWO = "3x5x2", "3x5x2"
    FIVE_FIVE_FIVE = "5x5x5", "5x5x5 (before 2016)"


class Source(models.TextChoices):
    RELIABLE = "1", "1: reliable"
    UNTESTED = "2", "2: untested"
    NOT_RELIABLE = "3", "3: not reliable"


class Assessed(models.TextChoices):
    """How the source knows, the middle part of 3x5x2."""

    DIRECTLY = "A", "A: known directly to the source"
    CORROBORATED = "B", "B: known indirectly, but corroborated"
    INDIRECTLY = "C", "C: known indirectly"
    NOT_KNOWN = "D", "D: not known"
    FALSE = "E", "E: suspected to be false"


class Handling(models.TextChoices):
    PERMITTED = "P", "P: lawful sharing permitted"
    CONDITIONS = "C", "C: lawful sharing permitted with conditions"


class Condition(models.TextChoices):
    """What must be kept to where sharing is permitted with conditions."""

    COVERT_DEVELOPMENT = "A1", "A1: covert development"
    COVERT_USE = "A2", "A2: covert use"
    OVERT_USE = "A3", "A3: overt use"
    DELEGATED = "S1", "S1: delegated authority"
    CONSULT = "S2", "S2: consult the originator"


# The older scheme's own words, by part and grade.
LEGACY_SOURCE = {
    "A": "always reliable",
    "B": "mostly reliable",
    "C": "sometimes reliable",
    "D": "unreliable",
    "E": "untested",
}
LEGACY_ASSESSED = {
    "1": "known to be true without reservation",
    "2": "known personally to the source",
    "3": "not known personally to the source, but corroborated",
    "4": "cannot be judged",
    "5": "suspected to be false",
}
LEGACY_HANDLING = {
    "1": "to law enforcement and prosecutors",
    "2": "to others in the United Kingdom as well",
    "3": "to law enforcement abroad as well",
    "4": "within the force that has it",
    "5": "with conditions",
}


class Marking(models.TextChoices):
    """What is marked higher stays elsewhere."""

    OFFICIAL = "official", "OFFICIAL"
    SENSITIVE = "sensitive", "OFFICIAL-SENSITIVE"


class Purpose(models.TextChoices):
    """The policing purposes."""

    PREVENT = "prevent", "Preventing offences"
    PROTECT = "protect", "Protecting life and property"
    JUSTICE = "justice", "Bringing offenders to justice"
    ORDER = "order", "Preserving order"
    DUTY = "duty", "Another duty of the police in law"


class LinkRole(models.TextChoices):
    """What somebody is in a report."""

    SUBJECT = "subject", "Subject: it is about them"
    ASSOCIATE = "associate", "Associate: with the subject"
    MENTIONED = "mentioned", "Mentioned"


class Assessment(models.TextChoices):
    """What the manager finds on reading: does the plan change?"""

    NOTHING = "nothing", "Nothing changes"
    PLAN = "plan", "The plan is to be reviewed"
    NOT_THEM = "not_them", "It is not about this person"

    @property
    def colour(self) -> str:
        return {"plan": "orange", "not_them": "grey"}.get(self.value, "green")


class Origin(models.TextChoices):
    """Who raises a concern."""

    PUBLIC = "public", "Member of the public"
    PARTNER = "partner", "Partner agency"
    OFFICER = "officer", "Officer or police staff"


class Urgency(models.TextChoices):
    """Declared most urgent first."""

    NOW = "1_now", "Somebody may be in danger now"
    TODAY = "2_today", "Today"
    ROUTINE = "3_routine", "It can wait for the next working day"

    @property
    def colour(self) -> str:
        return {"1_now": "red", "2_today": "orange"}.get(self.value, "grey")

    @property
    def word(self) -> str:
        """For a tag."""
        return {"1_now": "Danger now", "2_today": "Today"}.get(self.value, "Routine")


class RiskToCaller(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Settled(models.TextChoices):
    """What became of a concern."""

    MATCHED = "matched", "Passed to the manager: the name was that of one person"
    LINKED = "linked", "Passed to the manager"
    REPORTED = "reported", "Made into a report"
    CLOSED = "closed", "Closed"


class CloseReason(models.TextChoices):
    NOT_MANAGED = "not_managed", "Nobody whom the police manage"
    DUPLICATE = "duplicate", "Recorded before"
    ELSEWHERE = "elsewhere", "Passed to somebody else"
    NOTHING_IN_IT = "nothing_in_it", "Nothing for the police"
