"""Sign-in that stops the day vetting ends, and at once for a leaver: on every request, not only at sign-in.

A password that an administrator made stops letting anyone in when its time is over.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from accounts.models import User
from accounts.standing import refusal


class VettedUserBackend(AuthenticationBackend):
    """Django asks `get_user` on each request, so a refusal here ends open sessions too."""

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        # The wall clock, not the diary's: an injected date must never let someone in, or lock everyone out.
        today = timezone.localdate()
        return super().user_can_authenticate(user) and (
            not isinstance(user, User) or (refusal(user, today) is None and not lapsed(user))
        )

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.for_request().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def lapsed(user: User) -> bool:
    """Whether the user still has the password an administrator made, and its time is over."""
    until = user.temporary_password_until
    return until is not None and until <= timezone.now()
