"""Whoever signs in with a password that an administrator made chooses their own before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class TemporaryPasswordMiddleware:
    """Every page but these leads to the choice of a password, until one is chosen."""

    STAYS_OPEN = ("account_change_password", "account_logout", "healthz", "readyz")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if (
            user.is_authenticated
            and user.temporary_password_until
            and request.path not in {reverse(name) for name in self.STAYS_OPEN}
        ):
            return redirect("account_change_password")
        return self.get_response(request)
