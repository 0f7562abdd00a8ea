"""How a user stands to a record: who sees it, by which relationship, and which classes of it.

The querysets apply `seen` and `within`, so that fetching is authorising; `relationship` says the same of one person
already fetched, with the reason.
"""

from offenders.policies.emergencies import (
    Beyond,
    emergencies_reviewed_by,
    may_open_in_emergency,
    restricted_among,
    restricted_in,
    restricted_record,
    reviews_emergencies,
)
from offenders.policies.relationships import Relationship, own_work, relationship
from offenders.policies.sight import (
    OPEN_RESTRICTED,
    VIEW_PERSON,
    archived,
    classes_told,
    findable,
    holders_for,
    in_reach,
    is_shown_records,
    may_add_people,
    own,
    reading,
    restricted,
    seen,
    sees_few,
    within,
    within_reading,
)

__all__ = [
    "OPEN_RESTRICTED",
    "VIEW_PERSON",
    "Beyond",
    "Relationship",
    "archived",
    "classes_told",
    "emergencies_reviewed_by",
    "findable",
    "holders_for",
    "in_reach",
    "is_shown_records",
    "may_add_people",
    "may_open_in_emergency",
    "own",
    "own_work",
    "reading",
    "relationship",
    "restricted",
    "restricted_among",
    "restricted_in",
    "restricted_record",
    "reviews_emergencies",
    "seen",
    "sees_few",
    "within",
    "within_reading",
]
