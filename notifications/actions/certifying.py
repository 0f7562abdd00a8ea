"""Issuing a certificate of calculation: entered in the register, or not handed out."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from notifications.models import CertificateIssued
from offenders.models import Person


def issue_certificate(
    actor: User,
    *,
    person: Person,
    serial: str,
    as_at: date,
    ruleset: str,
    facts: str,
    pdf: bytes,
    now: datetime,
    known_at: datetime | None = None,
) -> CertificateIssued:
    """Enter a certificate that was made for `actor`; `facts` is the fingerprint printed on it.

    Raises PermissionDenied unless the actor's own work reaches the person: what is shared by name or opened in an
    emergency is looked at, and does not leave. Raises ValidationError when the serial number is in use.
    """
    if not Person.objects.within_reach(actor, Capability.VIEW, now.date()).filter(pk=person.pk).exists():
        raise PermissionDenied
    with recording(actor, "issue certificate"):
        return CertificateIssued.objects.create(
            serial=serial,
            person=person,
            as_at=as_at,
            known_at=known_at,
            ruleset=ruleset,
            facts=facts,
            sha256=hashlib.sha256(pdf).hexdigest(),
            issued_at=now,
            issued_by=actor,
        )
