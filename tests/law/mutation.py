"""Mutation testing of the law (`make mutants`): a quick first pass, and pytest's plugin for what that leaves.

`ops.mutants` runs the first as `python -m tests.law.mutation` in `mutants/`; `[tool.mutmut]` in pyproject.toml names
the second.
"""

import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

ACTIVE = "MUTANT_UNDER_TEST"
"""Where the code that mutmut makes looks which mutant it is to be."""
FELLED = 1
SECONDS = 10
"""All recorded answers take a tenth of one; a mutant that takes so long is left to mutmut, which knows time-outs."""

os.environ.setdefault("LAW_EXAMPLES", "5")
settings.register_profile(
    "mutants", derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], deadline=None
)
settings.load_profile("mutants")


def first_pass(record: Path, asked: list[tuple[Any, str]]) -> None:
    """Try the untried mutants of one file on the facts whose answers are recorded.

    All in this one process, which is twenty times as fast as one for each and fells nearly all. Those answered
    otherwise are written down in mutmut's own record.
    """
    answer_of = import_module("tests.law.answers").answer_of
    kept = json.loads(record.read_text())
    codes = kept["exit_code_by_key"]
    for mutant in [name for name, code in codes.items() if code is None]:
        os.environ[ACTIVE] = mutant
        forget_answers()
        signal.alarm(SECONDS)
        try:
            at = next((at for at, (facts, answer) in enumerate(asked) if answer_of(facts) != answer), None)
        except TimeoutError:
            at = None
        except Exception:
            at = 0
        signal.alarm(0)
        if at is not None:
            codes[mutant] = FELLED
            asked.insert(0, asked.pop(at))  # likely to fell the next one too
    record.write_text(json.dumps(kept, indent=4))


def forget_answers() -> None:
    """Empty the law's caches: what they hold was computed by another mutant, or for another test."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("notifications.law"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


on_import: set[str] = set()
"""The functions of the law that run when it is imported, by the names that mutmut gives them."""


def pytest_sessionstart() -> None:
    """Import the law anew for a mutant of what runs on import; mutmut's processes are forked from one that has."""
    mutant = os.environ.get(ACTIVE, "")
    if not on_import:
        note_what_runs_on_import()
    elif mutant.partition("__mutmut_")[0] in on_import:
        forget_the_law()
        try:
            import_module("tests.law.answers")
        except Exception:
            pytest.exit("the law cannot be imported", returncode=FELLED)
    forget_answers()


def forget_the_law() -> None:
    """Have the law and its tests imported again."""
    for name in [*sys.modules]:
        if name.startswith(("notifications", "tests.law.")) and name != __name__:
            del sys.modules[name]


def note_what_runs_on_import() -> None:
    """Ask mutmut's own record of calls."""
    before, os.environ[ACTIVE] = os.environ.get(ACTIVE, ""), "stats"
    forget_the_law()
    import_module("notifications.law")
    on_import.update(state()._stats)
    state()._stats.clear()
    os.environ[ACTIVE] = before


def pytest_runtest_setup() -> None:
    """Let each test be seen to run all it needs."""
    forget_answers()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Every test depends on what ran on import: say so, while mutmut notes which test runs which function."""
    state()._stats.update(on_import)


def out_of_time(*_: object) -> None:
    """Called by the alarm."""
    raise TimeoutError


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, out_of_time)
    os.environ[ACTIVE] = ""
    answers = import_module("tests.law.answers")
    asked = [(facts, answers.answer_of(facts)) for facts in answers.ASKED]
    for name in sys.argv[1:]:
        first_pass(Path(name), asked)
