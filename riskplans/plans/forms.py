"""What is filled in about a plan: its sections, actions, contingencies, results, and a supervisor's decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet

from accounts.models import User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from riskplans.actions.approving import DECIDED
from riskplans.models import Contingency, Plan, PlanAction
from riskplans.plans.checklists import LONGER
from riskplans.plans.checklists import PLAN as CHECKLIST
from riskplans.plans.choices import Done, Occasion, Pillar, Place, PlanState, Told, Verdict
from riskplans.plans.rules import unticked
from riskplans.visits.forms import Submitted, Versioned

SECTIONS: dict[Place, tuple[str, ...]] = {
    Place.SCENARIO: ("at_risk", "harm", "soon", "serious", "triggers", "protective"),
    Place.SUPERVISION: ("supervision",),
    Place.MONITORING: ("monitoring",),
    Place.INTERVENTIONS: ("interventions",),
    Place.VICTIMS: ("victims",),
    Place.VISITS: ("visit_amount", "visit_span", "visit_why", "contact"),
    Place.DISCLOSURE: ("disclosure", "disclosure_why"),
    Place.BRIEFING: ("briefing", "needs", "intelligence"),
    Place.REVIEW: ("review_on", "flags_checked_on"),
}
_A_PILLAR = "How this pillar is met; or, where it has no action, why none is needed."
_HELP = {
    "at_risk": "Groups, or people by their initials.",
    "soon": "In the next days, or only if something changes: say what.",
    "triggers": "What would make it more likely, and what we would see first.",
    **dict.fromkeys(Pillar.values, _A_PILLAR),
    "visit_why": "From the risk, not from habit. Less often than the force’s policy needs the better reason.",
    "contact": "Unannounced or not, times of day, how many officers, who else sees them.",
    "briefing": "Shown to every reader of the record and to partners: no victims, no intelligence, no names of others.",
    "needs": "What somebody who meets them must know to speak with them and to be fair.",
    "intelligence": "For reports and searches. Partners do not see it.",
    "flags_checked_on": "PNC, PND, local systems: the markers, and whose desk a hit goes to.",
}
_OPTIONAL = ("protective", "contact", "needs", "intelligence", *Pillar.values)


class SectionForm(DatedForm, Versioned):
    """One section of a draft. It may be left unfinished: what is missing is said before the plan is submitted."""

    def __init__(self, *args: Any, place: Place, row: Plan, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in SECTIONS[place]}
        super().__init__(*args, row=row, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.fields = {**{name: _asked(name) for name in SECTIONS[place]}, **self.fields}
        self.tell_today()

    def said(self) -> dict[str, Any]:
        """The columns of the plan that the section holds."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _asked(name: str) -> forms.Field:
    """The question of a column, in the column's words."""
    column: Any = Plan._meta.get_field(name)
    label = f"{column.verbose_name[0].upper()}{column.verbose_name[1:]}"
    said: dict[str, Any] = {"label": f"{label} (optional)" if name in _OPTIONAL else label, "required": False}
    said["help_text"] = _HELP.get(name, "")
    if isinstance(column, models.DateField):
        return TextDateField(past_only=name == "flags_checked_on", **said)
    if isinstance(column, models.PositiveSmallIntegerField):
        said["error_messages"] = {"min_value": "Enter how many weeks or months: 1 or more."}
        return presented(forms.IntegerField(min_value=1, **said), width=3)
    if column.choices:
        choices = Told.choices if name == "disclosure" else column.choices
        field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
        return presented(field, inline=name == "visit_span")
    return LongTextField(max_length=column.max_length, rows=3, **said)


class StartForm(Submitted):
    occasion = forms.ChoiceField(
        label="Why is it written?",
        choices=Occasion,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it is written."},
    )


class ActionForm(DatedForm, forms.Form):
    """Something that somebody does by a day: specific enough that somebody else could say whether it was done."""

    what = forms.CharField(
        label="What is done?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Begin with a verb: Check the declared devices with the triage tool.",
        error_messages={"required": "Say what is done, beginning with a verb."},
    )
    owner = forms.ModelChoiceField(
        label="Which officer does it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody of ours",
    )
    partner = forms.CharField(
        label="Which partner does it, or helps? (optional)",
        max_length=120,
        required=False,
        help_text="Agency and name.",
    )
    due_on = TextDateField(
        label="By when?", error_messages={"required": "Enter the day by which it is done."}
    )
    measure = forms.CharField(
        label="How will we know that it is done?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: the result stands on the examination form.",
        error_messages={"required": "Say how we will know that it is done."},
    )
    factor = forms.ChoiceField(label="Which factor of the assessment is it about? (optional)", required=False)
    conditions = forms.MultipleChoiceField(
        label="Which conditions does it check? (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Every live condition needs an action that checks it.",
    )
    submission = Submitted.base_fields["submission"]

    def __init__(
        self,
        *args: Any,
        pillar: str,
        officers: QuerySet[User],
        factors: Mapping[str, str],
        conditions: Mapping[str, str],
        row: PlanAction | None = None,
        checking: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        self.pillar = pillar
        if row:
            names = ("what", "owner", "partner", "due_on", "measure", "factor")
            shown = {name: getattr(row, name) for name in names} | {"conditions": sorted(checking)}
            kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
            kwargs["row"] = row
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = officers  # type: ignore[attr-defined]
        if row and row.factor and row.factor not in factors:
            factors = {**factors, row.factor: row.factor_called or row.factor}  # type: ignore[attr-defined]
        _offer(self, "factor", [("", "None"), *factors.items()] if factors else [])
        _offer(self, "conditions", list(conditions.items()) if pillar == Pillar.MONITORING else [])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("owner") and not cleaned.get("partner"):
            self.add_error("owner", "Say who does it: an officer, or a partner.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """The columns of the action."""
        cleaned = self.cleaned_data
        names = ("what", "owner", "partner", "due_on", "measure")
        return {
            "pillar": self.pillar,
            **{name: cleaned[name] for name in names},
            "factor": cleaned.get("factor", ""),
        }

    def checking(self) -> list[str]:
        """The ids of the conditions that it checks."""
        return list(self.cleaned_data.get("conditions", []))


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """The choices of a field; without any, the question is not asked."""
    if choices:
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields[name]


class ChangeActionForm(ActionForm, Versioned):
    """An action that stands already."""

    submission = None  # type: ignore[assignment]

    def __init__(self, *args: Any, row: PlanAction, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


def _line(column: str, help_text: str = "", needed: str = "") -> forms.CharField:
    known: Any = Contingency._meta.get_field(column)
    label = f"{known.verbose_name[0].upper()}{known.verbose_name[1:]}"
    return forms.CharField(
        label=label, max_length=known.max_length, help_text=help_text, error_messages={"required": needed}
    )


class ContingencyForm(Submitted):
    """What is done if something happens."""

    happens = _line("happens", "For example: he is not seen at home twice running", "Say what happens.")
    then = _line("then", "For example: research his sister’s address and look there", "Say what is done.")
    who = _line("who", "Whoever is on duty at that hour, by post", "Say by whom.")
    within = _line("within", "For example: 4 hours", "Say how soon.")

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("happens", "then", "who", "within")}


class ChangeContingencyForm(ContingencyForm, Versioned):
    submission = None  # type: ignore[assignment]

    def __init__(self, *args: Any, row: Contingency, **kwargs: Any) -> None:
        shown = {name: getattr(row, name) for name in ("happens", "then", "who", "within")}
        super().__init__(*args, row=row, initial=shown, **kwargs)


class ResultForm(DatedForm, forms.Form):
    """What came of an action."""

    done = forms.ChoiceField(
        label="Is it done?",
        choices=Done,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it is done."},
    )
    on = TextDateField(label="On which day?", past_only=True, error_messages={"required": "Enter the day."})
    result = LongTextField(
        label="What came of it?",
        max_length=500,
        rows=3,
        help_text="And where that can be seen: a form, an exhibit, a message.",
        error_messages={"required": "Say what came of it, and where that can be seen."},
    )


class SubmitForm(Versioned):
    """That the plan is put to a supervisor."""


def reason_for(place: Place) -> str:
    return f"reason_{place.value}"


class DecideForm(Versioned):
    """A supervisor's decision, or an inspector's countersignature."""

    def __init__(self, *args: Any, row: Plan, longer: str = "", **kwargs: Any) -> None:
        """`longer` says how often, where that is less often than the force's policy."""
        self._points = dict(CHECKLIST)
        if longer:
            self._points[LONGER] = f"I approve visits further apart: {longer}"
        signs = Verdict.COUNTERSIGNED if row.state == PlanState.SIGNED else Verdict.APPROVED
        words = "Countersign" if signs is Verdict.COUNTERSIGNED else "Approve"
        places = {
            reason_for(place): LongTextField(
                label=f"To be changed: {place.label.lower()}", max_length=500, rows=2, required=False
            )
            for place in Place
        }
        super().__init__(*args, row=row, **kwargs)
        self.fields = {
            "verdict": presented(
                forms.ChoiceField(
                    label="Your decision",
                    choices=[(signs.value, words), (Verdict.RETURNED.value, "Return, to be changed")],
                    widget=forms.RadioSelect,
                    error_messages={"required": "Select your decision.", "invalid_choice": DECIDED},
                ),
                reveals={signs.value: ("checked", "note"), Verdict.RETURNED.value: tuple(places)},
            ),
            "checked": forms.MultipleChoiceField(
                label="I have looked at each of these",
                choices=list(self._points.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
            "note": forms.CharField(
                label="Note (optional)",
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            **places,
            **self.fields,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict == Verdict.RETURNED and not self.reasons():
            self.add_error(
                reason_for(Place.SCENARIO), "Say what is to be changed, at the section that it is about."
            )
        elif verdict and verdict != Verdict.RETURNED and set(self._points) - set(cleaned.get("checked", [])):
            self.add_error("checked", unticked(longer=LONGER in self._points))
        return cleaned

    def reasons(self) -> dict[str, str]:
        """What is to be changed, by section."""
        said = {place.value: self.cleaned_data.get(reason_for(place), "") for place in Place}
        return {place: words for place, words in said.items() if words.strip()}
