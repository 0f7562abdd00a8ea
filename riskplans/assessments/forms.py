"""What is filled in about somebody's risk: which tool, each factor, the account and its result, levels and changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.choices import ManagementLevel, Source
from offenders.record.reading import in_words
from riskplans.assessments.choices import (
    ChangeKind,
    CompletedBy,
    LawfulBasis,
    Level,
    Measure,
    Occasion,
    Priority,
    Scale,
)
from riskplans.assessments.tools import JUDGEMENT, Offered
from riskplans.choices import System
from riskplans.models import AssessedFactor, AssessedResult, Assessment, RiskReview, Tool, ToolResult
from riskplans.visits.forms import Submitted, Versioned

_RESULT, _SCORE, _NOTE = "result_", "score_", "note_"


class StartForm(Submitted):
    """Which tool, and why now. Only tools that are for this person are offered."""

    tool = forms.ChoiceField(
        label="Which tool?", widget=forms.RadioSelect, error_messages={"required": "Select the tool."}
    )
    occasion = forms.ChoiceField(
        label="Why now?",
        choices=Occasion,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it is made now."},
    )
    led_by = forms.CharField(label="What led to it? (optional)", required=False, max_length=300)

    def __init__(self, *args: Any, offered: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tools = {str(each.tool.pk): each.tool for each in offered if not each.why_not}
        field = self.fields["tool"]
        field.choices = [(pk, str(tool)) for pk, tool in self._tools.items()]  # type: ignore[attr-defined]
        presented(field, hints={pk: tool.note for pk, tool in self._tools.items()})

    def said(self) -> dict[str, Any]:
        """What `start_assessment` takes."""
        return {
            "tool": self._tools[self.cleaned_data["tool"]],
            "occasion": Occasion(self.cleaned_data["occasion"]),
            "led_by": self.cleaned_data["led_by"],
            "submission": self.cleaned_data["submission"],
        }


class FactorForm(DatedForm, Versioned):
    """One factor: the rating is chosen anew each time, on evidence."""

    priority = forms.ChoiceField(
        label="Priority",
        choices=Priority,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the priority."},
    )
    changed_why = forms.CharField(
        label="If it has changed, why?",
        required=False,
        max_length=300,
        help_text="Only if it is not as before.",
    )
    evidence = LongTextField(
        label="What does that rest on?",
        max_length=2000,
        rows=8,
        error_messages={
            "required": "Say what the rating rests on; or what you tried, if there is not enough information."
        },
    )
    sources = forms.MultipleChoiceField(
        label="How is it known?", choices=Source, widget=forms.CheckboxSelectMultiple, required=False
    )
    evidenced_on = TextDateField(
        label="Day of the latest evidence (optional)", past_only=True, required=False
    )
    contradicted = forms.BooleanField(label="The sources contradict one another", required=False)

    def __init__(self, *args: Any, row: AssessedFactor, **kwargs: Any) -> None:
        known = {name: getattr(row, name) for name in ("evidence", "sources", "evidenced_on", "contradicted")}
        if row.confirmed_at:  # a rating from before is shown beside the question, never in it
            known |= {"priority": row.priority, "changed_why": row.changed_why}
        super().__init__(*args, row=row, initial=known, **kwargs)
        if not row.before:
            del self.fields["changed_why"]

    def said(self) -> dict[str, Any]:
        return {
            "changed_why": "",
            **{name: its for name, its in self.cleaned_data.items() if name != "version"},
        }


def _left_out(tool: Tool, *, account: bool) -> tuple[str, ...]:
    """What is not asked of an assessment with this tool. One gone through factor by factor, or that rests on judgement
    alone, has an account in words; of a result that was scored elsewhere it is asked what it rests on."""
    if CompletedBy(tool.completed_by).by_another:
        return ("interviewed_on", "interview_place", "interviewers", "checked", "formulation")
    if account or tool.code == JUDGEMENT:
        return ("assessor", "evidence")
    return ("assessor", "interviewed_on", "interview_place", "interviewers", "formulation")


class RecordForm(DatedForm, Versioned):
    """The interview, the records looked at, the result and what it rests on."""

    assessed_on = TextDateField(label="Day of the assessment", past_only=True, required=False)
    assessor = forms.CharField(
        label="Assessed by", required=False, max_length=120, help_text="Name, role and agency."
    )
    reference = forms.CharField(
        label="Where is the form kept? (optional)",
        required=False,
        max_length=120,
        help_text="Document or system reference.",
    )
    interviewed_on = TextDateField(label="Day of the interview (optional)", past_only=True, required=False)
    interview_place = forms.CharField(label="Where? (optional)", required=False, max_length=200)
    interviewers = forms.CharField(label="Who interviewed them? (optional)", required=False, max_length=200)
    checked = forms.MultipleChoiceField(
        label="Which records were looked at?",
        choices=System,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = LongTextField(
        label="What does the result rest on?",
        max_length=4000,
        rows=6,
        required=False,
        help_text="Facts, and where each stands. Say what is opinion.",
    )
    formulation = LongTextField(
        label="Case formulation",
        max_length=4000,
        rows=10,
        required=False,
        help_text="Who is at risk, of what, in which circumstances, how soon, how seriously; what would change it; "
        "what protects.",
    )

    def __init__(
        self,
        *args: Any,
        row: Assessment,
        scales: Sequence[ToolResult],
        known: Sequence[AssessedResult],
        **kwargs: Any,
    ) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self._scales = list(scales)
        for name in _left_out(row.tool, account=bool(row.factors.exists())):
            del self.fields[name]
        results = {each.result_id: each for each in known}
        for scale in self._scales:
            self._ask(scale, results.get(scale.pk), measure=row.tool.measure)
        named = [name for name in self.fields if name.startswith((_RESULT, _SCORE, _NOTE))]
        self.order_fields(
            [
                *("assessed_on", "assessor", "interviewed_on", "interview_place", "interviewers", "checked"),
                *(*named, "evidence", "formulation", "reference"),
            ]
        )
        self.tell_today()

    def _ask(self, scale: ToolResult, known: AssessedResult | None, *, measure: str) -> None:
        if scale.scale == Scale.TEXT:
            self.fields[_NOTE + scale.code] = forms.CharField(
                label=scale.name, required=False, max_length=300, initial=known.note if known else ""
            )
            return
        if scale.scale == Scale.SCORE:
            self.fields[_SCORE + scale.code] = presented(
                forms.IntegerField(
                    label=f"{scale.name}: score (optional)",
                    required=False,
                    min_value=0,
                    max_value=200,
                    initial=known.score if known else None,
                ),
                width=3,
            )
        self.fields[_RESULT + scale.code] = presented(
            forms.ChoiceField(
                label=scale.name,
                choices=[
                    (each.value, each.label)
                    for each in Level
                    if each is not Level.NONE or measure != Measure.PRIORITY
                ],
                widget=forms.RadioSelect,
                required=False,
                initial=known.level if known else None,
            ),
            inline=True,
            small=True,
        )

    def differences(self) -> list[tuple[str, str, str]]:
        """Besides the assessment's own columns, the results: rows of their own."""
        rows = super().differences()
        for name, field in self.fields.items():
            if name.startswith((_RESULT, _SCORE, _NOTE)):
                now, typed = (
                    in_words(field, value) for value in (field.initial, self.cleaned_data.get(name))
                )
                rows += [(str(field.label), now, typed)] if now != typed else []
        return rows

    def said(self) -> dict[str, Any]:
        """Columns of the assessment."""
        return {
            name: its
            for name, its in self.cleaned_data.items()
            if name in self.base_fields and name != "version"
        }

    def results(self) -> dict[str, Mapping[str, Any]]:
        """What `write_assessment` takes as `results`."""
        said = self.cleaned_data
        return {
            scale.code: {
                "level": said.get(_RESULT + scale.code) or "",
                "score": said.get(_SCORE + scale.code),
                "note": said.get(_NOTE + scale.code) or "",
            }
            for scale in self._scales
        }


class HandInForm(Versioned):
    """Nothing is asked: what it says stands on the page."""


class DecideForm(Versioned):
    """A supervisor's decision on an assessment."""

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[("approve", "Approve: it stands from now on"), ("return", "Return it with reasons")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select your decision."},
    )
    note = forms.CharField(
        label="Reasons",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="To return it, say what is to be put right: the officer sees it.",
    )


class DropForm(Versioned):
    why = forms.CharField(
        label="Why is it given up?", max_length=300, error_messages={"required": "Say why it is given up."}
    )


class LevelForm(Submitted):
    """At which level they are to be managed."""

    level = forms.ChoiceField(
        label="Manage them at",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the level."},
    )
    why = LongTextField(
        label="Why?",
        max_length=1000,
        rows=4,
        error_messages={"required": "Say why they are to be managed at this level."},
    )

    def __init__(self, *args: Any, hints: Mapping[ManagementLevel, str], **kwargs: Any) -> None:
        """`hints` has the levels that are offered, and what each needs."""
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(each.value, each.label) for each in hints]  # type: ignore[attr-defined]
        presented(self.fields["level"], hints=hints)


class ShareForm(Submitted):
    """With whom a summary is shared, on what lawful basis, and why."""

    agency = forms.CharField(
        label="Which agency?",
        max_length=120,
        help_text="For example: Children’s services, Cumberfell",
        error_messages={"required": "Name the agency."},
    )
    recipient = forms.CharField(
        label="Who there?",
        max_length=160,
        help_text="Name and role",
        error_messages={"required": "Say who there is given it: name and role."},
    )
    basis = forms.ChoiceField(
        label="On what lawful basis?",
        choices=LawfulBasis,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the lawful basis."},
    )
    why = LongTextField(
        label="Why do they need it?",
        max_length=500,
        rows=3,
        help_text="Why it is necessary, and no more than they need. It stands on the record, and is not in the file.",
        error_messages={"required": "Say why they need it: it stands on the record."},
    )


class ChangeForm(DatedForm, Submitted):
    """Something has changed that no entry of the record shows."""

    kind = forms.ChoiceField(
        label="What changed?",
        choices=[("", "Choose"), *ChangeKind.choices],
        error_messages={"required": "Select what changed."},
    )
    what = forms.CharField(
        label="What happened?",
        max_length=300,
        help_text="In a few words, without names.",
        error_messages={"required": "Say what happened, in a few words."},
    )
    happened_on = TextDateField(label="When", past_only=True, error_messages={"required": "Enter the day."})


class SettleForm(Versioned):
    """Why nothing new is written: of the assessment unless there is one, of the plan where it is older."""

    note = LongTextField(label="Why does the assessment still hold?", max_length=1000, rows=4, required=False)
    plan_note = LongTextField(label="Why does the plan still hold?", max_length=1000, rows=4, required=False)

    def __init__(self, *args: Any, row: RiskReview, plan_behind: bool, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.assessment_id:
            del self.fields["note"]
        if not plan_behind:
            del self.fields["plan_note"]

    def said(self) -> dict[str, str]:
        """What `settle_review` takes."""
        return {name: its for name, its in self.cleaned_data.items() if name != "version"}
