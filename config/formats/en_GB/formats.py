"""Dates and times as people in the United Kingdom read them; Django's own en-GB shortens the month."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "g:ia"
DATETIME_FORMAT = r"j F Y \a\t g:ia"
