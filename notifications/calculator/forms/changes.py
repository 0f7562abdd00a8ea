"""What happened afterwards: changes, stays, what was foretold and never came, what is intended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

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
    number,
)
from notifications.calculator.words import CHANGES


class _Change(Item):
    """Something that happened; any of them may have been foretold (s.84(2))."""

    part = "changes"
    kinds: ClassVar[str] = ""

    advance_notice = choice("Notice given in advance", PICK)

    said = {"advance_notice": "Choose a notification that says when it was to happen"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        self.refer("advance_notice", offered.get("notices", []), "None")

    def _foretold(self, ids: Mapping[str, str]) -> str | None:
        token = self.cleaned_data.get("advance_notice")
        return ids.get(token, "-") if token else None


class ChangeItem(_Change):
    """A change on a day (s.84(1)(a), (b), (ca), (d))."""

    group, noun = "changes", "change"
    asked = ("kind", "on", "advance_notice")

    kind = choice("What changed?", [*PICK, *((kind, said) for kind, said in CHANGES.items())])
    on = day("On", help_text="The three days begin with this day")

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity, kind=cleaned["kind"], on=cleaned["on"], advance_notice=self._foretold(ids)
        )


class StayItem(_Change):
    """Days at an address that was not notified (s.84(1)(c))."""

    group, noun = "stays", "stay"
    asked = ("address", "from_on", "to_on", "advance_notice")

    address = line("Address", help_text="Or a word for it: the same word means the same address")
    from_on = day("First day")
    to_on = day("Last day", help_text="Both days count")

    paths = {"from": "from_on", "to": "to_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            id=self.identity,
            kind="stay",
            from_=cleaned["from_on"],
            to=cleaned["to_on"],
            address=cleaned["address"],
            advance_notice=self._foretold(ids),
        )


class ChildStayItem(_Change):
    """Twelve hours in a household with a child (S.I. 2012/1876 reg 10)."""

    group, noun = "child_stays", "child stay"
    asked = ("household", "from_on", "from_time", "to_on", "to_time", "advance_notice")

    household = line("Household", help_text="Or a word for it")
    from_on = day("Arrived on")
    from_time = hour("Arrived at")
    to_on = day("Left on")
    to_time = hour("Left at")

    paths = {"from": "from_on", "to": "to_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, said in (("from_time", "Arrived at"), ("to_time", "Left at")):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, f"{said}: enter the time, because hours are counted")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(
            id=self.identity,
            kind="child_household_stay",
            from_=self.when("from"),
            to=self.when("to"),
            household=self.cleaned_data["household"],
            advance_notice=self._foretold(ids),
        )


class NeverItem(Item):
    """What was foretold and did not happen (s.84(4))."""

    group, part, noun = "nevers", "changes", "non-event"
    asked = ("advance_notice",)

    advance_notice = choice("What did not happen after all?", PICK)

    said = {"advance_notice": "First add the notification that says when it was to happen"}

    def offer(self, offered: Mapping[str, Choices]) -> None:
        self.fields["advance_notice"].choices = [*PICK, *offered.get("notices", [])]  # type: ignore[attr-defined]

    def document(self, ids: Mapping[str, str]) -> Document:
        token = self.cleaned_data["advance_notice"]
        return known(
            id=self.identity, kind="did_not_occur", advance_notice=ids.get(token, "-") if token else None
        )


class NameIntendedItem(Item):
    """A name to be used (Crime and Policing Act 2026; not in force)."""

    group, part, noun = "names_intended", "changes", "intended name"
    asked = ("on",)

    on = day("First use intended on")

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(id=self.identity, kind="name_intended", on=self.cleaned_data["on"])


class AbsenceIntendedItem(Item):
    """An absence from home to come (Crime and Policing Act 2026, not in force; in force in Northern Ireland)."""

    group, part, noun = "absences_intended", "changes", "intended absence"
    asked = ("from_on", "from_time", "days")

    from_on = day("Leaving home on")
    from_time = hour("At")
    days = number("Days away")

    paths = {"from": "from_on"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("from_time") is None and "from_time" not in self.errors:
            self.add_error("from_time", "At: enter the time, because hours are counted")
        return cleaned

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(
            id=self.identity,
            kind="absence_intended",
            from_=self.when("from"),
            days=self.cleaned_data["days"],
        )
