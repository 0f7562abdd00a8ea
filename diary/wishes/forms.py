"""What somebody wants to be told, and how long before."""

from __future__ import annotations

from typing import Any

from django import forms

from diary import next_actions
from diary.choices import MailMode
from diary.models.reminders import MOST_DAYS
from frontend.fields import presented


class WishesForm(forms.Form):
    """When to be written to; for each kind of duty, how many days before."""

    mail = forms.ChoiceField(
        label="When should Vigil write to you?",
        choices=MailMode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select when Vigil should write to you."},
    )

    def __init__(self, *args: Any, days: dict[str, int], mail: str, digest_from: str) -> None:
        """`digest_from`: from when the daily e-mail is sent, in words."""
        super().__init__(*args)
        self.initial["mail"] = mail
        presented(self.fields["mail"], hints={MailMode.DAILY.value: f"From {digest_from}"})
        for kind, label in next_actions.labels().items():
            self.fields[f"days_{kind}"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=MOST_DAYS,
                initial=days.get(kind),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
                error_messages={
                    "invalid": f"{label}: enter a whole number of days, such as 7.",
                    "min_value": f"{label}: enter 1 day or more, or leave it empty.",
                    "max_value": f"{label}: enter {MOST_DAYS} days or fewer.",
                },
            )

    @property
    def days(self) -> dict[str, int | None]:
        """What was asked for each kind; None: not to be reminded."""
        return {
            name.removeprefix("days_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("days_")
        }
