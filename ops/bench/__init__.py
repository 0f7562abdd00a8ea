"""What Vigil costs, as ratios within one run: see docs/bench.md."""
