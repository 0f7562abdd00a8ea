"""What the officer at the station fills in, and what the offender manager records."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from notifications.choices import INTENDED_KINDS, AlertKind, ChangeKind
from offenders.kinds.asking import PostcodeField

LONDON = ZoneInfo("Europe/London")
DID_NOT_HAPPEN = "none"
_TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class Attendance(DatedForm, forms.Form):
    """When and where somebody attended."""

    given_on = TextDateField(label="Date they attended", past_only=True)
    given_time = presented(
        forms.TimeField(
            label="Time",
            input_formats=_TIMES,
            help_text="For example, 14:30",
            error_messages={
                "required": "Enter the time they attended, like 14:30.",
                "invalid": "Enter a time of day, like 14:30 or 2:30pm.",
            },
        ),
        width=5,
    )
    station = forms.CharField(
        label="Police station",
        max_length=120,
        help_text="One in the list your chief officer has published (s.87).",
        error_messages={"required": "Enter the police station."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "given_on": now.date(),
            "given_time": now.strftime("%H:%M"),
            "submission": uuid4(),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, today=now.date(), **kwargs)

    def given_at(self) -> datetime:
        """The moment of attendance, in London time."""
        return moment(self.cleaned_data["given_on"], self.cleaned_data["given_time"])


class OutcomeForm(forms.Form):
    """What came of a notice given in advance."""

    fact = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happened."},
    )

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [  # type: ignore[attr-defined]
            *candidates,
            (DID_NOT_HAPPEN, "It did not happen"),
        ]


# What each kind of change asks for, beside the day that every other kind asks for; and what is said when it is missing.
_ASKED: dict[str, dict[str, str]] = {
    ChangeKind.STAY: {
        "starts_on": "Enter the first day.",
        "ends_on": "Enter the last day.",
        "line_1": "Enter where they stayed.",
    },
    ChangeKind.CHILD_HOUSEHOLD_STAY: {
        "household": "Enter which household.",
        "arrived_on": "Enter the day they arrived.",
        "arrived_at": "Enter the time they arrived: twelve hours make the difference.",
        "left_on": "Enter the day they left.",
        "left_at": "Enter the time they left.",
    },
    ChangeKind.ABSENCE_INTENDED: {
        "leaves_on": "Enter the day they will leave.",
        "leaves_at": "Enter the time they will leave.",
        "days": "Enter how many days they will be away.",
    },
}
_ON_A_DAY = {"on": "Enter the day it happened."}


class ChangeForm(DatedForm, forms.Form):
    """Something that happened and must be notified: the kind decides which of the questions count."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=ChangeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happened."},
    )
    on = TextDateField(label="On which day?", called="The day", required=False)
    starts_on = TextDateField(label="First day", called="First day", required=False)
    ends_on = TextDateField(
        label="Last day, or the last day so far",
        called="Last day",
        required=False,
        help_text="Both days count.",
    )
    line_1 = forms.CharField(label="Address line 1", max_length=120, required=False)
    town = forms.CharField(label="Town or city (optional)", max_length=80, required=False)
    postcode = PostcodeField(label="Postcode (optional)")
    household = forms.CharField(
        label="Which household?",
        max_length=120,
        required=False,
        help_text="For example: sister's, 4 Mill Lane",
    )
    arrived_on = TextDateField(label="Day they arrived", called="Day they arrived", required=False)
    arrived_at = presented(
        forms.TimeField(
            label="Time they arrived",
            required=False,
            input_formats=_TIMES,
            help_text="For example, 20:00",
        ),
        width=5,
    )
    left_on = TextDateField(label="Day they left", called="Day they left", required=False)
    left_at = presented(
        forms.TimeField(label="Time they left", required=False, input_formats=_TIMES), width=5
    )
    leaves_on = TextDateField(label="Day they will leave", called="Day they will leave", required=False)
    leaves_at = presented(
        forms.TimeField(label="Time they will leave", required=False, input_formats=_TIMES), width=5
    )
    days = presented(
        forms.IntegerField(label="How many days away?", min_value=1, max_value=999, required=False), width=3
    )
    note = forms.CharField(label="Anything to add (optional)", max_length=200, required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enacted: bool, **kwargs: Any) -> None:
        """`enacted`: the rules of the 2026 Act are in force, so what they ask is asked."""
        super().__init__(*args, **kwargs)
        if not enacted:
            kind: Any = self.fields["kind"]
            kind.choices = [choice for choice in ChangeKind.choices if choice[0] not in INTENDED_KINDS]
            for name in ("leaves_on", "leaves_at", "days"):
                del self.fields[name]
        asked = {
            ChangeKind.STAY: ["starts_on", "ends_on", "line_1", "town", "postcode"],
            ChangeKind.CHILD_HOUSEHOLD_STAY: [
                "household",
                "arrived_on",
                "arrived_at",
                "left_on",
                "left_at",
            ],
            **({ChangeKind.ABSENCE_INTENDED: ["leaves_on", "leaves_at", "days"]} if enacted else {}),
        }
        presented(self.fields["kind"], reveals={kind.value: names for kind, names in asked.items()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, message in _ASKED.get(cleaned.get("kind", ""), _ON_A_DAY).items():
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, message)
        return cleaned

    def change(self) -> dict[str, Any]:
        """The fields of a Change that its kind takes; what was typed for another kind is left out."""
        cleaned = self.cleaned_data
        found: dict[str, Any] = {"kind": cleaned["kind"], "note": cleaned["note"]}
        match cleaned["kind"]:
            case ChangeKind.STAY:
                return found | {name: cleaned[name] for name in ("starts_on", "ends_on")}
            case ChangeKind.CHILD_HOUSEHOLD_STAY:
                return found | {
                    "household": cleaned["household"],
                    "starts_at": moment(cleaned["arrived_on"], cleaned["arrived_at"]),
                    "ends_at": moment(cleaned["left_on"], cleaned["left_at"]),
                }
            case ChangeKind.ABSENCE_INTENDED:
                starts_at = moment(cleaned["leaves_on"], cleaned["leaves_at"])
                return found | {"starts_at": starts_at, "days": cleaned["days"]}
            case _:
                return found | {"on": cleaned["on"]}

    def address(self) -> dict[str, str]:
        """The fields of an Address, for a stay."""
        if self.cleaned_data["kind"] != ChangeKind.STAY:
            return {}
        lines = {name: self.cleaned_data[name] for name in ("line_1", "town", "postcode")}
        return {**lines, "line_2": ""}


class JourneyForm(DatedForm, forms.Form):
    """Leaving the United Kingdom."""

    countries = presented(
        forms.CharField(
            label="Where to?",
            max_length=60,
            help_text="Two-letter codes, the first country first, such as FR or ES PT. Ireland, the Isle of Man and "
            "the Channel Islands are abroad.",
            error_messages={"required": "Enter where they travel to."},
        ),
        width=20,
    )
    departs_on = TextDateField(label="Day of departure", called="Day of departure")
    departs_time = presented(
        forms.TimeField(
            label="Time of departure (optional)",
            required=False,
            input_formats=_TIMES,
            help_text="For example, 06:40",
        ),
        width=5,
    )
    details_known_on = TextDateField(
        label="When did they know the date, the first country and where they would arrive?",
        called="Details known",
        past_only=True,
        help_text="Known more than seven days before departure makes it seven days' notice (reg 5(2)(a)).",
    )
    reasonable_excuse = forms.BooleanField(
        label="They had a reasonable excuse for less than seven days' notice (reg 5(2)(b))", required=False
    )
    return_date = TextDateField(label="Return notified for (optional)", required=False)
    return_point = forms.CharField(
        label="Returning to which port, airport or station (optional)", max_length=80, required=False
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean_countries(self) -> list[str]:
        codes: list[str] = self.cleaned_data["countries"].upper().replace(",", " ").split()
        if any(len(code) != 2 or not code.isalpha() for code in codes):
            raise forms.ValidationError("Enter two-letter country codes, like FR or ES PT.")
        return codes

    def journey(self) -> dict[str, Any]:
        """The fields of a Journey."""
        cleaned = self.cleaned_data
        at: time | None = cleaned["departs_time"]
        names = (
            "countries",
            "departs_on",
            "details_known_on",
            "reasonable_excuse",
            "return_date",
            "return_point",
        )
        departs_at = moment(cleaned["departs_on"], at) if at else None
        return {"departs_at": departs_at, **{name: cleaned[name] for name in names}}


class ReturnForm(DatedForm, forms.Form):
    """Back in the United Kingdom."""

    returned_on = TextDateField(label="Day of return", called="Day of return", past_only=True)
    point = forms.CharField(
        label="Port, airport or station where they arrived (optional)", max_length=80, required=False
    )


class AlertForm(forms.Form):
    """Whether the destination is told, and why."""

    decision = forms.ChoiceField(
        label="Is the destination alerted?",
        choices=AlertKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide."},
    )
    rationale = LongTextField(
        label="Why?",
        max_length=1000,
        rows=5,
        help_text="Whether it is necessary and proportionate: their risk, what they are to do there, and what is known "
        "of the place.",
        error_messages={"required": "Say why, whether the destination is told or not."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


class AsItWasForm(DatedForm, forms.Form):
    """Two dates: the day judged, and the day whose knowledge is used."""

    on = TextDateField(label="What was due on", called="What was due on", help_text="The day judged.")
    known_on = TextDateField(
        label="From the record at the end of",
        called="The record at the end of",
        required=False,
        past_only=True,
        help_text="Leave empty for the same day. Later corrections count only from the day they were made.",
    )


def moment(day: date, at: time) -> datetime:
    """That time of that day in London; of the hour that comes twice in October, the first."""
    return datetime.combine(day, at, tzinfo=LONDON)
