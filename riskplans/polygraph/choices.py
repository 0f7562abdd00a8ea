"""The words of polygraph: value and label in one place."""

from __future__ import annotations

from django.db import models


class Basis(models.TextChoices):
    """What the test rests on."""

    LICENCE = "licence", "A condition of their licence"
    ORDER = "order", "A requirement of their order (SHPO or SRO)"
    VOLUNTARY = "voluntary", "Voluntary: by their consent"


class Exam(models.TextChoices):
    MAINTENANCE = "maintenance", "Maintenance or monitoring"
    HISTORY = "history", "Sexual history"
    SPECIFIC = "specific", "Specific issue"


class Area(models.TextChoices):
    """What the questions are about. The questions themselves are the examiner's and never stand here."""

    CHILDREN = "children", "Contact with children"
    INTERNET = "internet", "Devices and the internet"
    IMAGES = "images", "Indecent images"
    THOUGHTS = "thoughts", "Sexual thoughts and behaviour"
    RELATIONSHIPS = "relationships", "Relationships"
    CONDITIONS = "conditions", "Keeping to the order or licence"
    NOTIFICATION = "notification", "What they have notified"
    OFFENDING = "offending", "Offending nobody knows of"
    SUBSTANCES = "substances", "Alcohol and drugs"


class Unfit(models.TextChoices):
    """Why somebody cannot be tested now."""

    HEALTH = "health", "Health"
    MEDICATION = "medication", "Medication"
    AGE = "age", "Age"
    PREGNANCY = "pregnancy", "Pregnancy"
    OTHER = "other", "Another reason"


class Result(models.TextChoices):
    """What a test came to."""

    NO_RESPONSE = "nsr", "No significant response"
    RESPONSE = "sr", "Significant response"
    NO_OPINION = "no_opinion", "No opinion (inconclusive)"
    NOT_COMPLETED = "incomplete", "Not completed"
    REFUSED = "refused", "Refused on the day"
    COUNTERMEASURES = "counter", "Countermeasures: did not co-operate"

    @property
    def colour(self) -> str:
        return {"nsr": "green", "sr": "red", "counter": "red", "refused": "orange"}.get(self.value, "grey")


class TestState(models.TextChoices):
    """How far a test has come. One step at a time: the database refuses every other."""

    __test__ = False  # pytest would take it for a test of ours

    ELIGIBLE = "eligible", "Eligible"
    OFFERED = "offered", "Offered"
    REFUSED = "refused", "Refused"
    REFERRED = "referred", "Referred"
    BOOKED = "booked", "Booked"
    ABSENT = "absent", "Did not attend"
    DEFERRED = "deferred", "Deferred: not fit now"
    TESTED = "tested", "Tested, result awaited"
    UNCHECKED = "unchecked", "Awaiting quality check"
    FINAL = "final", "Final"
    ACTIONS = "actions", "Actions to take"
    CLOSED = "closed", "Closed"

    @property
    def colour(self) -> str:
        return _COLOURS.get(self, "blue")


_COLOURS = {
    TestState.REFUSED: "orange",
    TestState.ABSENT: "orange",
    TestState.DEFERRED: "yellow",
    TestState.UNCHECKED: "yellow",
    TestState.ACTIONS: "red",
    TestState.CLOSED: "grey",
    TestState.ELIGIBLE: "grey",
}
_S = TestState
# From which state to which: the trigger's own list.
STEPS: dict[TestState, list[TestState]] = {
    _S.ELIGIBLE: [_S.OFFERED, _S.CLOSED],
    _S.OFFERED: [_S.REFUSED, _S.REFERRED, _S.CLOSED],
    _S.REFERRED: [_S.BOOKED, _S.DEFERRED, _S.CLOSED],
    _S.BOOKED: [_S.ABSENT, _S.DEFERRED, _S.TESTED, _S.REFERRED, _S.CLOSED],
    _S.ABSENT: [_S.BOOKED, _S.DEFERRED, _S.CLOSED],
    _S.DEFERRED: [_S.BOOKED, _S.CLOSED],
    _S.TESTED: [_S.UNCHECKED],
    _S.UNCHECKED: [_S.FINAL],
    _S.FINAL: [_S.ACTIONS, _S.CLOSED],
    _S.ACTIONS: [_S.CLOSED],
}
OVER = [_S.REFUSED, _S.CLOSED]
# Until it has been made it may come to nothing, with the reason.
UNMADE = [_S.ELIGIBLE, _S.OFFERED, _S.REFERRED, _S.BOOKED, _S.ABSENT, _S.DEFERRED]
AGREED = [_S.REFERRED, _S.BOOKED, _S.ABSENT, _S.DEFERRED, _S.TESTED, _S.UNCHECKED, _S.FINAL, _S.ACTIONS]
ARRANGED = [_S.BOOKED, _S.ABSENT, _S.TESTED, _S.UNCHECKED, _S.FINAL, _S.ACTIONS]
# How one whose result is final stands for those who do not read it: what is to be done would tell them.
RESULT_IN = "Result in"
WITH_RESULT = [_S.UNCHECKED, _S.FINAL, _S.ACTIONS]
CHECKED = [_S.FINAL, _S.ACTIONS]


class When(models.TextChoices):
    """At which part of the session something was disclosed."""

    BEFORE = "before", "In the interview before the test"
    AFTER = "after", "In the discussion after it"


class Gravity(models.TextChoices):
    MINOR = "minor", "Minor"
    SERIOUS = "serious", "Serious"
    GRAVE = "grave", "Somebody may be at risk now"

    @property
    def colour(self) -> str:
        return {"minor": "grey", "serious": "orange", "grave": "red"}[self.value]


class Triage(models.TextChoices):
    """What a disclosure is taken for."""

    CRIME = "crime", "Crime"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    INTELLIGENCE = "intelligence", "Intelligence"
    NOTHING = "nothing", "Nothing further"
