"""Questions that several forms ask in the same words."""

from __future__ import annotations

from django import forms

from frontend.fields import presented
from offenders.choices import OccupancyKind, YesNoUnknown
from offenders.kinds.asking import PostcodeField
from offenders.rules import Refusals


class AddressFields(forms.Form):
    """The lines of an address in the United Kingdom, and what is known of the household."""

    line_1 = presented(
        forms.CharField(
            label="Address line 1",
            max_length=120,
            error_messages={"required": "Enter the first line of the address, or where they can be found."},
        )
    )
    line_2 = forms.CharField(label="Address line 2 (optional)", max_length=120, required=False)
    town = presented(
        forms.CharField(label="Town or city (optional)", max_length=80, required=False), width="two-thirds"
    )
    postcode = PostcodeField(label="Postcode (optional)")
    kind = forms.ChoiceField(
        label="What kind of home address is it?",
        choices=[(k.value, k.label) for k in (OccupancyKind.RESIDENCE, OccupancyKind.NO_FIXED_ABODE)],
        initial=OccupancyKind.RESIDENCE,
        widget=forms.RadioSelect,
        help_text="Someone with no fixed address names a place where they can regularly be found, and notifies weekly.",
        error_messages={"required": "Select what kind of home address it is."},
    )
    child_in_household = presented(
        forms.ChoiceField(
            label="Does anyone under 18 live or stay there?",
            choices=YesNoUnknown.choices,
            initial=YesNoUnknown.UNKNOWN,
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether anyone under 18 lives or stays there."},
        ),
        inline=True,
    )

    def address(self) -> dict[str, str]:
        """The fields of an Address."""
        return {name: self.cleaned_data[name] for name in ("line_1", "line_2", "town", "postcode")}


def refuse(form: forms.Form, refusals: Refusals, **renamed: str) -> None:
    """Put each refusal on its field; `renamed` says where a rule's name and the form's differ."""
    for name, message in refusals.items():
        field = renamed.get(name, name)
        form.add_error(field if field in form.fields else None, message)
