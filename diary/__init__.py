"""Every dated duty of every kind, one row each; flags, reminders, the sweep."""
