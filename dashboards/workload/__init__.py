"""How heavy each officer's caseload is, what is to be done week by week, and against what time they have."""
