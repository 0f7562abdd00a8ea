"""The tour: the main pages as each role sees them, photographed in a county made for it (``make tour``)."""
