"""Meeting days: who chairs, which cases are heard when, who is invited, what has been returned."""
