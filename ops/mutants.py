"""Mutation testing of the statute engine: does a test fail for every line of the law that is made wrong?

``python -m ops.mutants [FILE ...]`` has mutmut change one thing at a time in the files given, or in all of
``notifications/law``, and runs the tests of the law on each mutant. The results stay in ``mutants/``. A later run of
everything tries again only what was not felled and what has changed since; a file that is named is tried anew. After
taking tests away, remove the folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
AT_ONCE = "2"
FELLED = ("killed", "timeout")
"""A mutant that never ends is as well found out as one whose answer is wrong."""


def records(files: Iterable[Path]) -> dict[Path, Any]:
    """What mutmut keeps of each file that has mutants."""
    found = {file: RESULTS / f"{file}.meta" for file in files}
    return {file: json.loads(record.read_text()) for file, record in found.items() if record.exists()}


def forget_survivors(files: Iterable[Path]) -> None:
    """Have the mutants that were not felled tried again: there may be a test for them now."""
    for file, record in records(files).items():
        codes = record["exit_code_by_key"]
        record["exit_code_by_key"] = {
            name: code if status_by_exit_code[code] in FELLED else None for name, code in codes.items()
        }
        (RESULTS / f"{file}.meta").write_text(json.dumps(record, indent=4))


def run(only: Iterable[Path]) -> int:
    """Have mutmut try all mutants of the files named, or of all files those that are not known to be felled."""
    modules = [".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in only]
    # Compiled modules are kept, whatever the caller prefers: that saves half a second a mutant.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = ["nice", str(MUTMUT), "run", "--max-children", AT_ONCE]
    return subprocess.run(
        command + [f"{module}.x[_ǁ]*" for module in modules], cwd=ROOT, env=environment
    ).returncode


def report(files: Iterable[Path]) -> None:
    """Print each survivor, the figures of each file, and those of all as the closing line."""
    total: Counter[str] = Counter()
    rows = []
    for file, record in records(files).items():
        states = {name: status_by_exit_code[code] for name, code in record["exit_code_by_key"].items()}
        for name, state in states.items():
            if state not in FELLED:
                print(f"{state}: {name}")
        count = Counter(states.values())
        if count:
            rows.append(f"{file.as_posix():44}{said(count)}")
            total += count
    print(*rows, sep="\n")
    print("A mutant as a change to its file: .venv/bin/mutmut show NAME")
    print(f"{total.total()} mutants: {said(total)}")


def said(count: Counter[str]) -> str:
    """Figures in words: "95 killed, 1 timeout, 4 survived: 96.0 %"."""
    felled = sum(count[state] for state in FELLED)
    named = {"killed": count["killed"], "survived": 0, "timeout": 0} | count
    figures = ", ".join(f"{number} {state}" for state, number in named.items())
    return f"{figures}: {100 * felled / count.total():.1f} % killed or timed out"


def main(names: list[str]) -> int:
    """Try the mutants and report on them; 0 unless mutmut itself could not run."""
    everything = sorted(path.relative_to(ROOT) for path in ROOT.glob("notifications/law/**/*.py"))
    only = [Path(name) for name in names]
    if unknown := [str(file) for file in only if file not in everything]:
        print(f"Give files of notifications/law, such as {everything[1]}; not: {', '.join(unknown)}")
        return 2
    if not only:
        forget_survivors(everything)
    if failed := run(only):
        return failed
    report(only or everything)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
