"""How floors above learn of intelligence, without this floor knowing who they are."""

from django.dispatch import Signal

# Sent inside the transaction in which a report or a concern was linked to somebody. Arguments: link (Link), now.
received = Signal()

# Sent inside the transaction in which the manager found that the plan is to be reviewed. Arguments: link, now.
plan_questioned = Signal()
