"""How a notification begins and ends: what they came for, who stands there, and what was done at the counter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from diary.models import Entry
from frontend.dates import age, deadline_in_words, due_in_words
from frontend.fields import LongTextField, TextDateField, presented
from notifications.forms import moment
from notifications.station import rules
from notifications.station.choices import Accompanied, Happened, Shown, Taken
from notifications.station.forms.base import StepForm, a_time, optional, radios
from offenders.choices import YesNoUnknown

_HINTS = {
    Happened.RELEASED: "Or from a court’s custody. Not from a police station.",
    Happened.NAMED: "By marriage, by deed poll, a nickname or a name online: any that they have begun to use.",
    Happened.STAYED: "Even one night. Vigil adds up the days.",
    Happened.CHILD: "A home they live in, or have stayed in for 12 hours. Their own child counts.",
    Happened.MONEY: "New, closed, no longer held, or a detail that has changed.",
    Happened.PAPERS: "New, lost, expired and handed in, or taken away.",
    Happened.TRAVELS: "For any time, and to any country. Ireland is abroad.",
    Happened.AHEAD: "A move, a name, a stay: anything but a release.",
}


class HappenedForm(StepForm):
    """What they came for, and what has happened."""

    answers = forms.MultipleChoiceField(
        label="What the record says they must notify now",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "One of these has been dealt with since you opened the page. Select again."
        },
    )
    happened = forms.MultipleChoiceField(
        label="What has happened?",
        required=False,
        choices=Happened.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ask about each. Select all that they tell you.",
    )

    def prepare(self) -> None:
        answers: Any = self.fields["answers"]
        offered = self.scene.duties
        if offered:
            answers.choices = [(entry.key, entry.title) for entry in offered]
            hints = {entry.key: self._due(entry) for entry in offered}
            presented(answers, hints=hints, label_size="m")
            if not self.is_bound:
                pressing = [entry.key for entry in offered if self._is_pressing(entry)]
                self.initial.setdefault("answers", pressing)
        else:
            del self.fields["answers"]
        happened: Any = self.fields["happened"]
        left_out = set()
        if not self.scene.notices:
            left_out.add(Happened.CAME)
        if not self.scene.journeys:
            left_out.add(Happened.ALTERED)
        happened.choices = [(value, label) for value, label in Happened.choices if value not in left_out]
        presented(happened, hints={each.value: hint for each, hint in _HINTS.items()}, label_size="m")
        if self.scene.detention:
            self.initial.setdefault("happened", [Happened.RELEASED.value])

    def _is_pressing(self, entry: Entry) -> bool:
        """A regular duty far ahead is offered, and not taken for what they came for."""
        return entry.kind != "periodic" or (
            entry.work_to is not None
            and (entry.work_to - self.scene.today).days <= self.scene.expected_within
        )

    def _due(self, entry: Entry) -> str:
        if entry.last is None:
            return "No date runs while they are in custody, in hospital or abroad"
        last = entry.last_at.astimezone(self.scene.now.tzinfo) if entry.last_at else entry.last
        said = deadline_in_words(last)
        return f"{said[0].upper()}{said[1:]}: {due_in_words(entry.last, self.scene.today)}"

    def believe(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("answers") and not cleaned.get("happened") and not self.errors:
            self.add_error("happened", "Select what they came for, or what has happened.")


class AttendanceForm(StepForm):
    """When and where, who, and with whom."""

    WHICH = "accompanied"
    ASKS = {
        Accompanied.PARENT: {"parent": "Enter the name of the parent."},
        Accompanied.ADULT: {"adult": "Enter the name of the appropriate adult."},
        Accompanied.INTERPRETER: {"interpreter": "Enter the name or number of the interpreter."},
        Accompanied.NOBODY: {},
    }

    given_on = TextDateField(label="Date they attended", past_only=True)
    given_time = a_time("Time they attended")
    backdated_reason = optional(
        "They came on an earlier day. Why is it recorded only now?",
        500,
        help_text="The manager is told, and both days are printed on the acknowledgement.",
    )
    station = forms.CharField(
        label="Police station",
        max_length=120,
        help_text="One in your chief officer’s list (s.87). As you type, those used before are offered.",
        error_messages={"required": "Enter the police station."},
        widget=forms.TextInput(attrs={"list": "stations", "autocomplete": "off"}),
    )
    shown = radios("How did you confirm who they are?", Shown, "Select how you confirmed who they are.")
    accompanied = radios(
        "Who came with them?", Accompanied, "Select who came with them.", initial=Accompanied.NOBODY
    )
    parent = optional("Parent’s name")
    adult = optional("Name")
    interpreter = optional("Name or number")
    parental_direction = presented(
        radios(
            "Has a court directed a parent to notify for them (s.89)?",
            YesNoUnknown,
            "Select whether a court has made a parental direction.",
            help_text="Then the parent must notify, and must see that they come too.",
        ),
        inline=True,
    )

    SAID = {
        **{"parent": "Name", "adult": "Name", "interpreter": "Name or number"},
        "backdated_reason": "Why it is recorded only now",
    }

    def prepare(self) -> None:
        self.initial.setdefault("given_on", self.scene.today)
        if not self.is_bound:
            self.initial.setdefault("station", self.scene.last_station)
        self.initial.setdefault("given_time", self.scene.now.strftime("%H:%M"))
        if not self._is_backdated():
            del self.fields["backdated_reason"]
        if self.scene.is_young:
            years = age(self.scene.person.date_of_birth, self.scene.today)
            self.fields["accompanied"].help_text = f"They are {years}: under 18."
        else:
            del self.fields["parental_direction"]

    def _is_backdated(self) -> bool:
        """Asked once an earlier day has been entered: today's needs no reason."""
        try:
            on = self.fields["given_on"].clean(self.data.get("given_on")) if self.is_bound else None
        except ValidationError:
            return False
        return on is not None and on < self.scene.today

    def believe(self, cleaned: dict[str, Any]) -> None:
        if "backdated_reason" in self.fields and not cleaned.get("backdated_reason"):
            self.add_error("backdated_reason", rules.BACKDATED)
        on, at = cleaned.get("given_on"), cleaned.get("given_time")
        if on and at and moment(on, at) > self.scene.now:
            self.add_error(
                "given_time", "The notification cannot be in the future. Check the date and the time."
            )

    def given_at(self) -> datetime:
        return moment(self.cleaned_data["given_on"], self.cleaned_data["given_time"])

    def companion(self) -> str:
        said = (self.cleaned_data.get(name) for name in ("parent", "adult", "interpreter"))
        return next((each for each in said if each), "")


class IdentityForm(StepForm):
    """Fingerprints and photograph; and that they were told what they must do."""

    fingerprints = presented(
        radios("Fingerprints", Taken, "Select whether fingerprints were taken.", initial=Taken.NOT_ASKED)
    )
    photograph = presented(
        radios(
            "Photograph",
            Taken,
            "Select whether a photograph was taken.",
            initial=Taken.NOT_ASKED,
            help_text="You can add the file after the notification is recorded.",
        )
    )
    explained = forms.BooleanField(
        label="I have told them what they must notify, and when",
        error_messages={"required": "Tell them what they must notify and when, then confirm it here."},
    )


class LateForm(StepForm):
    """The breach question, asked there and then."""

    WHICH = "gave"
    ASKS = {"yes": {"reason": "Write what they say, in their words."}, "no": {}}

    gave = radios(
        "Do they give a reason?",
        [("yes", "Yes"), ("no", "No: they give none")],
        "Select whether they give a reason.",
    )
    reason = LongTextField(label="What do they say?", max_length=1000, required=False)
