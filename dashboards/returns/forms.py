"""Which area of a report, which table for a request, and figures in print to compute again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dashboards.returns.choices import Dimension, Measure
from dashboards.returns.rules import Printed
from frontend.fields import DatedForm, TextDateField, presented

_WHOLE = {"invalid": "Enter a whole number."}


class AreaForm(forms.Form):
    """A GET form: the address is the area."""

    area = forms.ChoiceField(label="MAPPA area", required=False)

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]  # type: ignore[attr-defined]


class QuestionForm(DatedForm, forms.Form):
    """A GET form: the address is the table."""

    measure = forms.ChoiceField(label="Count", choices=Measure.choices)
    on = TextDateField(label="On", error_messages={"required": "Enter the day."})
    rows = forms.ChoiceField(label="By", choices=Dimension.choices)
    columns = forms.ChoiceField(
        label="And by", choices=[("", "Nothing else"), *Dimension.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("columns") and said.get("columns") == said.get("rows"):
            self.add_error("columns", "Choose another, or nothing else.")
        if said.get("on") and said["on"] > self.today:
            self.add_error("on", "Enter a day that has come.")
        return said


def _number(label: str, **look: Any) -> forms.IntegerField:
    return presented(
        forms.IntegerField(
            label=label, required=False, min_value=0, max_value=1_000_000_000, error_messages=_WHOLE
        ),
        width=10,
        **look,
    )


def _decimal(label: str) -> forms.FloatField:
    field = forms.FloatField(
        label=label, required=False, error_messages={"invalid": "Enter a number, such as 2.5."}
    )
    return presented(field, width=5)


class PrintedForm(forms.Form):
    """What a report says in print; what it leaves out stays empty. A GET form."""

    registered = _number("Registered sexual offenders")
    population = _number("Population aged 10 and over")
    rate = _number("Rate per 100,000")
    one_in = _number("One in")
    violent = _number("Violent offenders")
    other = _number("Other dangerous offenders")
    share = _decimal("Registered sexual offenders’ share of all, in per cent")
    before = _number("Registered sexual offenders in an earlier year")
    rise = _decimal("Change since then, in per cent")

    def printed(self) -> Printed:
        return Printed(**self.cleaned_data)


class PopulationForm(forms.Form):
    """A mid-year estimate as it was published."""

    area = forms.ChoiceField(label="Which area?", required=False)
    mid_year = presented(
        forms.IntegerField(
            label="Year",
            help_text="The estimate is of the middle of this year.",
            error_messages={"required": "Enter the year.", **_WHOLE},
        ),
        width=4,
    )
    number = presented(
        forms.IntegerField(
            label="People aged 10 and over",
            max_value=1_000_000_000,
            error_messages={"required": "Enter how many people live there.", **_WHOLE},
        ),
        width=10,
    )
    published_in = forms.CharField(
        label="Where was it published?",
        max_length=200,
        error_messages={"required": "Say where it was published."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "The whole force"), *((area, area) for area in areas)]  # type: ignore[attr-defined]
