"""Actions that agencies agreed in a meeting: owned, done, verified, escalated, carried forward."""
