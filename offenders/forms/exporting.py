"""Taking a list or a record away as a file."""

from __future__ import annotations

from django import forms

from access.exporting import Form


class ExportForm(forms.Form):
    """Which kind of file."""

    form = forms.ChoiceField(
        label="Kind of file", choices=Form.choices, widget=forms.RadioSelect, initial=Form.XLSX
    )
