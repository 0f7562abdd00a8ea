"""How a force has decided to work: its intervals and limits, as dated rows. The law is nobody's policy."""
