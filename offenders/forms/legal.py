"""Convictions, sentences, orders and names: what the courts did, and what people call themselves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm, DateField, TextDateField, presented
from offenders import rules
from offenders.choices import EXTENSION_TAKEN, TERM_NEEDED, DisposalKind, NameKind, OrderKind, TriggerKind
from offenders.forms.fields import refuse
from offenders.models import CourtOrder, Trigger


def _number(label: str, hint: str = "") -> forms.IntegerField:
    field = forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=99, required=False)
    return presented(field, width=2)


class DisposalFields(DatedForm, forms.Form):
    """What the court did, and for how long."""

    disposal_kind = forms.ChoiceField(
        label="Sentence or other disposal",
        choices=[("", "Not sentenced yet, or a caution"), *DisposalKind.choices],
        required=False,
    )
    disposal_date = TextDateField(
        label="Date of the sentence", required=False, help_text="Leave empty if it was the same day."
    )
    term_years = _number("Length: years")
    term_months = _number("Length: months")
    term_weeks = _number("Length: weeks", "52 weeks count as 12 months.")
    extension_years = _number(
        "Extension: years", "Extended and special custodial sentences only: the extension counts too."
    )
    extension_months = _number("Extension: months")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        disposal = cleaned.get("disposal_kind")
        lengths = [cleaned.get(f"term_{unit}") or 0 for unit in ("years", "months", "weeks")]
        if disposal in TERM_NEEDED and not any(lengths):
            self.add_error("term_years", "Enter the length of the sentence: the period turns on it.")
        extension = [cleaned.get(f"extension_{unit}") or 0 for unit in ("years", "months")]
        if disposal not in EXTENSION_TAKEN and any(extension):
            self.add_error(
                "extension_years", "Only an extended or special custodial sentence has an extension."
            )
        if not disposal and (any(lengths) or cleaned.get("disposal_date")):
            self.add_error("disposal_kind", "Select what the sentence was, or clear its date and length.")
        return cleaned

    def disposal(self, convicted_on: datetime.date) -> dict[str, Any]:
        """The fields of a Disposal; empty before sentence and for a caution."""
        cleaned = self.cleaned_data
        if not cleaned["disposal_kind"]:
            return {}
        lengths = ("term_years", "term_months", "term_weeks", "extension_years", "extension_months")
        return {
            "kind": cleaned["disposal_kind"],
            "date": cleaned["disposal_date"] or convicted_on,
            **{name: cleaned[name] or 0 for name in lengths},
        }


class OffenceForm(DisposalFields):
    """What the person was convicted, cautioned or found to have done, and what the court did."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=[c for c in TriggerKind.choices if c[0] != TriggerKind.SRO_BREACH],
        widget=forms.RadioSelect,
        initial=TriggerKind.CONVICTION,
        error_messages={"required": "Select what happened."},
    )
    notice_given_on = TextDateField(
        label="Day the section 96ZA notice was handed over", required=False, past_only=True
    )
    offence = forms.CharField(
        label="Offence",
        max_length=200,
        help_text="As on the certificate of conviction, for example: Sexual assault, Sexual Offences Act 2003 s.3",
        error_messages={"required": "Enter the offence."},
    )
    schedule_3 = presented(
        forms.TypedChoiceField(
            label="Is the offence listed in Schedule 3 to the Sexual Offences Act 2003?",
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda text: text == "yes",
            widget=forms.RadioSelect,
            initial="yes",
            help_text="Many entries count only above a certain sentence, or where the victim was under 18: select Yes "
            "only if this one’s condition is met.",
            error_messages={"required": "Select whether the offence is listed in Schedule 3."},
        ),
        inline=True,
    )
    offence_on = TextDateField(label="Date of the offence, or the first day of it (optional)", required=False)
    date = DateField(
        label="Date of the conviction, caution or finding",
        help_text="The day of the plea or verdict, not of the sentence: the period runs from it. Such as 27 3 2026",
    )
    court = forms.CharField(label="Court (optional)", max_length=120, required=False)

    field_order = ["kind", "notice_given_on", "offence", "schedule_3", "offence_on", "date", "court"]

    def __init__(self, *args: Any, born: datetime.date | None = None, **kwargs: Any) -> None:
        self.born = born
        super().__init__(*args, **kwargs)
        presented(self.fields["kind"], reveals={TriggerKind.OVERSEAS_NOTICE.value: ["notice_given_on"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == TriggerKind.CAUTION and cleaned.get("disposal_kind"):
            self.add_error(
                "disposal_kind", "A caution has no sentence. Choose “Not sentenced yet, or a caution”."
            )
        if kind == TriggerKind.OVERSEAS_NOTICE:
            if not cleaned.get("notice_given_on") and "notice_given_on" not in self.errors:
                self.add_error("notice_given_on", "Enter the day the notice was handed over.")
        else:
            cleaned["notice_given_on"] = None
        if self.born:
            refuse(self, rules.trigger(cleaned, date_of_birth=self.born, today=self.today))
        return cleaned

    def trigger(self) -> dict[str, Any]:
        """The fields of a Trigger."""
        names = ("kind", "date", "offence", "offence_on", "court", "notice_given_on", "schedule_3")
        return {name: self.cleaned_data[name] for name in names}


class _Beside(DisposalFields):
    """A sentence beside others: how it runs with them decides whether terms aggregate (s.82(3)-(4))."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: Sequence[Trigger] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            return
        self.fields["runs"] = presented(
            forms.ChoiceField(
                label="How does the sentence run?",
                choices=[
                    ("", "On its own"),
                    ("consecutive_to", "After another sentence (consecutive)"),
                    ("concurrent_with", "Beside another sentence (concurrent)"),
                ],
                widget=forms.RadioSelect,
                required=False,
                initial="",
            ),
            reveals={"consecutive_to": ["runs_with"], "concurrent_with": ["runs_beside", "overlap_months"]},
        )
        choices = [(str(other.pk), f"{other.offence}, {words(other.date)}") for other in others]
        for name, label in (
            ("runs_with", "After the sentence for"),
            ("runs_beside", "Beside the sentence for"),
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["overlap_months"] = _number(
            "Months in which the two overlap", "Leave empty if one runs wholly within the other."
        )

    def disposal(self, convicted_on: datetime.date) -> dict[str, Any]:
        found = super().disposal(convicted_on)
        runs = self.cleaned_data.get("runs")
        if found and runs == "consecutive_to":
            found["consecutive_to_id"] = self.cleaned_data["runs_with"]
        elif found and runs == "concurrent_with":
            found["concurrent_with_id"] = self.cleaned_data["runs_beside"]
            found["overlap_months"] = self.cleaned_data["overlap_months"] or None
        return found


class ConvictionForm(_Beside, OffenceForm):
    """A further conviction, caution, finding, or breach of a sexual risk order."""

    def __init__(self, *args: Any, orders: Sequence[CourtOrder] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not orders:
            return
        kind: Any = self.fields["kind"]
        kind.choices = TriggerKind.choices
        self.fields["order"] = forms.ChoiceField(
            label="Which order was breached?",
            choices=[(str(order.pk), str(order)) for order in orders],
            required=False,
        )
        presented(
            kind,
            reveals={
                TriggerKind.OVERSEAS_NOTICE.value: ["notice_given_on"],
                TriggerKind.SRO_BREACH.value: ["order"],
            },
        )

    def trigger(self) -> dict[str, Any]:
        found = super().trigger()
        if found["kind"] == TriggerKind.SRO_BREACH:
            found["order_id"] = self.cleaned_data["order"]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == TriggerKind.SRO_BREACH and cleaned.get("disposal_kind"):
            self.add_error("disposal_kind", "The order decides how long, not the sentence: leave this empty.")
        return cleaned


class SentenceForm(_Beside):
    """What the court did, where the conviction is on record already and awaited sentence."""

    disposal_kind = forms.ChoiceField(
        label="Sentence or other disposal",
        choices=[("", "Select one"), *DisposalKind.choices],
        error_messages={"required": "Select what the court did."},
    )


class OrderForm(DatedForm, forms.Form):
    """A civil order of a court."""

    kind = forms.ChoiceField(
        label="Which order?",
        choices=[("", "Select"), *OrderKind.choices],
        error_messages={"required": "Select which order it is."},
    )
    made_on = TextDateField(label="Made on")
    served_on = TextDateField(
        label="Served on", required=False, help_text="Leave empty if served the same day."
    )
    last_day = TextDateField(
        label="Last day (optional)", required=False, help_text="Leave empty for an order until further order."
    )
    discharged_on = TextDateField(label="Discharged on (optional)", required=False)
    court = forms.CharField(label="Court (optional)", max_length=120, required=False)
    source_detail = forms.CharField(
        label="Why is it shorter or longer than the law has it?",
        max_length=200,
        required=False,
        help_text="Needed only where it is: at least 5 years for a sexual harm prevention order, 2 for a sexual risk "
        "order, 2 to 5 for a violent offender order. For example: it prohibits travel abroad alone.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("source_detail") and (
            wrong := rules.term(
                cleaned.get("kind", ""), made_on=cleaned.get("made_on"), last_day=cleaned.get("last_day")
            )
        ):
            self.add_error("last_day", f"{wrong} If the court made it so, say why below.")
        return cleaned

    def order(self) -> dict[str, Any]:
        """The fields of a CourtOrder."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class NameForm(DatedForm, forms.Form):
    """A name the person uses."""

    kind = presented(
        forms.ChoiceField(
            label="What kind of name?",
            choices=NameKind.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what kind of name it is."},
        ),
        hints={NameKind.LEGAL: "It replaces the one on record, which stays as a former name."},
    )
    given_names = forms.CharField(label="Given names (optional)", max_length=100, required=False)
    family_name = forms.CharField(
        label="Family name, or the whole name",
        max_length=100,
        error_messages={"required": "Enter the name."},
    )
    used_from = TextDateField(
        label="First used on (optional)",
        called="First used on",
        required=False,
        help_text="Using a name that the police were not told of must be notified within three days (s.84(1)(a)).",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def name(self) -> dict[str, Any]:
        """The fields of a Name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}
