"""Custody, release, a new home, a new manager."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from accounts.models import User
from frontend.fields import DatedForm, TextDateField
from offenders.caseload.queries import Candidate
from offenders.choices import HOME_KINDS, AbsenceKind, OccupancyKind
from offenders.forms.fields import AddressFields
from offenders.kinds.asking import source


class CustodyForm(DatedForm, forms.Form):
    """The person has gone into custody, hospital or abroad."""

    kind = forms.ChoiceField(
        label="Where are they?",
        choices=AbsenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select where they are."},
    )
    place = forms.CharField(label="Prison, hospital or country (optional)", max_length=120, required=False)
    starts_on = TextDateField(label="Since", called="Since")
    ended_on = TextDateField(
        label="Until (optional)",
        required=False,
        help_text="The day of release or return, if it is already over.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


class ReleaseForm(DatedForm, forms.Form):
    """The person has been released, discharged or has come back."""

    ended_on = TextDateField(
        label="Date of release or return", help_text="The three days begin with this day."
    )


class MoveForm(DatedForm, AddressFields):
    """The person lives somewhere else now."""

    starts_on = TextDateField(
        label="Since when do they live there?",
        help_text="The three days to notify the change begin with this day (s.84(1)(b)).",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ["line_1", "line_2", "town", "postcode", "kind", "starts_on", "child_in_household"]


class StayForm(MoveForm):
    """Another address than the home."""

    starts_on = TextDateField(label="From", called="From")
    ends_on = TextDateField(
        label="Until (optional)",
        called="Until",
        required=False,
        help_text="Leave it empty if they still use it.",
    )
    source = source()

    field_order = [
        *("line_1", "line_2", "town", "postcode", "kind"),
        *("starts_on", "ends_on", "child_in_household", "source"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.label, kind.help_text, kind.initial = "What kind of address is it?", "", OccupancyKind.OTHER
        kind.choices = [each for each in OccupancyKind.choices if each[0] not in HOME_KINDS]


class AssignForm(forms.Form):
    """Who manages this person from today."""

    manager = forms.ModelChoiceField(
        label="Offender manager",
        queryset=User.objects.none(),
        error_messages={"required": "Select the offender manager."},
    )
    reason = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Say why, in a few words."}
    )

    over_why = forms.CharField(
        label="If their caseload is full: why to them all the same?",
        max_length=500,
        required=False,
        help_text="It is kept with the allocation, and counted on the workload page.",
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        """`candidates`: who has most room first; the first is the suggestion."""
        super().__init__(*args, **kwargs)
        manager: Any = self.fields["manager"]
        manager.queryset = User.objects.filter(pk__in=[each.officer.pk for each in candidates])
        manager.choices = [
            ("", "Choose an officer"),
            *((each.officer.pk, _called(each)) for each in candidates),
        ]


def _called(candidate: Candidate) -> str:
    return f"{candidate.officer}: {candidate.load.people} people, {candidate.load.score} points" + (
        ", full" if candidate.full else ""
    )
