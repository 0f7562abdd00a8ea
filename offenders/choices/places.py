"""Where they live and stay, and why they are away."""

from django.db import models


class OccupancyKind(models.TextChoices):
    """Home address is a term of the Act: the sole or main residence, or where there is none a place where the
    person can regularly be found (s.83(7))."""

    RESIDENCE = "residence", "Sole or main residence"
    NO_FIXED_ABODE = "no_fixed_abode", "No fixed address: a place where they can regularly be found"
    OTHER = "other", "Other address regularly used"
    PREVIOUS = "previous", "Earlier home, from before they had to notify"
    APPROVED_PREMISES = "ap", "Approved premises"
    BAIL = "bail", "Bail address"
    HOSTING = "hosting", "Stays with somebody who hosts them"
    PARTNERS = "partner", "Partner's home"
    FAMILY = "family", "Family's home"
    WORK = "work", "Place of work"
    PRISON = "prison", "Prison"
    HOSPITAL = "hospital", "Hospital"


HOME_KINDS = [OccupancyKind.RESIDENCE, OccupancyKind.NO_FIXED_ABODE]


class AbsenceKind(models.TextChoices):
    """Time away from home. All but the last two are disregarded time (s.83(6)); the engine decides, not this list."""

    CUSTODY = "custody", "Remanded in custody by a court"
    SENTENCE = "sentence", "Serving a sentence of imprisonment or detention"
    SERVICE_CUSTODY = "service_custody", "Service custody"
    HOSPITAL_PART_3 = "hospital_part_3", "Detained in hospital by a court (Mental Health Act Part 3)"
    ABROAD = "abroad", "Outside the United Kingdom"
    HOSPITAL_OTHER = "hospital_other", "In hospital otherwise"
    POLICE_DETENTION = "police_detention", "Police detention"


DETENTION_KINDS = [
    AbsenceKind.CUSTODY,
    AbsenceKind.SENTENCE,
    AbsenceKind.SERVICE_CUSTODY,
    AbsenceKind.HOSPITAL_PART_3,
]
