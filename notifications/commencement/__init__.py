"""Which law is in force: the page that lists it, and the way to commence what is enacted."""
