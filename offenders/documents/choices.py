"""Values, labels and tag colours of documents and photographs, in one place."""

from django.db import models

from access.policies import FieldClass
from offenders.documents.intake import FileType


class DocumentKind(models.TextChoices):
    """What a document is; in this order they are listed."""

    ORDER = "order", "Court order"
    LICENCE = "licence", "Licence"
    OASYS = "oasys", "OASys assessment"
    PRE_SENTENCE_REPORT = "pre_sentence", "Pre-sentence report"
    MINUTES = "minutes", "Minutes"
    LETTER = "letter", "Letter"
    STATEMENT = "statement", "Statement"
    CERTIFICATE = "certificate", "Certificate"
    UNDERTAKING = "undertaking", "Undertaking of confidentiality"
    OTHER = "other", "Other document"


class Marking(models.TextChoices):
    """Government Security Classifications; anything above stays elsewhere."""

    OFFICIAL = "official", "OFFICIAL"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"


class ScanState(models.TextChoices):
    """How a file stands with the virus scanner. Only what is clean, or was let out unscanned by decision, is read."""

    WAITING = "waiting", "Waiting to be scanned"
    CLEAN = "clean", "Scanned"
    INFECTED = "infected", "Held: the scanner refused it"
    NOT_SCANNED = "not_scanned", "Not scanned"

    @property
    def colour(self) -> str:
        return _SCAN_COLOURS[self]


_SCAN_COLOURS = {
    ScanState.WAITING: "yellow",
    ScanState.CLEAN: "green",
    ScanState.INFECTED: "red",
    ScanState.NOT_SCANNED: "grey",
}
RELEASED = (ScanState.CLEAN, ScanState.NOT_SCANNED)


class Shows(models.TextChoices):
    """What a photograph shows. The newest face stands beside the name on every page of the record."""

    FACE = "face", "Face"
    FULL_LENGTH = "full_length", "Full length"
    MARK = "mark", "Mark or scar"
    TATTOO = "tattoo", "Tattoo"


class CaptureReason(models.TextChoices):
    """Why a photograph was taken."""

    NOTIFICATION = "notification", "Notification at a police station (s.87)"
    CUSTODY = "custody", "Custody"
    VISIT = "visit", "Home visit"
    RELEASE = "release", "Release from prison"
    OTHER_AGENCY = "agency", "Given by another agency"
    OTHER = "other", "Another reason"


FILE_TYPES = [(kind.value, kind.label) for kind in FileType]
CLASSES = [(field_class.value, field_class.label) for field_class in FieldClass]
