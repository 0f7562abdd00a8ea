"""What is done to what signing in leaves behind."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from accounts import drafts, kept, lockout
from accounts.models import FormDraft, KeptForm, SignInAttempt


def tidy(*, now: datetime) -> None:
    """Delete what has had its time: kept forms, drafts, counted attempts, sessions. Nothing relies on it having run."""
    KeptForm.objects.filter(kept_at__lte=now - kept.KEPT_FOR).delete()
    FormDraft.objects.filter(saved_at__lte=now - drafts.KEPT_FOR).delete()
    SignInAttempt.objects.filter(at__lte=now - lockout.WINDOW).delete()
    Session.objects.filter(expire_date__lt=now).delete()
