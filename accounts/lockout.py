"""Guessing passwords is stopped by account and address together, and by address alone; state is in PostgreSQL.

Somebody who is signed in already and confirms it is counted by account and address together alone: what others of the
same station mistype keeps nobody from their work.

Never by account alone: whoever knows a username could lock its officer out of every computer. What that leaves, many
addresses guessing at one account, the second factor stops.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Q

from accounts.encryption import blind_index
from accounts.models import SignInAttempt

WINDOW = timedelta(minutes=15)
OF_ONE_ACCOUNT = 5  # wrong passwords for one account from one address
OF_ONE_ADDRESS = 50  # and from one address for all accounts, and tokens: a police station shares one


def begin(username: str, *, address: str, now: datetime, signed_in: bool = False) -> SignInAttempt | None:
    """Take one of the attempts that `username` has from `address`; None when there is none left.

    `signed_in` says that `username` is the very user who is signed in and only confirms it.

    It is taken before the password is checked, so that a hundred guesses at once are a hundred attempts.
    """
    account = blind_index(username, of="sign-in")
    with transaction.atomic(), connection.cursor() as cursor:
        # One address at a time, so that two requests cannot both take the last attempt.
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {address}"])
        recent = SignInAttempt.objects.filter(address=address, at__gt=now - WINDOW)
        counted = recent.aggregate(of_account=Count("pk", filter=Q(account=account)), of_address=Count("pk"))
        if counted["of_account"] >= OF_ONE_ACCOUNT:
            return None
        if counted["of_address"] >= OF_ONE_ADDRESS and not signed_in:
            return None
        return SignInAttempt.objects.create(account=account, address=address, at=now)


def succeeded(attempt: SignInAttempt) -> None:
    """The password was right: this account's slate at this address is clean, and no other account's."""
    SignInAttempt.objects.filter(account=attempt.account, address=attempt.address).delete()
