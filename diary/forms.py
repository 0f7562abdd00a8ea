"""A task: what is to be done by when, what came of it, who takes it on, why it need not be done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from diary.models import Task
from frontend.fields import DatedForm, LongTextField, TextDateField, presented

MYSELF, MANAGER = "self", "manager"


class TaskForm(DatedForm, forms.Form):
    """What, by when, and by whom."""

    title = forms.CharField(
        label="What is to be done?",
        max_length=160,
        help_text="A few words. They stand on Today.",
        error_messages={"required": "Enter what is to be done."},
    )
    detail = LongTextField(
        label="What whoever does it needs to know (optional)", max_length=1000, rows=4, required=False
    )
    due_on = TextDateField(
        label="By the end of",
        called="The day",
        error_messages={"required": "Enter the day by which it is to be done."},
    )
    owner = forms.ChoiceField(
        label="Who is to do it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select who is to do it."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, for_others: bool, today: date) -> None:
        super().__init__(*args, today=today, initial={"owner": MYSELF, "submission": uuid4()})
        choices = [(MYSELF, "I am")]
        if for_others:
            choices.append((MANAGER, "The offender manager, whoever that is"))
            self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]
        self.user = user

    def task(self) -> dict[str, Any]:
        """What the verb takes."""
        cleaned = dict(self.cleaned_data)
        owner = cleaned.pop("owner", MYSELF)
        return {**cleaned, "owner": self.user if owner == MYSELF else None}


class _OfATask(forms.Form):
    """What was decided about a task as it stood when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": task.version}
        super().__init__(*args, **kwargs)


class DoneForm(_OfATask):
    """What came of it."""

    note = LongTextField(
        label="What came of it?",
        max_length=1000,
        rows=4,
        error_messages={"required": "Say what came of it: whoever reads the record later needs to know."},
    )


class HandOnForm(_OfATask):
    """Who takes it on, and why."""

    owner = forms.ModelChoiceField(
        label="Who takes it on?",
        queryset=User.objects.none(),
        required=False,
        empty_label="The offender manager, whoever that is",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        error_messages={"required": "Say why you hand it on: whoever takes it needs to know."},
    )

    def __init__(self, *args: Any, officers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = officers  # type: ignore[attr-defined]


class CancelForm(_OfATask):
    """Why it need not be done."""

    reason = presented(
        forms.CharField(
            label="Why need it not be done?",
            max_length=500,
            error_messages={"required": "Say why it need not be done."},
        )
    )
