"""Pages of administration: parse, authorise by fetching, call a verb or a query, render."""
