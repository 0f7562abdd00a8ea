"""How a statement came to be known and what it is worth."""

from django.db import models


class Source(models.TextChoices):
    """How a statement about a person came to be known."""

    OBSERVED = "observed", "Seen by an officer"
    SELF = "self", "Said by the person"
    DOCUMENT = "document", "Document or order"
    POLICE = "police", "Police system (PNC, PND, local)"
    PARTNER = "partner", "Partner agency"
    FAMILY = "family", "Family or partner of the person"
    PUBLIC = "public", "Member of the public"
    OPEN = "open", "Open source or social media"
    INTELLIGENCE = "intelligence", "Intelligence report"


class Standing(models.TextChoices):
    FACT = "fact", "A fact"
    OPINION = "opinion", "An opinion or assessment"


class YesNoUnknown(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"
