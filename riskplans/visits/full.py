"""The full record of a visit: each device and condition on record, whoever was there, and what was seen and said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.choices import YesNoUnknown
from offenders.kinds.asking import asked
from offenders.models import Device, LicenceCondition, OrderCondition
from offenders.record.choices import DeviceKind
from riskplans.actions import Found
from riskplans.choices import Complied
from riskplans.models import ConditionChecked, DeviceSeen, PersonPresent, VisitRecord

_PREMISES = ("rooms", "rooms_refused", "sleeping", "children", "internet", "items")
_SPOKEN = ("opportunity", "sexual", "relationships", "routine", "peers", "health", "compliance")
_NOTIFIED = ("home_notified", "names_notified", "household_notified", "money_notified", "travel_notified")
_REST = ("vehicles", "looks", "intelligence")
_PEOPLE, _NEW_DEVICES = 3, 2  # rows that stand empty; saved, the page offers as many again
_SEEN, _EXAMINED, _SEIZED = "seen", "examined", "seized"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the form, and what is asked under it."""

    heading: str
    hint: str
    fields: list[BoundField]


@dataclass(frozen=True, slots=True)
class About:
    """What the record already holds that the visit is asked about."""

    devices: list[Device]
    conditions: list[OrderCondition | LicenceCondition]
    devices_seen: list[DeviceSeen]
    conditions_checked: list[ConditionChecked]
    present: list[PersonPresent]


class FullForm(DatedForm, forms.Form):
    """Everything is optional: what is left empty was not looked at or not spoken of."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, full: VisitRecord | None, about: About, **kwargs: Any) -> None:
        self.about, self.row = about, full or VisitRecord(version=0)
        names = (*_PREMISES, *_SPOKEN, *_NOTIFIED, *_REST)
        initial = {"version": self.row.version, **{name: getattr(self.row, name) for name in names}}
        super().__init__(*args, initial=initial, **kwargs)
        for name, ask in asked(VisitRecord, *names).items():
            field = ask()
            field.label = str(field.label).removesuffix(" (optional)")
            if isinstance(field, LongTextField):
                field.widget.attrs["rows"] = 3
            if name in _NOTIFIED:
                field.choices = [("", "Not checked"), *list(field.choices)[1:]]  # type: ignore[attr-defined]
            self.fields[name] = field
        self._ask_of_people()
        self._ask_of_devices()
        self._ask_of_conditions()
        self.tell_today()

    def _ask_of_people(self) -> None:
        for number in range(_PEOPLE):
            self.fields[f"who_{number}"] = forms.CharField(label="Name", required=False, max_length=120)
            self.fields[f"tie_{number}"] = forms.CharField(
                label="Who are they to the person?", required=False, max_length=80
            )
            self.fields[f"born_{number}"] = TextDateField(
                label="Date of birth", required=False, past_only=True, help_text=""
            )
            self.fields[f"child_{number}"] = forms.BooleanField(label="Under 18", required=False)
            self.fields[f"aware_{number}"] = forms.ChoiceField(
                label="Do they know of the offending?",
                choices=YesNoUnknown,
                initial=YesNoUnknown.UNKNOWN,
                required=False,
            )

    def _ask_of_devices(self) -> None:
        before = {row.device_id: row for row in self.about.devices_seen}
        for device in self.about.devices:
            row = before.get(device.pk)
            how = "" if row is None else _SEIZED if row.seized else _EXAMINED if row.examined else _SEEN
            self.fields[f"device_{device.pk}"] = forms.ChoiceField(
                label=str(device),
                choices=[("", "Not seen"), (_SEEN, "Seen"), (_EXAMINED, "Examined"), (_SEIZED, "Seized")],
                required=False,
                initial=how,
            )
            self.fields[f"examined_{device.pk}"] = forms.CharField(
                label=f"How it was examined, by whom, and what was found: {device}",
                required=False,
                max_length=300,
                initial=row.examined if row else "",
            )
        for number in range(_NEW_DEVICES):
            self.fields[f"new_kind_{number}"] = forms.ChoiceField(
                label="What is it?", choices=[("", "No further device"), *DeviceKind.choices], required=False
            )
            self.fields[f"new_make_{number}"] = forms.CharField(
                label="Make and model", required=False, max_length=120
            )
            self.fields[f"new_serial_{number}"] = forms.CharField(
                label="Serial number or IMEI", required=False, max_length=60
            )

    def _ask_of_conditions(self) -> None:
        before = {
            (row.order_condition_id or row.licence_condition_id): row for row in self.about.conditions_checked
        }
        for condition in self.about.conditions:
            row = before.get(condition.pk)
            self.fields[f"condition_{condition.pk}"] = presented(
                forms.ChoiceField(
                    label=str(condition),
                    help_text=condition.wording,
                    choices=[("", "Not checked"), *Complied.choices],
                    widget=forms.RadioSelect,
                    required=False,
                    initial=row.found if row else "",
                ),
                inline=True,
                small=True,
            )
            self.fields[f"note_{condition.pk}"] = forms.CharField(
                label="Note", required=False, max_length=300, initial=row.note if row else ""
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(_NEW_DEVICES):
            if cleaned.get(f"new_kind_{number}") and not cleaned.get(f"new_make_{number}"):
                self.add_error(f"new_make_{number}", "Enter the make and model, or what it looks like.")
        for condition in self.about.conditions:
            if cleaned.get(f"condition_{condition.pk}") == Complied.BREACH and not cleaned.get(
                f"note_{condition.pk}"
            ):
                self.add_error(f"note_{condition.pk}", "Say what seems to break it.")
        return cleaned

    def sections(self) -> Iterator[Section]:
        """The form under its headings."""

        def bound(*names: str) -> list[BoundField]:
            return [self[name] for name in names]

        for number in range(_PEOPLE):
            hint = ""
            if number == 0 and self.about.present:
                hint = "On record for this visit: " + "; ".join(map(str, self.about.present))
            row = bound(*(f"{name}_{number}" for name in ("who", "tie", "born", "child", "aware")))
            yield Section(f"Who else was there: {_ORDINALS[number]}", hint, row)
        yield Section("The home", "", bound(*_PREMISES))
        devices = [
            name for device in self.about.devices for name in (f"device_{device.pk}", f"examined_{device.pk}")
        ]
        yield Section("Devices on record", "" if devices else "No device is on record.", bound(*devices))
        for number in range(_NEW_DEVICES):
            hint = "It goes on the record as found, a suspected breach is raised, and a review is asked for."
            row = bound(*(f"new_{name}_{number}" for name in ("kind", "make", "serial")))
            yield Section(
                f"A device they had not declared: {_ORDINALS[number]}", hint if number == 0 else "", row
            )
        conditions = [
            name for each in self.about.conditions for name in (f"condition_{each.pk}", f"note_{each.pk}")
        ]
        yield Section(
            "Conditions of orders and licences",
            "" if conditions else "No condition is on record.",
            bound(*conditions),
        )
        yield Section("What they have notified", "", bound(*_NOTIFIED))
        yield Section(
            "What was said", "In their words where you can. An assessment can draw on it.", bound(*_SPOKEN)
        )
        yield Section("Vehicles, appearance, references", "", bound(*_REST))

    def record(self) -> dict[str, Any]:
        """The fields of the record itself."""
        return {name: self.cleaned_data[name] for name in (*_PREMISES, *_SPOKEN, *_NOTIFIED, *_REST)}

    def found(self) -> Found:
        """Everything else."""
        said = self.cleaned_data
        return Found(
            people=[
                {
                    "name": said[f"who_{number}"],
                    "relation": said[f"tie_{number}"],
                    "date_of_birth": said[f"born_{number}"],
                    "child": said[f"child_{number}"],
                    "aware": said[f"aware_{number}"] or YesNoUnknown.UNKNOWN,
                }
                for number in range(_PEOPLE)
                if said[f"who_{number}"]
            ],
            devices={
                pk: seen
                for device in self.about.devices
                if (seen := self._device(pk := device.pk)) is not None
            },
            undeclared=[
                {
                    "kind": said[f"new_kind_{number}"],
                    "make": said[f"new_make_{number}"],
                    "serial": said[f"new_serial_{number}"],
                }
                for number in range(_NEW_DEVICES)
                if said[f"new_kind_{number}"]
            ],
            conditions={
                each.pk: (answer, said[f"note_{each.pk}"])
                for each in self.about.conditions
                if (answer := said[f"condition_{each.pk}"])
            },
        )

    def _device(self, pk: UUID) -> dict[str, Any] | None:
        how = self.cleaned_data[f"device_{pk}"]
        return {"examined": self.cleaned_data[f"examined_{pk}"], "seized": how == _SEIZED} if how else None

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        typed = self.record()
        return [
            (str(self.fields[name].label), str(getattr(self.row, name) or "nothing"), str(value or "nothing"))
            for name, value in typed.items()
            if getattr(self.row, name) != value
        ]


_ORDINALS = ("first", "second", "third")
