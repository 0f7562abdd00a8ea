"""The test suite's PostgreSQL and Valkey, and its browser; loaded by ``-p ops.pytest_local`` before the settings.

Every run gets new servers in a temporary directory, unless DATABASE_URL and REDIS_URL are given. The processes that
pytest-xdist starts inherit the addresses; each makes a test database of its own.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from ops import browser, local_services

NO_BROWSER = "no Chromium"
BROWSER_FIXTURES = frozenset({"browser", "browser_context_args", "context", "page"})


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Bring the servers up before pytest-django reads the settings, which need their addresses."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        servers = local_services.throw_away()
        os.environ.update(DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_url)
    if found := browser.path():
        os.environ[browser.VARIABLE] = str(found)
        browser.prepare_playwright()
    elif os.environ.get("CI"):
        raise pytest.UsageError(f"{NO_BROWSER}: the browser tests may not be skipped here. Run: make browser")
    return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if browser.path():
        return
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one plain line that browser tests did not run."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", ()) if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        count = "1 browser test was" if len(skipped) == 1 else f"{len(skipped)} browser tests were"
        terminalreporter.write_line(
            f"{count} skipped, for want of a Chromium. "
            f"Install one, or give its path in {browser.VARIABLE}, and run: make test",
            yellow=True,
        )
