"""The pages of reactive management."""
