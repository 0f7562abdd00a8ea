"""The words of disclosure: value and label in one place."""

from __future__ import annotations

from django.db import models


class Scheme(models.TextChoices):
    """How somebody comes to be told of somebody else's past."""

    CSODS = "csods", "Child sex offender disclosure scheme (Sarah’s Law)"
    DVDS_ASK = "dvds_ask", "Domestic violence disclosure scheme: right to ask (Clare’s Law)"
    DVDS_KNOW = "dvds_know", "Domestic violence disclosure scheme: right to know (Clare’s Law)"
    PROACTIVE = "proactive", "Proactive: a school, an employer, a partner, a landlord"

    @property
    def short(self) -> str:
        return {
            "csods": "Sarah’s Law",
            "dvds_ask": "Clare’s Law: right to ask",
            "dvds_know": "Clare’s Law: right to know",
            "proactive": "Proactive",
        }[self.value]


# Those in which somebody applies: they are spoken with face to face.
APPLIED = [Scheme.CSODS, Scheme.DVDS_ASK]


class CaseState(models.TextChoices):
    """How far it has come. It goes forward alone, but for what an inspector returns."""

    RECEIVED = "received", "First checks"
    INTERVIEW = "interview", "To be spoken with"
    ASSESSMENT = "assessment", "Full assessment"
    DECISION = "decision", "Waits for a decision"
    AUTHORISED = "authorised", "To be disclosed"
    DISCLOSED = "disclosed", "Disclosed"
    NOT_DISCLOSED = "not_disclosed", "Not disclosed"
    OTHER_ROUTE = "other_route", "Another route"
    CLOSED = "closed", "Closed"

    @property
    def colour(self) -> str:
        return {
            "received": "yellow",
            "decision": "yellow",
            "authorised": "orange",
            "disclosed": "green",
            "interview": "blue",
            "assessment": "blue",
        }.get(self.value, "grey")


OPEN = [
    CaseState.RECEIVED,
    CaseState.INTERVIEW,
    CaseState.ASSESSMENT,
    CaseState.DECISION,
    CaseState.AUTHORISED,
]
EARLY = [CaseState.RECEIVED, CaseState.INTERVIEW, CaseState.ASSESSMENT]
DECIDED = [CaseState.DISCLOSED, CaseState.NOT_DISCLOSED, CaseState.OTHER_ROUTE]
# From which state to which: the trigger's own list.
MOVES: list[tuple[str, str]] = [
    (CaseState.RECEIVED, CaseState.INTERVIEW),
    (CaseState.RECEIVED, CaseState.ASSESSMENT),
    (CaseState.INTERVIEW, CaseState.ASSESSMENT),
    (CaseState.ASSESSMENT, CaseState.DECISION),
    (CaseState.DECISION, CaseState.ASSESSMENT),
    (CaseState.DECISION, CaseState.AUTHORISED),
    (CaseState.DECISION, CaseState.NOT_DISCLOSED),
    (CaseState.DECISION, CaseState.OTHER_ROUTE),
    (CaseState.AUTHORISED, CaseState.DISCLOSED),
    (CaseState.AUTHORISED, CaseState.ASSESSMENT),
    *((state, CaseState.CLOSED) for state in (*EARLY, *DECIDED)),
]


class Outcome(models.TextChoices):
    """What is proposed, and what is decided."""

    DISCLOSE = "disclose", "Disclose"
    NOT = "not", "Do not disclose"
    ROUTE = "route", "Another route: safeguarding, advice, another agency"

    @property
    def state(self) -> CaseState:
        return {
            "disclose": CaseState.AUTHORISED,
            "not": CaseState.NOT_DISCLOSED,
            "route": CaseState.OTHER_ROUTE,
        }[self.value]


class Verdict(models.TextChoices):
    AGREED = "agreed", "As proposed"
    RETURNED = "returned", "Return it: not ready to be decided"


class Told(models.TextChoices):
    """Whether the person disclosed about was asked, or told, beforehand."""

    ASKED = "asked", "They were asked what they have to say"
    SELF = "self", "They will tell the recipient themselves, with support"
    NOT = "not", "They were not asked"


class Mappa(models.TextChoices):
    CONSULTED = "consulted", "A MAPPA meeting or its chair was consulted"
    NOT_NEEDED = "not_needed", "Not managed at level 2 or 3"
    LATER = "later", "Not consulted: it could not wait"


class Signed(models.TextChoices):
    """The recipient's undertaking to keep it to themselves."""

    SIGNED = "signed", "Signed"
    REFUSED = "refused", "Refused to sign, and was told all the same"
