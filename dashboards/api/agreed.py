"""The actions that MAPPA meetings agreed, as far as whoever asks sees them and reads their words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.log import consulted
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room
from dashboards.api.shapes import PROBLEMS, paged
from mappa.agreed.queries import as_read
from mappa.sittings import policies
from offenders.choices import Basis


class ActionsAsked(serializers.Serializer[Any]):
    state = serializers.ChoiceField(["open", "all"], default="open", help_text="Still to be done, or all.")
    mine = serializers.BooleanField(default=False, help_text="Those alone that one is named for.")


class ActionShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    person = serializers.UUIDField(source="person_id")
    reference = serializers.CharField(source="person.reference")
    what = serializers.CharField(allow_blank=True, help_text="Empty where one does not read the words.")
    success = serializers.CharField(allow_blank=True)
    agency = serializers.CharField(source="agency.name", allow_null=True, default=None)
    due_on = serializers.DateField()
    state = serializers.CharField()
    done_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


@extend_schema_view(
    get=extend_schema(
        operation_id="mappa_actions_list",
        parameters=[ActionsAsked],
        responses={200: paged(ActionShape), **PROBLEMS},
    )
)
class Actions(Room):
    """The agreed actions that one sees; partners those of their own agency."""

    scope = Scope.READ_ACTIONS

    def get(self, request: Request) -> Response:
        now = self.asked.now
        if not policies.opens(self.user, now.date()):
            raise PermissionDenied
        asked = ActionsAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        if policies.is_partner(self.user, now.date()):
            consulted(basis=Basis.PANEL)
        actions = policies.actions(self.user, now).select_related("agency", "person")
        if asked.validated_data["state"] == "open":
            actions = actions.open()
        if asked.validated_data["mine"]:
            actions = actions.filter(owner=self.user)
        pages = ByKey()
        rows = as_read(pages.rows_of(actions, self, lambda action: action.person_id))
        return pages.get_paginated_response(ActionShape(rows, many=True).data)
