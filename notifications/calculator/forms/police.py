"""What the police were told, and journeys abroad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from frontend.fields import presented
from notifications.calculator.items import (
    PICK,
    Choices,
    Document,
    Item,
    choice,
    day,
    hour,
    known,
    line,
    tick,
)
from notifications.choices import HomeNotified, Section
from practice.countries.names import code_of


class NotificationItem(Item):
    """What the police were told."""

    group, part, noun = "notifications", "notifications", "notification"
    asked = ("section", "given_on", "home", "about")

    section = choice("What was notified?", [*PICK, *Section.choices])
    given_on = day("Given on")
    home = choice("Home address notified", HomeNotified.choices, initial=HomeNotified.RESIDENCE)
    about = presented(
        forms.MultipleChoiceField(
            label="What was it about?", required=False, widget=forms.CheckboxSelectMultiple
        ),
        small=True,
    )
    given_time = hour("Time it was given")
    specified_date = day(
        "In advance: the day it was to happen", help_text="Makes it notice of a change to come (s.84(2))"
    )
    addresses = line("Other addresses named", help_text="Separate them with semicolons")
    households = line("Child households named", help_text="Separate them with semicolons")

    paths = {"given_at": "given_on"}
    said = {"about": "What was it about? Fill in what you ticked, or untick it"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        subjects = [
            choice
            for group in (
                "changes",
                "stays",
                "child_stays",
                "nevers",
                "names_intended",
                "absences_intended",
                "journeys",
            )
            for choice in offered.get(group, [])
        ]
        notices = [choice for choice in offered.get("notices", []) if choice[0] != self.token]
        self.refer("about", [*subjects, *notices])

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            section=cleaned["section"],
            given_at=self.when("given"),
            home=cleaned["home"],
            addresses=_listed(cleaned["addresses"]),
            households=_listed(cleaned["households"]),
            about=[ids.get(token, "-") for token in cleaned.get("about", [])],
            specified_date=cleaned["specified_date"],
        )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


class JourneyItem(Item):
    """Leaving the United Kingdom (s.86)."""

    group, part, noun = "journeys", "journeys", "journey"
    asked = ("to", "departs_on", "departs_time", "known_on", "notified_on")

    to = line("To which countries?", help_text="Such as: Spain, Ireland")
    departs_on = day("Leaving on")
    departs_time = hour("Leaving at, if known")
    known_on = day("Details known since", help_text="Date, first country and where they arrive")
    notified_on = day("Notified on", help_text="Leave empty if not yet")
    known_time = hour("Time the details were known")
    notified_time = hour("Time it was notified")
    reasonable_excuse = tick("There was a reasonable excuse for not notifying seven days before")
    changed_on = day("Notified details ceased to be right on")
    changed_time = hour("At")
    foretold_on = day("Return notified for")
    foretold_point = line("Place of return notified")
    returned_on = day("Returned on")
    returned_point = line("Place of return")
    told_on = day("Return notified on")
    told_time = hour("Time the return was notified")

    paths = {
        "departs": "departs_on",
        "details_known": "known_on",
        "notified_at": "notified_on",
        "details_changed_at": "changed_on",
        "notified_return.date": "foretold_on",
        "notified_return.point": "foretold_point",
        "returned.date": "returned_on",
        "returned.point": "returned_point",
        "notified_return": "foretold_on",
        "returned": "returned_on",
        "return_notified_at": "told_on",
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("changed_on") and cleaned.get("changed_time") is None:
            self.add_error("changed_time", "At: enter the time at which they ceased to be right")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            departs=self.when("departs"),
            details_known=self.when("known"),
            to=[code_of(name) for name in cleaned["to"].replace(";", ",").split(",") if name.strip()],
            notified_at=self.when("notified"),
            reasonable_excuse=cleaned["reasonable_excuse"],
            details_changed_at=self.when("changed"),
            notified_return=known(date=cleaned["foretold_on"], point=cleaned["foretold_point"]),
            returned=known(date=cleaned["returned_on"], point=cleaned["returned_point"]),
            return_notified_at=self.when("told"),
        )
