"""Visits and all that belongs to them."""

from riskplans.models.attempts import AttemptsDecision, Warrant, WarrantAttempt
from riskplans.models.authority import Alone, Silence
from riskplans.models.interval import VisitInterval
from riskplans.models.record import ConditionChecked, DeviceSeen, PersonPresent, PreVisitCheck, VisitRecord
from riskplans.models.visit import Visit

__all__ = [
    "Alone",
    "AttemptsDecision",
    "ConditionChecked",
    "DeviceSeen",
    "PersonPresent",
    "PreVisitCheck",
    "Silence",
    "Visit",
    "VisitInterval",
    "VisitRecord",
    "Warrant",
    "WarrantAttempt",
]
