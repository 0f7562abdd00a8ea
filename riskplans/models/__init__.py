"""Visits, risk assessments, plans, polygraph, devices, and all that belongs to them."""

from riskplans.models.assessment import AssessedFactor, AssessedResult, Assessment
from riskplans.models.attempts import AttemptsDecision, Warrant, WarrantAttempt
from riskplans.models.authority import Alone, Silence
from riskplans.models.catalogue import Tool, ToolFactor, ToolResult
from riskplans.models.devices import DeviceExamination, MonitoringAlert, Product
from riskplans.models.disclosure import DisclosureCase, DisclosureDecision, DisclosureTold
from riskplans.models.ending import EndReview
from riskplans.models.interval import VisitInterval
from riskplans.models.level import LevelDecision
from riskplans.models.orders import LicenceWarning, OrderApplication, OrderService, PassportHeld
from riskplans.models.plan import ConditionAction, Contingency, Plan, PlanAction
from riskplans.models.plan_signing import ActionResult, PlanDecision, PlanRemark
from riskplans.models.polygraph import PolygraphDisclosure, PolygraphTest
from riskplans.models.reactive import DeskCheck, DeskReview, ReactiveCase, ReactiveStep, SaidOfCriterion
from riskplans.models.record import ConditionChecked, DeviceSeen, PersonPresent, PreVisitCheck, VisitRecord
from riskplans.models.review import RiskChange, RiskReview
from riskplans.models.sharing import SharedSummary
from riskplans.models.visit import Visit

__all__ = [
    "ActionResult",
    "Alone",
    "AssessedFactor",
    "AssessedResult",
    "Assessment",
    "AttemptsDecision",
    "ConditionAction",
    "ConditionChecked",
    "Contingency",
    "DeskCheck",
    "DeskReview",
    "DeviceExamination",
    "DeviceSeen",
    "DisclosureCase",
    "DisclosureDecision",
    "DisclosureTold",
    "EndReview",
    "LevelDecision",
    "LicenceWarning",
    "MonitoringAlert",
    "OrderApplication",
    "OrderService",
    "PassportHeld",
    "PersonPresent",
    "Plan",
    "PlanAction",
    "PlanDecision",
    "PlanRemark",
    "PolygraphDisclosure",
    "PolygraphTest",
    "PreVisitCheck",
    "Product",
    "ReactiveCase",
    "ReactiveStep",
    "RiskChange",
    "RiskReview",
    "SaidOfCriterion",
    "SharedSummary",
    "Silence",
    "Tool",
    "ToolFactor",
    "ToolResult",
    "Visit",
    "VisitInterval",
    "VisitRecord",
    "Warrant",
    "WarrantAttempt",
]
