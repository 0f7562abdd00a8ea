"""One module per place Vigil runs: production (the default), demo, test. All build on base."""
