"""What was notified of a person and how they were visited: for who reads the manager's daily work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.policies import FieldClass
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room
from dashboards.api.shapes import PROBLEMS, paged
from notifications.models import Notification
from offenders.queries import visible_person
from riskplans.models import Visit


class NotificationShape(serializers.Serializer[Notification]):
    id = serializers.UUIDField()
    section = serializers.CharField(help_text="Of the Sexual Offences Act 2003.")
    given_at = serializers.DateTimeField()
    station = serializers.CharField(allow_blank=True)
    home = serializers.CharField()
    specified_date = serializers.DateField(allow_null=True)
    acknowledgement = serializers.CharField(allow_blank=True, help_text="Its serial number.")
    version = serializers.IntegerField()


class VisitShape(serializers.Serializer[Visit]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.CharField()
    planned_for = serializers.DateTimeField()
    announced = serializers.BooleanField()
    arrived_at = serializers.DateTimeField(allow_null=True)
    left_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    attempt = serializers.IntegerField(allow_null=True, help_text="Of a series at which they were not seen.")
    version = serializers.IntegerField()


class _OfPerson(Room):
    """Rows of one person, in pages."""

    scope = Scope.READ_CONTACT

    shape: type[serializers.Serializer[Any]]

    def rows(self, person_id: UUID, model: Any) -> Response:
        person = visible_person(self.user, person_id, self.asked.now, reading=FieldClass.MANAGEMENT)
        pages = ByKey()
        standing = model.objects.standing().filter(person=person)
        found = pages.rows_of(standing, self, lambda row: row.person_id)
        # The person's own row was read, whether or not anything hangs on it.
        self.asked.log.people.setdefault(person.pk, person.version)
        return pages.get_paginated_response(self.shape(found, many=True).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="people_notifications", responses={200: paged(NotificationShape), **PROBLEMS}
    )
)
class Notifications(_OfPerson):
    """What one person has notified."""

    shape = NotificationShape

    def get(self, request: Request, person_id: UUID) -> Response:
        return self.rows(person_id, Notification)


@extend_schema_view(
    get=extend_schema(operation_id="people_visits", responses={200: paged(VisitShape), **PROBLEMS})
)
class Visits(_OfPerson):
    """The visits of one person, planned and made."""

    shape = VisitShape

    def get(self, request: Request, person_id: UUID) -> Response:
        return self.rows(person_id, Visit)
