"""The words of what happens in a meeting: value and label in one place."""

from __future__ import annotations

from django.db import models


class Part(models.TextChoices):
    """The eight parts of a case, in the order of the agenda."""

    ATTENDANCE = "attendance", "Attendance"
    UPDATES = "updates", "Updates"
    RISK = "risk", "Risk"
    PLAN = "plan", "Plan"
    DISCLOSURE = "disclosure", "Disclosure"
    LEVEL = "level", "Level"
    ACTIONS = "actions", "Actions"
    NEXT = "next", "Next date"


class Presence(models.TextChoices):
    """How an agency was there."""

    PRESENT = "present", "In the room"
    REMOTE = "remote", "By video or telephone"
    DEPUTY = "deputy", "A deputy came"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Did not come"


THERE = [Presence.PRESENT, Presence.REMOTE, Presence.DEPUTY]


class Method(models.TextChoices):
    """How the confidentiality and diversity statement was given."""

    READ = "read", "Read aloud"
    DRAWN = "drawn", "Attention drawn to it"
    SIGNED = "signed", "Signed by each"


class Topic(models.TextChoices):
    """What a paragraph of the notes is about, in the order of the agenda."""

    SINCE = "since", "Events since the last meeting"
    UPDATE = "update", "Agency update"
    RISK = "risk", "Risk"
    VICTIMS = "victims", "Victims, children and staff"
    DIVERSITY = "diversity", "Diversity and own vulnerability"
    PLAN = "plan", "Risk management plan"
    DISCLOSURE = "disclosure", "Disclosure"
    ENFORCEMENT = "enforcement", "Enforcement, recall, media"
    LEVEL = "level", "Category and level"
    RIGHTS = "rights", "Human rights and proportionality"


class HarmGroup(models.TextChoices):
    """Those of whom the risk of serious harm is judged, each by themselves."""

    PUBLIC = "public", "General public"
    CHILDREN = "children", "Children"
    ADULT = "adult", "A known adult"
    STAFF = "staff", "Staff"
    PRISONERS = "prisoners", "Prisoners"
    SELF = "self", "Themselves"


class Harm(models.TextChoices):
    """The risk of serious harm to one group."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High: could happen at any time"
    VERY_HIGH = "very_high", "Very high: imminent"

    @property
    def colour(self) -> str:
        return {"medium": "yellow", "high": "orange", "very_high": "red"}.get(self.value, "grey")


class PlanPart(models.TextChoices):
    """What a risk management plan holds: four pillars, and what follows if."""

    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring", "Monitoring and control"
    INTERVENTIONS = "interventions", "Interventions and treatment"
    VICTIMS = "victims", "Victim safety"
    CONTINGENCY = "contingency", "Contingency"


class Told(models.TextChoices):
    """What was decided about telling a third party."""

    DISCLOSE = "disclose", "Disclose"
    NOT = "not", "Do not disclose"
    DEFER = "defer", "Defer"


class Outcome(models.TextChoices):
    """What becomes of multi-agency management."""

    STAYS = "stays", "They go on being managed under MAPPA"
    EXITS = "exits", "They leave MAPPA"


class PlanLine(models.TextChoices):
    """The parts of a plan that are texts, by the columns of `riskplans.models.Plan`."""

    AT_RISK = "at_risk", "Who is at risk"
    HARM = "harm", "What could happen to them"
    SOON = "soon", "When, and in what circumstances"
    TRIGGERS = "triggers", "Triggers and early warning signs"
    PROTECTIVE = "protective", "What protects"
    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring", "Monitoring and control"
    INTERVENTIONS = "interventions", "Interventions and treatment"
    VICTIMS = "victims", "Victim safety"
    CONTACT = "contact", "How they are seen"
    BRIEFING = "briefing", "Briefing for officers who may meet them"
