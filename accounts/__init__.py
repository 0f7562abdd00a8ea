"""People who sign in: user, force, unit, agency, role."""
