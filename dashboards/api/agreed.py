"""The actions that MAPPA meetings agreed, as far as whoever asks sees them and reads their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.log import consulted
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room, with_version
from dashboards.api.shapes import CHANGED, PROBLEMS, paged
from dashboards.api.writing import IF_MATCH, SENT_AS, Writes, version_read
from mappa import actions
from mappa.agreed.queries import as_read, one
from mappa.models import AgreedAction
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
        found = policies.actions(self.user, now).select_related("agency", "person")
        if asked.validated_data["state"] == "open":
            found = found.open()
        if asked.validated_data["mine"]:
            found = found.filter(owner=self.user)
        pages = ByKey()
        rows = as_read(pages.rows_of(found, self, lambda action: action.person_id))
        return pages.get_paginated_response(ActionShape(rows, many=True).data)


class ActionMoved(serializers.Serializer[Any]):
    """How it stands now: no words."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    done_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class Started(serializers.Serializer[Any]):
    note = serializers.CharField(
        max_length=1000, default="", allow_blank=True, help_text="How far it is, if anything is to be said."
    )


class Finished(serializers.Serializer[Any]):
    evidence = serializers.CharField(max_length=1000, help_text="What shows that it is done.")
    done_on = serializers.DateField()


class Nothing(serializers.Serializer[Any]):
    """Nothing is said with it."""


@extend_schema_view(
    get=extend_schema(
        operation_id="mappa_actions_retrieve", responses={200: ActionShape, 304: None, **PROBLEMS}
    )
)
class OneAction(Room):
    """One agreed action. The ETag is its version."""

    scope = Scope.READ_ACTIONS

    def get(self, request: Request, action_id: UUID) -> Response:
        action = one(self.user, action_id, self.asked.now)
        return with_version(request, ActionShape(action).data, action.version)


class _Step(Writes):
    """One step of an agreed action, by the verb of its page, for who takes it there."""

    scope = Scope.WRITE_ACTIONS
    said: type[serializers.Serializer[Any]] = Nothing
    verb: Callable[..., AgreedAction]

    def step(self, request: Request, action_id: UUID) -> Response:
        action = one(self.user, action_id, self.asked.now)

        def carry_out(key: UUID) -> Response:
            version = version_read(request)
            said = self.said(data=request.data)
            said.is_valid(raise_exception=True)
            moved = type(self).verb(
                self.user, action=action, version=version, now=self.asked.now, **said.validated_data
            )
            return Response(ActionMoved(moved).data, headers={"ETag": f'"{moved.version}"'})

        return self.once(request, carry_out)


def _taken(name: str, said: type[serializers.Serializer[Any]]) -> Any:
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"mappa_actions_{name}",
            parameters=[IF_MATCH, SENT_AS],
            request=said,
            responses={200: ActionMoved, **CHANGED},
        )
    )


@_taken("acknowledge", Nothing)
class Acknowledge(_Step):
    """Its owner takes it on."""

    verb = staticmethod(actions.acknowledge_action)

    def post(self, request: Request, action_id: UUID) -> Response:
        return self.step(request, action_id)


@_taken("start", Started)
class Start(_Step):
    """It has been begun."""

    said = Started
    verb = staticmethod(actions.start_action)

    def post(self, request: Request, action_id: UUID) -> Response:
        return self.step(request, action_id)


@_taken("finish", Finished)
class Finish(_Step):
    """It is done, and what shows it; somebody else verifies it."""

    said = Finished
    verb = staticmethod(actions.finish_action)

    def post(self, request: Request, action_id: UUID) -> Response:
        return self.step(request, action_id)
