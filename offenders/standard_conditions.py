"""The eight standard conditions of a licence, to be put on a record in one go: pure.

The Criminal Justice (Sentencing) (Licence Conditions) Order 2015, article 3, as the probation service sets them out.
The licence that was served prevails: an officer checks each against it and corrects what differs.
"""

from __future__ import annotations

from dataclasses import dataclass

from offenders.record.terms import ConditionKind


@dataclass(frozen=True, slots=True)
class StandardCondition:
    """`number` is its place among the eight."""

    number: int
    kind: ConditionKind
    wording: str


STANDARD = tuple(
    StandardCondition(number, kind, wording)
    for number, (kind, wording) in enumerate(
        (
            (
                ConditionKind.CONDUCT,
                "Be of good behaviour and not behave in a way which undermines the purpose of the licence period; "
                "not commit any offence.",
            ),
            (
                ConditionKind.RESIDENCE,
                "Reside permanently at an address approved by the supervising officer and obtain the prior permission "
                "of the supervising officer for any stay of one or more nights at a different address.",
            ),
            (
                ConditionKind.SUPERVISION,
                "Keep in touch with the supervising officer in accordance with instructions given by the supervising "
                "officer; receive visits from the supervising officer in accordance with those instructions.",
            ),
            (
                ConditionKind.NAMES,
                "Tell the supervising officer if you use a name different to the name or names which appear on your "
                "licence.",
            ),
            (
                ConditionKind.SUPERVISION,
                "Tell the supervising officer if you change or add any contact details, including phone number or "
                "email.",
            ),
            (
                ConditionKind.WORK,
                "Not undertake work, or a particular type of work, unless it is approved by the supervising officer "
                "and notify the supervising officer in advance of any proposal to undertake work or a particular "
                "type of work.",
            ),
            (
                ConditionKind.TRAVEL,
                "Not travel outside the United Kingdom, the Channel Islands or the Isle of Man except with the prior "
                "permission of the supervising officer or for the purposes of immigration deportation or removal.",
            ),
            (
                ConditionKind.TRAVEL,
                "Obtain the permission of the supervising officer before applying for a passport; tell the supervising "
                "officer of any passport you hold.",
            ),
        ),
        start=1,
    )
)
