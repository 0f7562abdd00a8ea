"""The pages of categories and levels."""
