"""The record, block by block: what is known of a person, when it was last confirmed, and how it is put right."""
