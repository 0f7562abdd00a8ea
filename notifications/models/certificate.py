"""The register of certificates: what was handed out, so that a paper can be checked against it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from offenders.models import Person


class CertificateIssued(OfPerson):
    """One certificate of calculation, written in the transaction that issues it; the PDF itself is not kept."""

    serial = models.CharField(max_length=19, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    as_at = models.DateField(help_text="The day judged.")
    known_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The record was read as it stood then; empty: as it stood when issued.",
    )
    ruleset = models.CharField(max_length=32, help_text="In force on the day judged.")
    facts = models.CharField(max_length=64, help_text="Fingerprint of the facts and the answer, as printed.")
    sha256 = models.CharField("SHA-256 of the PDF", max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "certificate issued"
        verbose_name_plural = "certificates issued"
        ordering = ["-issued_at", "serial"]
        constraints = [
            models.UniqueConstraint(
                name="certificate_serial_once",
                fields=["serial"],
                violation_error_message="A certificate of that serial number was issued already.",
            ),
            models.CheckConstraint(
                name="certificate_serial_in_fours",
                condition=Q(serial__regex=r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$"),
                violation_error_message="A serial number is sixteen letters and digits, in fours.",
            ),
            models.CheckConstraint(
                name="certificate_fingerprint_is_sha256",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A fingerprint is the SHA-256 of the PDF.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.serial
