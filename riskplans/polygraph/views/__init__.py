"""The pages of polygraph: how one person stands, one test, and one form for each step of it."""
