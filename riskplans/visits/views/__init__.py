"""The pages of home visits."""
