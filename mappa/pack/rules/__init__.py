"""What the pack compares and asks: pure."""
