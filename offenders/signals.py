"""How floors above learn that facts have changed, without this floor knowing who they are."""

from django.dispatch import Signal

# Sent inside the transaction that changed the facts, by every verb of offenders and of the floors above.
# Arguments: people (list of UUID), today (date). A receiver that raises undoes the change.
facts_changed = Signal()

# Sent before a record is archived. Arguments: person, now. A receiver raises ValidationError while something is due.
archiving = Signal()

# Sent inside the transaction in which somebody broke the glass. Arguments: opening (EmergencyOpening), now.
opened_in_emergency = Signal()
