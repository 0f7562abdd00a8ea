"""How floors above take part when somebody leaves, without this floor knowing who they are."""

from django.dispatch import Signal

# Sent inside the transaction in which somebody leaves. Arguments: user, now, changes (the verb's own, to name whose
# rows are closed). A receiver closes what they were given; a ValidationError keeps them for now.
left = Signal()

# Asked for a page about a user. Arguments: user, today. A receiver answers with what the user still answers for, in
# words that name no person ("12 people to manage"), or None.
answering_for = Signal()
