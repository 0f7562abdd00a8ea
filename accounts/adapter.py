from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
