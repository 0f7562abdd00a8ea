"""What a strategic management board is shown: the performance figures, each recomputable, with its failing cases."""
