"""A force's policy as dated rows, and its dated list of high-risk countries; each changed by two people."""

from practice.models.countries import CountryChange, ListedCountry
from practice.models.policy import Effect, Proposal, Setting, Withdrawal

__all__ = ["CountryChange", "Effect", "ListedCountry", "Proposal", "Setting", "Withdrawal"]
