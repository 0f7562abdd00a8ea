"""Leaving the United Kingdom, what has changed of it, and coming back (s.86; S.I. 2004/1220)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from frontend.dates import words
from frontend.fields import TextDateField, presented
from notifications import rules as believable
from notifications.forms import moment
from notifications.models import Journey
from notifications.station.choices import Happened, Part
from notifications.station.forms.base import YES_NO, StepForm, a_time, optional, radios
from notifications.station.told import Noted, Told
from practice.countries.forms import CountryField
from practice.countries.names import name_of

UNKNOWN = "unknown"


def _point() -> forms.CharField:
    return optional(
        "Port, airport or station where they arrive",
        help_text="If they do not know it yet, leave it empty: they must tell it when they do.",
    )


class LegForm(StepForm):
    """A further country of the same journey: as much as they know."""

    country = CountryField(label="Which country?")
    arrives_on = TextDateField(label="Arriving on (optional)", called="Arriving on", required=False)
    point = _point()
    carrier = optional("Airline, ferry or other carrier (optional)")
    staying_at = optional("Where will they stay? (optional)", 200)
    again = presented(
        radios("Do they go on to another country?", YES_NO, "Select yes or no.", initial="no"), inline=True
    )

    def leg(self) -> dict[str, Any]:
        """The fields of a Leg."""
        return {
            name: self.cleaned_data[name]
            for name in ("country", "arrives_on", "point", "carrier", "staying_at")
        }

    def rows(self) -> list[dict[str, Any]]:
        return [
            {**row, "value": name_of(row["value"])} if row["key"] == "Which country?" else row
            for row in super().rows()
        ]


class TravelsForm(LegForm):
    """The first country, and what holds for the whole journey."""

    country = CountryField(
        label="To which country first?",
        help_text="Ireland, the Isle of Man and the Channel Islands are abroad.",
        error_messages={"required": "Enter the country they go to first."},
    )
    departs_on = TextDateField(label="Day they leave", called="Day they leave")
    departs_time = a_time("Time they leave (optional)", required=False, help_text="For example, 06:40")
    details_known_on = TextDateField(
        label="When did they know the day, the country and where they would arrive?",
        called="Details known",
        past_only=True,
        help_text="The day they booked, usually.",
    )
    reasonable_excuse = forms.BooleanField(
        label="It is less than seven days before they leave, and they give a reason for that", required=False
    )
    return_date = TextDateField(label="Coming back on (optional)", called="Coming back on", required=False)
    return_point = optional("Coming back to which port, airport or station (optional)", 80)

    field_order = [
        *("departs_on", "departs_time", "country", "point", "carrier", "staying_at"),
        *("details_known_on", "reasonable_excuse", "return_date", "return_point", "again"),
    ]

    def prepare(self) -> None:
        self.fields["arrives_on"].label = "Arriving there on, if another day (optional)"

    def believe(self, cleaned: dict[str, Any]) -> None:
        facts = {**cleaned, "countries": [cleaned.get("country") or "FR"]}
        for name, message in believable.journey(facts, today=self.scene.today).items():
            self.add_error({"countries": "country", "departs_at": "departs_time"}.get(name, name), message)

    def journey(self, further: list[str]) -> dict[str, Any]:
        """The fields of a Journey; `further` are the countries after the first."""
        given = self.cleaned_data
        at = given["departs_time"]
        names = ("departs_on", "details_known_on", "reasonable_excuse", "return_date", "return_point")
        return {
            **{name: given[name] for name in names},
            "departs_at": moment(given["departs_on"], at) if at else None,
            "countries": list(dict.fromkeys([given["country"], *further])),
        }

    def rows(self) -> list[dict[str, Any]]:
        return [
            {**row, "value": name_of(row["value"])} if row["key"].startswith("To which country") else row
            for row in super().rows()
        ]


def travel_told(first: TravelsForm, further: list[LegForm]) -> Told:
    """The whole journey, from the pages of its countries."""
    journey = first.journey([form.cleaned_data["country"] for form in further])
    return Told(Happened.TRAVELS, {"journey": journey, "legs": [form.leg() for form in (first, *further)]})


def travel_noted(told: Told) -> Noted:
    journey = told.values["journey"]
    countries = ", ".join(map(name_of, journey["countries"]))
    back = f", back {words(journey['return_date'])}" if journey["return_date"] else ""
    return Noted(Part.TRAVEL, "Travel abroad", "", f"{countries}{back}", journey["departs_on"])


class _OfAJourney(StepForm):
    journey = radios("Which journey?", [], "Select which journey.")

    def choices(self) -> list[tuple[str, str]]:
        return [(str(journey.pk), in_words(journey)) for journey in self.scene.journeys]

    def prepare(self) -> None:
        field: Any = self.fields["journey"]
        field.choices = self.choices()
        known = [value for value, _ in field.choices if value != UNKNOWN]
        if len(known) <= 1 and field.choices:
            self.initial.setdefault("journey", field.choices[0][0])

    def chosen(self) -> Journey:
        wanted = UUID(self.cleaned_data["journey"])
        return next(journey for journey in self.scene.journeys if journey.pk == wanted)


class AlteredForm(_OfAJourney):
    """What was notified of a journey is no longer right."""

    altered_on = TextDateField(label="On which day did they know of it?", called="The day", past_only=True)
    altered_time = a_time("At what time?")
    what = forms.CharField(
        label="What is different now?",
        max_length=200,
        error_messages={"required": "Enter what is different now."},
    )
    departs_on = TextDateField(
        label="They leave now on (optional)", called="They leave now on", required=False
    )
    return_date = TextDateField(
        label="They come back now on (optional)", called="They come back now on", required=False
    )

    def altered_at(self) -> datetime:
        return moment(self.cleaned_data["altered_on"], self.cleaned_data["altered_time"])

    def believe(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("altered_on") and cleaned.get("altered_time") and self.altered_at() > self.scene.now:
            self.add_error("altered_time", "That has not happened yet. Enter when they knew of it.")

    def told(self) -> list[Told]:
        given = self.cleaned_data
        details = {name: given[name] for name in ("departs_on", "return_date") if given[name]}
        if given["departs_on"]:
            details["departs_at"] = None  # the time was of the other day
        values = {"journey": given["journey"], "altered_at": self.altered_at(), "details": details}
        return [Told(Happened.ALTERED, values)]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        new = "; ".join(row["value"] for row in self.rows() if row["key"].startswith(("What is", "They")))
        return [Noted(Part.TRAVEL, "Travel details", in_words(self.chosen()), new, given["altered_on"])]


class ReturnedForm(_OfAJourney):
    """Back in the United Kingdom."""

    WHICH = "journey"
    ASKS = {
        UNKNOWN: {"left_on": "Enter the day they left.", "country": "Enter the country they went to."},
    }

    left_on = TextDateField(label="Day they left", called="Day they left", required=False, past_only=True)
    country = CountryField(label="To which country?", required=False)
    returned_on = TextDateField(label="Day they came back", called="Day they came back", past_only=True)
    point = optional("Port, airport or station where they arrived (optional)", 80)

    field_order = ["journey", "left_on", "country", "returned_on", "point"]

    def choices(self) -> list[tuple[str, str]]:
        begun = [journey for journey in self.scene.journeys if journey.departs_on <= self.scene.today]
        known = [(str(journey.pk), in_words(journey)) for journey in begun]
        return [*known, (UNKNOWN, "A journey that is not on record")]

    def believe(self, cleaned: dict[str, Any]) -> None:
        left = cleaned.get("left_on")
        if cleaned.get("journey") not in (None, UNKNOWN):
            left = self.chosen().departs_on
        if left and cleaned.get("returned_on") and cleaned["returned_on"] < left:
            self.add_error("returned_on", f"They left on {words(left)}: they cannot be back before that.")

    def told(self) -> list[Told]:
        given = self.cleaned_data
        unknown = given["journey"] == UNKNOWN
        values: dict[str, Any] = {name: given[name] for name in ("returned_on", "point")}
        values["journey"] = None if unknown else given["journey"]
        if unknown:
            known = {"departs_on": given["left_on"], "details_known_on": given["left_on"]}
            values["unknown"] = {**known, "countries": [given["country"]]}
        return [Told(Happened.RETURNED, values)]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        new = ", ".join(filter(None, ("In the UK", given["point"])))
        old = "Not on record" if given["journey"] == UNKNOWN else in_words(self.chosen())
        return [Noted(Part.TRAVEL, "Return to the United Kingdom", old, new, given["returned_on"])]


def in_words(journey: Journey) -> str:
    back = f", back {words(journey.return_date)}" if journey.return_date else ""
    return f"{', '.join(map(name_of, journey.countries))}, leaving {words(journey.departs_on)}{back}"
