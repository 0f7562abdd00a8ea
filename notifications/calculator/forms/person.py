"""Who the question is about, when, and by which law."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import DateField, presented
from notifications.calculator.items import (
    Document,
    Sheetlet,
    choice,
    day,
    hour,
    known,
)


class PersonForm(Sheetlet):
    """Who the question is about, and the day it is asked of."""

    date_of_birth = DateField(
        label="Date of birth",
        birthday=True,
        required=True,
        help_text="For example, 31 3 1980",
        error_messages={"required": "Enter the date of birth: periods are shorter for those under 18."},
    )
    judged_on = day("Judge it on", help_text="Today, unless you ask about another day")
    judged_time = hour("Time of day", "Only where an hour matters, as before a journey")
    jurisdiction = choice(
        "Where?",
        [
            ("england-and-wales", "England and Wales"),
            ("scotland", "Scotland (travel only)"),
            ("northern-ireland", "Northern Ireland (travel only)"),
        ],
        initial="england-and-wales",
    )
    law = presented(
        forms.ChoiceField(
            label="By which law?",
            choices=[
                ("now", "As it is in force"),
                ("cpa2026", "As if the Crime and Policing Act 2026 were too"),
            ],
            initial="now",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose by which law"},
        ),
        hints={
            "cpa2026": "Notice before a new name is used, and before an absence from home: not in force yet"
        },
        reveals={"cpa2026": ["commence_on"]},
        small=True,
    )
    commence_on = day("In force from")

    paths = {"as_at": "judged_on", "person.date_of_birth": "date_of_birth", "rules": "commence_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("law") == "now":
            # Its date is not on the page then, so neither is its fault.
            self.errors.pop("commence_on", None)
            cleaned["commence_on"] = None
        elif not cleaned.get("commence_on") and "commence_on" not in self.errors:
            self.add_error("commence_on", "In force from: enter the day, for the sake of argument")
        if not cleaned.get("judged_on") and "judged_on" not in self.errors:
            self.add_error("judged_on", "Judge it on: enter the day")
        return cleaned

    def is_further_open(self) -> bool:
        """Whether what stands behind "Another hour ..." holds something that must be seen."""
        names = ("judged_time", "jurisdiction", "law", "commence_on")
        return self.is_bound and any(name in self.changed_data or self[name].errors for name in names)

    def document(self) -> Document:
        cleaned = self.cleaned_data
        return known(
            jurisdiction=cleaned["jurisdiction"],
            as_at=self.when("judged"),
            person=known(date_of_birth=cleaned["date_of_birth"]),
            rules=known(**{"EW-CPA2026": cleaned["commence_on"]}),
        )
