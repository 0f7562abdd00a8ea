"""Values and labels of a suspected breach, and of the search for somebody missing or wanted."""

from __future__ import annotations

from django.db import models


class BreachOf(models.TextChoices):
    """What is thought to have been broken: the offence, and what must be proved, turn on it."""

    REQUIREMENT = "requirement", "A notification requirement"
    FALSE = "false", "A notification: what they said was false"
    ORDER = "order", "A condition of a court order"
    LICENCE = "licence", "A condition of a licence"
    OTHER = "other", "Something else"


class Provision(models.TextChoices):
    """What section 91(1)(a) makes it an offence to fail in; the statute engine's names where it has one."""

    INITIAL = "83(1)", "Initial notification (s.83(1))"
    CHANGE = "84(1)", "Notification of a change (s.84(1))"
    NON_OCCURRENCE = "84(4)(b)", "A change that did not happen (s.84(4)(b))"
    PERIODIC = "85(1)", "Annual or weekly notification (s.85(1))"
    TRAVEL = "86(2)", "Travel abroad (regulations under s.86(2))"
    RETURN = "86(3)", "Return from abroad (regulations under s.86(3))"
    ABSENCE = "85ZA", "Absence from home (s.85ZA, once in force)"
    IDENTITY = "87(4)", "Fingerprints or photograph refused (s.87(4))"


class Found(models.TextChoices):
    """How a breach came to light."""

    OVERDUE = "overdue", "A notification was not given in time"
    VISIT = "visit", "On a home visit"
    MONITORING = "monitoring", "Monitoring of a device"
    INTELLIGENCE = "intelligence", "Intelligence, or somebody's concern"
    AGENCY = "agency", "Another agency said so"
    SELF = "self", "They said so themselves"
    OTHER = "other", "In another way"


class Stage(models.TextChoices):
    """How far a breach has come. It goes forward alone: the database refuses every other step."""

    SUSPECTED = "suspected", "Suspected"
    ESTABLISHED = "established", "Established"
    DECIDED = "decided", "Decided"
    AT_COURT = "at_court", "At court"
    CLOSED = "closed", "Closed"

    @property
    def colour(self) -> str:
        return _STAGE_COLOURS[self]


_STAGE_COLOURS = {
    Stage.SUSPECTED: "orange",
    Stage.ESTABLISHED: "red",
    Stage.DECIDED: "purple",
    Stage.AT_COURT: "blue",
    Stage.CLOSED: "grey",
}
# From which stage to which: the trigger's own list.
STEPS: list[tuple[str, str]] = [
    (Stage.SUSPECTED, Stage.ESTABLISHED),
    (Stage.SUSPECTED, Stage.CLOSED),
    (Stage.ESTABLISHED, Stage.DECIDED),
    (Stage.ESTABLISHED, Stage.AT_COURT),
    (Stage.ESTABLISHED, Stage.CLOSED),
    (Stage.DECIDED, Stage.CLOSED),
    (Stage.AT_COURT, Stage.CLOSED),
]


class CheckKind(models.TextChoices):
    """What is checked the same day, children first. Somebody in a cell or a ward has failed in nothing."""

    SAFEGUARDING = "safeguarding", "Safeguarding"
    CUSTODY = "custody", "Custody"
    HOSPITAL = "hospital", "Hospital"
    DEATH = "death", "Death"
    ABROAD = "abroad", "Abroad"
    ELSEWHERE = "elsewhere", "Another station or force"
    CONTACT = "contact", "Recent contact"
    TELEPHONE = "telephone", "Telephone"
    ADDRESS = "address", "Address"


class CheckResult(models.TextChoices):
    """What a check gave."""

    CLEAR = "clear", "Looked: it does not explain it"
    EXPLAINS = "explains", "It explains it"
    WAITING = "waiting", "Asked: no answer yet"
    TOLD = "told", "Told: what is done is agreed"


class Element(models.TextChoices):
    """What the prosecution must prove: which of them depends on what was broken (`breaches.rules.elements`)."""

    SUBJECT = "subject", "They were subject to the requirement that day"
    OWN_DUTY = "own_duty", "The duty is theirs: no parental direction puts it on a parent (s.89)"
    KNEW = "knew", "They had been told of the requirement"
    FAILED = "failed", "They did not do what it requires in time"
    FALSE = "false", "What they notified was false"
    KNEW_FALSE = "knew_false", "They knew that it was false"
    IN_FORCE = "in_force", "The order or licence was in force that day, with this condition"
    SERVED = "served", "It had been served on them, or explained to them"
    DID = "did", "They did what it prohibits, or did not do what it requires"


class ExcuseView(models.TextChoices):
    """What is thought of the excuse. Whether it was reasonable is for the court in the end."""

    NONE = "none", "They gave none"
    UNREASONABLE = "unreasonable", "They gave one, and it is not reasonable"
    REASONABLE = "reasonable", "They gave one, and it is reasonable"


class Meeting(models.TextChoices):
    """Whether an urgent multi-agency meeting was considered (MAPPA guidance on breaches)."""

    CALLED = "called", "An urgent meeting was asked for"
    NOT_NEEDED = "not_needed", "Considered, and not needed"


class DecisionKind(models.TextChoices):
    """What may be decided about a breach: the first two bring them in, the others dispose of it."""

    ARREST = "arrest", "Arrest"
    INTERVIEW = "interview", "Voluntary interview"
    CHARGE = "charge", "Charge"
    SUMMONS = "summons", "Summons or postal requisition"
    CAUTION = "caution", "Caution"
    RECALL = "recall", "Ask Probation for recall"
    ADVICE = "advice", "Words of advice"
    NFA = "nfa", "No further action"


class Verdict(models.TextChoices):
    """What a supervisor made of a decision that was put to them."""

    AUTHORISED = "authorised", "Authorised"
    RETURNED = "returned", "Returned"


class Outcome(models.TextChoices):
    """How it ended. Cautions and convictions are counted each year from 1 April."""

    CONVICTED = "convicted", "Convicted"
    ACQUITTED = "acquitted", "Found not guilty"
    DISCONTINUED = "discontinued", "Discontinued"
    CAUTIONED = "cautioned", "Cautioned"
    RECALLED = "recalled", "Recalled"
    NOT_RECALLED = "not_recalled", "Not recalled"
    ADVICE = "advice", "Words of advice given"
    NFA = "nfa", "No further action"
    EXPLAINED = "explained", "No breach: explained"


class SearchStepKind(models.TextChoices):
    """What is done to find somebody missing or wanted, and what goes with it."""

    REVIEW = "review", "Monthly review"
    FAMILY = "family", "Family, partner or associates"
    ADDRESS = "address", "Last address, or where they are regularly found"
    WORK = "work", "Employer, college or club"
    PHONE = "phone", "Telephone"
    ONLINE = "online", "Social media and open sources"
    DWP = "dwp", "Department for Work and Pensions"
    BANK = "bank", "Bank or credit checks"
    DVLA = "dvla", "Driver and Vehicle Licensing Agency"
    NHS = "nhs", "NHS"
    HMRC = "hmrc", "HM Revenue and Customs"
    BORDER = "border", "Border Force"
    INTERPOL = "interpol", "Interpol, through the National Crime Agency"
    FORCE = "force", "Another force"
    VICTIMS = "victims", "Victims: warned, or why not"
    MEDIA = "media", "Media appeal: decided"
    OTHER = "other", "Something else"
