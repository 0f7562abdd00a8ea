"""Who may see what, and the record of who did."""
