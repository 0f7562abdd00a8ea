#!/usr/bin/env python3
"""Check an export of the access log without Vigil: only Python's standard library, and this page.

    verify_audit.py EXPORT [CHECKPOINTS]

EXPORT is a file of `manage.py audit verify --export`: a line an event, {"position":N,"hash":"H","event":[...]}. H is
sha256(the bytes of the hash before, then the event exactly as it stands in the line); the first follows 32 zero bytes.
CHECKPOINTS is a directory of {"at","position","hash"} files, from a disk that no administrator of the database can
change. Prints what was found; exit code 1 and the first bad line if anything is wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import datetime
from pathlib import Path

LINE = re.compile(rb'\{"position":(\d+),"hash":"([0-9a-f]{64})","event":(\[.*\])\}\n')
LATEST = 3600  # seconds that an event may be older than one sealed before it: a transaction that ended late


def seconds(at: str) -> float:
    return datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()


def check(export: Path, checkpoints: dict[int, str]) -> str:
    """Go along the chain; a sentence that begins with "Bad" where it breaks."""
    before, position, newest, seen = bytes(32), 0, 0.0, set()
    with export.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            found = LINE.fullmatch(line)
            if not found:
                return f"Bad line {number}: not an event"
            place, stated, event = int(found[1]), found[2].decode(), found[3]
            before = hashlib.sha256(before + event).digest()
            told = json.loads(event)
            identity, at = told[0], seconds(told[2])
            if place != position + 1:
                return f"Bad line {number}: seal {place} follows seal {position}"
            if before.hex() != stated:
                return f"Bad line {number}: event {identity} is not what was sealed"
            if identity in seen:
                return f"Bad line {number}: event {identity} stands twice"
            if at < newest - LATEST:
                return f"Bad line {number}: event {identity} is dated long before the one sealed before it"
            if checkpoints.pop(place, stated) != stated:
                return f"Bad line {number}: the checkpoint at seal {place} says another hash"
            seen.add(identity)
            position, newest = place, max(newest, at)
    if checkpoints:
        return f"Bad end: the chain ends at seal {position}, and a checkpoint knew seal {min(checkpoints)}"
    return f"Good: {position} events, last seal {before.hex()}"


if __name__ == "__main__":
    points: dict[int, str] = {}
    verdict = ""
    for path in sorted(Path(sys.argv[2]).glob("*.json")) if len(sys.argv) > 2 else ():
        point = json.loads(path.read_bytes())
        if points.setdefault(point["position"], point["hash"]) != point["hash"]:
            verdict = f"Bad checkpoints: two say different hashes of seal {point['position']}"
    verdict = verdict or check(Path(sys.argv[1]), points)
    print(verdict)
    sys.exit(verdict.startswith("Bad"))
