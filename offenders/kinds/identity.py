"""Who the person is, the names they go by, and the numbers and papers that others know them by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from access.policies import FieldClass
from frontend.dates import words
from offenders import numbers
from offenders.choices import PersonKind, SearchKind, Sex
from offenders.kinds.asking import asked, choice, dated
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import (
    GenderRecognition,
    Identifier,
    IdentityDocument,
    InsuranceNumber,
    Name,
    NhsNumber,
    Particulars,
    Person,
)


def _identifier(fact: Any, now: datetime) -> Refusals:
    return refused(number=numbers.wrong_reference(fact.kind, fact.number))


KINDS = (
    FactKind(
        "person",
        Person,
        "date of birth, sex or kind",
        {
            "date_of_birth": lambda: dated("Date of birth"),
            "sex": lambda: choice("Sex", Sex),
            "kind": lambda: choice("Why managed", PersonKind),
        },
        searched={"reference": SearchKind.REFERENCE, "date_of_birth": SearchKind.BORN},
        block="identity",
        title=lambda person: f"Born {words(person.date_of_birth)}, {person.get_sex_display().lower()}",
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
        title=lambda name: f"{name.get_kind_display()}: {name}",
        rows=lambda name: [("Name", str(name)), ("Used from", name.used_from), ("Used to", name.used_to)],
        add_at="record-name",
        add_words="Record a name",
    ),
    FactKind(
        "particulars",
        Particulars,
        "birth, nationality and language",
        asked(
            Particulars,
            *(
                "place_of_birth",
                "alleged_births",
                "nationalities",
                "immigration",
                "ethnicity",
                "ethnicity_code",
            ),
            *("gender", "language", "interpreter", "religion", "marital"),
        ),
        block="identity",
        order=110,
    ),
    FactKind(
        "reference",
        Identifier,
        "a reference in another system",
        asked(Identifier, "kind", "number"),
        rows=lambda fact: [],  # its title says it all
        refusals=_identifier,
        field_class=FieldClass.MANAGEMENT,
        block="identity",
        searched={"number": SearchKind.REFERENCE},
        order=120,
    ),
    FactKind(
        "identity-document",
        IdentityDocument,
        "a passport or identity document",
        asked(
            IdentityDocument,
            *("kind", "number", "issuer", "in_name_of", "expires_on", "place", "place_note"),
        ),
        field_class=FieldClass.MANAGEMENT,
        block="identity",
        searched={"number": SearchKind.DOCUMENT},
        order=130,
    ),
    FactKind(
        "nhs-number",
        NhsNumber,
        "the NHS number",
        asked(NhsNumber, "number"),
        rows=lambda fact: [],  # its title says it all
        refusals=lambda fact, now: refused(number=numbers.wrong_nhs(fact.number)),
        field_class=FieldClass.HEALTH,
        block="identity",
        searched={"number": SearchKind.REFERENCE},
        order=140,
    ),
    FactKind(
        "insurance-number",
        InsuranceNumber,
        "the National Insurance number",
        asked(InsuranceNumber, "number"),
        rows=lambda fact: [],  # its title says it all
        refusals=lambda fact, now: refused(number=numbers.wrong_insurance(fact.number)),
        field_class=FieldClass.FINANCE,
        block="identity",
        searched={"number": SearchKind.REFERENCE},
        order=150,
    ),
    FactKind(
        "gender-recognition",
        GenderRecognition,
        "gender recognition",
        asked(GenderRecognition, "information"),
        field_class=FieldClass.HEALTH,
        block="identity",
        order=160,
    ),
)
