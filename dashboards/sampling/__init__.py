"""Dip-samples: a month's random draw of a unit's records, gone through by a supervisor (docs/dip-samples.md)."""
