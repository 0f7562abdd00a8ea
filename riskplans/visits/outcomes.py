"""The quick record, for a phone: what happened comes first, and only what that calls for is asked."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.models import LicenceCondition, OrderCondition
from offenders.queries import conditions_in_force
from offenders.record.choices import DeviceKind
from riskplans.actions.going import UNAUTHORISED
from riskplans.actions.planning import latest_record
from riskplans.choices import SEEN, Direction, Outcome
from riskplans.models import Visit
from riskplans.visits.forms import Versioned, moment, time_of_day, yes_or_no

_ENTRY = "Say whether entry was sought in order to search. Without it the attempt may not count."
_EVENING, _MORNING = 18, 6  # o'clock


def left_after(arrived: datetime, left: time) -> datetime:
    """When they left: the morning after, if they arrived in the evening and it was past midnight."""
    day = arrived.date()
    past_midnight = left < arrived.time() and arrived.hour >= _EVENING and left.hour < _MORNING
    return moment(day + timedelta(days=1) if past_midnight else day, left)


class OutcomeForm(DatedForm, Versioned):
    """What every record asks: when, and what happened."""

    arrived_on = TextDateField(label="Day", past_only=True, error_messages={"required": "Enter the day."})
    arrived_at = time_of_day("Arrived")
    left_at = time_of_day("Left", required=False)
    body_worn = forms.CharField(label="Body-worn video reference (optional)", required=False, max_length=40)
    at_once = yes_or_no(
        "Must somebody be safeguarded at once?",
        "Select yes or no.",
        reveals={"yes": ("safeguarding",)},
        initial="no",
    )
    safeguarding = forms.CharField(
        label="Who, and what is to be done?",
        required=False,
        max_length=500,
        help_text="The supervisors are alerted when you save. In danger now: 999 first.",
    )
    late_why = forms.CharField(label="Why is it recorded late?", required=False, max_length=300)
    alone_why = forms.CharField(
        label="Why was the visit made alone, without a supervisor’s authority?",
        max_length=300,
        help_text="The supervisors are told.",
        error_messages={"required": UNAUTHORISED},
    )

    def __init__(
        self, *args: Any, row: Visit, outcome: Outcome, now: datetime, today: date, **kwargs: Any
    ) -> None:
        made = timezone.localtime(row.started_at or row.planned_for)
        initial = {"arrived_on": min(made, now).date(), "arrived_at": made.time() if made <= now else None}
        super().__init__(*args, row=row, today=today, initial=initial, **kwargs)
        self.outcome, self.now = outcome, now
        if not row.lacks_authority():
            del self.fields["alone_why"]
        if not self._is_late():
            del self.fields["late_why"]
        else:
            self.fields["late_why"].help_text = "The supervisor sees it."

    def _is_late(self) -> bool:
        """By what has been entered, or else by the plan."""
        day = self.initial["arrived_on"]
        if self.is_bound:
            with contextlib.suppress(ValidationError):
                day = self.fields["arrived_on"].clean(self.data.get(self.add_prefix("arrived_on"), "")) or day
        return self.now >= latest_record(self.row, moment(day, datetime.min.time()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("at_once") == "yes" and not cleaned.get("safeguarding"):
            self.add_error("safeguarding", "Say who, and what is to be done.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """What `record_outcome` takes as `said`."""
        cleaned = self.cleaned_data
        arrived = moment(cleaned["arrived_on"], cleaned["arrived_at"])
        return {
            "arrived_at": arrived,
            "left_at": left_after(arrived, cleaned["left_at"]) if cleaned["left_at"] else None,
            "body_worn": cleaned["body_worn"],
            "happened": cleaned["happened"],
            "safeguarding": cleaned["safeguarding"] if cleaned["at_once"] == "yes" else "",
            "late_why": cleaned.get("late_why", ""),
            "alone_why": cleaned.get("alone_why", ""),
        }

    def follows(self) -> dict[str, Any]:
        """What else `record_outcome` takes: what follows from having seen them."""
        return {}


class FailedForm(OutcomeForm):
    """They were not seen."""

    entry_sought = yes_or_no(
        "Did you seek entry in order to search, to assess the risk?",
        _ENTRY,
        help_text="Section 96B asks for at least two attempts at which entry was sought for that. If this one was for "
        "anything else, say no: it does not count then.",
    )
    happened = LongTextField(
        label="What happened?",
        max_length=2000,
        rows=4,
        help_text="Who answered, what was said, lights, cars, neighbours.",
        error_messages={"required": "Say what happened: it may be read in court."},
    )
    field_order = [
        "entry_sought",
        "happened",
        "arrived_on",
        "arrived_at",
        "left_at",
        "at_once",
        "safeguarding",
    ]

    def said(self) -> dict[str, Any]:
        return {**super().said(), "entry_sought": self.cleaned_data["entry_sought"]}


class SeenForm(OutcomeForm):
    """They were seen: what changes is asked, and its effects follow when it is saved."""

    happened = LongTextField(
        label="Who was there, and how was it?",
        max_length=2000,
        rows=4,
        help_text="A few words. The full record can follow.",
        error_messages={"required": "Say who was there and how it was, in a few words."},
    )
    undeclared = yes_or_no(
        "Was there a device they had not declared?",
        "Select yes or no.",
        help_text="It goes on the record, and a suspected breach is opened.",
        reveals={"yes": ("device_kind", "device_make", "device_serial")},
    )
    device_kind = forms.ChoiceField(label="What is it?", choices=DeviceKind, required=False)
    device_make = forms.CharField(label="Make and model", required=False, max_length=120)
    device_serial = forms.CharField(label="Serial number or IMEI (optional)", required=False, max_length=60)
    broken = yes_or_no(
        "Does anything seem to break a requirement, an order or a licence?",
        "Select yes or no.",
        help_text="A suspected breach is opened.",
        reveals={"yes": ("condition", "breach")},
    )
    condition = forms.ChoiceField(label="Which condition? (optional)", required=False)
    breach = forms.CharField(label="What did you see or find?", required=False, max_length=500)
    risk = presented(
        forms.ChoiceField(
            label="The risk since the last visit",
            choices=Direction,
            widget=forms.RadioSelect,
            error_messages={"required": "Select how the risk has moved."},
        ),
        inline=True,
    )
    risk_why = forms.CharField(label="If it has moved, why?", required=False, max_length=500)
    review = forms.BooleanField(label="Have the risk assessment reviewed", required=False)
    field_order = [
        *(
            "happened",
            "undeclared",
            "device_kind",
            "device_make",
            "device_serial",
            "broken",
            "condition",
            "breach",
        ),
        *("risk", "risk_why", "review", "at_once", "safeguarding", "arrived_on", "arrived_at", "left_at"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orders, licences = conditions_in_force(self.row.person, self.initial["arrived_on"])
        known: list[OrderCondition | LicenceCondition] = [*orders, *licences]
        self._known = {str(each.pk): each for each in known}
        choices = [(pk, f"{each}: {each.wording[:60]}") for pk, each in self._known.items()]
        self.fields["condition"].choices = [("", "None of these"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("undeclared") == "yes" and not cleaned.get("device_make"):
            self.add_error("device_make", "Enter the make and model, or what it looks like.")
        if cleaned.get("broken") == "yes" and not cleaned.get("breach"):
            self.add_error("breach", "Say what seems to be broken.")
        return cleaned

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {**super().said(), "risk": cleaned["risk"], "risk_why": cleaned["risk_why"]}

    def follows(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        device = {
            "kind": cleaned["device_kind"] or DeviceKind.OTHER,
            "make": cleaned["device_make"],
            "serial": cleaned["device_serial"],
        }
        return {
            "devices": [device] if cleaned["undeclared"] == "yes" else [],
            "breach": cleaned["breach"] if cleaned["broken"] == "yes" else "",
            "condition": self._known.get(cleaned["condition"]) if cleaned["broken"] == "yes" else None,
            "review": cleaned["review"],
        }


def form_for(outcome: Outcome) -> type[OutcomeForm]:
    return SeenForm if outcome in SEEN else FailedForm
