"""The what-if calculator: facts typed into a page, answered by the statute engine, drawn, and kept nowhere."""
