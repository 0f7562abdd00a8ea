"""How heavy an officer's caseload is, and who could take one more person."""
