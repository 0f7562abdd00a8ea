"""Referrals to level 2 or 3: written from the record, endorsed, decided by the coordinator."""
