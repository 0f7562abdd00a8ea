"""Writing by the pages' own verbs: which version was read, and the same again as one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from access.recording import Stale
from accounts.models import User
from dashboards.api.faults import Reused, Unconditional
from dashboards.api.rooms import Room
from dashboards.models import KeptAnswer
from practice.keys import ANSWERS_KEPT
from practice.policy import policy_of

KEY = "Idempotency-Key"
_TAG = re.compile(r'"(\d{1,9})"')

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag that was read."
)
SENT_AS = OpenApiParameter(
    KEY,
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    required=True,
    description="One for each thing to be done: sent again with the same, it is done once.",
)


class Writes(Room):
    """An address at which something is done."""

    http_method_names = ["post"]

    def once(self, request: Request, carry_out: Callable[[UUID], Response]) -> Response:
        """What `carry_out` answers, or what it answered to the same request before. It is given the key.

        Call it once the row was fetched: whoever may no longer see it is not told of it again. Raises Reused where the
        key came with another request, ValidationError where there is none.
        """
        key = _key(request)
        asked = _digest(request)
        policy = policy_of(force_of(self.user), self.asked.today)
        with transaction.atomic():
            kept, first = KeptAnswer.objects.get_or_create(
                user=self.user,
                key=key,
                defaults={
                    "request": asked,
                    "keep_until": self.asked.today + timedelta(days=policy.value(ANSWERS_KEPT)),
                },
            )
            if not first:
                if kept.request != asked:
                    raise Reused
                return Response(
                    kept.body, kept.status, headers={"Idempotency-Replayed": "true", **_tagged(kept.etag)}
                )
            answer = carry_out(key)
            etag = answer.headers.get("ETag", "")
            KeptAnswer.objects.filter(pk=kept.pk).update(
                status=answer.status_code, etag=etag, body=json.loads(json.dumps(answer.data, default=str))
            )
            return answer


def version_read(request: Request) -> int:
    """The version that If-Match names. Raises Unconditional without one, Stale for what is none of ours."""
    sent = request.headers.get("If-Match", "").strip()
    if not sent or sent == "*":
        raise Unconditional
    found = _TAG.fullmatch(sent)
    if found is None:
        raise Stale
    return int(found[1])


def force_of(user: User) -> int | None:
    """The force whose policy holds: of a partner that which looks after their agency."""
    return user.force_id or (user.agency.force_id if user.agency else None)


def _key(request: Request) -> UUID:
    try:
        return UUID(request.headers.get(KEY, ""))
    except ValueError:
        raise exceptions.ValidationError({KEY: ["Send a UUID of your own for what is to be done."]}) from None


def _digest(request: Request) -> str:
    sent = [request.method, request.path, request.headers.get("If-Match", ""), request.data]
    return hashlib.sha256(json.dumps(sent, sort_keys=True, default=str).encode()).hexdigest()


def _tagged(etag: str) -> dict[str, str]:
    return {"ETag": etag} if etag else {}
