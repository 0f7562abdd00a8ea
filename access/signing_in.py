"""Sign-ins, sign-outs, failed attempts and refused tokens in the access log; another password or factor ends what
programs may do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from access.actions.tokens import revoke_token
from access.choices import Channel, Operation
from access.log.looking import Origin, looking
from access.log.writing import write
from access.models import ApiToken
from accounts.models import User

log = structlog.get_logger("vigil.access")


def connect() -> None:
    signals.user_logged_in.connect(_signed_in, dispatch_uid="access.signed_in")
    signals.user_logged_out.connect(_signed_out, dispatch_uid="access.signed_out")
    signals.user_login_failed.connect(_failed, dispatch_uid="access.sign_in_failed")
    for name, changed in (
        ("password_changed", account.password_changed),
        ("password_reset", account.password_reset),
        ("authenticator_removed", mfa.authenticator_removed),
    ):
        changed.connect(_proof_changed, dispatch_uid=f"access.tokens.{name}")


def _signed_in(sender: object, user: User, **kwargs: Any) -> None:
    _write(Operation.SIGN_IN, "sign in", user, "done")


def _signed_out(sender: object, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _write(Operation.SIGN_IN, "sign out", user, "done")


def _failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # What was typed as a name may be a password: only one that exists is kept.
    user = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
    _write(Operation.DENIED, "sign in", user, "failed")


def token_refused(token: ApiToken | None, origin: Origin, why: str) -> None:
    """A program was let in by no token. Nothing of what it sent is kept: of a token of ours its id, and whose it is."""
    sent = replace(origin, session="", strength=f"token {token.pk}" if token else "")
    about = {"object_type": "token", "object_id": str(token.pk)} if token else {}
    _write(Operation.DENIED, "token", token.user if token else None, "401", sent, reason=why, **about)


def _proof_changed(sender: object, user: User, **kwargs: Any) -> None:
    """Whoever changes a password, or takes a factor off, may fear that somebody else had it: no token of theirs works
    any longer, as no other session does."""
    now = timezone.localtime()
    for token in ApiToken.objects.in_force(now).filter(user=user):
        revoke_token(user, token=token, now=now, reason="Their password or second factor was changed")


def _write(
    operation: Operation,
    action: str,
    user: User | None,
    outcome: str,
    origin: Origin | None = None,
    **about: Any,
) -> None:
    """Signing in shows no record, so it alone goes on when the log cannot be written."""
    now = looking()
    origin = origin or (now.origin if now else Origin(Channel.PAGE, action))
    try:
        write(
            operation=operation,
            actor=user,
            origin=origin,
            outcome=outcome,
            called="" if user else "Unknown",
            action=action,
            **about,
        )
    except DatabaseError:
        log.exception("sign-in not logged")
