"""How the list of people is narrowed."""

from django import forms

from access.exporting import Form
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


class ExportForm(forms.Form):
    """Which kind of file."""

    form = forms.ChoiceField(
        label="Kind of file", choices=Form.choices, widget=forms.RadioSelect, initial=Form.XLSX
    )
