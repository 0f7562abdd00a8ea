"""The one page on which a list of this floor is taken away as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from access.exporting import Column, Form, Taken, TooMany, hand_over
from access.forms import posted
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from offenders.forms import ExportForm
from practice.keys import EXPORT_MOST
from practice.policy import policy_of

Row = TypeVar("Row")


def take(
    request: SignedIn,
    rows: Callable[[int], Iterable[Row]],
    columns: Sequence[Column[Row]],
    *,
    name: str,
    back: str,
    caption: str,
) -> HttpResponse:
    """Ask which kind of file, and make it, after a fresh proof of who one is.

    `rows` gives at most so many as it is asked for. A list longer than the force's policy allows is refused whole.
    """
    user, day = request.user, request.today
    if not reach(user, Capability.EXPORT, day):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    most = policy_of(user.force_id, day).value(EXPORT_MOST)
    form = ExportForm(posted(request))
    if form.is_valid():
        try:
            return hand_over(
                rows(most + 1),
                columns,
                form=Form(form.cleaned_data["form"]),
                name=name,
                taken=Taken(user, request.now, request_id()),
                most=most,
            )
        except TooMany:
            form.add_error(None, f"More than {most} rows are on this list. Narrow it, then take it away.")
    context = {
        "form": form,
        "heading": "Take this list away as a file",
        "caption": caption,
        "columns": [column.heading for column in columns],
        "most": most,
        "submit_text": "Make the file",
        "back_href": back,
    }
    return render(request, "dashboards/export.html", context)
