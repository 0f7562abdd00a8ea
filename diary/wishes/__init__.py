"""What users decide for themselves: reminders, e-mail, and the private address their calendar fetches from."""
