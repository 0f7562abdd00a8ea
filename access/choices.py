"""The words of the access log: what was done, and by which way."""

from django.db import models


class Operation(models.TextChoices):
    """The six operations that section 62(1) of the Data Protection Act 2018 wants logged, and three of Vigil's own."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"
    SIGN_IN = "sign_in", "Sign-in or sign-out"
    DENIED = "denied", "Refused"
    ADMINISTRATION = "administration", "Administration"


class Channel(models.TextChoices):
    """The way by which something reached someone, or was done."""

    PAGE = "page", "Page"
    LIST = "list", "List"
    SEARCH = "search", "Search"
    EXPORT = "export", "Export"
    DOWNLOAD = "download", "Download"
    PRINT = "print", "Print"
    API = "api", "API"
    EMAIL = "email", "E-mail"
    IMPORT = "import", "Import"
    COMMAND = "command", "Command"
    JOB = "job", "Job"


class Scope(models.TextChoices):
    """What a token lets a program do; never more than its user may."""

    READ_PEOPLE = "read:people", "Read people and what is on their record"
    READ_DUTIES = "read:duties", "Read duties"
    READ_CONTACT = "read:contact", "Read visits and what was notified"
    READ_PLANS = "read:plans", "Read plans, orders and licences"
    READ_ACTIONS = "read:actions", "Read agreed MAPPA actions"
    READ_BOARD = "read:board", "Read the figures of the board"
    WRITE_NOTIFICATIONS = "write:notifications", "Record a notification that was taken elsewhere"
    WRITE_ACTIONS = "write:actions", "Acknowledge, start and finish MAPPA actions"


class Purpose(models.TextChoices):
    """What logs may be used for, and for nothing else: section 62(4) of the Data Protection Act 2018."""

    LAWFULNESS = "lawfulness", "Verifying that processing was lawful"
    SELF_MONITORING = "self_monitoring", "Self-monitoring, including conduct and discipline"
    SECURITY = "security", "The integrity and security of personal data"
    CRIMINAL = "criminal", "Criminal proceedings"
