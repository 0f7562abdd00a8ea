"""What an officer fills in about devices and what monitors them. None of it takes a file: nothing here is an image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from frontend.fields import DatedForm, LongTextField, TextDateField
from offenders.models import Device, LicenceCondition, Monitoring, OrderCondition
from offenders.record.choices import DEVICE_STEPS, DeviceState
from riskplans.devices.choices import (
    TRIAGED,
    AlertCategory,
    AlertState,
    Authority,
    Depth,
    ExamResult,
    ProductUse,
)
from riskplans.models import MonitoringAlert, Product
from riskplans.visits.forms import Submitted, Versioned, moment, time_of_day

Conditions = Iterable[OrderCondition | LicenceCondition]
OTHER = "other"
NO_IMAGES = "In words. Never describe an image in detail, and never attach one: Vigil takes no picture here."


def _condition_field(
    conditions: Conditions, label: str, *, before: Conditions = ()
) -> tuple[forms.ChoiceField, dict[str, Any]]:
    """`before`: those that are in force no longer, which say so."""
    live, over = ({str(each.pk): each for each in rows} for rows in (conditions, before))
    known = {**live, **over}
    choices = [
        (pk, f"{each}{', not in force today' if pk in over else ''}: {each.wording[:60]}")
        for pk, each in known.items()
    ]
    return forms.ChoiceField(label=label, choices=[("", "None of these"), *choices], required=False), known


def _products(use: ProductUse, force: int) -> list[tuple[str, str]]:
    rows = Product.objects.known_to(force).filter(use=use, offered=True)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


class ProductForm(forms.Form):
    """A product that the force uses from now on."""

    name = forms.CharField(
        label="Name of the product",
        max_length=80,
        error_messages={"required": "Enter the name of the product."},
    )
    use = forms.ChoiceField(
        label="What is it for?",
        choices=ProductUse,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is for."},
    )


class ExamineForm(DatedForm, Submitted):
    """One examination of a device."""

    authority = forms.ChoiceField(
        label="What allows it?",
        choices=Authority,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what allows the examination."},
    )
    condition = forms.ChoiceField(label="Which condition?", required=False)
    depth = forms.ChoiceField(
        label="How deep?",
        choices=Depth,
        widget=forms.RadioSelect,
        initial=Depth.TRIAGE,
        error_messages={"required": "Select how deep it was."},
    )
    product = forms.ChoiceField(label="Product", required=False)
    version_used = forms.CharField(label="Version of the product (optional)", required=False, max_length=40)
    examined_on = TextDateField(label="When", past_only=True, error_messages={"required": "Enter the day."})
    examiner = forms.CharField(
        label="By whom?", max_length=120, error_messages={"required": "Enter who examined it."}
    )
    result = forms.ChoiceField(
        label="Result",
        choices=ExamResult,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the result."},
    )
    found = LongTextField(
        label="What was found",
        required=False,
        max_length=1000,
        rows=4,
        help_text=f"Needed unless it is clear. {NO_IMAGES}",
    )
    exhibit = forms.CharField(label="Exhibit or report reference", required=False, max_length=60)
    key_considered = forms.BooleanField(
        label="It was locked or encrypted, and a notice to disclose the key (RIPA s.49) was considered",
        required=False,
    )

    def __init__(
        self, *args: Any, conditions: Conditions, before: Conditions, force: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"], self._known = _condition_field(
            conditions, "Which condition?", before=before
        )
        self.fields["condition"].help_text = "Needed where a condition allows it: one in force that day."
        products = _products(ProductUse.EXAMINATION, force)
        self.fields["product"].choices = [("", "None: looked at by hand"), *products]  # type: ignore[attr-defined]
        self.order_fields(["authority", "condition"])

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = (
            "authority",
            "depth",
            "version_used",
            "examined_on",
            "examiner",
            "result",
            "found",
            "exhibit",
        )
        product = Product.objects.filter(pk=cleaned["product"]).first() if cleaned["product"] else None
        said = {name: cleaned[name] for name in names}
        return {**said, "product": product, "key_considered": cleaned["key_considered"]}

    def named(self) -> OrderCondition | LicenceCondition | None:
        return self._known.get(self.cleaned_data["condition"])


class InstallForm(DatedForm, Submitted):
    """Monitoring put on a device."""

    product = forms.ChoiceField(label="Product", error_messages={"required": "Select the product."})
    product_name = forms.CharField(
        label="Name of another product",
        max_length=80,
        required=False,
        help_text="Needed where it is not listed.",
    )
    licence = forms.CharField(label="Licence number (optional)", required=False, max_length=60)
    installed_on = TextDateField(
        label="Installed on", past_only=True, error_messages={"required": "Enter the day."}
    )
    installed_by = forms.CharField(
        label="Installed by", max_length=120, error_messages={"required": "Enter who installed it."}
    )
    allowed_by = forms.ChoiceField(
        label="What allows it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what allows it."},
    )

    def __init__(self, *args: Any, conditions: Conditions, force: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = [(name, name) for _, name in _products(ProductUse.MONITORING, force)]
        another = (OTHER, "Another: say which")
        self.fields["product"].choices = [("", "Select"), *products, another]  # type: ignore[attr-defined]
        allowing = [(str(each), f"{each}: {each.wording[:90]}") for each in conditions]
        self.fields["allowed_by"].choices = [*allowing, ("Their consent", "Their consent")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("product") == OTHER and not cleaned.get("product_name"):
            self.add_error("product_name", "Say which product it is.")
        return cleaned

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        product = cleaned["product_name"] if cleaned["product"] == OTHER else cleaned["product"]
        names = ("licence", "installed_on", "installed_by")
        said = {name: cleaned[name] for name in names}
        return {"product": product, **said, "authority": cleaned["allowed_by"]}


class HeardForm(DatedForm, Versioned):
    """It reports after all."""

    heard_on = TextDateField(
        label="Last reported on", past_only=True, error_messages={"required": "Enter the day."}
    )


class RemoveForm(DatedForm, Versioned):
    removed_on = TextDateField(
        label="Removed on", past_only=True, error_messages={"required": "Enter the day."}
    )
    removed_why = forms.CharField(
        label="Why?", max_length=200, error_messages={"required": "Say why it was removed."}
    )


class MoveDeviceForm(DatedForm, Versioned):
    """Where a device is now. Only what can follow is offered."""

    state = forms.ChoiceField(
        label="How does it stand now?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it stands now."},
    )
    on = TextDateField(label="Since", past_only=True, error_messages={"required": "Enter the day."})
    note = forms.CharField(
        label="What shows it, or who said so?",
        max_length=300,
        error_messages={"required": "Say what shows it, or who said so."},
    )

    def __init__(self, *args: Any, row: Device, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        following = [(state.value, state.label) for state in DEVICE_STEPS[DeviceState(row.state)]]
        self.fields["state"].choices = following  # type: ignore[attr-defined]

    def differences(self) -> list[tuple[str, str, str]]:
        typed = DeviceState(self.cleaned_data["state"]).label if self.cleaned_data.get("state") else ""
        return [("How does it stand now?", self.row.get_state_display(), str(typed))]


class AlertForm(DatedForm, Submitted):
    """An alert, as it came."""

    install = forms.ChoiceField(label="Which device?", error_messages={"required": "Select the device."})
    category = forms.ChoiceField(
        label="What did it notice?",
        choices=AlertCategory,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it noticed."},
    )
    received_on = TextDateField(
        label="Received on", past_only=True, error_messages={"required": "Enter the day."}
    )
    received_time = time_of_day("At")
    said = LongTextField(
        label="What does the alert say?",
        max_length=1000,
        rows=4,
        help_text=NO_IMAGES,
        error_messages={"required": "Say in words what the alert is about."},
    )
    reference = forms.CharField(
        label="Reference in the product (optional)",
        required=False,
        max_length=80,
        help_text="Where it can be looked at: it stays with the product’s maker.",
    )

    def __init__(self, *args: Any, installs: Iterable[Monitoring], now: datetime, **kwargs: Any) -> None:
        local = timezone.localtime(now)
        kwargs["initial"] = {"received_on": local.date(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._installs = {str(each.pk): each for each in installs}
        choices = [(pk, str(each)) for pk, each in self._installs.items()]
        if len(choices) != 1:
            choices = [("", "Select"), *choices]
        self.fields["install"].choices = choices  # type: ignore[attr-defined]

    def alert(self) -> dict[str, Any]:
        """What `record_alert` takes."""
        said = self.cleaned_data
        return {
            "install": self._installs[said["install"]],
            "received_at": moment(said["received_on"], said["received_time"]),
            "category": AlertCategory(said["category"]),
            "said": said["said"],
            "reference": said["reference"],
            "submission": said["submission"],
        }


class TriageAlertForm(Versioned):
    """What an alert comes to."""

    state = forms.ChoiceField(
        label="What is it?",
        choices=[(each.value, each.label) for each in TRIAGED],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is."},
    )
    assessment = forms.CharField(
        label="What do you make of it, and what is done?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_IMAGES,
        error_messages={"required": "Say what you make of it, and what is done."},
    )
    condition = forms.ChoiceField(label="Which condition?", required=False)

    def __init__(self, *args: Any, row: MonitoringAlert, conditions: Conditions, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["condition"], self._known = _condition_field(
            conditions, "Of which condition, if it is a breach?"
        )
        self.fields[
            "condition"
        ].help_text = "A suspected breach is opened with the device and this condition."

    def triage(self) -> Mapping[str, Any]:
        said = self.cleaned_data
        state = AlertState(said["state"])
        condition = self._known.get(said["condition"]) if state == AlertState.BREACH else None
        return {"state": state, "assessment": said["assessment"], "condition": condition}
