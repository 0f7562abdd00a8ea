"""Polygraph: from the offer to the quality check, what was disclosed, and when the next is due."""
