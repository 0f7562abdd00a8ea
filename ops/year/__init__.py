"""A year of a county's work through its own verbs: the diary never drifts, nobody is left without a manager."""
