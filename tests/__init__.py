"""The test suite: one folder per app, and journeys through the whole in a browser."""
