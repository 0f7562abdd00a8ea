"""Files on their way out: as what they are, run by nobody, kept by nobody."""

from __future__ import annotations

from django.http import StreamingHttpResponse

from offenders.documents.choices import Marking
from offenders.documents.intake import FileType
from offenders.documents.storing import opened
from offenders.models import Document, DocumentVersion, StoredFile

# Whatever a browser takes the file for, it may not run, load, send or frame anything.
_SANDBOX = "default-src 'none'; sandbox"
_ENDINGS = {FileType.TEXT: "txt", FileType.JPEG: "jpg"}


def handed_out(file: StoredFile, *, name: str = "") -> StreamingHttpResponse:
    """The file as an attachment of that name; without a name, a picture of ours to be shown.

    Raises storing.Unreadable.
    """
    kind = FileType(file.type)
    response = StreamingHttpResponse(opened(file.name, file.key), content_type=kind.media_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = f'attachment; filename="{name}"' if name else "inline"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def name_of(document: Document, version: DocumentVersion, reference: str) -> str:
    """What the file is called outside: marking, reference, kind and day; nothing that was typed."""
    kind = FileType(version.file.type)
    words = [str(Marking(document.marking).label), reference, document.get_kind_display()]
    if document.dated:
        words.append(document.dated.isoformat())
    return f"{' '.join(words)} v{version.number}.{_ENDINGS.get(kind, kind.value)}"
