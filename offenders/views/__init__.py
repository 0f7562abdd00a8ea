"""Pages about one person: parse, authorise by fetching, call a verb or a query, render."""
