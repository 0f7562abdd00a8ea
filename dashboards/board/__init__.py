"""The team board: how big, how dangerous, who is worst, what waits. docs/board.md says what is counted and how."""
