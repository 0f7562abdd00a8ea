"""The person and the facts about them."""
