"""The pack for a meeting: one case on a page, put together from the record as it stands, locked as it was read."""
