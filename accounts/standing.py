"""Whether somebody may come in today, and in plain words why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is kept out, and what they can do about it."""

    heading: str
    words: str
    remedy: str


def refusal(user: User, today: date) -> Refusal | None:
    """None for someone who may come in. Vetting is good through its last day; no date means none is required."""
    if not user.is_active:
        return Refusal(
            "Your account is closed",
            "You cannot use Vigil with it any more.",
            "If you still need Vigil for your work, ask your force’s administrator.",
        )
    if user.vetting_expires_on is not None and user.vetting_expires_on < today:
        return Refusal(
            "Your vetting has run out",
            "Vigil may be used only by people whose vetting is in date, so you cannot use it for now.",
            "Ask your vetting unit to renew it. When your force’s administrator has entered the new date here, "
            "you can sign in at once: your account and your work are untouched.",
        )
    return None
