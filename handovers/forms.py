"""Who is to take a person on, what they must know, and whether that is enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from handovers import rules
from handovers.choices import Answer, JointVisit
from handovers.models import Handover, Note
from offenders.models.person import Person, PersonQuerySet

_WHY = "For example: moves to another unit, long sickness, caseload shared out."


class AskForm(forms.Form):
    """To whom, and why."""

    receiver = forms.ModelChoiceField(
        label="Who takes them on?",
        queryset=User.objects.none(),
        error_messages={"required": "Select the officer who takes them on."},
    )
    why = forms.CharField(
        label="Why?",
        max_length=500,
        help_text=_WHY,
        error_messages={"required": "Say why, in a few words."},
    )
    over_why = forms.CharField(
        label="If their caseload is full: why to them all the same?", max_length=500, required=False
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, receivers: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()}
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]


class CaseloadForm(AskForm):
    """The same for several people at once; `people` are those that one page offers."""

    people = forms.ModelMultipleChoiceField(
        label="Whom?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person."},
    )
    field_order = ["people", "receiver", "why", "over_why"]

    def __init__(
        self, *args: Any, people: PersonQuerySet, chosen: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """`chosen`: who was picked on the page of the workload, to begin with."""
        super().__init__(*args, **kwargs)
        self.initial.update(chosen or {})
        asked: Any = self.fields["people"]
        asked.queryset = people
        asked.label_from_instance = lambda person: (
            f"{person.family_name.upper()}, {person.given_names} ({person.reference}), {person.level_word.lower()}"
        )


class NoteForm(forms.Form):
    """What the next manager must know. What is due is added from the diary."""

    matters = LongTextField(
        label="What matters most now?",
        max_length=2000,
        rows=4,
        help_text="What you would say first on the telephone.",
        error_messages={"required": "Say what matters most now."},
    )
    first = LongTextField(
        label="What must be done first?",
        max_length=1000,
        rows=3,
        help_text="And by when.",
        error_messages={"required": "Say what must be done first."},
    )
    risks = LongTextField(
        label="What are the risks?",
        max_length=2000,
        rows=4,
        help_text="To others, and to staff at the door: dogs, weapons, who is hostile.",
        error_messages={"required": "Say what the risks are. “None known” is an answer."},
    )
    people = LongTextField(
        label="Who lives there, and who matters to them?",
        max_length=2000,
        rows=4,
        help_text="Children, partner, family; who speaks to us, and who does not.",
        error_messages={"required": "Say who lives there. “Nobody else” is an answer."},
    )
    unwritten = LongTextField(
        label="What is written down nowhere else? (optional)", max_length=2000, rows=3, required=False
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, before: Note | None, **kwargs: Any) -> None:
        """`before`: the note that was returned, from which the next one starts."""
        kept = {name: getattr(before, name) for name in _TEXTS} if before else {}
        kwargs["initial"] = {**kept, "submission": uuid4()}
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in _TEXTS}


_TOGETHER = ("joint_visit", "joint_visit_why", "joint_visit_on")
_TEXTS = ("matters", "first", "risks", "people", "unwritten")


class AnswerForm(DatedForm, forms.Form):
    """Accept, or return with what is missing. At high risk: whether the two see the person together."""

    answer = forms.ChoiceField(
        label="Do you take this person on?",
        choices=[
            (Answer.ACCEPTED.value, "I accept: I manage them from now"),
            (Answer.RETURNED.value, "I return it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you accept or return it."},
    )
    missing = LongTextField(label="What is missing?", max_length=1000, rows=3, required=False)
    joint_visit = forms.ChoiceField(
        label="To accept: do you see them together with the manager?",
        choices=[
            (JointVisit.PLANNED.value, "Yes, it is planned"),
            (JointVisit.MADE.value, "We have seen them together"),
            (JointVisit.NONE.value, "No"),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text="They are at high risk, so a joint visit is asked for, and a supervisor confirms the handover.",
    )
    joint_visit_why = forms.CharField(label="Why not?", max_length=500, required=False)
    joint_visit_on = TextDateField(
        label="Day of the joint visit",
        called="Day of the joint visit",
        required=False,
        help_text="Planned or made. For example, 17/5/2026",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, note: Note, together: bool, **kwargs: Any) -> None:
        """`together`: whether a joint visit is asked for (`rules.goes_together`)."""
        kwargs["initial"] = {"version": note.version}
        super().__init__(*args, **kwargs)
        self.together = together
        presented(self.fields["answer"], reveals={Answer.RETURNED.value: ("missing",)})
        presented(self.fields["joint_visit"], reveals={JointVisit.NONE.value: ("joint_visit_why",)})
        if together:
            answer: Any = self.fields["answer"]
            first = (Answer.ACCEPTED.value, "I accept: I manage them once a supervisor confirms")
            answer.choices = [first, *answer.choices[1:]]
        else:
            for name in _TOGETHER:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        silent = not cleaned.get("missing", "").strip() and "missing" not in self.errors
        if silent and cleaned.get("answer") == Answer.RETURNED:
            self.add_error("missing", "Say what is missing: whoever wrote it adds that.")
        if self.together and cleaned.get("answer") == Answer.ACCEPTED and not self.errors:
            said = self.joint_visit_said()
            for name, refused in rules.joint_visit(*said.values(), today=self.today).items():
                self.add_error(name, refused)
        return cleaned

    def joint_visit_said(self) -> dict[str, Any]:
        """The answer about a joint visit, as the verb takes it; nothing where none is asked for."""
        if not self.together or self.cleaned_data.get("answer") != Answer.ACCEPTED:
            return {}
        said = self.cleaned_data
        return {
            "joint_visit": said["joint_visit"],
            "joint_visit_on": said["joint_visit_on"],
            "joint_visit_why": said["joint_visit_why"].strip(),
        }


class ConfirmForm(forms.Form):
    """A supervisor confirms; there is nothing to ask."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": handover.version}
        super().__init__(*args, **kwargs)


class SettleForm(forms.Form):
    """What a supervisor decides while it waits."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide."},
    )
    reason = LongTextField(
        label="Why?", max_length=500, rows=3, error_messages={"required": "Say why: it stays on the record."}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": handover.version}
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = [
            ("move", f"The person moves to {handover.receiver} now"),
            ("stop", f"The person stays with {handover.giver}"),
        ]
