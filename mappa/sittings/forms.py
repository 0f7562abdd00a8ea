"""What is filled in about meeting days: the day itself, its cases, invitations, replies and returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency, User
from diary.clock import LONDON
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.models import POLICE, CaseReview, Invitation, Sitting
from mappa.sittings import rules
from mappa.sittings.choices import Body, MeetingLevel, Purpose, Reply, Standing
from riskplans.visits.forms import Submitted, Versioned, time_of_day

POLICE_VALUE = "police"


def agency_choices(agencies: Iterable[Agency], *, police: bool = True) -> list[tuple[str, str]]:
    """The agencies by number, the police first."""
    own = [(POLICE_VALUE, POLICE)] if police else []
    return [*own, *((str(agency.pk), agency.name) for agency in agencies)]


def chosen(value: str, agencies: Iterable[Agency]) -> Agency | None:
    """The agency of a choice; None for the police."""
    return next((agency for agency in agencies if str(agency.pk) == value), None)


class _Day(DatedForm, forms.Form):
    area = forms.CharField(label="MAPPA area", max_length=80, error_messages={"required": "Enter the area."})
    level = presented(
        forms.ChoiceField(
            label="Level",
            choices=MeetingLevel,
            widget=forms.RadioSelect,
            error_messages={"required": "Select the level."},
        ),
        inline=True,
    )
    held_on = TextDateField(label="Day", error_messages={"required": "Enter the day."})
    starts_at = time_of_day("Begins at", help_text="For example, 10:00")
    ends_at = time_of_day("Ends at", help_text="For example, 13:00")
    chair = forms.ModelChoiceField(
        label="Chair",
        queryset=User.objects.none(),
        error_messages={"required": "Select who chairs it."},
    )
    place = forms.CharField(label="Where (optional)", max_length=200, required=False)
    joining = forms.CharField(
        label="How to join remotely (optional)",
        max_length=500,
        required=False,
        help_text="Shown on the meeting’s page to those who are invited; never sent by e-mail.",
    )

    def __init__(self, *args: Any, chairs: QuerySet[User], least: Mapping[str, int], **kwargs: Any) -> None:
        """`least` is the grade of a chair at each level, as policy has it."""
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["chair"].help_text = rules.grades_in_words(least)

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _Day.base_fields}


class PlanForm(_Day, Submitted):
    """A new meeting day."""


class ChangeForm(_Day, Versioned):
    """A meeting day that stands."""

    why = forms.CharField(
        label="If its day is over: why is it held late? (optional)", max_length=500, required=False
    )

    def __init__(self, *args: Any, row: Sitting, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in _Day.base_fields}
        super().__init__(*args, row=row, initial=initial, **kwargs)


class ReplaceForm(Versioned):
    """Somebody else who chairs an open meeting."""

    chair = forms.ModelChoiceField(
        label="Who chairs it now?",
        queryset=User.objects.none(),
        error_messages={"required": "Select who chairs it."},
        help_text="Below the grade for the level only a detective inspector names somebody.",
    )
    why = LongTextField(
        label="Why?", max_length=500, rows=3, error_messages={"required": "Say why: it stands on the record."}
    )

    def __init__(self, *args: Any, chairs: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]

    def differences(self) -> list[tuple[str, str, str]]:
        return [("Who chairs it now?", str(self.row.chair), str(self.cleaned_data.get("chair", "")))]


class ListForm(Submitted):
    """A case on the day."""

    reference = presented(
        forms.CharField(
            label="Local reference",
            max_length=12,
            error_messages={"required": "Enter the person’s local reference."},
        ),
        width=10,
    )
    begins_at = time_of_day("From", help_text="")
    ends_at = time_of_day("To", help_text="")
    purpose = forms.ChoiceField(
        label="Why is it heard?",
        choices=Purpose,
        widget=forms.RadioSelect,
        initial=Purpose.REVIEW,
        error_messages={"required": "Select why it is heard."},
    )
    question = forms.CharField(
        label="What is to be decided?",
        max_length=300,
        help_text="For example, step down to level 1?",
        error_messages={"required": "Say what the meeting is to decide."},
    )


class MoveForm(Versioned):
    """Another time on the day, or another question."""

    begins_at = time_of_day("From", help_text="")
    ends_at = time_of_day("To", help_text="")
    question = forms.CharField(
        label="What is to be decided?",
        max_length=300,
        error_messages={"required": "Say what the meeting is to decide."},
    )

    def __init__(self, *args: Any, row: CaseReview, **kwargs: Any) -> None:
        initial = {
            "begins_at": row.begins_at.astimezone(LONDON).time(),
            "ends_at": row.ends_at.astimezone(LONDON).time(),
            "question": row.question,
        }
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def differences(self) -> list[tuple[str, str, str]]:
        return [("What is to be decided?", self.row.question, self.cleaned_data.get("question", ""))]


class InviteForm(forms.Form):
    """Which agencies to which cases."""

    cases = forms.MultipleChoiceField(
        label="To which cases?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select a case."},
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select an agency."},
    )

    def __init__(
        self, *args: Any, cases: Iterable[CaseReview], agencies: Iterable[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._cases, self._agencies = list(cases), list(agencies)
        listed = [(str(case.pk), _called(case)) for case in self._cases]
        self.fields["cases"].choices = listed  # type: ignore[attr-defined]
        self.fields["cases"].initial = [value for value, _ in listed]
        self.fields["agencies"].choices = agency_choices(self._agencies)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        named = self.cleaned_data["agencies"]
        return {
            "cases": [case for case in self._cases if str(case.pk) in self.cleaned_data["cases"]],
            "agencies": [chosen(value, self._agencies) for value in named],
        }


def _called(case: CaseReview) -> str:
    person = case.person
    return f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''} ({person.reference})"


class WhyForm(Versioned):
    """Why, and nothing else."""

    why = LongTextField(
        label="Why?", max_length=500, rows=3, error_messages={"required": "Say why: it stands on the record."}
    )


class CallOffForm(WhyForm):
    """Cancelled, or postponed to another that is planned."""

    postponed_to = forms.ModelChoiceField(
        label="Postponed to (optional)",
        queryset=Sitting.objects.none(),
        required=False,
        empty_label="It is cancelled",
        help_text="Plan the other meeting first. Its cases are listed there anew.",
    )

    def __init__(self, *args: Any, others: QuerySet[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["postponed_to"]
        field.queryset = others
        field.label_from_instance = _day_called


def _day_called(sitting: Sitting) -> str:
    return f"Level {sitting.level}, {sitting.held_on:%-d %B %Y} ({sitting.reference})"


_REPLY = ("reply", "who", "deputy_for", "why_not", "conflict")


class ReplyForm(Versioned):
    """Whether the agency comes."""

    # Both who come and deputies are named, and one field cannot be revealed by two answers: nothing is revealed.
    reply = forms.ChoiceField(
        label="Does your agency come?",
        choices=[each for each in Reply.choices if each[0] != Reply.WAITING],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether your agency comes."},
    )
    who = forms.CharField(label="Who comes: name and role", max_length=160, required=False)
    deputy_for = forms.CharField(
        label="If a deputy: whom do they stand in for?", max_length=160, required=False
    )
    why_not = forms.CharField(label="Why can nobody come?", max_length=300, required=False)
    conflict = forms.CharField(
        label="Does whoever comes have a conflict of interest? (optional)",
        max_length=300,
        required=False,
        help_text="For example, they know the family.",
    )

    def __init__(self, *args: Any, row: Invitation, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in _REPLY}
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _REPLY}


class ReturnForm(Submitted):
    """What the agency knows."""

    nothing_known = forms.BooleanField(
        label="Nothing is known: we have checked, and hold nothing about this person", required=False
    )
    text = LongTextField(label="What does your agency know?", max_length=8000, rows=8, required=False)
    so_what = LongTextField(
        label="What should change because of it?",
        max_length=2000,
        rows=3,
        required=False,
        help_text="In the plan, in who must be told, in what is watched. Or: nothing.",
    )
    victim_safety = LongTextField(
        label="What does a victim’s safety ask for? (optional)",
        max_length=2000,
        rows=3,
        required=False,
        help_text="For example, an exclusion zone or no contact. Read by the police, and by no other agency.",
    )
    victim_where = LongTextField(
        label="Where is the victim? (optional)",
        max_length=500,
        rows=2,
        required=False,
        help_text="Only if the zone cannot be drawn without it. Never in a pack, in minutes or with another agency.",
    )

    def __init__(self, *args: Any, victims: bool, **kwargs: Any) -> None:
        """`victims`: whether this agency is asked what a victim's safety needs."""
        super().__init__(*args, **kwargs)
        if not victims:
            del self.fields["victim_safety"], self.fields["victim_where"]


class StandingForm(forms.Form):
    """What one agency is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    standing = forms.ChoiceField(
        label="Standing (Criminal Justice Act 2003, section 325)",
        choices=Standing,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the agency is."},
        help_text="The first three share information; to a third party it is disclosed.",
    )
    body = forms.ChoiceField(label="Which body is it?", choices=[("", "Select"), *Body.choices])
    contact = forms.ModelChoiceField(
        label="Its contact (optional)",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Told of actions that are overdue.",
    )
    board = forms.ModelChoiceField(
        label="Its member of the management board (optional)",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Told of actions that are long overdue.",
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        held = getattr(agency, "mappa_standing", None)
        self.row = held
        initial = {"version": held.version if held else 0}
        if held:
            initial |= {name: getattr(held, name) for name in ("standing", "body", "contact", "board")}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        people = User.objects.filter(agency=agency, is_active=True).order_by("family_name")
        for name in ("contact", "board"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("standing", "body", "contact", "board")}


def slot_initial(slot: tuple[datetime, datetime]) -> dict[str, Any]:
    return {"begins_at": slot[0].time(), "ends_at": slot[1].time()}
