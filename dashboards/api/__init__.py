"""The REST API below /api/v1/: what programs read of the record, by the rules of the pages. See docs/api.md."""
