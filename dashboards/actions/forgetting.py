"""Letting go of what programs were answered, once its time is over."""

from __future__ import annotations

from datetime import date

from dashboards.models import KeptAnswer


def forget_answers(*, today: date) -> int:
    """Delete those whose last day is past; says how many. Nothing relies on it having run."""
    gone, _ = KeptAnswer.objects.filter(keep_until__lt=today).delete()
    return gone
