"""The words of risk management plans: value and label in one place."""

from __future__ import annotations

from django.db import models


class Pillar(models.TextChoices):
    """The four pillars, under the headings that MAPPA guidance recommends."""

    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring", "Monitoring and control"
    INTERVENTIONS = "interventions", "Interventions and treatment"
    VICTIMS = "victims", "Victim safety"


class Place(models.TextChoices):
    """The sections of a plan, in the order in which it is read; the pillars are four of them."""

    SCENARIO = "scenario", "What could happen"
    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring", "Monitoring and control"
    INTERVENTIONS = "interventions", "Interventions and treatment"
    VICTIMS = "victims", "Victim safety"
    CONTINGENCY = "contingency", "Contingency"
    VISITS = "visits", "Visits"
    DISCLOSURE = "disclosure", "Disclosure"
    BRIEFING = "briefing", "Briefing and needs"
    REVIEW = "review", "Review"


class PlanState(models.TextChoices):
    """How a version of the plan stands. Past its draft it changes no more."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waits for a supervisor"
    RETURNED = "returned", "Returned to be changed"
    SIGNED = "signed", "Waits for an inspector’s countersignature"
    APPROVED = "approved", "In force"
    SUPERSEDED = "superseded", "Superseded"

    @property
    def colour(self) -> str:
        return {"submitted": "yellow", "returned": "orange", "signed": "yellow", "approved": "green"}.get(
            self.value, "grey"
        )


EDITABLE = [PlanState.DRAFT, PlanState.RETURNED]
WAITING = [PlanState.SUBMITTED, PlanState.SIGNED]
OPEN = [*EDITABLE, *WAITING]
IN_FORCE = [PlanState.APPROVED, PlanState.SUPERSEDED]  # is, or was


class Occasion(models.TextChoices):
    """Why a version is written."""

    FIRST = "first", "First plan"
    REVIEW = "review", "Review"
    ASSESSMENT = "assessment", "New risk assessment"
    CHANGE = "change", "Significant change"
    RELEASE = "release", "Release from custody or hospital"
    TRANSFER = "transfer", "Transfer from another force or manager"


class Told(models.TextChoices):
    """What was decided about telling somebody who could be harmed, or who protects them."""

    MADE = "made", "Made"
    CONSIDERED = "considered", "Considered, and not to be made now"
    REFUSED = "refused", "Asked for, and refused"


class Verdict(models.TextChoices):
    """What a supervisor or inspector made of a plan that was submitted."""

    APPROVED = "approved", "Approved"
    COUNTERSIGNED = "countersigned", "Countersigned"
    RETURNED = "returned", "Returned with reasons"


class Done(models.TextChoices):
    """How an action ended."""

    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped: no longer needed"
