"""How floors above learn that a force has decided, without this floor knowing who they are."""

from django.dispatch import Signal

# Sent inside the transaction that approved it. Arguments: effect (Effect), now. A receiver that raises undoes it.
policy_decided = Signal()
