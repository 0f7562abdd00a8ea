"""The words of subject access: who asks, what an owner answers, and under which exemption."""

from __future__ import annotations

from django.db import models

# What stands in a paper for words that were taken out.
GAP = "[…]"


class Asker(models.TextChoices):
    """Who asks for what is held about the person."""

    PERSON = "person", "The person"
    BEHALF = "behalf", "Somebody on their behalf"


class Owned(models.TextChoices):
    """What the owner of a paragraph answers."""

    RELEASE = "release", "Release it as it stands"
    REDACT = "redact", "Release it with words taken out"
    WITHHOLD = "withhold", "Withhold all of it"

    @property
    def short(self) -> str:
        return {"release": "Released", "redact": "Redacted", "withhold": "Withheld"}[self.value]

    @property
    def colour(self) -> str:
        return {"release": "green", "redact": "blue", "withhold": "red"}[self.value]


class Exemption(models.TextChoices):
    """Why somebody is not told what is held about them.

    The police and others who process for law enforcement: Data Protection Act 2018, section 45(4). Other agencies: its
    Schedules 2 and 3.
    """

    INQUIRY = "s45a", "Section 45(4)(a): would obstruct an official or legal inquiry"
    CRIME = "s45b", "Section 45(4)(b): would prejudice preventing, detecting or prosecuting crime"
    PUBLIC = "s45c", "Section 45(4)(c): to protect public security"
    NATIONAL = "s45d", "Section 45(4)(d): to protect national security"
    OTHERS = "s45e", "Section 45(4)(e): to protect the rights and freedoms of others"
    GENERAL_CRIME = "sch2-crime", "Schedule 2, paragraph 2: crime and taxation"
    GENERAL_OTHERS = "sch2-others", "Schedule 2, paragraph 16: identifies another person"
    PRIVILEGE = "sch2-legal", "Schedule 2, paragraph 19: legal professional privilege"
    HEALTH = "sch3-health", "Schedule 3, Part 2: health, serious harm"
    SOCIAL = "sch3-social", "Schedule 3, Part 3: social work, serious harm"
