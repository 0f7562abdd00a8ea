"""Guessing passwords is stopped by account and address together, and by address alone; state is in PostgreSQL.

Never by account alone: whoever knows a username could lock its officer out of every computer. What that leaves, many
addresses guessing at one account, the second factor stops.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from accounts.encryption import blind_index
from accounts.models import SignInAttempt

WINDOW = timedelta(minutes=15)
OF_ONE_ACCOUNT = 5  # wrong passwords for one account from one address
OF_ONE_ADDRESS = 50  # and from one address for all accounts: a police station shares one


def begin(username: str, *, address: str, now: datetime) -> SignInAttempt | None:
    """Take one of the attempts that `username` has from `address`; None when there is none left.

    It is taken before the password is checked, so that a hundred guesses at once are a hundred attempts.
    """
    account = blind_index(username, of="sign-in")
    with transaction.atomic(), connection.cursor() as cursor:
        # One address at a time, so that two requests cannot both take the last attempt.
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {address}"])
        recent = list(
            SignInAttempt.objects.filter(address=address, at__gt=now - WINDOW)
            .order_by("-at")
            .values_list("account", flat=True)[:OF_ONE_ADDRESS]
        )
        if len(recent) >= OF_ONE_ADDRESS or recent.count(account) >= OF_ONE_ACCOUNT:
            return None
        return SignInAttempt.objects.create(account=account, address=address, at=now)


def succeeded(attempt: SignInAttempt) -> None:
    """The password was right: this account's slate at this address is clean, and no other account's."""
    SignInAttempt.objects.filter(account=attempt.account, address=attempt.address).delete()
