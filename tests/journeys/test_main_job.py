"""The main job, end to end: a conviction becomes a duty, the sweep flags it, a notification clears it.

Worker and beat run as processes of their own, on the real broker; nobody calls the sweep from here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diary.models import Flag, SweepRun
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(180),
    pytest.mark.usefixtures("law_alone"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def worker_and_beat(clock: object, settings: object, tmp_path: Path) -> Iterator[None]:
    """A Celery worker and beat, as in production but for a sweep each second and the moved clock."""
    every_second = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.create(name="sweep at once", task="diary.sweep", interval=every_second)
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": str(os.environ["DATABASE_URL"]),
        "VIGIL_TEST_DATABASE": str(database["NAME"]),
        "VIGIL_CLOCK_FILE": str(settings.CLOCK_FILE),  # type: ignore[attr-defined]
    }
    celery = [sys.executable, "-m", "celery", "-A", "config.celery:app"]
    commands = [
        [*celery, "worker", "--pool", "solo", "--loglevel", "INFO"],
        [*celery, "beat", "--max-interval", "1", "--pidfile", "", "--loglevel", "INFO"],
    ]
    log = (tmp_path / "celery.log").open("wb")
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) for command in commands
    ]
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        log.close()


def wait_until(page: Page, condition: Callable[[], bool], seconds: int = 60) -> None:
    """Looks again and again, as someone waiting would, letting the browser live meanwhile."""
    for _ in range(seconds * 5):
        if condition():
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not within {seconds} s")


@pytest.mark.usefixtures("worker_and_beat")
def test_the_main_job(
    clock: Callable[[date], None],
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    # Given an officer who signs in on 15 June 2026
    world.officer(username="officer")
    page = sign_in("officer")
    expect(page.get_by_role("heading", name="Monday 15 June 2026")).to_be_visible()
    expect(page.get_by_text("Nothing is overdue.")).to_be_visible()
    accessible(page)

    # When a conviction of that day is entered
    page.get_by_role("link", name="Add a person").click()
    accessible(page)
    page.get_by_label("Given names").fill("Alan")
    page.get_by_label("Family name").fill("Marsh")
    born = page.get_by_role("group", name="Date of birth")
    born.get_by_label("Day").fill("4")
    born.get_by_label("Month").fill("3")
    born.get_by_label("Year").fill("1979")
    page.get_by_label("Very high").check()
    page.get_by_role("button", name="Continue").click()

    accessible(page)
    page.get_by_label("Offence", exact=True).fill("Sexual assault, Sexual Offences Act 2003 s.3")
    convicted = page.get_by_role("group", name="Date of the conviction")
    convicted.get_by_label("Day").fill("15 Jun 2026")
    page.get_by_label("Sentence or other disposal").select_option("Suspended sentence of imprisonment")
    page.get_by_label("Length: months").fill("18")
    page.get_by_role("button", name="Continue").click()

    accessible(page)
    page.get_by_label("Address line 1").fill("12 Ewe Close")
    page.get_by_label("Since when do they live there?").fill("1/5/2020")
    page.get_by_role("button", name="Continue").click()

    accessible(page)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Add this person").click()

    # Then the record shows the duty, the period, and why
    expect(page.get_by_role("heading", name="Initial notification").first).to_be_visible()
    expect(page.get_by_text("17 June 2026").first).to_be_visible()
    expect(page.get_by_role("heading", name="Subject to notification until 14 June 2036")).to_be_visible()
    page.get_by_text("Why this date").first.click()
    expect(page.get_by_text("3 days beginning with").first).to_be_visible()
    assert "Marsh" not in page.title()
    accessible(page)

    # When three days pass
    clock(date(2026, 6, 18))

    # Then the sweep flags it, though nobody asked, and Today shows it
    wait_until(page, lambda: Flag.objects.filter(state="overdue", since=date(2026, 6, 18)).exists())
    wait_until(page, lambda: SweepRun.objects.filter(day=date(2026, 6, 18)).exists())
    page.goto(live_server.url)
    overdue = page.get_by_role("table", name="Overdue")
    expect(overdue.get_by_role("row", name="MARSH, Alan")).to_contain_text("1 day overdue")
    accessible(page)

    # When the officer records the notification given that morning
    overdue.get_by_role("link", name="MARSH, Alan").click()
    page.get_by_role("link", name="Notification", exact=True).click()
    page.get_by_role("link", name="Record a notification taken elsewhere").click()
    accessible(page)
    page.get_by_label("Date they attended").fill("18/6/2026")
    page.get_by_label("Time").fill("8:45")
    page.get_by_label("Police station").fill("Kirkby police station")
    page.get_by_role("button", name="Record the notification").click()
    accessible(page)
    page.get_by_label("No: they give none").check()
    page.get_by_role("button", name="Record the notification").click()

    # Then the duty is met, said to be late, and the next date stands a year on
    expect(page.get_by_text("18 June 2027").first).to_be_visible()
    page.get_by_text("Met before").click()
    expect(page.get_by_text("it was due by 17 June 2026")).to_be_visible()
    page.goto(live_server.url)
    expect(page.get_by_text("Nothing is overdue.")).to_be_visible()
