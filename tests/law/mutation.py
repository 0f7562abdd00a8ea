"""pytest's plugin for mutation testing (`make mutants`), loaded by `[tool.mutmut]` in pyproject.toml.

mutmut forks a process for each mutant from one that has already run every test. So the law and its tests are imported
anew: what was cached, or computed on import, is then the mutant's own work. The worked examples go first, before
anything is collected: they take 30 ms together and fell most mutants.
"""

import os
import sys
from collections.abc import Generator
from importlib import import_module

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

os.environ.setdefault("LAW_EXAMPLES", "20")
settings.register_profile(
    "mutants", derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], deadline=None
)
settings.load_profile("mutants")

FELLED = 1
"""pytest's own exit status for tests that failed."""


def forget_the_law() -> None:
    """Have the law and its tests imported again."""
    for name in [*sys.modules]:
        if name.startswith(("notifications", "tests.law.")) and name != __name__:
            del sys.modules[name]


def pytest_sessionstart() -> None:
    """Start afresh, and try a mutant on the worked examples."""
    forget_the_law()
    if "__mutmut_" not in os.environ.get("MUTANT_UNDER_TEST", ""):
        return
    try:
        examples = import_module("tests.law.test_examples")
        answers = import_module("tests.law.test_answers")
        wrong = [
            example["id"]
            for example in examples.EXAMPLES
            if examples.faults_of(example) or answers.answer_of(example) != answers.RECORDED[example["id"]]
        ]
    except Exception as fault:
        wrong = [repr(fault)]
    if wrong:
        pytest.exit(f"felled by {wrong[0]}", returncode=FELLED)


on_import: set[str] = set()


def pytest_collection_finish() -> None:
    """Note the functions that ran on import, while mutmut records which test runs which function."""
    on_import.update(state()._stats)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Forget what is cached, so that each test is seen to run what it needs."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("notifications.law"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Every test depends on what ran on import."""
    state()._stats.update(on_import)
