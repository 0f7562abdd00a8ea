"""What somebody is typing, saved as they type: encrypted, theirs alone, until they finish, throw it away or leave.

One draft for each form's address, its query included. A draft is no part of any record: it becomes one when it is sent
as usual.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve

from accounts.models import FormDraft, User

MOST = 20  # drafts of one person; the oldest goes
LARGEST = 200_000  # characters in all
KEPT_FOR = timedelta(days=30)  # from the last key on
LONGEST = 300  # characters of an address
_NEVER = {"csrfmiddlewaretoken", "draft_of", "submission"}


class NotADraft(Exception):
    """The address is none of ours, or it or what was typed is longer than is kept."""


def save(owner: User, *, path: str, typed: QueryDict, now: datetime) -> FormDraft:
    """Keep what stands in the form at `path`, in place of what was kept of it before. Raises NotADraft."""
    if len(path) > LONGEST:
        raise NotADraft
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        raise NotADraft from None
    answers = json.dumps([[name, values] for name, values in typed.lists() if name not in _NEVER])
    if len(answers) > LARGEST:
        raise NotADraft
    draft, _ = FormDraft.objects.update_or_create(
        owner=owner, path=path, defaults={"typed": answers, "saved_at": now}
    )
    older = owner.form_drafts.values_list("pk", flat=True)[MOST:]
    FormDraft.objects.filter(pk__in=list(older)).delete()
    return draft


def find(owner: User, path: str) -> FormDraft | None:
    return owner.form_drafts.filter(path=path).first()


def let_go(owner: User, path: str) -> None:
    """It has been sent, or thrown away."""
    owner.form_drafts.filter(path=path).delete()


def refill(form: forms.BaseForm, draft: FormDraft) -> None:
    """Put what was typed back where it stood; nothing is judged before it is sent."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.typed):
        data.setlist(name, values)
    for name, field in form.fields.items():
        if name in _NEVER:
            continue
        value: Any = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name)):
            form.initial[name] = value
