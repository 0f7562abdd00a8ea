"""Devices examined and monitored: what allows it, what was found, what has fallen silent, what raised the alarm."""
