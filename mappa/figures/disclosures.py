"""The pages of the register of disclosures: the list, and taking it away as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from frontend.paging import Link, Page
from mappa.figures import register
from mappa.figures.forms import RegisterForm
from mappa.figures.register import A_PAGE, Asked

_A_YEAR = 365


@require_safe
def disclosures(request: SignedIn) -> HttpResponse:
    """What was decided about telling others, yes and no, the newest first."""
    form, asked = asked_of(request)
    number = _number(request.GET.get("page", ""))
    rows = register.entries(request.user, asked, request.now, first=(number - 1) * A_PAGE, most=A_PAGE + 1)
    shown = rows[:A_PAGE]
    shows(register.people_of(shown))
    context = {
        "form": form,
        "asked": asked,
        "page": Page(
            shown,
            previous=_link(asked, number - 1) if number > 1 else None,
            next=_link(asked, number + 1) if len(rows) > A_PAGE else None,
        ),
        "export_url": f"{reverse('mappa-disclosures-export')}{address(asked)}"
        if reach(request.user, Capability.EXPORT, request.today)
        else "",
        "today": request.today,
    }
    return render(request, "mappa/figures/disclosures.html", context)


def asked_of(request: SignedIn) -> tuple[RegisterForm, Asked]:
    """What the address asks for; for anything else the last year, and the form says what was wrong."""
    if not register.reads(request.user, request.today):
        raise PermissionDenied
    since, until = request.today - request.today.resolution * _A_YEAR, request.today
    said = {"since": since, "until": until, "source": "", "decision": "", **request.GET.dict()}
    form = RegisterForm(said, today=request.today)
    return form, Asked(**form.cleaned_data) if form.is_valid() else Asked(since, until)


def address(asked: Asked, **more: object) -> str:
    said = {"since": asked.since, "until": asked.until, "source": asked.source, "decision": asked.decision}
    return "?" + urlencode({**said, **more})


def _link(asked: Asked, number: int) -> Link:
    return Link(address(asked, page=number))


def _number(text: str) -> int:
    """A page as an address says it; the first for anything else."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 5 else 1
