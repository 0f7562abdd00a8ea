"""What was notified of a person and how they were visited: for who reads the manager's daily work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.policies import Capability, FieldClass
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room
from dashboards.api.shapes import NEW, PROBLEMS, paged
from dashboards.api.writing import SENT_AS, Writes
from notifications.actions import record_notification_elsewhere
from notifications.models import Notification
from offenders.queries import person_within_reach, visible_person
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


class TakenElsewhere(serializers.Serializer[Any]):
    """A notification for which another acknowledgement was handed over. What is taken at this counter is not sent
    here: its steps, from knowing who it is to the paper, are taken with the person present."""

    given_at = serializers.DateTimeField()
    station = serializers.CharField(max_length=120, help_text="One in the published list (s.87).")
    answers = serializers.ListField(
        child=serializers.CharField(max_length=200),
        min_length=1,
        max_length=50,
        help_text="The keys of their open duties that it answers.",
    )
    late_reason = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=1000,
        help_text="Of what is late: why, as they said; empty, if they were asked and gave none.",
    )


class RecordedShape(serializers.Serializer[Notification]):
    id = serializers.UUIDField()
    section = serializers.CharField()


class Recorded(serializers.Serializer[Any]):
    """What was recorded, one for each provision it was given under: no words."""

    results = RecordedShape(many=True)


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
    ),
    post=extend_schema(
        operation_id="people_notifications_record",
        parameters=[SENT_AS],
        request=TakenElsewhere,
        responses={201: Recorded, **NEW},
    ),
)
class Notifications(_OfPerson, Writes):
    """What one person has notified; recording a notification that was taken elsewhere, by the verb of its page."""

    http_method_names = ["get", "head", "post"]
    shape = NotificationShape
    scope_to_write = Scope.WRITE_NOTIFICATIONS

    def get(self, request: Request, person_id: UUID) -> Response:
        return self.rows(person_id, Notification)

    def post(self, request: Request, person_id: UUID) -> Response:
        person = person_within_reach(self.user, Capability.RECORD, person_id, self.asked.now)

        def carry_out(key: UUID) -> Response:
            taken = TakenElsewhere(data=request.data)
            taken.is_valid(raise_exception=True)
            given = record_notification_elsewhere(
                self.user,
                person=person,
                now=self.asked.now,
                submission=key,
                **{"late_reason": None, **taken.validated_data},
            )
            return Response(Recorded({"results": given}).data, status=201)

        return self.once(request, carry_out)


@extend_schema_view(
    get=extend_schema(operation_id="people_visits", responses={200: paged(VisitShape), **PROBLEMS})
)
class Visits(_OfPerson):
    """The visits of one person, planned and made."""

    shape = VisitShape

    def get(self, request: Request, person_id: UUID) -> Response:
        return self.rows(person_id, Visit)
