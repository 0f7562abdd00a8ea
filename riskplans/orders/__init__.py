"""Orders of courts and licences: applied for, served, checked condition by condition, varied, ended."""
