"""How the list of people is narrowed, and which week is shown."""

from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from offenders.choices import ManagementLevel


class PeopleFilter(forms.Form):
    """A GET form: the address is the list."""

    whose = forms.ChoiceField(
        label="Whose",
        choices=[("mine", "My caseload"), ("all", "Everyone I may see")],
        widget=forms.RadioSelect,
        required=False,
    )
    level = forms.MultipleChoiceField(
        label="Management level",
        choices=ManagementLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due = forms.ChoiceField(
        label="Duties",
        choices=[("", "All"), ("overdue", "Something is overdue")],
        widget=forms.RadioSelect,
        required=False,
    )


class WeekForm(forms.Form):
    """The week that a day belongs to; the address is the week."""

    of = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2099, 12, 31))],
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
