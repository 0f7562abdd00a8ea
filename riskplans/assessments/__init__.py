"""Risk assessments: the catalogue of tools, what was found by each, and what has changed since."""
