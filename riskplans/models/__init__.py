"""Visits, risk assessments and all that belongs to them."""

from riskplans.models.assessment import (
    AssessedFactor,
    AssessedResult,
    Assessment,
    Tool,
    ToolFactor,
    ToolResult,
)
from riskplans.models.attempts import AttemptsDecision, Warrant, WarrantAttempt
from riskplans.models.authority import Alone, Silence
from riskplans.models.interval import VisitInterval
from riskplans.models.level import LevelDecision
from riskplans.models.record import ConditionChecked, DeviceSeen, PersonPresent, PreVisitCheck, VisitRecord
from riskplans.models.review import RiskChange, RiskReview
from riskplans.models.visit import Visit

__all__ = [
    "Alone",
    "AssessedFactor",
    "AssessedResult",
    "Assessment",
    "AttemptsDecision",
    "ConditionChecked",
    "DeviceSeen",
    "LevelDecision",
    "PersonPresent",
    "PreVisitCheck",
    "RiskChange",
    "RiskReview",
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
