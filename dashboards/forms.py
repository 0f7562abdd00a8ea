"""How the list of people is narrowed."""

from django import forms

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
