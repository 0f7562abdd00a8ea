"""A case handed from one MAPPA area to another: asked with a report, responsible until it is accepted."""
