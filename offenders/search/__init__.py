"""Finding the right person in a second: by any name, number or address, however it is spelt.

`normal` folds what is typed and what is on record alike; `terms` keeps what people are found by equal to the facts;
`matching` finds the words meant; `queries` asks for the people.
"""
