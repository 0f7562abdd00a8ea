"""What a log line may say: nothing about anybody, whoever wrote it and however it went wrong.

Vigil's own lines name counts and kinds. What libraries write holds addresses with people's numbers in them, and what
errors say holds the values that were refused; so of an error its kind and place are kept, and of a request the page.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from structlog.typing import EventDict, WrappedLogger

# What django-structlog adds: the address and the words of an error. Who asked is in the access log, by `request_id`.
_TELLING = ("request", "error", "reason", "exception", "user_agent", "user_id", "ip")
# Celery and its broker speak of servers and queues, in words that make no sense without what they are about.
_OF_MACHINES = ("celery.", "kombu.")
_JOBS = "celery.app.trace"


def about_nobody(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The last processor but those that write it down, for Vigil's lines and everybody else's."""
    record: logging.LogRecord = event["_record"]
    failure = _failure(event.pop("exc_info", None))
    event.pop("stack_info", None)
    if record.name.startswith("django_structlog"):
        for key in _TELLING:
            event.pop(key, None)
    elif not event["_from_structlog"]:
        event.update(_of_a_library(record, event["event"]))
    if failure is not None:
        event["failure"] = list(_kinds(failure))
        event["at"] = _places(failure)
    return event


def _of_a_library(record: logging.LogRecord, said: str) -> dict[str, Any]:
    told: dict[str, Any] = {"level": record.levelname.lower(), "logger": record.name}
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        status = getattr(record, "status_code", "no status")
        return told | {"event": f"answered with {status}", "page": match.view_name if match else "none"}
    if record.name == _JOBS:
        data = getattr(record, "data", {})
        return told | {"event": "job told of", "job": data.get("name", "")}
    if record.name.startswith(_OF_MACHINES):
        return told | {"event": said}
    # The sentence as it was written, without what was put into it.
    return told | {"event": record.__dict__.get("said_as", said)}


class AsWritten(logging.Filter):
    """Keeps a library's sentence as it stands in its source: `getMessage` puts the values into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.said_as = record.msg
        return True


def _failure(told: Any) -> BaseException | None:
    if isinstance(told, BaseException):
        return told
    found: BaseException | None = None
    if told:
        found = told[1] if isinstance(told, tuple) else sys.exc_info()[1]
    return found


def _kinds(failure: BaseException | None) -> Iterator[str]:
    """The kind of the error, and of those it came from; with PostgreSQL's code and the rule that was broken."""
    while failure is not None:
        broken = getattr(getattr(failure, "diag", None), "constraint_name", None)
        parts = (type(failure).__name__, getattr(failure, "sqlstate", None), broken)
        yield " ".join(str(part) for part in parts if part)
        failure = failure.__cause__ or failure.__context__


def _places(failure: BaseException) -> list[str]:
    """Where it happened, the innermost last. No line of source: a place is enough to find it."""
    frames = traceback.extract_tb(failure.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
