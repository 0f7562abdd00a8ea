"""The one page on which a list of this floor is taken away as a file; above the limit, by two."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from access.exporting import Column, Form, Taken, TooMany, hand_over
from access.forms import accepted, posted
from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from dashboards import actions
from dashboards.actions.exporting import Asked
from dashboards.exports.forms import AskForm
from dashboards.models import LargeExport
from offenders.forms import ExportForm
from practice.keys import EXPORT_CEILING, EXPORT_MOST
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
    narrowed: Sequence[str] = (),
) -> HttpResponse:
    """Ask which kind of file, and make it, after a fresh proof of who one is.

    `rows` gives at most so many as it is asked for. `narrowed` says how the list is narrowed, as its own page does. A
    list longer than the force's policy allows one person is asked for here, and taken here once a second person has
    approved it: this list, narrowed like this, with these columns.
    """
    user, day = request.user, request.today
    if not reach(user, Capability.EXPORT, day):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    policy = policy_of(user.force_id, day)
    most, ceiling = policy.value(EXPORT_MOST), policy.value(EXPORT_CEILING)
    headings = [column.heading for column in columns]
    mark = fingerprint(name, caption, request.get_full_path(), headings, narrowed)
    own = list(LargeExport.objects.standing(day).filter(asked_by=user, fingerprint=mark))
    granted = next((each for each in own if each.decided_at), None)
    waiting = next((each for each in own if not each.decided_at), None)
    allowed = max(most, granted.rows) if granted else most
    form = ExportForm(posted(request))
    context = {
        "heading": "Take this list away as a file",
        "caption": caption,
        "columns": headings,
        "narrowed": narrowed,
        "most": most,
        "granted": granted,
        "waiting": waiting,
        "allowed": allowed,
        "back_href": back,
    }
    if "why" not in request.POST and form.is_valid():
        try:
            with transaction.atomic():
                found = list(rows(allowed + 1))
                by_two = granted if most < len(found) <= allowed else None
                if by_two:
                    actions.take_export(user, export=by_two, now=request.now)
                second = str(by_two.decided_by) if by_two else ""
                return hand_over(
                    found,
                    columns,
                    form=Form(form.cleaned_data["form"]),
                    name=name,
                    taken=Taken(user, request.now, request_id(), approved_by=second),
                    most=allowed,
                    of=[caption, *narrowed],
                )
        except TooMany:
            shows(())  # nobody was handed over, and nobody is on the page
            if not waiting:
                return _ask(request, {**context, "grown": bool(granted)}, ceiling)
            form.add_error(None, f"More than {most:,} rows: it waits for a second person.")
    elif "why" in request.POST:

        def asked() -> Asked:
            held = sum(1 for _ in rows(ceiling + 1))
            shows(())  # counted, and shown to nobody
            return Asked(name, caption, request.get_full_path(), back, mark, held, headings, narrowed)

        return _ask(request, context, ceiling, asked)
    return render(
        request, "dashboards/exports/take.html", {**context, "form": form, "submit_text": "Make the file"}
    )


def fingerprint(
    name: str, caption: str, address: str, headings: Sequence[str], narrowed: Sequence[str] = ()
) -> str:
    """SHA-256 of which file is meant: its name, whose list it is, the way it is narrowed, its columns."""
    return hashlib.sha256("\n".join((name, caption, address, *headings, *narrowed)).encode()).hexdigest()


def _ask(
    request: SignedIn, context: dict[str, object], ceiling: int, asked: Callable[[], Asked] | None = None
) -> HttpResponse:
    """The way out of a list that is too long: a second person is asked. Nothing is counted before somebody says why."""
    form = AskForm(posted(request) if asked else None, initial={"submission": uuid4()})
    waits: LargeExport | None = None

    def ask() -> None:
        nonlocal waits
        assert asked  # noqa: S101 - the form is bound with it alone
        waits = actions.ask_for_export(request.user, asked=asked(), now=request.now, **form.cleaned_data)

    if asked and accepted(form, ask) and waits:
        before = "This takes the place of what you had asked before. " if waits.version > 1 else ""
        messages.success(
            request,
            f"You have asked for {waits.rows:,} rows. {before}You are told once a second person has decided.",
        )
        return redirect("large-exports")
    return render(
        request,
        "dashboards/exports/ask.html",
        {**context, "form": form, "ceiling": ceiling, "submit_text": "Ask a second person"},
    )
