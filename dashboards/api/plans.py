"""Risk management plans, and the orders and licences that they rest on: for who reads the manager's daily work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.choices import Scope
from access.log import consulted
from access.policies import FieldClass
from dashboards.api.paging import ByKey
from dashboards.api.rooms import Room, with_version
from dashboards.api.shapes import PROBLEMS, paged
from offenders.models import CourtOrder, Licence, Person
from offenders.queries import visible_person
from riskplans.classes import readable, sealed
from riskplans.models import Plan, PlanAction
from riskplans.orders import queries as orders
from riskplans.orders.queries import ConditionShown
from riskplans.plans import queries as plans


class PlanShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.CharField(help_text="One version at most is `approved`: the plan that is worked to.")
    occasion = serializers.CharField(help_text="Why it was written.")
    level = serializers.CharField(allow_blank=True, help_text="The management level it was submitted for.")
    visit_every = serializers.CharField(source="interval_in_words", allow_blank=True)
    review_on = serializers.DateField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    superseded_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class _Sealed(serializers.Serializer[Any]):
    """A row without the columns of classes that its reader does not read: they are absent, and not empty."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(instance)
        reads = self.context["reads"]
        hidden = {name for name, of in sealed(type(instance), vars(instance)).items() if not reads(of)}
        return {name: value for name, value in said.items() if name not in hidden}


class PlanActionShape(_Sealed):
    id = serializers.UUIDField()
    line = serializers.UUIDField(help_text="The same in every version of the plan that holds the action.")
    pillar = serializers.CharField()
    what = serializers.CharField(required=False)
    owner = serializers.UUIDField(source="owner_id", allow_null=True)
    partner = serializers.CharField(required=False, allow_blank=True)
    due_on = serializers.DateField()
    measure = serializers.CharField(required=False, help_text="How one knows that it is done.")
    result = serializers.SerializerMethodField(help_text="What came of it; null while nothing has.")

    def get_result(self, action: PlanAction) -> dict[str, str] | None:
        found = self.context["results"].get(action.line)
        return {"done": found.done, "on": found.on.isoformat(), "result": found.result} if found else None


class ContingencyShape(_Sealed):
    id = serializers.UUIDField()
    happens = serializers.CharField()
    then = serializers.CharField()
    who = serializers.CharField()
    within = serializers.CharField()


class WholePlanShape(PlanShape, _Sealed):
    """One version with its words. What is of a class that one does not read is absent."""

    at_risk = serializers.CharField(required=False, allow_blank=True)
    harm = serializers.CharField(allow_blank=True)
    soon = serializers.CharField(allow_blank=True)
    serious = serializers.CharField(allow_blank=True)
    triggers = serializers.CharField(allow_blank=True)
    protective = serializers.CharField(allow_blank=True)
    supervision = serializers.CharField(allow_blank=True)
    monitoring = serializers.CharField(allow_blank=True)
    interventions = serializers.CharField(allow_blank=True)
    victims = serializers.CharField(required=False, allow_blank=True)
    contact = serializers.CharField(allow_blank=True)
    disclosure = serializers.CharField(required=False, allow_blank=True)
    disclosure_why = serializers.CharField(required=False, allow_blank=True)
    briefing = serializers.CharField(allow_blank=True)
    needs = serializers.CharField(required=False, allow_blank=True)
    intelligence = serializers.CharField(required=False, allow_blank=True)
    actions = PlanActionShape(many=True, source="its_actions")
    contingencies = ContingencyShape(many=True, source="its_contingencies")


class ConditionShape(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="condition.pk")
    number = serializers.IntegerField(source="condition.number", allow_null=True)
    kind = serializers.CharField(source="condition.kind")
    wording = serializers.CharField(source="condition.wording", help_text="Word for word.")
    live = serializers.BooleanField()
    starts_on = serializers.DateField(source="condition.starts_on", allow_null=True)
    ends_on = serializers.DateField(source="condition.ends_on", allow_null=True)
    check_due = serializers.DateField(source="due", allow_null=True, help_text="By when it is next checked.")
    found = serializers.SerializerMethodField(help_text="At the latest check; empty before there was any.")

    def get_found(self, shown: ConditionShown) -> str:
        return str(shown.latest.found) if shown.latest else ""


class OrderShape(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="order.pk")
    kind = serializers.CharField(source="order.kind")
    state = serializers.CharField(help_text="As its dates have it today.")
    made_on = serializers.DateField(source="order.made_on")
    served_on = serializers.DateField(source="order.served_on", allow_null=True)
    last_day = serializers.DateField(
        source="order.last_day", allow_null=True, help_text="Null: until further order."
    )
    discharged_on = serializers.DateField(source="order.discharged_on", allow_null=True)
    court = serializers.CharField(source="order.court", allow_blank=True)
    conditions = ConditionShape(many=True)
    version = serializers.IntegerField(source="order.version")


class LicenceShape(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="licence.pk")
    kind = serializers.CharField(source="licence.kind")
    state = serializers.CharField(help_text="As its dates have it today.")
    starts_on = serializers.DateField(source="licence.starts_on")
    licence_ends_on = serializers.DateField(source="licence.licence_ends_on", allow_null=True)
    sentence_ends_on = serializers.DateField(source="licence.sentence_ends_on", allow_null=True)
    recall_requested_on = serializers.DateField(source="licence.recall_requested_on", allow_null=True)
    revoked_on = serializers.DateField(source="licence.revoked_on", allow_null=True)
    returned_on = serializers.DateField(source="licence.returned_on", allow_null=True)
    ends_on = serializers.DateField(source="licence.ends_on", allow_null=True)
    conditions = ConditionShape(many=True)
    version = serializers.IntegerField(source="licence.version")


class _OfPerson(Room):
    scope = Scope.READ_PLANS

    def person(self, person_id: UUID) -> Person:
        """Whose record was read, whether or not anything hangs on it."""
        person = visible_person(self.user, person_id, self.asked.now, reading=FieldClass.MANAGEMENT)
        self.asked.log.people.setdefault(person.pk, person.version)
        return person


@extend_schema_view(
    get=extend_schema(operation_id="people_plans", responses={200: paged(PlanShape), **PROBLEMS})
)
class Plans(_OfPerson):
    """Every version of one person's risk management plan, without its words."""

    def get(self, request: Request, person_id: UUID) -> Response:
        person, pages = self.person(person_id), ByKey()
        found = pages.rows_of(Plan.objects.standing().filter(person=person), self, lambda row: row.person_id)
        return pages.get_paginated_response(PlanShape(found, many=True).data)


@extend_schema_view(
    get=extend_schema(operation_id="people_plan", responses={200: WholePlanShape, **PROBLEMS})
)
class OnePlan(_OfPerson):
    """One version with its words, its actions and its contingencies."""

    def get(self, request: Request, person_id: UUID, plan_id: UUID) -> Response:
        person = self.person(person_id)
        it = plans.whole(plans.plan_of(person, plan_id))
        consulted(object_type="risk management plan", object_id=str(it.plan.pk), sections=["plan"])
        results = readable(it.results.values(), person.relationship)
        said = {"reads": person.relationship.reads, "results": {each.line: each for each in results}}
        plan: Any = it.plan
        plan.its_actions, plan.its_contingencies = it.actions, it.contingencies
        return with_version(request, WholePlanShape(plan, context=said).data, it.plan.version)


@extend_schema_view(
    get=extend_schema(operation_id="people_orders", responses={200: paged(OrderShape), **PROBLEMS})
)
class Orders(_OfPerson):
    """The court orders of one person, in force or over, each with its conditions."""

    def get(self, request: Request, person_id: UUID) -> Response:
        person, pages = self.person(person_id), ByKey()
        rows = pages.rows_of(
            CourtOrder.objects.standing().filter(person=person), self, lambda row: row.person_id
        )
        shown = orders.shown(person, self.asked.today)
        found = {each.order.pk: each for each in (*shown.live, *shown.over)}
        return pages.get_paginated_response(OrderShape([found[row.pk] for row in rows], many=True).data)


@extend_schema_view(
    get=extend_schema(operation_id="people_licences", responses={200: paged(LicenceShape), **PROBLEMS})
)
class Licences(_OfPerson):
    """The licences of one person, in force or over, each with its conditions."""

    def get(self, request: Request, person_id: UUID) -> Response:
        person, pages = self.person(person_id), ByKey()
        rows = pages.rows_of(
            Licence.objects.standing().filter(person=person), self, lambda row: row.person_id
        )
        shown = orders.shown(person, self.asked.today)
        found = {each.licence.pk: each for each in (*shown.licences, *shown.former_licences)}
        return pages.get_paginated_response(LicenceShape([found[row.pk] for row in rows], many=True).data)
