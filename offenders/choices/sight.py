"""Why a record is open to somebody."""

from django.db import models


class Basis(models.TextChoices):
    """The relationship by which a user sees a record, closest first."""

    MANAGER = "manager", "The person's manager"
    COVER = "cover", "Covering for the manager"
    SUPERVISOR = "supervisor", "Supervisor of the unit"
    UNIT = "unit", "Same unit"
    FORCE = "force", "Role across the force"
    PANEL = "panel", "Member of the meeting's panel"
    NAMED = "named", "Shared by name"
    EMERGENCY = "emergency", "Opened in an emergency"


class ShareBasis(models.TextChoices):
    """Why a record is open to one named user."""

    NAMED = "named", "Shared by name"
    PANEL = "panel", "Member of the meeting's panel"
    RESTRICTED = "restricted", "Named on a restricted record"


class EmergencyReason(models.TextChoices):
    """Why a record beyond one's reach is opened without waiting for anybody."""

    RISK_TO_LIFE = "life", "Risk to somebody's life or safety now"
    CHILD = "child", "A child may be at risk now"
    MISSING_OR_WANTED = "missing", "They are missing, wanted or have just been found"
    OFFICER_SAFETY = "officers", "Officers are about to meet them"
    OTHER = "other", "Another urgent policing reason"


class EmergencyFinding(models.TextChoices):
    """What the reviewer found of an emergency opening."""

    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "unjustified", "Not justified: advice given"
    REFERRED = "referred", "Referred to professional standards"
