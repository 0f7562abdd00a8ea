"""Every kind of fact that this floor holds, one file per subject; `offenders.kinds.kind` says what a kind is."""

from offenders.kinds import contacts, identity, legal, moving, places, safety
from offenders.kinds.asking import asked, choice, dated, moment, number
from offenders.kinds.kind import (
    FactKind,
    Refusals,
    add,
    all_kinds,
    fields_of,
    is_encrypted,
    kind_of,
    named,
    readable,
    searched,
    tell,
    told_besides,
)

for _subject in (identity, places, moving, legal, safety, contacts):
    for _kind in _subject.KINDS:
        add(_kind)

__all__ = [
    "FactKind",
    "Refusals",
    "add",
    "all_kinds",
    "asked",
    "choice",
    "dated",
    "fields_of",
    "is_encrypted",
    "kind_of",
    "moment",
    "named",
    "number",
    "readable",
    "searched",
    "tell",
    "told_besides",
]
