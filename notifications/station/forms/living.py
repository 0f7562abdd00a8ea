"""Where they live and with whom, and what they are called."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from frontend.dates import words
from frontend.fields import TextDateField
from notifications import rules as believable
from notifications.choices import ChangeKind
from notifications.forms import moment
from notifications.station import rules
from notifications.station.choices import Happened, Part
from notifications.station.forms.base import StepForm, a_time, another, optional, radios
from notifications.station.told import Noted, Told
from offenders.choices import DETENTION_KINDS, AbsenceKind, NameKind, OccupancyKind
from offenders.forms.fields import AddressFields
from offenders.kinds.asking import PostcodeField
from offenders.models import Address

ELSEWHERE = "elsewhere"
_LINES = ("line_1", "line_2", "town", "postcode")


class ReleasedForm(StepForm):
    """Released: from where the record says, or from a custody that it does not know of."""

    kind = radios(
        "Where were they?",
        [(kind.value, kind.label) for kind in AbsenceKind if kind in DETENTION_KINDS],
        "Select where they were.",
    )
    place = optional("Prison or hospital (optional)")
    starts_on = TextDateField(label="Since when?", called="Since")
    released_on = TextDateField(
        label="Day of release", called="Day of release", past_only=True, help_text="It is on their papers."
    )

    def prepare(self) -> None:
        if self.scene.detention:
            for name in ("kind", "place", "starts_on"):
                del self.fields[name]

    def believe(self, cleaned: dict[str, Any]) -> None:
        since = self.scene.detention.starts_on if self.scene.detention else cleaned.get("starts_on")
        if since and cleaned.get("released_on") and cleaned["released_on"] < since:
            self.add_error("released_on", f"The release cannot be before {words(since)}, when it began.")

    def told(self) -> list[Told]:
        return [Told(Happened.RELEASED, self.cleaned_data)]

    def noted(self) -> list[Noted]:
        held = self.scene.detention
        where = held.get_kind_display() if held else AbsenceKind(self.cleaned_data["kind"]).label
        return [
            Noted(Part.STATUS, "Release", str(where), "Released", self.cleaned_data["released_on"]),
        ]


class MovedForm(StepForm, AddressFields):
    """A new home address, or another place where somebody without one can be found."""

    starts_on = TextDateField(label="Since when?", called="Since", past_only=True)

    field_order = ["kind", *_LINES, "starts_on", "child_in_household"]

    def prepare(self) -> None:
        kind: Any = self.fields["kind"]
        kind.choices = [
            (OccupancyKind.RESIDENCE, "A home: where they live, or live most of the time"),
            (OccupancyKind.NO_FIXED_ABODE, "No fixed address: a place where they can regularly be found"),
        ]
        kind.label, kind.help_text = "What do they have?", ""
        self.fields["line_1"].label = "Address line 1, or the place where they can be found"

    def believe(self, cleaned: dict[str, Any]) -> None:
        home = self.scene.home
        if home and cleaned.get("starts_on") and cleaned["starts_on"] < home.starts_on:
            self.add_error(
                "starts_on",
                f"The home address on record began on {words(home.starts_on)}. Check the date; if the record is wrong, "
                "tell the manager.",
            )

    def told(self) -> list[Told]:
        names = ("kind", "starts_on", "child_in_household")
        values = {name: self.cleaned_data[name] for name in names} | {"address": self.address()}
        return [Told(Happened.MOVED, values)]

    def noted(self) -> list[Noted]:
        old, new, on = self.scene.home, one_line(self.address()), self.cleaned_data["starts_on"]
        found = [Noted(Part.HOME, "Home address", str(old.address) if old else "", new, on)]
        if self.cleaned_data["child_in_household"] == "yes":
            found.append(Noted(Part.CHILDREN, "Lives where someone under 18 lives or stays", "", new, on))
        return found


class NamedForm(StepForm):
    """A name they use."""

    kind = radios(
        "What kind of name is it?",
        [
            (NameKind.LEGAL, "Their legal name: it takes the place of the one on record"),
            (NameKind.ALIAS, "Another name that they use as well"),
        ],
        "Select what kind of name it is.",
    )
    given_names = forms.CharField(label="Given names (optional)", max_length=100, required=False)
    family_name = forms.CharField(
        label="Family name", max_length=100, error_messages={"required": "Enter the family name."}
    )
    used_from = TextDateField(
        label="On which day did they first use it?", called="First used", past_only=True
    )
    again = another("name")

    def told(self) -> list[Told]:
        names = ("kind", "given_names", "family_name", "used_from")
        return [Told(Happened.NAMED, {name: self.cleaned_data[name] for name in names})]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        legal = given["kind"] == NameKind.LEGAL
        old = (
            next((str(name) for name in self.scene.names if name.kind == NameKind.LEGAL), "") if legal else ""
        )
        new = f"{given['given_names']} {given['family_name']}".strip()
        return [Noted(Part.NAMES, "Legal name" if legal else "Other name used", old, new, given["used_from"])]


class StayedForm(StepForm):
    """Days at another address. One of those on record is chosen, so that its days are added up."""

    WHICH = "place"
    ASKS = {ELSEWHERE: {"line_1": "Enter where they stayed.", "town": "", "postcode": ""}}

    place = radios("Where did they stay?", [], "Select where they stayed.")
    line_1 = optional("Address line 1")
    town = optional("Town or city (optional)", 80)
    postcode = PostcodeField(label="Postcode (optional)")
    starts_on = TextDateField(label="First day there", called="First day", past_only=True)
    ends_on = TextDateField(
        label="Last day there, or today if they still stay there",
        called="Last day",
        past_only=True,
        help_text="Both days count.",
    )
    again = another("stay")

    def prepare(self) -> None:
        place: Any = self.fields["place"]
        known = [(str(address.pk), str(address)) for address in self.scene.places]
        place.choices = [*known, (ELSEWHERE, "At an address not listed here" if known else "At this address")]
        if not known:
            self.initial.setdefault("place", ELSEWHERE)

    def believe(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            facts = {"kind": ChangeKind.STAY, **{name: cleaned[name] for name in ("starts_on", "ends_on")}}
            for name, message in believable.change(facts, now=self.scene.now).items():
                self.add_error(name, message)

    def known(self) -> Address | None:
        if self.cleaned_data["place"] == ELSEWHERE:
            return None
        wanted = UUID(self.cleaned_data["place"])
        return next(address for address in self.scene.places if address.pk == wanted)

    def address(self) -> dict[str, str]:
        """The fields of an Address."""
        source = vars(self.known()) if self.known() else self.cleaned_data
        return {name: source.get(name) or "" for name in _LINES}

    def told(self) -> list[Told]:
        days = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}
        return [Told(Happened.STAYED, {"address": self.address(), **days})]

    def noted(self) -> list[Noted]:
        first, last = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        new = f"{one_line(self.address())}: {words(first)} to {words(last)}"
        return [Noted(Part.PREMISES, "Stayed at another address", "", new, first)]


class ChildForm(StepForm):
    """A home where somebody under 18 lives or stays (S.I. 2012/1876 reg 10)."""

    WHICH = "kind"
    ASKS = {
        ChangeKind.CHILD_HOUSEHOLD_STAY: {
            "arrived_on": "Enter the day they arrived.",
            "arrived_at": "Enter the time they arrived: twelve hours make the difference.",
            "left_on": "Enter the day they left, or today if they are still there.",
            "left_at": "Enter the time they left, or the time now if they are still there.",
        },
        ChangeKind.CHILD_HOUSEHOLD_RESIDENCE: {"lives_from": "Enter since when they live there."},
        ChangeKind.CHILD_HOUSEHOLD_CEASED: {"ceased_on": "Enter since when they do not."},
    }

    kind = radios(
        "What happened?",
        [
            (ChangeKind.CHILD_HOUSEHOLD_STAY, "They stayed in such a home"),
            (ChangeKind.CHILD_HOUSEHOLD_RESIDENCE, "They live in such a home"),
            (ChangeKind.CHILD_HOUSEHOLD_CEASED, "They no longer live or stay in one they have notified"),
        ],
        "Select what happened.",
    )
    arrived_on = TextDateField(label="Day they arrived", called="Day they arrived", required=False)
    arrived_at = a_time("Time they arrived", required=False, help_text="For example, 20:00")
    left_on = TextDateField(label="Day they left, or today", called="Day they left", required=False)
    left_at = a_time("Time they left, or now", required=False)
    lives_from = TextDateField(label="Since when?", called="Since", required=False, past_only=True)
    ceased_on = TextDateField(label="Since when not?", called="Since", required=False, past_only=True)
    household = forms.CharField(
        label="Which home is it?",
        max_length=120,
        help_text="Whose it is and the address, like: sister’s, 4 Mill Lane, Kirkby",
        error_messages={"required": "Enter whose home it is, and the address."},
    )
    child = optional(
        "Who is the child? (optional)",
        120,
        help_text="Name, age and whose child, as they say: for the referral.",
    )
    again = another("home with someone under 18")

    SAID = {"arrived_on": "Arrived", "arrived_at": "At", "left_on": "Left", "left_at": "At"}

    def prepare(self) -> None:
        if self.scene.households:
            known = "; ".join(self.scene.households)
            self.fields[
                "household"
            ].help_text = f"On record: {known}. Enter one of these just as it stands, or another."

    def believe(self, cleaned: dict[str, Any]) -> None:
        arrived, left = self._moments(cleaned)
        found = rules.household(
            kind=str(cleaned.get("kind", "")), arrived=arrived, left=left, now=self.scene.now
        )
        for name, message in found.items():
            self.add_error(name, message)

    def _moments(self, cleaned: dict[str, Any]) -> tuple[Any, Any]:
        return tuple(  # type: ignore[return-value]
            moment(cleaned[on], cleaned[at]) if cleaned.get(on) and cleaned.get(at) else None
            for on, at in (("arrived_on", "arrived_at"), ("left_on", "left_at"))
        )

    def on(self) -> Any:
        given = self.cleaned_data
        return given["arrived_on"] or given["lives_from"] or given["ceased_on"]

    def told(self) -> list[Told]:
        given = self.cleaned_data
        change: dict[str, Any] = {"kind": given["kind"], "household": given["household"]}
        if given["kind"] == ChangeKind.CHILD_HOUSEHOLD_STAY:
            change["starts_at"], change["ends_at"] = self._moments(given)
        else:
            change["on"] = self.on()
        child = {}
        if given["child"] and given["kind"] != ChangeKind.CHILD_HOUSEHOLD_CEASED:
            child = {"entry": "child", "fields": {"tie": "near", "name": given["child"]}}
        return [Told(Happened.CHILD, {"change": change, **child})]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        where, called = given["household"], str(ChangeKind(given["kind"]).label)
        if given["kind"] == ChangeKind.CHILD_HOUSEHOLD_CEASED:
            return [Noted(Part.CHILDREN, called, where, "No longer", self.on())]
        return [Noted(Part.CHILDREN, called, "", where, self.on())]

    def is_enough(self) -> bool | None:
        """Whether a stay came to twelve hours; None where no stay is told."""
        arrived, left = self._moments(self.cleaned_data)
        return rules.stayed_long_enough(arrived, left) if arrived and left else None


def one_line(address: dict[str, str]) -> str:
    return ", ".join(address[name] for name in _LINES if address[name])
