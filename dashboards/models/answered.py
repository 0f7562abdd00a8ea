"""What a program was answered to what it wrote, so that the same again is one."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptAnswer(models.Model):
    """The first answer to an Idempotency-Key of one user. It names rows by id and says nothing of anybody.

    Made in the transaction of the write itself: what was refused is not kept, and of two at once the second waits.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    request = models.CharField(max_length=64, help_text="SHA-256 of the method, address, version and body.")
    status = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=20, blank=True)
    body = models.JSONField(default=dict)
    keep_until = models.DateField(help_text="The last day, by the force's policy when it was made.")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_a_key", fields=["user", "key"])]
        indexes = [models.Index(fields=["keep_until"], name="answers_to_forget")]

    def __str__(self) -> str:
        return f"answer {self.key}"
