"""What is filled in about a category and level: a screening, its countersignature, a decision, the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.status.choices import Closing, Group, Heard, Listed, Prompt, Stability
from mappa.status.rules import CRITERIA, triggers
from offenders.choices import LeadAgency, MappaCategory, MappaLevel, YesNoUnknown
from offenders.models import MappaStatus
from offenders.models import Trigger as Conviction
from riskplans.assessments.choices import Level
from riskplans.choices import Asked
from riskplans.visits.forms import Submitted, Versioned

_WHY = {"required": "Give your reasons: they stand on the record."}
_NO_VICTIM = "Name no victim."


def _radios(label: str, choices: Any, needed: str, **said: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": needed}, **said
    )


def category_field() -> forms.ChoiceField:
    return presented(
        _radios("Category", MappaCategory, "Select the category."),
        reveals={MappaCategory.TWO: ("conviction", "listed")},
    )


def level_field(label: str = "Level") -> forms.ChoiceField:
    """The levels, each with its criteria beside it."""
    return presented(_radios(label, MappaLevel, "Select the level."), hints=CRITERIA)


class OfConviction(forms.Form):
    """Which conviction brings somebody into category 2, and what its offence is: Vigil has no list of them."""

    conviction = forms.ChoiceField(label="Which conviction brings them in?", required=False)
    listed = forms.ChoiceField(
        label="What is that offence?", choices=Listed, widget=forms.RadioSelect, required=False
    )

    def offer(self, convictions: Sequence[Conviction]) -> None:
        """Ask of these, the newest first."""
        found = [(str(each.pk), f"{each.offence}, {each.date.year}") for each in convictions]
        self.fields["conviction"].choices = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("category") == MappaCategory.TWO:
            for name, words in (
                ("conviction", "Select the conviction."),
                ("listed", "Say what the offence is: category 2 turns on it."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        else:
            cleaned["conviction"] = cleaned["listed"] = ""
        return cleaned


class ScreenForm(DatedForm, OfConviction, Submitted):
    """The six prompts, the risk of serious harm to each group, the level and why."""

    occasion = _radios("Why now?", Heard, "Select why they are screened now.")
    category = category_field()
    level = level_field("At which level can they be managed?")
    tools = forms.CharField(
        label="What assessments say (optional)",
        required=False,
        max_length=500,
        help_text="As the record has it.",
    )
    rationale = LongTextField(
        label="Why this level?",
        max_length=2000,
        rows=5,
        help_text="What could happen, to whom, and what the plan does about it. Name no victim.",
        error_messages={"required": "Say why this level: it stands on the record."},
    )
    next_on = TextDateField(
        label="To be screened again by", error_messages={"required": "Enter the day of the next screening."}
    )

    def __init__(self, *args: Any, convictions: Sequence[Conviction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(convictions)
        for prompt in Prompt:
            self.fields[prompt.value] = presented(
                _radios(str(prompt.label), YesNoUnknown, f"{prompt.label} Select yes, no or not known."),
                inline=True,
            )
        levels = [("", "Select"), *Level.choices]
        for group in Group:
            optional = group in (Group.STAFF, Group.PRISONERS, Group.SELF)
            self.fields[f"harm_{group.value}"] = forms.ChoiceField(
                label=f"{group.label}{' (optional)' if optional else ''}",
                choices=levels,
                required=not optional,
                error_messages={"required": f"{group.label}: select the risk of serious harm."},
            )

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        yield "Why now", [self["occasion"]]
        yield "Category", [self["category"]]  # which reveals the rest
        yield "Six questions", [self[each.value] for each in Prompt]
        yield "Risk of serious harm", [*(self[f"harm_{each.value}"] for each in Group), self["tools"]]
        yield "Level", [self["level"], self["rationale"], self["next_on"]]

    def prompts(self) -> dict[str, str]:
        return {each.value: self.cleaned_data[each.value] for each in Prompt}

    def harm(self) -> dict[str, str]:
        return {each.value: self.cleaned_data[f"harm_{each.value}"] for each in Group}


class CountersignForm(Versioned):
    """Countersign a screening, or send it back; at level 1 with who leads and where."""

    answer = forms.ChoiceField(
        label="Your decision", widget=forms.RadioSelect, error_messages={"required": "Select your decision."}
    )
    lead_agency = forms.ChoiceField(label="Which agency leads?", choices=LeadAgency, required=False)
    area = forms.CharField(label="MAPPA area", max_length=80, required=False)
    note = LongTextField(label="Reasons", max_length=500, rows=3, error_messages=_WHY)

    def __init__(self, *args: Any, sets_level: bool, lead_why: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agree = "Countersign: level 1 from today" if sets_level else "Countersign"
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (Asked.APPROVED, agree),
            (Asked.REFUSED, "Send it back"),
        ]
        if sets_level:
            presented(self.fields["answer"], reveals={Asked.APPROVED: ("lead_agency", "area")})
            self.fields["lead_agency"].help_text = lead_why
        else:
            del self.fields["lead_agency"], self.fields["area"]


class DecideForm(DatedForm, OfConviction, Submitted):
    """Category and level from a day on, who leads, why, and who disagreed; soon after release, the checklist."""

    category = category_field()
    level = level_field()
    lead_agency = forms.ChoiceField(label="Which agency leads?", choices=LeadAgency)
    area = forms.CharField(
        label="MAPPA area", max_length=80, error_messages={"required": "Enter the MAPPA area."}
    )
    starts_on = TextDateField(label="From", past_only=True, error_messages={"required": "Enter the day."})
    why = LongTextField(label="Why?", max_length=2000, rows=4, help_text=_NO_VICTIM, error_messages=_WHY)
    dissent = forms.CharField(
        label="Which agency disagreed, and why? (optional)",
        required=False,
        max_length=1000,
        help_text="It stands beside the decision.",
    )

    def __init__(
        self,
        *args: Any,
        convictions: Sequence[Conviction],
        status: MappaStatus | None,
        gated: bool,
        lead_why: str,
        lowest: str = MappaLevel.ONE,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(convictions)
        self._status = status
        self.fields["level"].choices = [each for each in MappaLevel.choices if each[0] >= lowest]  # type: ignore[attr-defined]
        if lowest > MappaLevel.ONE:
            self.fields["level"].help_text = "A lower level is decided by a meeting."
        self.fields["lead_agency"].help_text = lead_why
        if gated:
            self.fields["stable"] = forms.MultipleChoiceField(
                label="For a lower level so soon after release: what is so?",
                choices=Stability,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="An inspector countersigns it. Leave out what is not so.",
            )
            self.fields["despite"] = LongTextField(
                label="If not all of it is so: why lower the level all the same? (optional)",
                max_length=1000,
                rows=3,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Somebody who stays in category 2 was let in with its conviction: it is not asked again."""
        if self._status and self._status.category == self.cleaned_data.get("category"):
            self.cleaned_data["conviction"] = self.cleaned_data["listed"] = ""
            return self.cleaned_data
        return super().clean()


class LeadForm(DatedForm, Versioned, Submitted):
    """Which agency and office lead from a day on; category, level and area stay."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    lead_agency = _radios("Which agency leads?", LeadAgency, "Select the agency that leads.")
    lead_office = forms.CharField(
        label="Which office leads? (optional)",
        required=False,
        max_length=120,
        help_text="For example, the probation office that supervises them",
    )
    starts_on = TextDateField(label="From", past_only=True, error_messages={"required": "Enter the day."})
    why = LongTextField(label="Why?", max_length=2000, rows=3, help_text=_NO_VICTIM, error_messages=_WHY)

    def __init__(self, *args: Any, row: MappaStatus, lead_why: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": row.pk, **kwargs.get("initial", {})}
        super().__init__(*args, row=row, **kwargs)
        self.fields["lead_agency"].help_text = lead_why


class AnswerForm(Versioned):
    """Countersign a lower level, or refuse it."""

    answer = _radios(
        "Your decision",
        [(Asked.APPROVED, "Countersign: the lower level from today"), (Asked.REFUSED, "Refuse")],
        "Select your decision.",
    )
    note = LongTextField(label="Reasons", max_length=500, rows=3, error_messages=_WHY)


class NoteForm(Versioned):
    note = LongTextField(label="Why?", max_length=500, rows=3, error_messages=_WHY)


class LeaveForm(DatedForm, forms.Form):
    """What ended it, when, what was done before, and who is told."""

    trigger = forms.ChoiceField(
        label="What has ended it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what has ended it."},
    )
    ended_on = TextDateField(label="On", past_only=True, error_messages={"required": "Enter the day."})
    closed = forms.MultipleChoiceField(
        label="Done before they leave",
        choices=Closing,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Each of these is done first."},
    )
    confirmed_by = forms.CharField(
        label="Who has confirmed that it has ended? (optional)",
        required=False,
        max_length=200,
        help_text="Needed where the record cannot say: a suspended sentence, or notification that cannot be computed.",
    )
    told = LongTextField(
        label="Who else is told? (optional)",
        required=False,
        max_length=1000,
        rows=3,
        help_text="One a line. The person, the lead agency and the agencies invited are told in any case.",
    )
    why = LongTextField(label="Why?", max_length=2000, rows=3, help_text=_NO_VICTIM, error_messages=_WHY)

    def __init__(self, *args: Any, category: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trigger"].choices = [(each.value, each.label) for each in triggers(category)]  # type: ignore[attr-defined]


class LetterForm(DatedForm, Versioned):
    """A letter was sent: when, by which agency, and how."""

    sent_on = TextDateField(label="Sent on", past_only=True, error_messages={"required": "Enter the day."})
    by = forms.ChoiceField(label="Which agency wrote?", choices=LeadAgency)
    how = forms.CharField(
        label="How was it sent, and where is a copy?",
        max_length=200,
        error_messages={"required": "Say how it was sent, and where a copy is."},
    )


class WhyForm(forms.Form):
    why = LongTextField(label="Why?", max_length=1000, rows=3, help_text=_NO_VICTIM, error_messages=_WHY)


def started(harm: Mapping[str, str]) -> dict[str, str]:
    """What the risk of serious harm begins with: the assessment in force."""
    return {f"harm_{code}": level for code, level in harm.items()}
