"""The demonstration's fictional county: people who do not exist, with histories that hold together in law.

`county` casts everybody, `lives` and what it uses write each person's history as plain rows, `loading` puts them into
the database. Nothing in here computes a legal date: what is due is what the engine says of the facts.
"""
