"""The figures of the board, of the people whom the user answers for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.log import consulted, shows
from dashboards.api.rooms import Room
from dashboards.api.shapes import PROBLEMS
from dashboards.board import queries
from dashboards.board.queries import Figure
from dashboards.board.scope import Asked, Status, reads_board
from offenders.choices import ManagementLevel


class BoardAsked(serializers.Serializer[Any]):
    """The same as the page is narrowed by."""

    unit = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    officer = serializers.UUIDField(required=False)
    level = serializers.MultipleChoiceField(choices=ManagementLevel.choices, required=False)
    status = serializers.ChoiceField(choices=Status.choices, required=False)
    day = serializers.DateField(required=False, help_text="As at the end of that day; without it: now.")

    def validate_day(self, day: Any) -> Any:
        if day > self.context["today"]:
            raise serializers.ValidationError("That day is still to come.")
        return day


class FigureShape(serializers.Serializer[Any]):
    name = serializers.CharField(source="metric.name")
    number = serializers.IntegerField(source="metric.number", help_text="Its place in the practice list.")
    label = serializers.CharField(source="metric.label")  # type: ignore[assignment]
    counts = serializers.CharField(source="metric.counts", help_text="What is counted.")
    known = serializers.BooleanField(help_text="False where the record does not say how it was on that day.")
    count = serializers.SerializerMethodField()
    good = serializers.SerializerMethodField(help_text="Of a share: how many of them.")
    median_days = serializers.SerializerMethodField()
    most_days = serializers.SerializerMethodField()
    worst = serializers.SerializerMethodField(help_text="The reference of whoever has the most days.")
    by_level = serializers.SerializerMethodField()

    def get_count(self, figure: Figure) -> int | None:
        return figure.every.count if figure.known else None

    def get_good(self, figure: Figure) -> int | None:
        return figure.every.good if figure.known and figure.metric.is_share else None

    def get_median_days(self, figure: Figure) -> int | None:
        return figure.every.median

    def get_most_days(self, figure: Figure) -> int | None:
        return figure.every.most

    def get_worst(self, figure: Figure) -> str | None:
        return figure.every.worst if figure.names_worst else None

    def get_by_level(self, figure: Figure) -> dict[str, int]:
        return {level: tally.count for level, tally in figure.by_level.items()}


class BoardShape(serializers.Serializer[Any]):
    computed_at = serializers.DateTimeField()
    as_at = serializers.DateTimeField(help_text="The moment of which the figures are.")
    figures = FigureShape(many=True)


@extend_schema_view(
    get=extend_schema(
        operation_id="board_retrieve", parameters=[BoardAsked], responses={200: BoardShape, **PROBLEMS}
    )
)
class Figures(Room):
    """Each figure of the board and when it was counted, which of very many people is some minutes ago."""

    scope = Scope.READ_BOARD

    def get(self, request: Request) -> Response:
        if not reads_board(self.user, self.asked.today):
            raise PermissionDenied
        asked = BoardAsked(data=request.query_params, context={"today": self.asked.today})
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        narrowed = Asked(
            said.get("unit"),
            said.get("officer"),
            tuple(sorted(said.get("level") or ())),
            said.get("status", ""),
            said.get("day"),
        )
        found = queries.board(self.user, narrowed, self.asked.now)
        figures = found.figures.values()
        shows(set())
        consulted(
            people={each.every.worst_id for each in figures if each.names_worst and each.every.worst_id}
        )
        answer = {"computed_at": found.computed_at, "as_at": found.moment.at, "figures": figures}
        return Response(BoardShape(answer).data)
