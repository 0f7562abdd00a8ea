"""Everything that happened to a person and their record, in order, a page at a time.

Each table that tells of events is a source (`sources`); floors above add theirs, each with a small template for one
event of its kind. A page (`reading`) is one query over all of them.
"""

from offenders.timeline.reading import Asked, Event, news, page
from offenders.timeline.sources import Group, Source, add_group, add_source, groups_for, plain, tracked

__all__ = [
    "Asked",
    "Event",
    "Group",
    "Source",
    "add_group",
    "add_source",
    "groups_for",
    "news",
    "page",
    "plain",
    "tracked",
]
