"""Who the person is, and the names they go by."""

from __future__ import annotations

from django import forms

from offenders.choices import ManagementLevel, PersonKind, SearchKind, Sex
from offenders.kinds.asking import choice, dated
from offenders.kinds.kind import FactKind
from offenders.models import Name, Person

KINDS = (
    FactKind(
        "person",
        Person,
        "date of birth, level or kind",
        {
            "date_of_birth": lambda: dated("Date of birth"),
            "sex": lambda: choice("Sex", Sex),
            "kind": lambda: choice("Why managed", PersonKind),
            "management_level": lambda: choice("Management level", ManagementLevel),
        },
        searched={"reference": SearchKind.REFERENCE, "date_of_birth": SearchKind.BORN},
        block="identity",
        title=lambda person: "The person",
        add_at="",
    ),
    FactKind(
        "name",
        Name,
        "a name",
        {
            "given_names": lambda: forms.CharField(label="Given names", max_length=100, required=False),
            "family_name": lambda: forms.CharField(label="Family name", max_length=100),
            "used_from": lambda: dated("Used from", required=False),
            "used_to": lambda: dated("Used to", required=False),
        },
        searched={"given_names": SearchKind.NAME, "family_name": SearchKind.NAME},
        block="names",
        title=lambda name: name.get_kind_display(),
        rows=lambda name: [("Name", str(name)), ("Used from", name.used_from), ("Used to", name.used_to)],
        add_at="record-name",
        add_words="Record a name",
    ),
)
