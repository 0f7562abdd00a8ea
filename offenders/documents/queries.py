"""Reads for the pages of documents and photographs: only what whoever fetched the person reads."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from offenders.documents.choices import DocumentKind
from offenders.models import Document, DocumentVersion, Person, Photograph


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its newest version and those before it, newest first."""

    document: Document
    current: DocumentVersion | None  # none when each was filed in error
    earlier: list[DocumentVersion]


@dataclass(frozen=True, slots=True)
class OfKind:
    """The documents of one kind, newest first."""

    label: str
    documents: list[Filed]


def documents(person: Person) -> list[OfKind]:
    """The standing documents by kind; two queries."""
    versions = DocumentVersion.objects.standing().select_related("file", "recorded_by")
    found = (
        person.documents.standing()
        .read_by(person.relationship)
        .prefetch_related(Prefetch("versions", versions))
    )
    by_kind: dict[str, list[Filed]] = {}
    for document in found:
        versions_of = list(document.versions.all())
        filed = Filed(document, next(iter(versions_of), None), versions_of[1:])
        by_kind.setdefault(document.kind, []).append(filed)
    return [OfKind(str(kind.label), by_kind[kind]) for kind in DocumentKind if kind in by_kind]


def document(person: Person, document_id: UUID) -> Document:
    """A standing document that the reader reads. Raises Http404."""
    return get_object_or_404(person.documents.standing().read_by(person.relationship), pk=document_id)


def version(document: Document, number: int | None = None) -> DocumentVersion:
    """A version that may be read: the newest, or that of the number. Raises Http404."""
    versions = document.versions.standing().select_related("file")
    found = versions.filter(number=number).first() if number else versions.first()
    if found is None or not found.file.released:
        raise Http404
    return found


def newest_number(document: Document) -> int:
    """Of all versions, those filed in error too: the next follows it. 0 before the first."""
    newest = document.versions.values_list("number", flat=True).first()
    return newest or 0


def photographs(person: Person) -> list[Photograph]:
    """The standing photographs, newest first; one query."""
    return list(person.photographs.standing().select_related("image", "thumbnail", "recorded_by"))


def photograph(person: Person, photograph_id: UUID) -> Photograph:
    """A standing photograph. Raises Http404."""
    found = person.photographs.standing().select_related("image", "thumbnail")
    return get_object_or_404(found, pk=photograph_id)
