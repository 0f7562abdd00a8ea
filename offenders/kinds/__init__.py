"""Every kind of fact that this floor holds, one file per subject; `offenders.kinds.kind` says what a kind is."""

from offenders.kinds import (
    associating,
    conditions,
    contact,
    contact_log,
    daily,
    deciding,
    description,
    finance,
    health,
    household,
    identity,
    legal,
    moving,
    offending,
    places,
    safety,
)
from offenders.kinds.asking import OneOf, asked, choice, dated, moment, number
from offenders.kinds.kind import (
    FactKind,
    Refusals,
    add,
    all_kinds,
    is_encrypted,
    kind_of,
    named,
    readable,
    sealed_besides,
    searched,
    tell,
    told_besides,
)

for _subject in (
    identity,
    description,
    places,
    household,
    contact,
    daily,
    moving,
    finance,
    associating,
    health,
    legal,
    offending,
    conditions,
    deciding,
    safety,
    contact_log,
):
    for _kind in _subject.KINDS:
        add(_kind)

__all__ = [
    "FactKind",
    "OneOf",
    "Refusals",
    "add",
    "all_kinds",
    "asked",
    "choice",
    "dated",
    "is_encrypted",
    "kind_of",
    "moment",
    "named",
    "number",
    "readable",
    "sealed_besides",
    "searched",
    "tell",
    "told_besides",
]
