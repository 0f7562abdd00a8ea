"""What an officer fills in about a visit, apart from its record: the plan, authority, intervals, decisions, checks."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from accounts.models import User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.record.reading import in_words
from riskplans.choices import Asked, NextStep, Reviewed, Span, System, VisitKind, YesNo

ELSEWHERE = "elsewhere"
_TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I%p"]


def time_of_day(
    label: str, *, required: bool = True, help_text: str = "For example, 14:30"
) -> forms.TimeField:
    return presented(
        forms.TimeField(
            label=label if required else f"{label} (optional)",
            required=required,
            input_formats=_TIMES,
            widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
            help_text=help_text,
            error_messages={"required": "Enter the time.", "invalid": "Enter a time, like 14:30."},
        ),
        width=5,
    )


def yes_or_no(
    label: str, needed: str, *, reveals: dict[str, tuple[str, ...]] | None = None, **said: Any
) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=label, choices=YesNo, widget=forms.RadioSelect, error_messages={"required": needed}, **said
    )
    return presented(field, inline=not reveals, reveals=reveals)


def moment(day: date, at: time) -> datetime:
    """That day and time in London."""
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


class Submitted(forms.Form):
    """A form that makes a row: sent twice it makes one."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class Versioned(forms.Form):
    """A form about a row that stands: it carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = {"version": self.row.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        return [
            (
                str(field.label),
                in_words(field, getattr(self.row, name)),
                in_words(field, self.cleaned_data.get(name)),
            )
            for name, field in self.fields.items()
            if name != "version"
            and hasattr(self.row, name)
            and getattr(self.row, name) != self.cleaned_data.get(name)
        ]


class PlanForm(DatedForm, Submitted):
    """A visit to come, or one just made that nobody had planned."""

    planned_on = TextDateField(
        label="Day",
        help_text="For example, 17/5/2024. A visit already made can be entered too: its record is asked next.",
        error_messages={"required": "Enter the day."},
    )
    planned_at = time_of_day("Time")
    at = presented(
        forms.ChoiceField(
            label="Where", widget=forms.RadioSelect, error_messages={"required": "Select where."}
        ),
        reveals={ELSEWHERE: ("place",)},
    )
    place = forms.CharField(label="The address, or where they can be found", required=False, max_length=300)
    kind = forms.ChoiceField(label="What for", choices=VisitKind)
    officer = forms.ModelChoiceField(
        label="Who goes",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": "Select who goes."},
    )
    second = forms.CharField(
        label="Who goes with them",
        required=False,
        max_length=120,
        help_text="Name and number, and the agency of a partner. Left empty, the visit is single-crewed: it needs a "
        "supervisor’s authority and a check-in time.",
    )
    announced = presented(
        forms.ChoiceField(
            label="Do they know that you are coming?",
            choices=[("no", "No: unannounced"), ("yes", "Yes: announced")],
            initial="no",
            widget=forms.RadioSelect,
        ),
        reveals={"yes": ("announced_why",)},
    )
    announced_why = forms.CharField(label="Why is it announced?", required=False, max_length=300)
    aims = forms.CharField(
        label="What to ask or look at this time (optional)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    untrained = forms.BooleanField(label="Somebody who goes is not trained for this work", required=False)
    uniform = forms.BooleanField(label="Somebody goes in uniform", required=False)

    def __init__(
        self, *args: Any, officers: Any, places: list[tuple[str, str]], young: bool, **kwargs: Any
    ) -> None:
        """`places` are the addresses on record, each with its words, their home first."""
        at = places[0][0] if places else ELSEWHERE
        kwargs["initial"] = {"at": at, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [*places, (ELSEWHERE, "Somewhere else")]  # type: ignore[attr-defined]
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        if young:
            said = "They are under 18: say who is to be there, for example a parent, carer or youth justice worker."
            self.fields["announced_why"].help_text = said

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("at") == ELSEWHERE and not cleaned.get("place"):
            self.add_error("place", "Enter where they are to be visited.")
        return cleaned

    def plan(self) -> dict[str, Any]:
        """The fields of the visit."""
        said = self.cleaned_data
        return {
            **{
                name: said[name] for name in ("kind", "aims", "officer", "second", "uniform", "announced_why")
            },
            "place": said["place"] if said["at"] == ELSEWHERE else said["at"],
            "planned_for": moment(said["planned_on"], said["planned_at"]),
            "announced": said["announced"] == "yes",
            "accredited": not said["untrained"],
        }


class MoveForm(DatedForm, Versioned):
    """Another time, or somebody else to go along."""

    planned_on = TextDateField(label="New day", error_messages={"required": "Enter the day."})
    planned_at = time_of_day("New time")
    second = PlanForm.base_fields["second"]
    why = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Say why it is moved."})


class CallOffForm(Versioned):
    why = forms.CharField(
        label="Why will it not take place?",
        max_length=300,
        help_text="The supervisor is told. The day by which they are to be seen does not move.",
        error_messages={"required": "Say why it will not take place: the supervisor sees it."},
    )


class AloneForm(forms.Form):
    """A request to go alone."""

    why = forms.CharField(
        label="Why can nobody else go?",
        max_length=500,
        error_messages={"required": "Say why nobody else can go."},
    )
    safeguards = LongTextField(
        label="What could go wrong, and what is done about it?",
        max_length=2000,
        rows=5,
        help_text="The warnings on the record, the address, what they might say happened, how you leave, who knows "
        "where you are.",
        error_messages={
            "required": "Say what could go wrong for an officer alone there, and what is done about it."
        },
    )


class AnswerForm(Versioned):
    """A supervisor's answer to what an officer asked for."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=Asked,
        widget=forms.RadioSelect,
        error_messages={"required": "Select your answer."},
    )
    answer_note = forms.CharField(
        label="Reasons",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give your reasons: they stand on the record."},
    )


class IntervalForm(Submitted):
    """How often this person is to be visited."""

    amount = presented(
        forms.IntegerField(label="Every", min_value=1, error_messages={"required": "Enter a number."}),
        width=3,
    )
    span_of = presented(
        forms.ChoiceField(
            label="Weeks or months",
            choices=Span,
            widget=forms.RadioSelect,
            error_messages={"required": "Select weeks or months."},
        ),
        inline=True,
    )
    why = forms.CharField(
        label="Why does the force’s interval not fit this person?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the force’s interval does not fit this person."},
    )


class EndIntervalForm(Versioned):
    why = forms.CharField(
        label="Why does the force’s interval fit again?",
        max_length=300,
        error_messages={"required": "Say why the force’s interval fits again."},
    )


class DecideForm(Versioned):
    """What is done after attempts have failed."""

    step = forms.ChoiceField(
        label="What is done next?",
        choices=NextStep,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is done next."},
    )
    reasons = LongTextField(
        label="Reasons",
        max_length=2000,
        rows=4,
        error_messages={"required": "Give your reasons: they stand beside the attempts."},
    )


class ReviewForm(Versioned):
    """A supervisor's look at the record of a visit."""

    reviewed = forms.ChoiceField(
        label="What did you find?",
        choices=Reviewed,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you found."},
    )
    review_note = forms.CharField(
        label="Note, or the question",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckForm(DatedForm, Submitted):
    """Systems looked at before a visit."""

    systems = forms.MultipleChoiceField(
        label="What was looked at?",
        choices=System,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what was looked at."},
    )
    checked_on = TextDateField(label="When", past_only=True, error_messages={"required": "Enter the day."})
    found = forms.CharField(
        label="What did it show?",
        max_length=300,
        help_text="Or: nothing new.",
        error_messages={"required": "Say what it showed, or that it showed nothing new."},
    )
