"""Referrals: written from the record, endorsed, returned and submitted again, decided, appealed, taken back."""

from mappa.actions.referring.deciding import appeal, endorse, triage, withdraw_referral
from mappa.actions.referring.writing import Written, refer, resubmit

__all__ = ["Written", "appeal", "endorse", "refer", "resubmit", "triage", "withdraw_referral"]
