"""Mutation testing of the statute engine: does a test fail for every line of the law that is made wrong?

``python -m ops.mutants [FILE ...]`` has mutmut change one thing at a time in the files given, or in all of
``notifications/law``, and puts each mutant to the facts whose answers are recorded (``tests.law.mutation``), then to
all tests of the law. The results stay in ``mutants/``: a later run of everything tries again only what was not killed
and what has changed since; a file that is named is tried anew. After taking tests away, remove the folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mutmut.__main__ import create_mutants
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
AT_ONCE = 2
FELLED = ("killed", "timeout")
"""A mutant that never ends is as well found out as one whose answer is wrong."""
ANY = frozenset(status_by_exit_code.values())


def records(files: Iterable[Path]) -> dict[Path, Any]:
    """What mutmut keeps of each file that has mutants."""
    found = {file: RESULTS / f"{file}.meta" for file in files}
    return {file: json.loads(record.read_text()) for file, record in found.items() if record.exists()}


def forget(file: Path, states: frozenset[str]) -> None:
    """Have the mutants of one file that came to one of these states tried again."""
    record = RESULTS / f"{file}.meta"
    kept = json.loads(record.read_text())
    kept["exit_code_by_key"] = {
        name: None if status_by_exit_code[code] in states else code
        for name, code in kept["exit_code_by_key"].items()
    }
    record.write_text(json.dumps(kept, indent=4))


def untried(files: Iterable[Path]) -> list[str]:
    """The mutants that have no result yet."""
    kept = records(files).values()
    return [name for record in kept for name, code in record["exit_code_by_key"].items() if code is None]


def make() -> None:
    """Write the mutants of changed files, and all that their tests need, to their folder."""
    shutil.rmtree(RESULTS / "tests", ignore_errors=True)
    RESULTS.mkdir(exist_ok=True)
    set_mutant_under_test("mutant_generation")
    with contextlib.redirect_stdout(None):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(AT_ONCE)


def run(command: list[str], folder: Path) -> None:
    """Run something at a low priority, keeping compiled modules, whatever the caller prefers: they save much time."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(["nice", *command], cwd=folder, env=environment, check=True)


def report(files: Iterable[Path]) -> None:
    """Print each that was not killed, the figures of each file, and those of all as the closing line."""
    total: Counter[str] = Counter()
    rows = []
    for file, record in records(files).items():
        states = {name: status_by_exit_code[code] for name, code in record["exit_code_by_key"].items()}
        for name, state in states.items():
            if state != "killed":
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
    """Try the mutants and report on them; 0 however many survive."""
    os.chdir(ROOT)
    everything = sorted(Path("notifications/law").glob("**/*.py"))
    files = [Path(name) for name in names] or everything
    if unknown := [str(file) for file in files if file not in everything]:
        print(f"Give files of notifications/law, such as {everything[1]}; not: {', '.join(unknown)}")
        return 2
    make()
    for file in records(files):
        forget(file, ANY if names else ANY - {"killed"})
    print(f"{len(untried(files))} mutants to try: on the recorded answers first")
    run([sys.executable, "-m", "tests.law.mutation", *(f"{file}.meta" for file in records(files))], RESULTS)
    if left := untried(files):
        print(f"{len(left)} left to all tests of the law")
        run([str(MUTMUT), "run", "--max-children", str(AT_ONCE), *left], ROOT)
    report(files)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
