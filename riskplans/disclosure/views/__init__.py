"""The pages of disclosure."""
