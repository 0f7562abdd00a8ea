"""Ranks, roles and vetting levels: value and label in one place."""

from django.db import models


class Rank(models.TextChoices):
    """Police ranks and staff grades, as written before a name."""

    CONSTABLE = "PC", "PC"
    DETECTIVE_CONSTABLE = "DC", "DC"
    SERGEANT = "PS", "PS"
    DETECTIVE_SERGEANT = "DS", "DS"
    INSPECTOR = "Insp", "Insp"
    DETECTIVE_INSPECTOR = "DI", "DI"
    DETECTIVE_CHIEF_INSPECTOR = "DCI", "DCI"
    DETECTIVE_SUPERINTENDENT = "D/Supt", "D/Supt"
    POLICE_STAFF = "Staff", "Police staff"
    PARTNER = "Partner", "Partner agency"


class Role(models.TextChoices):
    """What a person is in Vigil for; what each may do is decided in access.policies."""

    OFFENDER_MANAGER = "offender_manager", "Offender manager"
    SUPERVISOR = "supervisor", "Supervisor"
    DETECTIVE_INSPECTOR = "detective_inspector", "Detective inspector"
    MAPPA_COORDINATOR = "mappa_coordinator", "MAPPA coordinator"
    MAPPA_ADMINISTRATOR = "mappa_administrator", "MAPPA administrator"
    CHAIR = "chair", "MAPPA chair"
    PARTNER = "partner", "Partner representative"
    VICTIM_LIAISON = "victim_liaison", "Victim liaison officer"
    FRONT_COUNTER = "front_counter", "Front-counter officer"
    BRIEFING_READER = "briefing_reader", "Briefing reader"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class Vetting(models.TextChoices):
    """Non-police personnel and police vetting, lowest first."""

    NONE = "none", "Not vetted"
    NPPV2 = "nppv2", "NPPV level 2"
    NPPV3 = "nppv3", "NPPV level 3"
    MANAGEMENT = "mv", "Management vetting"
    SECURITY_CHECK = "sc", "Security check"


class Nation(models.TextChoices):
    """Which jurisdiction's law applies; the statute engine's own names."""

    ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
