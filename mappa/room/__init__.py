"""In the meeting: who is there, what is said and decided about one case, and what is still missing."""
