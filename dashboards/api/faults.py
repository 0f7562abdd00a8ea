"""What can be wrong with a request that REST framework has no word for."""

from __future__ import annotations

from rest_framework.exceptions import APIException


class Overtaken(APIException):
    """Somebody has changed it since it was read."""

    status_code = 412


class Otherwise(APIException):
    """It stands otherwise than this needs."""

    status_code = 409


class Reused(APIException):
    """An Idempotency-Key came again with another request."""

    status_code = 422
    default_detail = "This Idempotency-Key was sent with another request. Nothing was done."


class Unconditional(APIException):
    """Nothing says which version was read."""

    status_code = 428
