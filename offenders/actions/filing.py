"""Filing: documents, their versions, photographs; and what the scanner says of each file.

A file is written and on the disk before the transaction that names it begins; if that fails, the file goes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Max

from access.policies import Capability
from access.reading import as_vigil
from access.recording import Stale, lock, recording
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.documents import rules, scanning, storing
from offenders.documents.choices import RELEASED, ScanState
from offenders.documents.examining import Examined
from offenders.documents.intake import FileType
from offenders.documents.scanning import ScannerSilent, Verdict
from offenders.models import Document, DocumentVersion, Person, Photograph, StoredFile

log = structlog.get_logger("vigil.documents")


def file_document(
    actor: User,
    *,
    person: Person,
    document: Mapping[str, Any],
    content: Examined,
    now: datetime,
    submission: UUID | None = None,
) -> Document:
    """File a document with its first version. `document` has the fields of a Document.

    Raises PermissionDenied, ValidationError keyed by field, or storing.NoRoom. The same `submission` twice gives the
    first back.
    """
    believe(rules.document(title=document["title"], dated=document.get("dated"), today=now.date()))
    with storing.keeping(content.chunks()) as kept, recording(actor, "file document"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Document.objects.filter(person=person, submission=submission).first()):
            return already
        recorded = {"person": person, "recorded_at": now, "recorded_by": actor}
        filed = Document.objects.create(submission=submission, **document, **recorded)
        DocumentVersion.objects.create(
            document=filed, number=1, file=_row(person, kept, content.type, now), **recorded
        )
    return filed


def add_version(
    actor: User,
    *,
    document: Document,
    content: Examined,
    seen: int,
    note: str,
    now: datetime,
    submission: UUID | None = None,
) -> DocumentVersion:
    """File a newer version; those before it stay readable. `seen` is the number of the newest that the officer saw.

    Raises Stale when somebody has filed another since; PermissionDenied, or storing.NoRoom.
    """
    with storing.keeping(content.chunks()) as kept, recording(actor, "file version of document"):
        person = reachable(actor, document.person, Capability.RECORD, now.date())
        versions = DocumentVersion.objects.filter(document=document)
        if submission and (already := versions.filter(submission=submission).first()):
            return already
        newest = versions.aggregate(number=Max("number"))["number"] or 0
        if newest != seen:
            raise Stale("Somebody else has filed a version of this document meanwhile.")
        return DocumentVersion.objects.create(
            person=person,
            document=document,
            number=newest + 1,
            file=_row(person, kept, content.type, now),
            note=note,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
        )


def add_photograph(
    actor: User,
    *,
    person: Person,
    photograph: Mapping[str, Any],
    content: Examined,
    now: datetime,
    submission: UUID | None = None,
) -> Photograph:
    """Add a photograph. `photograph` has the fields of a Photograph; the newest face is the current one.

    Raises PermissionDenied, ValidationError keyed by field, or storing.NoRoom. The same `submission` twice gives the
    first back.
    """
    believe(
        rules.photograph(
            taken_on=photograph["taken_on"], date_of_birth=person.date_of_birth, today=now.date()
        )
    )
    with (
        storing.keeping(content.chunks()) as image,
        storing.keeping([content.thumbnail]) as thumbnail,
        recording(actor, "add photograph"),
    ):
        person = reachable(actor, person, Capability.RECORD, now.date())
        photographs = Photograph.objects.filter(person=person)
        if submission and (already := photographs.filter(submission=submission).first()):
            return already
        return Photograph.objects.create(
            person=person,
            image=_row(person, image, content.type, now),
            thumbnail=_row(person, thumbnail, FileType.JPEG, now),
            submission=submission,
            **photograph,
            recorded_at=now,
            recorded_by=actor,
        )


def _row(person: Person, kept: storing.Kept, kind: FileType, now: datetime) -> StoredFile:
    row = StoredFile.objects.create(
        person=person,
        name=kept.name,
        key=kept.key,
        sha256=kept.sha256,
        size=kept.size,
        type=kind.value,
        stored_at=now,
        scan=scanning.at_first(),
    )
    kept.belongs = True
    return row


def note_scan(*, file: StoredFile, verdict: Verdict, now: datetime) -> StoredFile:
    """Note what the scanner said of a file: released, or held for good. A file that has been judged stays as it was."""
    with recording(None, "note scan of file"):
        current = lock(file)
        judged = current.scan in (ScanState.CLEAN, ScanState.INFECTED)
        if judged or current.scan == verdict.state:
            return current
        current.scan = verdict.state
        if verdict.state is not ScanState.NOT_SCANNED:
            current.scanned_at, current.scanned_by, current.found = now, verdict.by, verdict.found
        current.save(update_fields=["scan", "scanned_at", "scanned_by", "found"])
    return current


def scan_files(*, now: datetime) -> int:
    """Have every file scanned that no scanner has judged; how many were judged now.

    When the scanner does not answer, the rest stays as it is until the next time.
    """
    done = 0
    for file in list(StoredFile.objects.to_scan()):
        if file.scan in RELEASED and scanning.at_first() in RELEASED:
            continue  # let out unscanned, and there is still no scanner
        try:
            verdict = scanning.scan(storing.opened(file.name, file.key))
        except ScannerSilent as silent:
            log.warning("the scanner does not answer", said=str(silent))
            break
        except storing.Unreadable:
            log.error("a file cannot be read", file=str(file.pk))
            continue
        note_scan(file=file, verdict=verdict, now=now)
        if verdict.state is ScanState.INFECTED:
            log.warning("the scanner refused a file", file=str(file.pk))
        done += 1
    return done


def clear_files(*, now: datetime) -> int:
    """Set the files aside that no row knows: what a process left that was killed while filing. How many there were.

    Nothing is removed at once, because a database that knows few files may be the wrong one.
    """
    with as_vigil():  # restricted records have files too
        known = set(StoredFile.objects.values_list("name", flat=True))
    for name in storing.bring_back(known):
        log.warning("a file that was set aside has its row again", name=name)
    storing.remove_outlived(now=now)
    cleared = 0
    for path in storing.left_behind(known, now=now):
        storing.set_aside(path, now=now)
        cleared += 1
    for name in storing.missing(known):
        log.error("a file is missing", name=name)
    return cleared
