"""A walk through years of days, a sweep each: no flag is missed and none is doubled. See docs/bench.md."""
