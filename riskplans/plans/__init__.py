"""Risk management plans: written, signed, compared, printed; and the clock and the diary that they set."""
