"""Where allauth asks how sign-in works here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts import encryption, kept, lockout, second_factor
from accounts.models import User
from accounts.standing import refusal
from accounts.stepup import recently_authenticated


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: accounts are made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "That username and password do not match. Check both and try again.",
        "too_many_login_attempts": "There have been too many wrong passwords from this computer or network. "
        "Wait 15 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at. In place of allauth's own count by account alone."""
        username = str(credentials.get("username", ""))
        self._attempt = lockout.begin(
            username,
            address=self.get_client_ip(request),
            now=timezone.now(),
            signed_in=request.user.is_authenticated and request.user.get_username() == username,
        )
        if self._attempt is None:
            # The password is not looked at; whoever listens for failed attempts still hears of this one.
            user_login_failed.send(__name__, credentials=credentials | {"password": ""}, request=request)
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth calls this when the password was right."""
        if self._attempt is not None:
            lockout.succeeded(self._attempt)

    def pre_login(self, request: HttpRequest, user: Any, **about: Any) -> HttpResponse | None:
        """Someone who may not come in today is told why, and only after the right password."""
        why = refusal(user, timezone.localdate())
        if why is None:
            return super().pre_login(request, user, **about)  # type: ignore[no-any-return]
        clear_login(request)
        return render(request, "account/refused.html", {"refusal": why}, status=403)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where no address says where to: back to what was typed before, if something was."""
        user = request.user
        form = kept.newest(request, user, now=timezone.now()) if isinstance(user, User) else None
        return reverse("kept-form", args=[form.pk]) if form else super().get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """As for all that needs a fresh proof: signing in within the last five minutes is one."""
        return super().is_reauthentication_required(app=app, **options) and not recently_authenticated(
            context.request
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse(settings.LOGIN_REDIRECT_URL)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Refuses to keep the password an administrator made: two people know it."""
        if user is not None and user.temporary_password_until and user.check_password(password):
            raise ValidationError("Choose a password of your own: an administrator knows this one.")
        return str(super().clean_password(password, user))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes are encrypted where they are stored."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_be_removed(authenticator)

    def get_totp_issuer(self) -> str:
        return "Vigil"


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the force's identity provider: for people with an account here, and never making one.

    The first time, the account is found by its username; from then on by the provider's own subject, which unlike a
    username is never given to somebody else (OpenID Connect Core 1.0, section 5.7).
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Providers come from the environment alone: a row in the database makes none."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        user = self._whose(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, user)

    def _whose(self, sociallogin: SocialLogin) -> User | None:
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or {}
        username = str(claims.get(settings.OIDC_USERNAME_CLAIM) or "")
        user = User.objects.filter(username__iexact=username).first() if username else None
        # A username that already belongs to another subject has been given to somebody new there: not to be trusted.
        taken = user is not None and SocialAccount.objects.filter(user=user).exists()
        return None if taken else user
