"""What many verbs ask in the same words, and the one way from a form to its verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from access.recording import Stale
from frontend.errors import put_on_form


class ReasonForm(forms.Form):
    """Why, and nothing else: for what is done at one go."""

    reason = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Say why, in a few words."}
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or nothing while it is only shown."""
    return request.POST if request.method == "POST" else None


def accepted(
    form: forms.Form, verb: Callable[[], object], *, overtaken: Callable[[Stale], None] | None = None
) -> bool:
    """Whether the form was right and the verb did its work; a refusal stands on the form.

    `overtaken` is called instead where the record was changed after the form was opened.
    """
    if not form.is_valid():
        return False
    try:
        verb()
    except Stale as stale:
        if overtaken is None:
            put_on_form(form, stale)
        else:
            overtaken(stale)
    except ValidationError as refused:
        put_on_form(form, refused)
    else:
        return True
    return False


def put_stale_on_form(form: forms.Form, said: str, **seen: object) -> None:
    """Say that the record was changed meanwhile, and take what stands now (`seen`, hidden fields) as seen: sending the
    form again is then a decision taken with it in sight."""
    form.add_error(None, said)
    retyped: Any = form.data.copy()  # type: ignore[attr-defined]
    for name, value in seen.items():
        retyped[form.add_prefix(name)] = str(value)
    form.data = retyped


def compare(stale: Stale) -> str:
    """What is said above both versions."""
    return (
        f"{stale.whose} after you opened it, so nothing has been saved. What you typed is still here: compare it with "
        "what stands now, and save again if yours should stand."
    )
