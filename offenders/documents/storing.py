"""Where the contents of files lie: one encrypted file each, of a random name, in a folder that no web server serves.

Every file has a key of its own, which stands in its row under FIELD_KEYS: `manage.py fields rotate` writes that anew,
and without the row nobody reads the file. The content is cut into chunks of 64 KiB, each sealed with AES-256-GCM; the
nonce counts them and marks the last, so that none can be changed, moved or left off (the STREAM construction, as in
https://c2sp.org/age). Nothing is ever whole in memory.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

log = structlog.get_logger("vigil.documents")

CHUNK = 64 * 1024
_TAG = 16
_INCOMING = "incoming"
# A file without a row is left by a process that was killed between the two. One that old waits for no row.
LEFT_AFTER = timedelta(days=1)
# A worker that was given the wrong database knows no file at all: what it sets aside can be brought back.
_SET_ASIDE = "set-aside"
KEPT_ASIDE = timedelta(days=30)


class NoRoom(Exception):
    """The disk is full, or the folder may not be written to. Nothing was kept."""


class Unreadable(Exception):
    """A file that its row names is not there, or is not what was kept."""


@dataclass(slots=True)
class Kept:
    """What a row has to hold of one file."""

    name: str  # 32 hexadecimal digits
    key: str  # 32 bytes in base64
    sha256: str  # of the content
    size: int  # of the content, in bytes
    belongs: bool = False  # to a row: if not, the file goes


@contextmanager
def keeping(chunks: Iterable[bytes]) -> Iterator[Kept]:
    """Write a file. It stays if the body ends well and has said that it `belongs`; else nothing stays of it.

    Raises NoRoom.
    """
    try:
        kept = _put(chunks)
    except OSError as error:
        log.error("no file can be kept", why=errno.errorcode.get(error.errno or 0, type(error).__name__))
        raise NoRoom from error
    try:
        yield kept
    except BaseException:
        kept.belongs = False
        raise
    finally:
        if not kept.belongs:
            _path(kept.name).unlink(missing_ok=True)


def _put(chunks: Iterable[bytes]) -> Kept:
    key, name = AESGCM.generate_key(256), secrets.token_hex(16)
    kept = Kept(name, base64.b64encode(key).decode(), "", 0)
    path, partly = _path(name), _folder() / _INCOMING / name
    for folder in (path.parent, partly.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with os.fdopen(os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for number, (chunk, last) in enumerate(_with_last(chunks)):
                digest.update(chunk)
                kept.size += len(chunk)
                file.write(AESGCM(key).encrypt(_nonce(number, last), chunk, None))
            file.flush()
            os.fsync(file.fileno())
        partly.rename(path)
    except BaseException:
        partly.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    kept.sha256 = digest.hexdigest()
    return kept


def opened(name: str, key: str) -> Iterator[bytes]:
    """The content of a file, chunk by chunk.

    Raises Unreadable: at once when it is not there; when read, at the chunk that is not what was kept.
    """
    path = _path(name)
    if not path.is_file():
        raise Unreadable
    return _unsealed(path, AESGCM(base64.b64decode(key)))


def _unsealed(path: Path, cipher: AESGCM) -> Iterator[bytes]:
    with path.open("rb") as file:
        number, sealed, last = 0, file.read(CHUNK + _TAG), False
        while not last:
            following = file.read(CHUNK + _TAG)
            last = not following
            try:
                yield cipher.decrypt(_nonce(number, last), sealed, None)
            except InvalidTag:
                raise Unreadable from None
            number, sealed = number + 1, following


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Chunks of just CHUNK bytes but the last, each with whether it is that."""
    waiting = b""
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > CHUNK:
            yield waiting[:CHUNK], False
            waiting = waiting[CHUNK:]
    yield waiting, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _folder() -> Path:
    return Path(settings.DOCUMENT_DIR)


def _path(name: str) -> Path:
    return _folder() / name[:2] / name


def _settle(folder: Path) -> None:
    """Have the file's name on the disk before a row says that it is there."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def left_behind(known: set[str], *, now: datetime) -> Iterator[Path]:
    """The files older than a day that no row knows. `known` are all the names that rows hold: all of them."""
    before = (now - LEFT_AFTER).timestamp()
    for path in _folder().glob("*/*"):
        if path.parent.name == _SET_ASIDE:
            continue
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before and (path.parent.name == _INCOMING or path.name not in known):
                yield path


def set_aside(path: Path, *, now: datetime) -> None:
    """Take a file out of use for KEPT_ASIDE, counted from `now`; what never came in whole is removed."""
    with suppress(FileNotFoundError):
        if path.parent.name == _INCOMING:
            return path.unlink()
        target = _folder() / _SET_ASIDE / path.name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        os.utime(path, (now.timestamp(), now.timestamp()))
        path.rename(target)


def bring_back(known: set[str]) -> list[str]:
    """Put the files that were set aside and that a row names back where they are read; their names."""
    names = [path.name for path in (_folder() / _SET_ASIDE).glob("*") if path.name in known]
    for name in names:
        _path(name).parent.mkdir(mode=0o700, exist_ok=True)
        (_folder() / _SET_ASIDE / name).rename(_path(name))
    return names


def remove_outlived(*, now: datetime) -> None:
    """Remove what was set aside and that nobody has missed for KEPT_ASIDE."""
    before = (now - KEPT_ASIDE).timestamp()
    for path in (_folder() / _SET_ASIDE).glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def missing(known: Iterable[str]) -> Iterator[str]:
    """Those of the names that rows hold for which there is no file."""
    return (name for name in known if not _path(name).exists())
