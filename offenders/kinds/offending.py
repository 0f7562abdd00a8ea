"""The offending in prose, allegations, convictions that make nobody subject, and victims."""

from __future__ import annotations

from datetime import datetime

from access.policies import FieldClass
from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals
from offenders.models import Allegation, OffenceAccount, OtherConviction, Victim
from offenders.record import rules


def _victim(fact: Victim, now: datetime) -> Refusals:
    return rules.first_out_of_order(
        [("informed_on", fact.informed_on, "Telling the victim")], today=now.date()
    )


KINDS = (
    FactKind(
        "offence-account",
        OffenceAccount,
        "an account of the offending",
        asked(OffenceAccount, "kind", "account", "victim_type", "images"),
        field_class=FieldClass.MANAGEMENT,
        block="offending",
        order=30,
    ),
    FactKind(
        "allegation",
        Allegation,
        "an allegation",
        asked(Allegation, "allegation", "starts_on", "outcome", "reference", "account"),
        field_class=FieldClass.MANAGEMENT,
        block="offending",
        order=40,
        searched={"reference": SearchKind.REFERENCE},
    ),
    FactKind(
        "other-conviction",
        OtherConviction,
        "another conviction",
        asked(OtherConviction, "offence", "where", "starts_on", "court", "outcome", "reference"),
        field_class=FieldClass.MANAGEMENT,
        block="offending",
        add_words="Record a conviction outside Schedule 3, or abroad",
        order=50,
        searched={"reference": SearchKind.REFERENCE},
    ),
    FactKind(
        "victim",
        Victim,
        "a victim",
        asked(
            Victim,
            *("identity", "group", "sex", "known_as", "contact_rules", "zone", "scheme", "liaison"),
            *("informed_on", "informed_of"),
        ),
        refusals=_victim,
        field_class=FieldClass.VICTIMS,
        block="offending",
        order=60,
    ),
)
