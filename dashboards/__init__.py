"""What people look at first: Today and the caseload."""
