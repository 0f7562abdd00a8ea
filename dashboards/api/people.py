"""People and what is on their record, as far as whoever asks reads it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from dashboards import queries
from dashboards.api.paging import ByReference
from dashboards.api.rooms import Room, with_version
from dashboards.api.shapes import PROBLEMS, paged
from offenders.models import Person
from offenders.queries import visible_person
from offenders.record.blocks import BLOCKS
from offenders.record.reading import BlockRead, read, whole


class PeopleAsked(serializers.Serializer[Any]):
    scope = serializers.ChoiceField(
        ["mine", "all"], default="all", help_text="One's own and those one covers, or all one sees."
    )
    archived = serializers.BooleanField(default=False, help_text="Archived records too.")


class PersonShape(serializers.Serializer[Any]):
    """Identity and legal status: what everybody reads who sees the person."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    family_name = serializers.CharField(allow_null=True)
    given_names = serializers.CharField(allow_null=True)
    date_of_birth = serializers.DateField()
    sex = serializers.CharField()
    kind = serializers.CharField()
    management_level = serializers.CharField()
    unit = serializers.CharField(source="unit.name")
    manager = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_manager(self, person: Person) -> str | None:
        """Rank and number: the officer's name is not needed to find them."""
        if person.manager_id is None:
            return None
        return f"{person.manager_rank} {person.manager_collar_number}".strip()


class PersonListed(PersonShape):
    next_due = serializers.DateField(allow_null=True, help_text="Of the duties one reads.")
    is_overdue = serializers.BooleanField()


class Said(serializers.Serializer[Any]):
    question = serializers.CharField()
    answer = serializers.CharField()


class FactShape(serializers.Serializer[Any]):
    """One entry of the record, in the words of the page."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    block = serializers.CharField()
    title = serializers.CharField()
    is_over = serializers.BooleanField(help_text="It is no longer so.")
    version = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    said = Said(many=True)


class FactsShape(serializers.Serializer[Any]):
    results = FactShape(many=True)


class FactsAsked(serializers.Serializer[Any]):
    block = serializers.ChoiceField(list(BLOCKS), required=False, help_text="One part of the record alone.")


@extend_schema_view(
    get=extend_schema(
        operation_id="people_list",
        parameters=[PeopleAsked],
        responses={200: paged(PersonListed), **PROBLEMS},
    )
)
class People(Room):
    """The people one sees, by reference."""

    scope = Scope.READ_PEOPLE

    def get(self, request: Request) -> Response:
        asked = PeopleAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        people = queries.caseload(self.user, self.asked.now, **asked.validated_data)
        pages = ByReference()
        rows = pages.rows_of(people, self, lambda person: person.pk)
        return pages.get_paginated_response(PersonListed(rows, many=True).data)


@extend_schema_view(
    get=extend_schema(operation_id="people_retrieve", responses={200: PersonShape, 304: None, **PROBLEMS})
)
class OnePerson(Room):
    """One person. The ETag is the record's version."""

    scope = Scope.READ_PEOPLE

    def get(self, request: Request, person_id: UUID) -> Response:
        person = visible_person(self.user, person_id, self.asked.now)
        return with_version(request, PersonShape(person).data, person.version)


@extend_schema_view(
    get=extend_schema(
        operation_id="people_facts", parameters=[FactsAsked], responses={200: FactsShape, **PROBLEMS}
    )
)
class Facts(Room):
    """What is on one person's record, former entries too; without the classes that one does not read."""

    scope = Scope.READ_PEOPLE

    def get(self, request: Request, person_id: UUID) -> Response:
        asked = FactsAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person = visible_person(self.user, person_id, self.asked.now)
        if block := asked.validated_data.get("block"):
            blocks = read(person, [BLOCKS[block]], self.asked.today)
        else:
            blocks = whole(person, self.asked.today)
        return Response({"results": [fact for each in blocks for fact in _facts(each)]})


def _facts(block: BlockRead) -> list[Any]:
    found = [
        {
            "id": entry.fact.pk,
            "kind": entry.kind.name,
            "block": block.block.name,
            "title": entry.title,
            "is_over": entry.over,
            "version": entry.fact.version,
            "recorded_at": entry.fact.recorded_at,
            "said": [{"question": row["key"], "answer": _text(row["value"])} for row in entry.rows],
        }
        for entry in (*block.entries, *block.former)
    ]
    return list(FactShape(found, many=True).data)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
