"""Serious further offences: the charge, the serious case review of the board, the police's own management review."""
