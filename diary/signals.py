"""What the diary tells of itself. Apps above it connect."""

from django.dispatch import Signal

# A sweep has finished and is committed: what is overdue by its `now` may ask for more. Sent with `now` (in London).
swept = Signal()
