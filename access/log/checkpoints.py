"""Where the chain stood, kept where nobody who can change the database can change it too.

A file an hour, made new and never opened again for writing. Without one a cut-off end cannot be told from an end.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"\d{8}T\d{6}Z-\d{12}\.json")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """At `at` (UTC, ISO 8601) the chain's last seal was at `position`, with `hash` (hexadecimal)."""

    at: str
    position: int
    hash: str


class AtOdds(ValueError):
    """The chain is not the one that an earlier checkpoint saw."""


class Unreadable(ValueError):
    """A file among the checkpoints is none."""


def keep(checkpoint: Checkpoint, directory: Path) -> Path:
    """Write the checkpoint down in a file of its own. Raises FileExistsError rather than touch one that is there."""
    moment = datetime.fromisoformat(checkpoint.at).strftime("%Y%m%dT%H%M%SZ")
    path = directory / f"{moment}-{checkpoint.position:012}.json"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o444)
    try:
        os.write(file, json.dumps(asdict(checkpoint)).encode() + b"\n")
        os.fsync(file)
    finally:
        os.close(file)
    return path


def kept(directory: Path) -> Iterator[Checkpoint]:
    """Every checkpoint of the directory, oldest first. Raises Unreadable."""
    for path in sorted(directory.iterdir()):
        if not _NAME.fullmatch(path.name):
            continue
        try:
            yield Checkpoint(**json.loads(path.read_bytes()))
        except (ValueError, TypeError) as fault:
            raise Unreadable(f"{path.name} is not a checkpoint: {fault}") from fault


def first_at_odds(checkpoints: Iterable[Checkpoint]) -> tuple[Checkpoint, Checkpoint] | None:
    """The first two that say different hashes of one position, the earlier of them first; a chain has one there."""
    known: dict[int, Checkpoint] = {}
    for checkpoint in checkpoints:
        earlier = known.setdefault(checkpoint.position, checkpoint)
        if earlier.hash != checkpoint.hash:
            return earlier, checkpoint
    return None
