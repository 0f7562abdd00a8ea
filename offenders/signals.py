"""How floors above learn that facts have changed, without this floor knowing who they are."""

from django.dispatch import Signal

# Sent inside the transaction that changed the facts, by every verb of offenders and of the floors above.
# Arguments: people (list of UUID), today (date). A receiver that raises undoes the change.
facts_changed = Signal()
