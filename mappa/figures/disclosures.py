"""The pages of the register of disclosures: the list, and taking it away as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.exporting import Form, Taken, TooMany, hand_over
from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from frontend.paging import Link, Page
from mappa.figures import register
from mappa.figures.forms import RegisterForm
from mappa.figures.register import A_PAGE, Asked
from offenders.forms import ExportForm
from practice.keys import EXPORT_MOST
from practice.policy import policy_of

_A_YEAR = 365


@require_safe
def disclosures(request: SignedIn) -> HttpResponse:
    """What was decided about telling others, yes and no, the newest first."""
    form, asked = _asked(request)
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
        "export_url": f"{reverse('mappa-disclosures-export')}{_address(asked)}"
        if reach(request.user, Capability.EXPORT, request.today)
        else "",
        "today": request.today,
    }
    return render(request, "mappa/figures/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SignedIn) -> HttpResponse:
    """Take the register as it is narrowed away as a file, after a fresh proof of who one is."""
    user = request.user
    _, asked = _asked(request)
    if not reach(user, Capability.EXPORT, request.today):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    most = policy_of(user.force_id, request.today).value(EXPORT_MOST)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = register.entries(user, asked, request.now, most=most + 1, may=Capability.EXPORT)
        shows(register.people_of(rows))
        try:
            return hand_over(
                rows,
                register.COLUMNS,
                form=Form(form.cleaned_data["form"]),
                name="disclosures",
                taken=Taken(user, request.now, request_id()),
                most=most,
            )
        except TooMany:
            form.add_error(None, f"More than {most} decisions are on this list. Narrow it first.")
    context = {
        "form": form,
        "heading": "Take this register away as a file",
        "caption": "Disclosure decisions",
        "columns": [column.heading for column in register.COLUMNS],
        "most": most,
        "submit_text": "Make the file",
        "back_href": f"{reverse('mappa-disclosures')}{_address(asked)}",
    }
    return render(request, "mappa/figures/export.html", context)


def _asked(request: SignedIn) -> tuple[RegisterForm, Asked]:
    """What the address asks for; for anything else the last year, and the form says what was wrong."""
    if not register.reads(request.user, request.today):
        raise PermissionDenied
    since, until = request.today - request.today.resolution * _A_YEAR, request.today
    said = {"since": since, "until": until, "source": "", "decision": "", **request.GET.dict()}
    form = RegisterForm(said, today=request.today)
    return form, Asked(**form.cleaned_data) if form.is_valid() else Asked(since, until)


def _address(asked: Asked, **more: object) -> str:
    said = {"since": asked.since, "until": asked.until, "source": asked.source, "decision": asked.decision}
    return "?" + urlencode({**said, **more})


def _link(asked: Asked, number: int) -> Link:
    return Link(_address(asked, page=number))


def _number(text: str) -> int:
    """A page as an address says it; the first for anything else."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 5 else 1
