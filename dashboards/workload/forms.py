"""When an officer is not there, and who would move to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from accounts.models import User
from frontend.fields import DatedForm, TextDateField
from offenders.choices import AwayKind
from offenders.models import Person
from offenders.models.person import PersonQuerySet


class AwayForm(DatedForm, forms.Form):
    """From a day to a day, and why in one word."""

    kind = forms.ChoiceField(
        label="Why?",
        choices=AwayKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why they are not there."},
    )
    starts_on = TextDateField(label="First day", called="First day")
    last_day = TextDateField(label="Last day", called="Last day")

    def said(self) -> dict[str, Any]:
        """As the verb takes it: up to, not including, the day after the last."""
        cleaned = self.cleaned_data
        return {
            "kind": cleaned["kind"],
            "starts_on": cleaned["starts_on"],
            "ends_on": cleaned["last_day"] + timedelta(days=1),
        }


class MoveForm(forms.Form):
    """Who would take on whom. Sent by GET: nothing is written."""

    receiver = forms.ModelChoiceField(
        label="To whom?",
        queryset=User.objects.none(),
        error_messages={"required": "Select an officer."},
    )
    people = forms.ModelMultipleChoiceField(
        label="Whom?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person."},
    )

    def __init__(self, *args: Any, people: PersonQuerySet, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = receivers
        asked: Any = self.fields["people"]
        asked.queryset = people
        asked.label_from_instance = lambda person: (
            f"{person.family_name.upper()}, {person.given_names} ({person.reference}), {person.level_word.lower()}"
        )
