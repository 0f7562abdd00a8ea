"""Every dated duty of the people one sees, without those of classes that one does not read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room
from dashboards.api.shapes import PROBLEMS, paged
from diary.models import Entry
from diary.models.duties import EntryQuerySet
from offenders.policies import reading
from offenders.queries import visible_person

_STATES = ("open", "overdue", "suspended", "met", "all")


class DutiesAsked(serializers.Serializer[Any]):
    state = serializers.ChoiceField(_STATES, default="open", help_text="How they stand now.")
    due_by = serializers.DateField(required=False, help_text="To be worked to by that day at the latest.")


class DutyShape(serializers.Serializer[Any]):
    person = serializers.UUIDField(source="person_id")
    reference = serializers.CharField(source="person.reference")
    key = serializers.CharField(help_text="Stable within the person.")
    kind = serializers.CharField()
    title = serializers.CharField()
    arises_on = serializers.DateField(allow_null=True)
    work_to = serializers.DateField(allow_null=True, help_text="The last day by the strictest reading.")
    last = serializers.DateField(allow_null=True, help_text="The last day by the most lenient reading.")
    computed_last = serializers.DateField(
        allow_null=True, help_text="As computed, where a decision set another."
    )
    met_on = serializers.DateField(allow_null=True)
    rule = serializers.CharField(allow_blank=True)
    citation = serializers.CharField(allow_blank=True)


@extend_schema_view(
    get=extend_schema(
        operation_id="duties_list", parameters=[DutiesAsked], responses={200: paged(DutyShape), **PROBLEMS}
    )
)
class Duties(Room):
    """The duties of everybody one sees."""

    scope = Scope.READ_DUTIES

    def get(self, request: Request) -> Response:
        return self.listed(request, Entry.objects.filter(Q(reading(self.user, self.asked.now))))

    def listed(self, request: Request, duties: EntryQuerySet) -> Response:
        asked = DutiesAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        state, due_by = asked.validated_data["state"], asked.validated_data.get("due_by")
        if state == "met":
            duties = duties.filter(met_on__isnull=False)
        elif state == "overdue":
            duties = duties.overdue(self.asked.now)
        elif state == "suspended":
            duties = duties.suspended()
        elif state == "open":
            duties = duties.open()
        if due_by:
            duties = duties.filter(work_to__lte=due_by)
        pages = ByKey()
        rows = pages.rows_of(duties.select_related("person"), self, lambda duty: duty.person_id)
        return pages.get_paginated_response(DutyShape(rows, many=True).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="people_duties", parameters=[DutiesAsked], responses={200: paged(DutyShape), **PROBLEMS}
    )
)
class PersonDuties(Duties):
    """The duties of one person."""

    def get(self, request: Request, person_id: UUID) -> Response:  # type: ignore[override]
        person = visible_person(self.user, person_id, self.asked.now)
        classes = [each.value for each in person.relationship.classes]
        return self.listed(request, Entry.objects.filter(person=person, field_class__in=classes))
