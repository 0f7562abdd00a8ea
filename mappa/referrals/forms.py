"""What is filled in about a referral: its header and parts, and each decision on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from frontend.fields import LongTextField, presented
from mappa.actions import Written
from mappa.referrals.choices import Part, StepKind
from mappa.referrals.prefill import Prefilled
from mappa.status.rules import CRITERIA
from offenders.choices import LeadAgency, MappaCategory, MappaLevel
from riskplans.choices import YesNo
from riskplans.visits.forms import Submitted, Versioned, yes_or_no

_REASONS = {"required": "Give your reasons: they stand on the record."}
_LEVELS = [(MappaLevel.TWO, MappaLevel.TWO.label), (MappaLevel.THREE, MappaLevel.THREE.label)]
_HEADER = ("level", "category", "area", "agency", "contact", "why_level_3", "urgent_why", "withheld_from")
# What a part is to say, where the record says none of it.
_ASKS = {
    Part.CATEGORY: "Exactly one category; the offence and sentence that carry it.",
    Part.OFFENDER: "Nicknames too, ethnicity in words, the approved release address.",
    Part.CONVICTIONS: "Brief: what brings them into MAPPA first, then what is related.",
    Part.HOSPITAL: "Section, responsible clinician, hospital, leave, tribunal. Leave empty if they are not detained.",
    Part.REASON: "Behaviour and patterns, what other agencies know, and why formal meetings add value.",
    Part.RISK: "Nature, imminence, triggers and what protects, in the community and in custody.",
    Part.VICTIMS: "Known and potential victims, and the liaison officer.",
    Part.AGENCIES: "One a line: agency, who, e-mail, why, and whether they report or attend.",
    Part.DISCLOSURE: "To whom, by whom, when; or why not.",
    Part.NEEDS: "What staff and the meeting must know.",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part as the form shows it."""

    heading: str
    needed: bool
    trusted: str
    fields: list[BoundField]


class ReferralForm(forms.Form):
    """The header, and each part begun from the record: confirmed as it stands, or amended."""

    level = presented(
        forms.ChoiceField(
            label="Which level?",
            choices=_LEVELS,
            widget=forms.RadioSelect,
            error_messages={"required": "Select the level."},
        ),
        hints=CRITERIA,
        reveals={MappaLevel.THREE: ("why_level_3",)},
    )
    why_level_3 = LongTextField(
        label="What cannot be delivered at level 2?", max_length=2000, rows=3, required=False
    )
    category = forms.ChoiceField(label="Category", choices=MappaCategory)
    area = forms.CharField(
        label="MAPPA area", max_length=80, error_messages={"required": "Enter the MAPPA area."}
    )
    agency = forms.ChoiceField(label="Referring agency", choices=LeadAgency)
    contact = forms.CharField(
        label="How are you reached?",
        max_length=200,
        error_messages={"required": "Say how you are reached."},
    )
    urgent = yes_or_no(
        "Can it wait for the next meeting?",
        "Say whether it can wait.",
        reveals={YesNo.NO: ("urgent_why",)},
    )
    urgent_why = forms.CharField(label="Why can it not wait?", max_length=500, required=False)
    withheld_from = forms.CharField(
        label="Who must not receive this? (optional)", max_length=500, required=False
    )

    def __init__(self, *args: Any, known: Mapping[str, Prefilled], **kwargs: Any) -> None:
        self._known = known
        said = {f"{name}_text": each.text for name, each in known.items()}
        kwargs["initial"] = {**said, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[f"{part.value}_text"] = LongTextField(
                label=str(part.label) if part.needed else f"{part.label} (optional)",
                max_length=4000,
                rows=6,
                required=False,
                help_text=_ASKS.get(part, ""),
            )
            self.fields[f"{part.value}_checked"] = presented(
                forms.BooleanField(label="I have checked this: it is right today", required=False), small=True
            )

    def header(self) -> list[BoundField]:
        """Those that no other reveals."""
        names = ("level", "category", "area", "agency", "contact", "urgent", "withheld_from")
        return [self[name] for name in names]

    def sections(self) -> Iterator[Section]:
        for part in Part:
            known = self._known.get(part.value, Prefilled())
            fields = [self[f"{part.value}_text"], self[f"{part.value}_checked"]]
            yield Section(str(part.label), part.needed, known.trusted, fields)

    def written(self) -> Written:
        said = self.cleaned_data
        return Written(
            **{name: said[name] for name in _HEADER},
            urgent=said["urgent"] == YesNo.NO,
            parts={part.value: said[f"{part.value}_text"] for part in Part},
            checked={part.value for part in Part if said[f"{part.value}_checked"]},
        )


class NewForm(ReferralForm, Submitted):
    """A referral that is written."""


class AgainForm(ReferralForm, Versioned):
    """One that was returned, put right."""


class EndorseForm(Versioned):
    decision = forms.ChoiceField(
        label="Your decision",
        choices=[
            ("agree", "Endorse: it goes to the coordinator"),
            ("return", "Send it back to be put right"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select your decision."},
    )
    note = LongTextField(label="Reasons", max_length=2000, rows=3, error_messages=_REASONS)


class TriageForm(Versioned):
    """The coordinator's box: accepted at a level, declined with advice, or returned."""

    kind = forms.ChoiceField(
        label="Your decision", widget=forms.RadioSelect, error_messages={"required": "Select your decision."}
    )
    level_given = forms.ChoiceField(
        label="At which level is it heard?", choices=_LEVELS, widget=forms.RadioSelect, required=False
    )
    given_why = LongTextField(
        label="What cannot be delivered at level 2? (optional)",
        max_length=2000,
        rows=3,
        required=False,
        help_text="Needed for level 3, where the referral does not say it.",
    )
    advice = LongTextField(
        label="What to do instead",
        max_length=2000,
        rows=3,
        required=False,
        help_text="For example: manage at level 1, with a professionals’ meeting.",
    )
    note = LongTextField(
        label="Reasons",
        max_length=2000,
        rows=3,
        help_text="The referrer reads this. If you return it: what is missing.",
        error_messages=_REASONS,
    )

    def __init__(self, *args: Any, appealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        returned = [] if appealed else [(StepKind.RETURNED, "Return it for information: the clock stops")]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (StepKind.ACCEPTED, "Accept it"),
            *returned,
            (StepKind.DECLINED, "Decline it"),
        ]
        presented(
            self.fields["kind"],
            reveals={StepKind.ACCEPTED: ("level_given", "given_why"), StepKind.DECLINED: ("advice",)},
        )


class NoteForm(Versioned):
    note = LongTextField(label="Why?", max_length=2000, rows=3, error_messages=_REASONS)
