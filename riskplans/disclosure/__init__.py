"""Disclosure: the schemes, their clocks, the tests, what was disclosed to whom."""
