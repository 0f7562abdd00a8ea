"""The page of a form about meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from access.forms import accepted, compare, put_stale_on_form
from access.recording import Stale
from access.requests import SignedIn


def form_page(
    request: SignedIn,
    form: forms.Form,
    verb: Callable[[], Any],
    *,
    back: str,
    said: str,
    template: str = "mappa/form.html",
    **page: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out. A stale form shows both versions. No draft is kept."""
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        if hasattr(form, "differences"):
            rows.extend(form.differences())
        version = getattr(getattr(form, "row", None), "version", 0)
        put_stale_on_form(form, compare(stale), version=version)

    if accepted(form, verb, overtaken=overtaken):
        messages.success(request, said)
        return redirect(back)
    context = {"form": form, "back_href": back, "overtaken": rows, "today": request.today, **page}
    return render(request, template, context)
