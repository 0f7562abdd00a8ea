"""A certificate of calculation: the dates, the facts they rest on and every step between, for a file or a court.

`record` states the facts as the tables hold them; `relied`, `doubts` and `content` are pure and say what the
certificate says; `printable` and `typeset` make a tagged PDF of it.
"""
