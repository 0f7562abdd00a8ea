"""What an officer fills in about a suspected breach and a search: each step is one short form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from notifications.breaches import rules
from notifications.breaches.choices import (
    BreachOf,
    CheckResult,
    Element,
    ExcuseView,
    Found,
    Meeting,
    Outcome,
    Provision,
    SearchStepKind,
    Verdict,
)
from notifications.models import Breach, BreachDecision
from notifications.reviews.forms import StepForm
from offenders.choices import SoughtEnd
from offenders.models import Device, LicenceCondition, OrderCondition


def _short(label: str, length: int, *, required: str = "", help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        max_length=length,
        required=bool(required),
        help_text=help_text,
        error_messages={"required": required},
    )


def _day(
    label: str, called: str, *, required: bool = True, help_text: str = "For example, 17/5/2024"
) -> TextDateField:
    return TextDateField(label=label, called=called, past_only=True, required=required, help_text=help_text)


def _one_of(label: str, choices: Any, needed: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": needed}, **more
    )


class _Once(forms.Form):
    """A form whose number makes it one thing, however often it is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class StartForm(_Once):
    """Begin the same-day checks for a duty that was missed."""

    account = LongTextField(
        label="Is anything known already? (optional)",
        max_length=2000,
        rows=3,
        required=False,
        help_text="What they, or somebody else, have said about it.",
    )


class SuspectForm(DatedForm, _Once):
    """A suspected breach that no duty of the diary stands behind."""

    of = _one_of("What was broken?", BreachOf.choices, "Select what was broken.")
    provision = forms.ChoiceField(
        label="Which requirement?", choices=[("", "Select"), *Provision.choices], required=False
    )
    order_condition = forms.ChoiceField(label="Which condition of which order?", required=False)
    licence_condition = forms.ChoiceField(label="Which condition of the licence?", required=False)
    happened_on = _day("Day of the breach, or its first", "Day of the breach")
    found = forms.ChoiceField(
        label="How did it come to light?",
        choices=[
            ("", "Select"),
            *((value, label) for value, label in Found.choices if value != Found.OVERDUE),
        ],
        error_messages={"required": "Select how it came to light."},
    )
    device = forms.ChoiceField(label="On which device? (optional)", required=False)
    account = LongTextField(
        label="What happened?",
        max_length=4000,
        help_text="Who saw or found what, when and where.",
        error_messages={"required": "Say what happened: who saw or found what, and when."},
    )

    field_order = ("of", "provision", "order_condition", "licence_condition")

    def __init__(
        self,
        *args: Any,
        orders: list[OrderCondition],
        licences: list[LicenceCondition],
        devices: list[Device],
        **kwargs: Any,
    ) -> None:
        self.known: dict[str, Any] = {str(row.pk): row for row in (*orders, *licences, *devices)}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["order_condition"].choices = _offered(
            orders, lambda row: f"{row.order.get_kind_display()}: {_worded(row)}"
        )
        fields["licence_condition"].choices = _offered(licences, _worded)
        fields["device"].choices = [("", "None, or not known"), *((str(row.pk), str(row)) for row in devices)]
        if not devices:
            del self.fields["device"]
        presented(
            fields["of"],
            reveals={
                BreachOf.REQUIREMENT.value: ["provision"],
                BreachOf.ORDER.value: ["order_condition"],
                BreachOf.LICENCE.value: ["licence_condition"],
            },
            hints={
                BreachOf.REQUIREMENT.value: "For a date that was missed, start the checks from Today or the summary.",
            },
        )

    def said(self) -> dict[str, Any]:
        """What was entered, without the answers to questions that were then hidden."""
        asked = {
            BreachOf.REQUIREMENT: "provision",
            BreachOf.ORDER: "order_condition",
            BreachOf.LICENCE: "licence_condition",
        }.get(self.cleaned_data["of"])
        found = dict(self.cleaned_data)
        for name in ("provision", "order_condition", "licence_condition"):
            if name != asked:
                found[name] = ""
        for name in ("order_condition", "licence_condition", "device"):
            found[name] = self.known.get(found.get(name, ""))
        return found


def _worded(condition: Any) -> str:
    words = " ".join(condition.wording.split())
    number = f"{condition.number}. " if condition.number else ""
    return f"{number}{words if len(words) <= 90 else words[:87] + '...'}"


def _offered(rows: Any, called: Any) -> list[tuple[str, str]]:
    if not rows:
        return [("", "None is on record: record it first")]
    return [("", "Select"), *((str(row.pk), called(row)) for row in rows)]


class CheckForm(_Once):
    """One of the same-day checks."""

    result = _one_of("What did it give?", CheckResult.choices, "Select what it gave.")
    detail = _short("What was found, and from whom?", 500, help_text="For example: custody sergeant, 07:40")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = [(each.value, each.label) for each in rules.check_results(kind)]
        self.fields["result"].choices = results  # type: ignore[attr-defined]
        self.order_fields(["result", "detail"])
        presented(
            self.fields["result"],
            hints={CheckResult.EXPLAINS.value: "Nothing was broken: the enquiry can be closed."},
        )


class VersionForm(StepForm):
    """A step whose answers are not the row's own columns: it carries the version alone."""

    def differences(self) -> list[tuple[str, str, str]]:
        """Nothing to compare: what was typed says nothing that the record held before."""
        return []


class ExplainedForm(VersionForm):
    """Nothing was broken."""

    explanation = LongTextField(
        label="What explains it?",
        max_length=2000,
        rows=4,
        help_text="For example: remanded on 3 June, before the last day; HMP Moor confirmed it by telephone.",
        error_messages={"required": "Say what explains it: whoever reads this later needs to know."},
    )


class EstablishForm(VersionForm):
    """How each element of the offence is shown."""

    def __init__(
        self, *args: Any, row: Breach, asked: tuple[Element, ...], held: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        for element in asked:
            self.fields[element] = LongTextField(
                label=element.label,
                max_length=2000,
                rows=3,
                help_text=held.get(element) or "What shows it, and where that is.",
                error_messages={"required": rules.no_evidence(element)},
            )
        self.order_fields([*asked, "version"])

    def shown(self) -> dict[str, str]:
        """The evidence by element."""
        return dict(self.said())


class NationalForm(StepForm):
    """It is on PNC and ViSOR now."""

    national_reference = _short("PNC or ViSOR reference", 40, required="Enter the reference on PNC or ViSOR.")
    agencies_told = _short(
        "Which agencies were told?", 300, help_text="For example: Probation, children's social care"
    )
    meeting = _one_of(
        "Was an urgent MAPPA meeting considered?", Meeting.choices, "Say whether a meeting was considered."
    )


class ExcuseForm(StepForm):
    """What they gave as their excuse, and the view of it."""

    excuse_asked_on = _day("Day they were asked", "Day they were asked")
    excuse_view = _one_of("Their excuse", ExcuseView.choices, "Select what is thought of their excuse.")
    excuse = LongTextField(label="What they said, in their words", max_length=4000, required=False)
    excuse_why = LongTextField(
        label="Why it is reasonable, or why not", max_length=2000, rows=4, required=False
    )
    excuse_with = _short(
        "Who sat with them?",
        120,
        help_text="Solicitor, interpreter; for anybody under 18 the appropriate adult.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = ["excuse", "excuse_why"]
        # An answer reveals its own questions; two answers share these, so they stand open below.
        self.order_fields(["excuse_asked_on", "excuse_with", "excuse_view", *both])


class DecisionForm(_Once):
    """What an officer would do about it, for a supervisor."""

    kind = forms.ChoiceField(
        label="What do you propose?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a decision."},
    )
    rationale = LongTextField(
        label="Why?",
        max_length=4000,
        rows=6,
        help_text="The evidence, the excuse, the risk meanwhile and who must be kept safe.",
        error_messages={"required": "Say why: a decision is read by courts and reviews."},
    )

    def __init__(self, *args: Any, breach: Breach, on_licence: bool, under_18: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        offered = rules.decisions(breach.of, on_licence=on_licence)
        field.choices = [(str(kind), rules.decision_in_words(kind, under_18=under_18)) for kind in offered]
        self.order_fields(["kind", "rationale"])


class VerdictForm(forms.Form):
    """Authorise it, or return it."""

    verdict = _one_of(
        "Your verdict",
        [(Verdict.AUTHORISED.value, "Authorise"), (Verdict.RETURNED.value, "Return, with why")],
        "Select whether you authorise it.",
    )
    note = _short("Note", 1000, help_text="Whoever proposed it reads this. A return needs one.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: BreachDecision, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": decision.version}, **kwargs})


class OutcomeForm(VersionForm):
    """How it ended."""

    outcome = _one_of("What came of it?", [], "Select what came of it.")
    outcome_on = _day("Day of it", "Day of the outcome")
    court = _short("Court", 120)
    note = LongTextField(
        label="Sentence, or what else came of it (optional)", max_length=2000, rows=3, required=False
    )

    def __init__(self, *args: Any, row: Breach, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        field: Any = self.fields["outcome"]
        allowed = rules.outcomes(row.disposal.kind) if row.disposal else ()
        field.choices = [(str(each), Outcome(each).label) for each in allowed]


class SoughtForm(DatedForm, _Once):
    """Somebody is missing or wanted."""

    starts_on = _day("Since", "Since")
    why = _short(
        "What for, or why nobody knows where they are",
        200,
        required="Say why they are sought, in a few words.",
    )
    last_seen_on = _day("Last seen on (optional)", "Last seen on", required=False)
    last_seen_at = _short("Last seen where, and by whom", 200)
    risk = _short("Risk to the public, and to whom", 300, required="Say what risk there is, and to whom.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["starts_on", "why", "last_seen_on", "last_seen_at", "risk"])


class CirculateForm(StepForm):
    """They stand on PNC."""

    circulation = _short("PNC reference", 40, required="Enter the PNC reference.")
    circulated_on = _day("Circulated on", "Circulated on")


class FoundForm(VersionForm):
    """They were found or arrested."""

    ends_on = _day("Day they were found or arrested", "Day they were found")
    outcome = _one_of("How do they stand now?", SoughtEnd.choices, "Select how they stand now.")
    found = _short("Where, and by whom", 200, required="Say where they were found, and by whom.")


class SearchForm(DatedForm, _Once):
    """Something done to find them."""

    kind = forms.ChoiceField(
        label="What was done?",
        choices=[("", "Select"), *SearchStepKind.choices],
        error_messages={"required": "Select what was done."},
    )
    done_on = _day("Day", "Day")
    result = LongTextField(
        label="What came of it?", max_length=2000, rows=4, error_messages={"required": "Say what came of it."}
    )
    authorised_by = _short(
        "Authorised by", 120, help_text="A media appeal: the superintendent or above who decided."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "done_on", "result", "authorised_by"])
