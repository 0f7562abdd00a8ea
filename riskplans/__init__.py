"""Risk assessments, home visits and risk management plans."""
