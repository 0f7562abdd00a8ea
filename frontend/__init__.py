"""What a page is made of: layouts, components, form fields, dates in words.

The lowest floor of the house: it knows nothing of offenders or officers.
"""
