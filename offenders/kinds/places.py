"""Where the person lives, and where they are kept or have gone."""

from __future__ import annotations

from django import forms

from access.policies import FieldClass
from offenders.choices import AbsenceKind, OccupancyKind, SearchKind, YesNoUnknown
from offenders.kinds.asking import choice, dated
from offenders.kinds.kind import FactKind
from offenders.models import Absence, Occupancy

KINDS = (
    FactKind(
        "address",
        Occupancy,
        "an address",
        {
            "kind": lambda: choice("Kind of address", OccupancyKind),
            "starts_on": lambda: dated("From"),
            "ends_on": lambda: dated("Until", required=False),
            "child_in_household": lambda: choice("Anyone under 18 there", YesNoUnknown),
        },
        field_class=FieldClass.MANAGEMENT,
        searched={"address": SearchKind.ADDRESS},
        block="addresses",
        title=lambda home: home.get_kind_display(),
        rows=lambda home: [
            ("Address", str(home.address)),
            ("From", home.starts_on),
            ("Until", home.ends_on or "now"),
            ("Anyone under 18 there", home.get_child_in_household_display()),
        ],
        add_at="record-move",
        add_words="Record a change of home address",
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
