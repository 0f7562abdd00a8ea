"""Home visits: planned, made, missed; how often, and by when."""
