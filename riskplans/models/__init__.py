"""Visits, plans, and all that belongs to them."""

from riskplans.models.attempts import AttemptsDecision, Warrant, WarrantAttempt
from riskplans.models.authority import Alone, Silence
from riskplans.models.interval import VisitInterval
from riskplans.models.plan import ConditionAction, Contingency, Plan, PlanAction
from riskplans.models.plan_signing import ActionResult, PlanDecision, PlanRemark
from riskplans.models.record import ConditionChecked, DeviceSeen, PersonPresent, PreVisitCheck, VisitRecord
from riskplans.models.visit import Visit

__all__ = [
    "ActionResult",
    "Alone",
    "AttemptsDecision",
    "ConditionAction",
    "ConditionChecked",
    "Contingency",
    "DeviceSeen",
    "PersonPresent",
    "Plan",
    "PlanAction",
    "PlanDecision",
    "PlanRemark",
    "PreVisitCheck",
    "Silence",
    "Visit",
    "VisitInterval",
    "VisitRecord",
    "Warrant",
    "WarrantAttempt",
]
