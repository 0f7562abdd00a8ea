"""Suspected breaches: what was checked the same day, what is proved, what was decided, and how it ended."""
