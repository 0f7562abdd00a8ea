"""Photographs and documents: what is said of them here, and the files that hold them elsewhere (storing)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from access.policies import FieldClass
from accounts.encryption import EncryptedTextField
from offenders.documents.choices import (
    CLASSES,
    FILE_TYPES,
    RELEASED,
    CaptureReason,
    DocumentKind,
    Marking,
    ScanState,
    Shows,
)
from offenders.documents.intake import PICTURES, FileType
from offenders.models.fact import Fact, FactQuerySet
from offenders.models.person import Person

if TYPE_CHECKING:
    from offenders.policies import Relationship


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def to_scan(self) -> StoredFileQuerySet:
        """Those that no scanner has judged, oldest first."""
        return self.filter(scan__in=[ScanState.WAITING, ScanState.NOT_SCANNED]).order_by("stored_at")


# The key is left out of the history: a copy there would outlive it.
@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["key"])
class StoredFile(OfPerson):
    """One file that lies encrypted in DOCUMENT_DIR. Written once; only how it stands with the scanner changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="files")
    name = models.CharField("name on the disk", max_length=32, unique=True)
    key = EncryptedTextField()
    sha256 = models.CharField(max_length=64, help_text="Of the content as it is kept.")
    size = models.PositiveBigIntegerField(help_text="Of the content, in bytes.")
    type = models.CharField(max_length=4, choices=FILE_TYPES)
    stored_at = models.DateTimeField()
    scan = models.CharField(max_length=11, choices=ScanState)
    scanned_at = models.DateTimeField(null=True)
    scanned_by = models.CharField(max_length=80, blank=True)
    found = models.CharField("found in it", max_length=120, blank=True)

    SECTION = "file"
    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "file"
        constraints = [
            models.CheckConstraint(name="file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="file_says_when_it_was_scanned",
                condition=Q(scan__in=[ScanState.CLEAN, ScanState.INFECTED], scanned_at__isnull=False)
                | Q(scan__in=[ScanState.WAITING, ScanState.NOT_SCANNED], scanned_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["stored_at"],
                name="file_to_scan",
                condition=Q(scan__in=[ScanState.WAITING, ScanState.NOT_SCANNED]),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="written_once", fields=["person", "name", "sha256", "size", "type", "stored_at"]
            ),
            pgtrigger.FSM(
                name="scanned_once",
                field="scan",
                transitions=[
                    (ScanState.WAITING.value, ScanState.CLEAN.value),
                    (ScanState.WAITING.value, ScanState.INFECTED.value),
                    (ScanState.WAITING.value, ScanState.NOT_SCANNED.value),
                    (ScanState.NOT_SCANNED.value, ScanState.CLEAN.value),
                    (ScanState.NOT_SCANNED.value, ScanState.INFECTED.value),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()}, {self.size_in_words}"

    @property
    def released(self) -> bool:
        """Whether it may be read."""
        return self.scan in RELEASED

    @property
    def scan_colour(self) -> str:
        return ScanState(self.scan).colour

    @property
    def is_picture(self) -> bool:
        return FileType(self.type) in PICTURES

    @property
    def size_in_words(self) -> str:
        if self.size < 1_000_000:
            return f"{max(self.size // 1_000, 1)} kB"
        return f"{self.size / 1_000_000:.1f} MB"


class DocumentQuerySet(FactQuerySet["Document"]):
    def read_by(self, relationship: Relationship) -> DocumentQuerySet:
        """Those of the classes that this reader reads."""
        return self.filter(field_class__in=[each.value for each in relationship.classes])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Document(Fact):
    """A document of the record. What it says stands in its versions; who reads it is its own class."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=DocumentKind)
    dated = models.DateField(null=True, blank=True)
    marking = models.CharField(max_length=18, choices=Marking, default=Marking.OFFICIAL_SENSITIVE)
    field_class = models.CharField(
        "read by", max_length=12, choices=CLASSES, default=FieldClass.MANAGEMENT.value
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = [F("dated").desc(nulls_last=True), "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="document_has_a_title",
                condition=~Q(title=""),
                violation_error_message="Give the document a title by which others find it.",
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DocumentVersion(Fact):
    """A document as it was filed: the newest is the document, the others stay readable."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="document_versions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    note = models.CharField("what is new", max_length=200, blank=True)

    objects = FactQuerySet["DocumentVersion"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "version of a document"
        verbose_name_plural = "versions of documents"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="document_versions_numbered",
                fields=["document", "number"],
                violation_error_message="Somebody else has filed a version of this document meanwhile.",
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class PhotographQuerySet(FactQuerySet["Photograph"]):
    def faces(self) -> PhotographQuerySet:
        """Those of the face that may be shown, newest first."""
        return self.filter(shows=Shows.FACE, thumbnail__scan__in=RELEASED).order_by(
            "-taken_on", "-recorded_at"
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Photograph(Fact):
    """A photograph of the person as it was drawn anew on arrival, and a small one for lists."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="photographs")
    shows = models.CharField(max_length=11, choices=Shows)
    taken_on = models.DateField()
    reason = models.CharField("why it was taken", max_length=12, choices=CaptureReason)
    source = models.CharField("taken by, or given by", max_length=120, blank=True)
    description = models.CharField(max_length=200, blank=True)
    image = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = PhotographQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-taken_on", "-recorded_at"]
        indexes = [
            models.Index(
                fields=["person", "-taken_on", "-recorded_at"],
                name="photograph_newest_face",
                condition=Q(shows=Shows.FACE, voided_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_shows_display()}, {self.taken_on}"
