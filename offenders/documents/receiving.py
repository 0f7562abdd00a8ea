"""Taking a file in as it arrives: only where a page asks for one, no more of it than the page takes, and under no name.

Django reads a form's body before its view is called, so this is settled in an upload handler. The page's view says with
`receives` what it takes. A file that is too large is stopped as soon as that is known, from the request's own length if
it tells; the answers that were typed stand before it and are kept.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from typing import IO, Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])

ROOM_FOR_ANSWERS = 1_000_000  # what a form may hold besides its file
# Of a body up to here the rest is read and thrown away, so that the browser hears the answer; of a longer one nothing.
READ_TO_THE_END = 64_000_000
NO_ROOM = "There is no room for files at the moment, so nothing was saved. Tell whoever looks after Vigil."


def receives(setting: str) -> Callable[[View], View]:
    """Marks a view whose form takes one file of at most as many bytes as the setting says."""

    def marked(view: View) -> View:
        view.largest_file = setting  # type: ignore[attr-defined]
        return view

    return marked


def in_megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


def refusal_of(request: HttpRequest) -> str:
    """Why the request's file was not taken in, in plain words; empty if it was, or none was sent."""
    said: str = getattr(request, "file_refused", "")
    return said


class Receiver(FileUploadHandler):
    """One file, into a temporary file that has no name: whatever ends this process, nothing is left of it."""

    # Not called `file`: what bears that name Django closes, when another file of the form is passed over.
    spool: IO[bytes] | None = None
    body: Any = None
    length = 0
    received = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        self.body, self.length = input_data, content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        largest = self._largest()
        if not largest or self.received:
            if self.length > READ_TO_THE_END:
                raise StopUpload(connection_reset=True)
            raise SkipFile
        if self.length > largest + ROOM_FOR_ANSWERS:
            self._too_large(largest)
        try:
            self.spool = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        except OSError as error:
            self._stop(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        largest = self._largest()
        if start + len(raw_data) > largest:
            self._too_large(largest)
        try:
            self._into().write(raw_data)
        except OSError as error:
            self._stop(error)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        file = self._into()
        try:
            file.flush()
            file.seek(0)
        except OSError as error:
            self._stop(error)
        self.received += 1
        self.spool = None  # from here on it is the request's to close
        return UploadedFile(file, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        if self.spool:
            self.spool.close()

    def _largest(self) -> int:
        """Bytes of a file that the page takes; 0 for one that asks for none."""
        found = self.request.resolver_match if self.request else None
        setting = getattr(found.func, "largest_file", "") if found else ""
        return int(getattr(settings, setting)) if setting else 0

    def _into(self) -> IO[bytes]:
        if self.spool is None:
            raise SkipFile
        return self.spool

    def _too_large(self, largest: int) -> None:
        self._refuse(
            f"The file is larger than {in_megabytes(largest)}. Save it smaller, and choose it again."
        )

    def _stop(self, error: OSError) -> None:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
            raise error
        self._refuse(NO_ROOM)

    def _refuse(self, said: str) -> None:
        if self.request is not None:
            self.request.file_refused = said  # type: ignore[attr-defined]
        self.upload_interrupted()
        if self.length <= READ_TO_THE_END:
            # Here and in large pieces: Django would read the rest line by line, and a file may be all line ends.
            while self.body.read(1 << 16):
                pass
        raise StopUpload(connection_reset=True)
