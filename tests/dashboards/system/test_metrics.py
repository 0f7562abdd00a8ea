"""What Prometheus is told, and that nobody else is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from access.actions import noting
from dashboards.system import looking
from diary import actions as diary
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOKEN = "made-up-for-this-test"


@pytest.fixture(autouse=True)
def _token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def told(client: Client | None = None) -> str:
    answer = (client or Client()).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer é"])
def test_there_is_no_such_page_without_the_token(sent: str) -> None:
    assert Client().get("/metrics", headers={"Authorization": sent}).status_code == 404


def test_nor_where_no_token_is_set(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_jobs_parts_ages_and_failures() -> None:
    diary.sweep(today=world.TODAY, now=world.at(world.TODAY, 8))
    noting.job_began("diary.sweep", now=timezone.now())
    noting.job_ended("diary.sweep", now=timezone.now(), found=1)
    noting.job_ended("diary.sweep", now=timezone.now(), error="KeyError")
    text = told()
    for line in (
        'vigil_job_works{name="diary.sweep"} 0.0',
        'vigil_job_failures_total{name="diary.sweep"} 1.0',
        'vigil_job_works{name="access.seal"} 1.0',
        'vigil_part_works{name="database"} 1.0',
        "vigil_sweep_age_seconds 3600.0",
        "vigil_outbox_age_seconds 0.0",
        "vigil_unsealed_age_seconds ",
        "vigil_queue_length ",
    ):
        assert line in text, line


def test_how_long_pages_take_by_their_names_and_without_ids(client: Client) -> None:
    person = world.person()
    client.force_login(world.officer(), backend="accounts.backends.VettedUserBackend")
    client.get(reverse("person", args=[person.pk]))
    client.get("/nobody-made-this-page/")
    client.generic("MADEUP", "/healthz")
    text = told(client)
    assert 'vigil_request_seconds_count{method="GET",page="person",status="2xx"}' in text
    assert 'page="none",status="4xx"' in text
    assert 'method="other"' in text
    for secret in (str(person.pk), person.reference, "nobody-made-this-page", "MADEUP", "Marsh"):
        assert secret not in text


def test_with_the_database_gone_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("nobody there")

    monkeypatch.setattr(looking, "as_vigil", gone)
    text = told()
    assert 'vigil_part_works{name="database"} 0.0' in text
    assert "vigil_sweep_age_seconds" not in text


def test_whichever_process_is_asked_tells_of_all(tmp_path: Path) -> None:
    counted = (
        "import django; django.setup()\n"
        "from dashboards.system import looking, metrics\n"
        "metrics._REQUESTS.labels('person', 'GET', '2xx').observe(0.1)\n"
        "from django.utils import timezone\n"
        "print(metrics.written(looking.Health(timezone.now())).decode())\n"
    )
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts")}
    for expected in ("1.0", "2.0"):
        done = subprocess.run(
            [sys.executable, "-c", counted], env=env, capture_output=True, text=True, check=True
        )
        assert (
            f'vigil_request_seconds_count{{method="GET",page="person",status="2xx"}} {expected}'
            in done.stdout
        )
