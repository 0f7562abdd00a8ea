"""A report, a concern, whom it is about, what the manager finds, to whom it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.html import escape
from django.utils.timezone import localdate

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from intelligence import rules
from intelligence.choices import (
    Assessed,
    Assessment,
    CloseReason,
    Condition,
    Handling,
    LinkRole,
    Marking,
    Origin,
    Purpose,
    RiskToCaller,
    Source,
    Urgency,
)
from intelligence.models import Concern, Link, Report
from intelligence.queries import Found

_ROLE = "role_"


class ReportForm(DatedForm, forms.Form):
    """One item of intelligence. Whom it is about is found by name, and each is given a role."""

    who = forms.CharField(
        label="Whom is it about?",
        max_length=200,
        required=False,
        help_text="A name or a reference, then Find. Find again to add somebody else.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    happened_on = TextDateField(
        label="Day of the information",
        past_only=True,
        error_messages={"required": "Enter the day of the information."},
    )
    happened_at = presented(
        forms.TimeField(
            label="Time (optional)",
            required=False,
            input_formats=["%H:%M", "%H.%M"],
            widget=forms.TimeInput(format="%H:%M"),
            help_text="For example, 14:30",
            error_messages={"invalid": "Enter a time, like 14:30."},
        ),
        width=5,
    )
    text = LongTextField(
        label="What is reported",
        max_length=6000,
        rows=6,
        help_text="One item. Read only by those who read intelligence.",
        error_messages={"required": "Enter what is reported."},
    )
    sanitised = LongTextField(
        label="Sanitised text",
        max_length=3000,
        rows=4,
        help_text="What anybody else may read, and what is passed on: nothing by which the source could be known.",
        error_messages={"required": "Enter what may be read by those who must not learn the source."},
    )
    source_urn = presented(
        forms.CharField(
            label="Source number (optional)",
            max_length=40,
            required=False,
            help_text="A number, like 24/1187. Never a name.",
        ),
        width=10,
    )
    provenance = LongTextField(
        label="Provenance (optional)",
        max_length=2000,
        rows=3,
        required=False,
        help_text="How the source comes to know it. Read only by those who read intelligence.",
    )
    source_grade = forms.ChoiceField(
        label="Source",
        choices=Source,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how reliable the source is."},
    )
    assessed_grade = forms.ChoiceField(
        label="Intelligence",
        choices=Assessed,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the source knows."},
    )
    handling = presented(
        forms.ChoiceField(
            label="Handling",
            choices=Handling,
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it may be shared."},
        ),
        reveals={Handling.CONDITIONS: ["conditions"]},
    )
    conditions = forms.MultipleChoiceField(
        label="Conditions", choices=Condition, required=False, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(
        label="Policing purpose",
        choices=Purpose,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is held for."},
    )
    marking = presented(
        forms.ChoiceField(
            label="Marking",
            choices=Marking,
            widget=forms.RadioSelect,
            initial=Marking.SENSITIVE,
            help_text="What is marked higher does not belong here.",
        ),
        inline=True,
    )
    review_on = TextDateField(label="Review on", error_messages={"required": "Enter the day of its review."})
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        found: Iterable[Found],
        concern: Concern | None = None,
        chosen: UUID | None = None,
        typed: QueryDict | None = None,
        today: date,
        review_on: date,
    ) -> None:
        """`typed` is what stands in the form while somebody looks for people: kept, and not judged yet. On `review_on`
        somebody asks whether it is still needed; the officer may say another day."""
        initial = {"submission": uuid4(), "review_on": review_on, "happened_on": today}
        if concern:
            initial |= {
                "who": concern.who,
                "text": "\n".join(filter(None, [concern.what, concern.known, concern.where, concern.when])),
                "provenance": f"Concern {concern.reference}",
                "happened_on": localdate(concern.recorded_at),
            }
        super().__init__(*args, today=today, initial=initial)
        self.roles: list[str] = []
        for each in found:
            name = f"{_ROLE}{each.id.hex}"
            self.roles.append(name)
            self.fields[name] = forms.ChoiceField(
                label=each.label,
                help_text=escape(each.hint),
                choices=[("", "Not in it"), *LinkRole.choices],
                required=False,
                initial=LinkRole.SUBJECT if each.id == chosen else "",
            )
        if typed:
            for name, field in self.fields.items():
                many = isinstance(field, forms.MultipleChoiceField)
                if name in typed and name != "who":
                    self.initial[name] = typed.getlist(name) if many else typed[name]

    def people(self) -> dict[UUID, str]:
        """Whom it is about, each with their role."""
        return {
            UUID(name.removeprefix(_ROLE)): self.cleaned_data[name]
            for name in self.roles
            if self.cleaned_data.get(name)
        }

    def report(self) -> dict[str, Any]:
        """The fields of the report; conditions go with handling C alone."""
        cleaned = self.cleaned_data
        names = [field.name for field in Report._meta.concrete_fields if field.name in cleaned]
        report = {name: cleaned[name] for name in names if name != "submission"}
        if report["handling"] != Handling.CONDITIONS:
            report["conditions"] = []
        return report

    def clean_source_urn(self) -> str:
        urn: str = self.cleaned_data["source_urn"].strip()
        if wrong := rules.source_number(urn):
            raise forms.ValidationError(wrong)
        return urn


def named_in(posted: Mapping[str, Any]) -> list[UUID]:
    """The people that stood in the form as it was sent."""
    found = []
    for name in posted:
        if name.startswith(_ROLE):
            try:
                found.append(UUID(name.removeprefix(_ROLE)))
            except ValueError:
                continue
    return found


class ConcernForm(forms.Form):
    """What somebody is worried about: two minutes."""

    urgency = forms.ChoiceField(
        label="How soon must somebody act?",
        choices=Urgency,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how soon somebody must act."},
    )
    who = forms.CharField(
        label="Who is it about?",
        max_length=200,
        help_text="Given and family name as far as they are known, or “not known”.",
        error_messages={"required": "Enter the name, or “not known”."},
    )
    known = LongTextField(
        label="What else is known of them (optional)",
        max_length=1000,
        rows=2,
        required=False,
        help_text="Age, address, car, what they look like.",
    )
    what = LongTextField(
        label="What is the worry?",
        max_length=4000,
        rows=5,
        error_messages={"required": "Enter what the worry is."},
    )
    where = forms.CharField(label="Where? (optional)", max_length=200, required=False)
    when = forms.CharField(
        label="When? (optional)", max_length=120, required=False, help_text="For example, yesterday about 5pm"
    )
    origin = presented(
        forms.ChoiceField(
            label="Who tells us?",
            choices=Origin,
            widget=forms.RadioSelect,
            error_messages={"required": "Select who tells us."},
        )
    )
    anonymous = presented(
        forms.TypedChoiceField(
            label="Do they want to stay anonymous?",
            choices=[("yes", "Yes: keep nothing about them"), ("no", "No")],
            widget=forms.RadioSelect,
            coerce=lambda value: value == "yes",
            error_messages={"required": "Select whether they want to stay anonymous."},
        ),
        reveals={"no": ["caller_name", "caller_contact"]},
    )
    caller_name = forms.CharField(label="Their name (optional)", max_length=160, required=False)
    caller_contact = forms.CharField(label="How to reach them (optional)", max_length=200, required=False)
    risk_to_caller = presented(
        forms.ChoiceField(
            label="Could they come to harm if it became known?",
            choices=RiskToCaller,
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether they could come to harm."},
        ),
        inline=True,
        reveals={"yes": ["risk_words"]},
    )
    risk_words = forms.CharField(
        label="From whom, or how? (optional)",
        max_length=300,
        required=False,
        help_text="Do not say who they are.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data, initial={"submission": uuid4()})

    def concern(self) -> dict[str, Any]:
        """The fields of the concern; of an anonymous caller none."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        for name in ("caller_name", "caller_contact"):
            fields[name] = None if fields["anonymous"] else fields[name] or None
        return fields


class LinkForm(forms.Form):
    """Whom a concern is about."""

    person = forms.ChoiceField(
        label="Which of them is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whom it is about, or find somebody else."},
    )
    note = forms.CharField(label="How do you know? (optional)", max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, found: list[Found], concern: Concern) -> None:
        super().__init__(data, prefix="link", initial={"version": concern.version})
        self.fields["person"].choices = [(each.id, each.label) for each in found]  # type: ignore[attr-defined]
        presented(self.fields["person"], hints={each.id: each.hint for each in found})


class CloseForm(forms.Form):
    """Why nothing of it is for a manager."""

    why = forms.ChoiceField(
        label="Why is it closed?",
        choices=CloseReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it is closed."},
    )
    note = LongTextField(
        label="What did you do to find out?",
        max_length=1000,
        rows=3,
        error_messages={"required": "Say what you did to find out."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, concern: Concern) -> None:
        super().__init__(data, prefix="close", initial={"version": concern.version})


class AssessForm(forms.Form):
    """Does the plan change?"""

    assessment = forms.ChoiceField(
        label="Does the plan change?",
        choices=Assessment,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the plan changes."},
    )
    note = LongTextField(
        label="How do you come to that?",
        max_length=900,
        rows=3,
        error_messages={
            "required": "Say how you come to that: whoever reads the record later needs to know."
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, link: Link) -> None:
        super().__init__(data, initial={"version": link.version})


class DisseminationForm(DatedForm, forms.Form):
    """To whom the sanitised text is given, when, and on what basis."""

    recipient = forms.CharField(
        label="To whom is it given?",
        max_length=160,
        help_text="The agency, and who there.",
        error_messages={"required": "Enter to whom it is given."},
    )
    sent_on = TextDateField(label="When?", past_only=True, error_messages={"required": "Enter the day."})
    lawful_basis = forms.CharField(
        label="Lawful basis",
        max_length=200,
        help_text="For example, Criminal Justice Act 2003 s.325, or Crime and Disorder Act 1998 s.115.",
        error_messages={"required": "Enter the lawful basis."},
    )
    conditions_met = LongTextField(
        label="How were the conditions met?",
        max_length=1000,
        rows=3,
        error_messages={"required": "Say how the conditions were met."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, report: Report, today: date) -> None:
        super().__init__(data, today=today, initial={"sent_on": today, "submission": uuid4()})
        if not rules.restricts(report.handling):
            del self.fields["conditions_met"]

    def dissemination(self) -> dict[str, Any]:
        fields = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        return {"conditions_met": "", **fields}
