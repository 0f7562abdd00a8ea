"""Section 327A of the Criminal Justice Act 2003: of whom it is still to be considered."""
