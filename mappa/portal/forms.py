"""What is filled in to release others' words to an agency."""

from __future__ import annotations

from typing import Any

from django import forms

from mappa.portal.choices import PackBlock
from mappa.portal.queries import Releasing
from mappa.sittings.forms import chosen

_WORDS = 100


class ReleaseForm(forms.Form):
    """To which agency, what, and why they need it."""

    agency = forms.ChoiceField(
        label="To which agency?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the agency."},
    )
    things = forms.MultipleChoiceField(
        label="What?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what they are shown."},
        help_text="An agency always reads its own words. A paragraph that is corrected is released anew.",
    )
    purpose = forms.CharField(
        label="Why do they need it?",
        max_length=300,
        error_messages={"required": "Say why they need it: sharing has a purpose."},
        help_text="For example, to find a flat away from the school.",
    )

    def __init__(self, *args: Any, releasing: Releasing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = releasing.agencies
        self._things: dict[str, Any] = {
            **{f"paragraph:{each.pk}": each for each in releasing.paragraphs},
            **{f"return:{each.pk}": each for each in releasing.returns},
            **({f"block:{each.value}": each.value for each in PackBlock} if releasing.locked else {}),
        }
        fields: dict[str, Any] = self.fields
        fields["agency"].choices = [(str(each.pk), each.name) for each in releasing.agencies]
        fields["things"].choices = [
            *(
                (f"paragraph:{each.pk}", f"{each.called}, {each}: {_begins(each.text)}")
                for each in releasing.paragraphs
            ),
            *(
                (f"return:{each.pk}", f"Return of {each.invitation.called}: {_begins(each.text)}")
                for each in releasing.returns
            ),
            *(
                (f"block:{each.value}", f"Pack: {each.label.lower()}")
                for each in PackBlock
                if releasing.locked
            ),
        ]

    def said(self) -> dict[str, Any]:
        return {
            "agency": chosen(self.cleaned_data["agency"], self._agencies),
            "things": [self._things[each] for each in self.cleaned_data["things"]],
            "purpose": self.cleaned_data["purpose"],
        }


def _begins(text: str | None) -> str:
    said = text or ""
    return said if len(said) <= _WORDS else f"{said[:_WORDS].rsplit(' ', 1)[0]} …"
