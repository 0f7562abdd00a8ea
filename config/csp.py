"""Where browsers say what the content security policy kept from running: an attack, or a mistake of ours."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = structlog.get_logger("vigil.csp")
_KINDS = ("application/csp-report", "application/reports+json")
_LARGEST = 16_384  # bytes of one message
_MOST, _WITHIN = 30, 60.0  # reports that one process writes down, in so many seconds: anybody can send them
_written: deque[float] = deque(maxlen=_MOST)


@login_not_required
@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Write down which directive was broken on which page, and nothing else of what the browser tells."""
    if request.content_type not in _KINDS:
        return HttpResponse(status=415)
    if int(request.headers.get("Content-Length") or 0) > _LARGEST:
        return HttpResponse(status=413)
    try:
        found = list(_reports(json.loads(request.body)))
    except (ValueError, AttributeError, TypeError):
        return HttpResponse(status=400)
    for directive, address in found:
        if not _is_too_much():
            log.warning("content security policy broken", directive=directive, page=_page(address))
    return HttpResponse(status=204)


def _reports(told: Any) -> Iterator[tuple[str, str]]:
    """Directive and address of each report, in the older form (one) or that of the Reporting API (a list)."""
    for each in told if isinstance(told, list) else [{"type": "csp-violation", "body": told["csp-report"]}]:
        if each["type"] == "csp-violation":
            body = each["body"]
            directive = (
                body.get("effectiveDirective")
                or body.get("effective-directive")
                or body["violated-directive"]
            )
            word = str(directive).partition(" ")[0]
            yield (
                word if word.replace("-", "").isalpha() and len(word) <= 40 else "?",
                str(body.get("documentURL") or body.get("document-uri") or ""),
            )


def _page(address: str) -> str:
    """The page's own name: its path may hold a person's key, which no log of the process shall name."""
    try:
        return resolve(urlsplit(address).path).view_name
    except (Resolver404, ValueError):
        return "?"


def _is_too_much() -> bool:
    now = monotonic()
    if len(_written) == _MOST and now - _written[0] < _WITHIN:
        return True
    _written.append(now)
    return False
