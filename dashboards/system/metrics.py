"""What Prometheus reads: how each part and job is, how much waits, how long pages take. Names, never addresses.

Each process of the web server counts for itself. Where PROMETHEUS_MULTIPROC_DIR is set they count into files there, and
whichever of them is asked tells of all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from django.http import HttpRequest, HttpResponseBase
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from dashboards.system.looking import Health
from dashboards.system.queries import ran
from dashboards.system.rules import State

_SHARED = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
if _SHARED:
    Path(_SHARED).mkdir(parents=True, exist_ok=True)
_REQUESTS = Histogram(
    "vigil_request_seconds",
    "How long answers took, by the name of the page.",
    ["page", "method", "status"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = ("GET", "HEAD", "POST")
_NUMBERS = {
    "sweep_age_seconds": "Since the last sweep finished.",
    "queue_length": "Jobs that wait in the broker.",
    "outbox_waiting": "E-mails that wait.",
    "outbox_unsure": "Of these, that were perhaps sent already.",
    "outbox_age_seconds": "Since the oldest of them was written.",
    "outbox_given_up": "E-mails given up in the last 7 days.",
    "unsealed_age_seconds": "Since the oldest event of the access log without a seal.",
    "unsealed_events": "Events without a seal; 10001: more are not counted.",
    "files_waiting": "Files that wait for the scanner.",
}


class LatencyMiddleware:
    """Times every answer, from outside of all that Vigil does for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        since = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        page = (match.view_name if match else "") or "none"
        # Whoever makes up a method makes up no time series.
        method = request.method if request.method in _METHODS else "other"
        _REQUESTS.labels(page, method, f"{response.status_code // 100}xx").observe(perf_counter() - since)
        return response


def written(health: Health) -> bytes:
    """Everything, in Prometheus's text format."""
    told = CollectorRegistry()
    told.register(_Told(health))
    counted = REGISTRY
    if _SHARED:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(told) + generate_latest(counted)


class _Told:
    """A collector of what was looked at just now."""

    def __init__(self, health: Health) -> None:
        self.health = health

    def collect(self) -> Iterator[Metric]:
        health = self.health
        yield InfoMetricFamily("vigil", "Versions.", {key.lower(): to for key, to in health.versions.items()})
        for name, said, lines in (
            ("vigil_part_works", "1, or 0 where the part does not work or nobody can tell.", health.parts),
            ("vigil_job_works", "1, or 0 where the job fails or should have run.", health.jobs),
        ):
            works = GaugeMetricFamily(name, said, labels=["name"])
            for line in lines:
                works.add_metric([line.key], line.state not in (State.STOPPED, State.UNKNOWN))
            yield works
        yield from self._of_jobs()
        for name, said in _NUMBERS.items():
            if name in health.numbers:
                yield GaugeMetricFamily(f"vigil_{name}", said, value=health.numbers[name])

    def _of_jobs(self) -> Iterator[Metric]:
        done = GaugeMetricFamily(
            "vigil_job_done_timestamp_seconds", "When it last ended well.", labels=["name"]
        )
        took = GaugeMetricFamily("vigil_job_seconds", "How long it last took.", labels=["name"])
        failures = CounterMetricFamily("vigil_job_failures", "Of all time.", labels=["name"])
        for task, job in self.health.ran.items():
            failures.add_metric([task], job.failures)
            if job.done_at:
                done.add_metric([task], job.done_at.timestamp())
            if (span := ran(job).took) is not None:
                took.add_metric([task], span.total_seconds())
        yield from (done, took, failures)
