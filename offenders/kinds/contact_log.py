"""The contact log. Its entries have a page of their own, and stand in no block."""

from __future__ import annotations

from access.policies import FieldClass
from offenders.kinds.asking import asked, moment
from offenders.kinds.kind import FactKind
from offenders.models import Contact

KINDS = (
    FactKind(
        "contact",
        Contact,
        "a contact",
        {
            "happened_at": lambda: moment("When"),
            **asked(Contact, "kind", "direction", "with_whom", "by_whom", "said", "outcome"),
        },
        lambda contact, now: (
            {"happened_at": "The contact cannot be in the future."} if contact.happened_at > now else {}
        ),
        FieldClass.MANAGEMENT,
        add_at="record-contact",
    ),
)
