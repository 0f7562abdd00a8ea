"""Examining a file in a process of its own, with a bound on memory and time and without Vigil's keys.

Decoders of pictures and PDF are large programs that read what strangers wrote. One that fails, hangs or is taken over
takes nothing with it but the file. The process is this module: `python -m offenders.documents.examining TYPE`, the
file on its standard input, a line of JSON and what is to be kept on its standard output.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from offenders.documents.intake import FileType, Refused, examine

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30
MEMORY = 1 << 30  # bytes; 64 million pixels twice over, and the decoder
LARGEST_ANSWER = 64 << 20
AT_ONCE = 2  # examinations in one process of the web server
TOO_MUCH = (
    "The file could not be looked at within the time and memory for it. Save it smaller, and choose it again."
)

_turn = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be filed: what it is, and the bytes to keep; a picture's small copy too."""

    type: FileType
    content: IO[bytes]
    thumbnail: bytes = b""

    def chunks(self, length: int = 64 * 1024) -> Iterator[bytes]:
        """What to keep, from its beginning."""
        self.content.seek(0)
        while read := self.content.read(length):
            yield read


def examined(file: IO[bytes], claim: FileType) -> Examined:
    """The file, once another process has looked at all of it. Raises Refused.

    `file` has a descriptor. Of a picture, what is kept is drawn anew; of anything else, the file as it is.
    """
    with tempfile.TemporaryFile() as answer, _turn_of_ours():
        file.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-E", "-s", "-m", __name__, claim.value],
                stdin=file,
                stdout=answer,
                stderr=subprocess.DEVNULL,  # it may quote the file
                cwd=ROOT,
                env={"PYTHONDONTWRITEBYTECODE": "1"},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused(TOO_MUCH) from None
        answer.seek(0)
        said = _said(answer.readline()) if done.returncode == 0 else None
        if said is None:
            raise Refused(TOO_MUCH)
        if "refused" in said:
            raise Refused(str(said["refused"]))
        kept = FileType(str(said["type"]))
        if not said["content"]:
            return Examined(kept, file)
        content = io.BytesIO(answer.read(int(str(said["content"]))))
        return Examined(kept, content, answer.read(int(str(said["thumbnail"]))))


@contextmanager
def _turn_of_ours() -> Iterator[None]:
    if not _turn.acquire(timeout=SECONDS):
        raise Refused("Too many files are being looked at just now. Wait a minute, and choose it again.")
    try:
        yield
    finally:
        _turn.release()


def _said(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def main(claim: str, file: BinaryIO, answer: BinaryIO) -> None:
    """What the other process does: bound itself, look, and answer."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    try:
        found = examine(file, FileType(claim))
    except Refused as refused:
        answer.write(json.dumps({"refused": str(refused)}).encode() + b"\n")
        return
    content, thumbnail = found.content or b"", found.thumbnail or b""
    said = {"type": found.type, "content": len(content), "thumbnail": len(thumbnail)}
    answer.write(json.dumps(said).encode() + b"\n" + content + thumbnail)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
