"""What partner agencies are shown: what was released to them, their own part of a case, what waits for them."""
