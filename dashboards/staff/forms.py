"""What an officer was trained in, when they were screened, how many posts a unit has, and why a row was mistaken."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import DatedForm, TextDateField, presented
from offenders.choices import Course, Mistake
from offenders.models.staffing import MOST_POSTS


class TrainingForm(DatedForm, forms.Form):
    """A course, the day on which it was completed, and how long it counts."""

    course = presented(
        forms.ChoiceField(
            label="Which course?",
            choices=Course.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Select the course."},
        ),
        reveals={Course.OTHER: ("called",)},
    )
    called = forms.CharField(label="Name of the course", max_length=100, required=False)
    completed_on = TextDateField(
        label="When did they complete it?", called="Day of completion", past_only=True
    )
    valid_until = TextDateField(
        label="Last day on which it counts (optional)",
        called="Last day",
        required=False,
        help_text="Leave this empty if it has no end.",
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("course") == Course.OTHER and not said.get("called") and "called" not in self.errors:
            self.add_error("called", "Enter the name of the course.")
        return said


class ScreeningForm(DatedForm, forms.Form):
    """The day alone."""

    took_place_on = TextDateField(
        label="When did it take place?",
        called="Day of the screening",
        past_only=True,
        help_text="For example, 17/5/2024. Only the day is kept: nothing of what was said or found.",
    )


class MistakeForm(forms.Form):
    """Why a training or a screening is taken back."""

    why = forms.ChoiceField(
        label="What was wrong?",
        choices=Mistake.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was wrong."},
    )


class PostsForm(DatedForm, forms.Form):
    """So many posts from a day on."""

    posts = presented(
        forms.IntegerField(
            label="How many posts of offender managers?",
            min_value=0,
            max_value=MOST_POSTS,
            error_messages={
                "required": "Enter how many posts there are.",
                "invalid": "Enter a whole number.",
                "min_value": f"Enter a whole number from 0 to {MOST_POSTS}.",
                "max_value": f"Enter a whole number from 0 to {MOST_POSTS}.",
            },
        ),
        width=3,
    )
    starts_on = TextDateField(
        label="From which day?",
        called="Day",
        help_text="A day that is over, today or later. For example, 1/4/2027",
    )
    reason = forms.CharField(
        label="Where does the number come from?",
        max_length=500,
        error_messages={"required": "Say where the number comes from."},
    )


class PostsMistakeForm(forms.Form):
    """Why the posts of a unit are taken back."""

    why = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Say why it is taken back."}
    )
