"""Where the person lives and stays, and where they are kept or have gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from access.policies import FieldClass
from offenders.choices import AbsenceKind, OccupancyKind, SearchKind, YesNoUnknown
from offenders.kinds.asking import OneOf, PostcodeField, asked, choice, dated
from offenders.kinds.kind import FactKind, another_persons, refused
from offenders.models import Absence, Address, AddressNote, Occupancy, Person, ProtectedAddress

_LINES = ("line_1", "line_2", "town", "postcode")


def _line(label: str, length: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        max_length=length,
        required=required,
        error_messages={"required": "Enter the first line of the address, or where they can be found."},
    )


def _rows(home: Occupancy) -> list[tuple[str, Any]]:
    return [
        ("Address", str(home.address)),
        ("Kind of address", home.get_kind_display()),
        ("From", home.starts_on),
        ("Until", home.ends_on or "now"),
        ("Anyone under 18 there", home.get_child_in_household_display()),
        ("Others on record there", home.others),
    ]


def _at(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Corrected lines are another address: whoever else is on record there stays where they are."""
    kept = {name: value for name, value in answers.items() if name not in _LINES}
    if "line_1" in answers:
        kept["address"] = Address.once(**{name: answers.get(name, "") for name in _LINES})
    return kept


def _stays(person: Person) -> Any:
    return Occupancy.objects.standing().filter(person=person).select_related("address")


KINDS = (
    FactKind(
        "address",
        Occupancy,
        "an address",
        {
            "line_1": lambda: _line("Address line 1", 120, required=True),
            "line_2": lambda: _line("Address line 2", 120),
            "town": lambda: _line("Town or city", 80),
            "postcode": lambda: PostcodeField(label="Postcode (optional)"),
            "kind": lambda: choice("Kind of address", OccupancyKind),
            "starts_on": lambda: dated("From"),
            "ends_on": lambda: dated("Until", required=False),
            "child_in_household": lambda: choice("Anyone under 18 there", YesNoUnknown),
        },
        field_class=FieldClass.MANAGEMENT,
        searched={"address": SearchKind.ADDRESS},
        block="addresses",
        title=lambda home: home.address.line_1,
        rows=_rows,
        add_at="record-move",
        add_words="Record a change of home address",
        also=(("Record another address", "record-stay"),),
        order=10,
        beside=("address",),
        answers=lambda home: {name: getattr(home.address, name) for name in _LINES},
        columns=_at,
    ),
    FactKind(
        "address-note",
        AddressNote,
        "access, tenure and surroundings",
        {
            "occupancy_id": lambda: OneOf(
                "Which address?",
                facts=_stays,
                called=lambda home: str(home.address),
                needed="Select the address. Record it first.",
            ),
            **asked(
                AddressNote,
                *("access", "dogs", "occupants", "tenure", "landlord", "near_children", "near", "hazards"),
                *("map_reference", "verified_on", "verified_how"),
            ),
        },
        refusals=lambda note, now: refused(occupancy_id=another_persons(note, note.occupancy)),
        field_class=FieldClass.MANAGEMENT,
        block="addresses",
        order=20,
        beside=("occupancy__address",),
    ),
    FactKind(
        "protected-address",
        ProtectedAddress,
        "a protected address",
        asked(ProtectedAddress, "who", "address", "why", "area"),
        field_class=FieldClass.VICTIMS,
        block="addresses",
        order=30,
    ),
    FactKind(
        "custody",
        Absence,
        "custody, hospital or absence",
        {
            "kind": lambda: choice("Where", AbsenceKind),
            "place": lambda: forms.CharField(label="Place (optional)", max_length=120, required=False),
            "starts_on": lambda: dated("Since"),
            "ended_on": lambda: dated("Until", required=False),
        },
        block="whereabouts",
        title=lambda absence: absence.get_kind_display(),
        rows=lambda absence: [
            ("Place", absence.place),
            ("From", absence.starts_on),
            ("Until", absence.ended_on or "now"),
        ],
        add_at="record-custody",
        add_words="Record custody, hospital or absence abroad",
    ),
)
