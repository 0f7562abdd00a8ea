"""Reactive management: who is managed without home visits, who said so, and what ends it."""
