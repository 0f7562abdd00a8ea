"""What is filled in while a case is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency, User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.models import Paragraph
from mappa.room.choices import Harm, Outcome, PlanPart, Told, Topic
from mappa.sittings.forms import agency_choices, chosen
from offenders.choices import LeadAgency, MappaCategory, MappaLevel
from offenders.record.reading import in_words
from riskplans.choices import YesNo
from riskplans.models import DisclosureCase
from riskplans.visits.forms import Submitted, Versioned, yes_or_no


class ParagraphForm(Submitted):
    """A paragraph of the notes."""

    agency = forms.ChoiceField(label="Whose information is it?")
    topic = forms.ChoiceField(label="What is it about?", choices=Topic, initial=Topic.UPDATE)
    text = LongTextField(
        label="What was said?", max_length=8000, rows=4, error_messages={"required": "Write what was said."}
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = list(agencies)
        self.fields["agency"].choices = agency_choices(self._agencies)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "agency": chosen(said["agency"], self._agencies)}


class CorrectForm(forms.Form):
    """A paragraph written anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = LongTextField(
        label="What was said?", max_length=8000, rows=6, error_messages={"required": "Write what was said."}
    )

    def __init__(self, *args: Any, row: Paragraph, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = {"version": row.number, "text": row.text}
        super().__init__(*args, **kwargs)

    def differences(self) -> list[tuple[str, str, str]]:
        return [("What was said?", self.row.text, self.cleaned_data["text"])]


class _PartForm(Versioned):
    """A part of the agenda: `row` is what is recorded, or an empty one of version 0."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        held = {name: getattr(row, name) for name in self.base_fields if name != "version"}
        initial = {**kwargs.pop("initial", {})} if not row.version else held
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self) -> list[tuple[str, str, str]]:
        return [
            (
                str(field.label),
                in_words(field, getattr(self.row, name)),
                in_words(field, self.cleaned_data[name]),
            )
            for name, field in self.fields.items()
            if name in self.cleaned_data
            and name != "version"
            and getattr(self.row, name) != self.cleaned_data[name]
        ]


def _harm(label: str) -> forms.ChoiceField:
    return presented(
        forms.ChoiceField(
            label=label,
            choices=Harm,
            widget=forms.RadioSelect,
            error_messages={"required": f"Select the risk: {label.lower()}."},
        ),
        small=True,
    )


class RiskForm(_PartForm):
    """The risk of serious harm, group by group."""

    public = _harm("General public")
    children = _harm("Children")
    adult = _harm("A known adult")
    staff = _harm("Staff")
    prisoners = _harm("Prisoners")
    self_harm = _harm("Themselves")
    why = LongTextField(
        label="Who, what, when, how likely?",
        max_length=2000,
        rows=4,
        error_messages={"required": "Say what the judgement rests on."},
    )
    dissent = LongTextField(
        label="Who judges it otherwise, and why? (optional)", max_length=1000, rows=2, required=False
    )


class PlanViewForm(_PartForm):
    """The plan, part by part."""

    def __init__(self, *args: Any, has: Mapping[str, bool], **kwargs: Any) -> None:
        """`has` says of each part whether the plan in force holds something."""
        super().__init__(*args, **kwargs)
        for part in PlanPart:
            field = self.fields[part.value]
            field.help_text = (
                "The plan in force says something of it. Leave this empty if it stands."
                if has[part.value]
                else "The plan in force says nothing of it: say what is done, or why it does not apply."
            )


for _part in PlanPart:
    PlanViewForm.base_fields[_part.value] = LongTextField(
        label=f"{_part.label}: the gap, and what is done", max_length=500, rows=2, required=False
    )


class DisclosureViewForm(DatedForm, _PartForm):
    """Whether somebody is told."""

    decision = presented(
        forms.ChoiceField(
            label="Is anybody told?",
            choices=Told,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what is decided: every meeting considers it."},
        ),
        reveals={
            Told.DISCLOSE: (
                "to_whom",
                "by_whom",
                "how",
                "by_when",
                "informed",
                "informed_why",
                "follow_up_on",
            )
        },
    )
    to_whom = forms.CharField(label="To whom?", max_length=300, required=False)
    by_whom = forms.CharField(label="By whom?", max_length=300, required=False)
    how = forms.CharField(label="How?", max_length=300, required=False)
    by_when = TextDateField(label="By when?", required=False)
    informed = presented(
        forms.ChoiceField(
            label="Will the person be told?", choices=YesNo, widget=forms.RadioSelect, required=False
        ),
        inline=True,
    )
    informed_why = forms.CharField(label="If not, why?", max_length=500, required=False)
    follow_up_on = TextDateField(label="Looked at again on", required=False)
    why = LongTextField(
        label="Why?",
        max_length=2000,
        rows=3,
        help_text="Necessary, lawful, proportionate? Not to disclose is a decision too.",
        error_messages={"required": "Give the reason: not to disclose is a decision too."},
    )
    children = yes_or_no(
        "Were they convicted of an offence against a child?",
        "Say whether they were convicted of an offence against a child.",
        reveals={"yes": ("presumption",)},
        help_text="Then section 327A of the Criminal Justice Act 2003 asks for its own consideration.",
    )
    presumption = LongTextField(
        label="What does section 327A lead to, and why?", max_length=1000, rows=3, required=False
    )
    disclosure = forms.ModelChoiceField(
        label="The disclosure it belongs to (optional)",
        queryset=DisclosureCase.objects.none(),
        required=False,
        empty_label="None",
    )

    def __init__(self, *args: Any, disclosures: QuerySet[DisclosureCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disclosure"].queryset = disclosures  # type: ignore[attr-defined]


class LevelForm(_PartForm):
    """Category, level and lead agency."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=Outcome,
        widget=forms.RadioSelect,
        initial=Outcome.STAYS,
        error_messages={"required": "Select what becomes of it."},
    )
    category = forms.ChoiceField(label="Category", choices=MappaCategory)
    level = presented(
        forms.ChoiceField(
            label="Level",
            choices=MappaLevel,
            widget=forms.RadioSelect,
            error_messages={"required": "Select the level."},
        ),
        small=True,
    )
    lead_agency = forms.ChoiceField(label="Lead agency", choices=LeadAgency)
    rationale = LongTextField(
        label="Why?",
        max_length=2000,
        rows=4,
        help_text="The lowest level that gives a defensible plan.",
        error_messages={"required": "Give the reasons: they stand in the minutes."},
    )
    criteria = LongTextField(
        label="What would have to change to move down, or to leave? (optional)",
        max_length=1000,
        rows=2,
        required=False,
    )
    dissents = yes_or_no(
        "Does anybody disagree?", "Say whether anybody disagrees.", reveals={"yes": ("dissent",)}
    )
    dissent = LongTextField(label="Who, and why?", max_length=1000, rows=2, required=False)


class NextForm(DatedForm, Versioned):
    """The day of the next review."""

    next_on = TextDateField(label="Next review on", required=False)
    next_why = LongTextField(label="If later than the limit, why?", max_length=500, rows=2, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        initial = {"next_on": row.next_on, "next_why": row.next_why}
        super().__init__(*args, row=row, initial=initial, **kwargs)


class ActionForm(DatedForm, Submitted):
    """An action: who does what by when."""

    what = LongTextField(
        label="What is to be done?",
        max_length=500,
        rows=2,
        help_text="Begin with a verb. For example: find him another flat, away from the school.",
        error_messages={"required": "Say what is to be done: begin with a verb."},
    )
    agency = forms.ChoiceField(label="Which agency owes it?")
    owner = forms.ChoiceField(label="Who does it?", required=False)
    owner_name = forms.CharField(
        label="Or somebody who does not sign in here: name and role", max_length=160, required=False
    )
    due_on = TextDateField(label="By the end of", error_messages={"required": "Enter the day."})
    success = forms.CharField(
        label="By what will one know that it is done?",
        max_length=300,
        error_messages={"required": "Say by what one will know that it is done."},
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies, self._people = list(agencies), people
        self.fields["agency"].choices = agency_choices(self._agencies)  # type: ignore[attr-defined]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Somebody else, named below"),
            *((str(user.pk), _of(user)) for user in people),
        ]

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        owner = next((user for user in self._people if str(user.pk) == said["owner"]), None)
        return {**said, "agency": chosen(said["agency"], self._agencies), "owner": owner}


def _of(user: User) -> str:
    return f"{user} ({user.agency.name})" if user.agency else str(user)


class DecideForm(Versioned):
    """The chair's decision."""

    def differences(self) -> list[tuple[str, str, str]]:
        return []
