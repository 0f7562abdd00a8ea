"""The schema and a page to try it: nothing inline and nothing from elsewhere, as the content security policy asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.requests import SignedIn
from dashboards.api.rooms import Room


class ByTokenInSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the document calls a token."""

    target_class = "dashboards.api.bearer.ByToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class OfVigil(AutoSchema):
    """Says of each address which others share its subject."""

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]


class Schema(Room):
    """The OpenAPI document of this API."""

    renderer_classes = [OpenApiJsonRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        generator = SchemaGenerator(api_version="1")  # type: ignore[no-untyped-call]
        document: Any = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        return Response(document)


@require_safe
def docs(request: SignedIn) -> HttpResponse:
    """Swagger's page; its scripts and styles are static files of ours."""
    return render(request, "api/docs.html")
