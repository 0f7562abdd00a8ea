"""What the dates of a review are called on every page, in the order they are shown."""

from typing import Final

ROWS: Final = {
    "qualifying_date": "Qualifying date",
    "may_apply_from": "May apply from",
    "acknowledge_by": "Acknowledge the application by",
    "bodies_by": "Responsible bodies answer by",
    "determine_by": "Decide by",
    "appeal_by": "Appeal by",
    "ceased_on": "Requirements ceased on",
}
