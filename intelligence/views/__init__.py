"""The pages of reports, of concerns, and of what is linked to a person."""
