"""Who reads which answer of this floor: of visits, risk, plans, orders, polygraph, devices, reactive management and
disclosure. Nearly all is the manager's daily work; what is sealed here is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from access.policies import FieldClass
from offenders.policies import Relationship
from riskplans import models
from riskplans.assessments.choices import ChangeKind
from riskplans.assessments.tools import class_of
from riskplans.plans.choices import Pillar, Place
from riskplans.polygraph.choices import CHECKED

Row = TypeVar("Row", bound=Model)

# Who lives with them is of the class of victims on the record; so is who was met at the home.
CLASSES: dict[type[Model], FieldClass] = {
    models.Visit: FieldClass.MANAGEMENT,
    models.Alone: FieldClass.MANAGEMENT,
    models.AttemptsDecision: FieldClass.MANAGEMENT,
    models.VisitInterval: FieldClass.MANAGEMENT,
    models.Warrant: FieldClass.MANAGEMENT,
    models.WarrantAttempt: FieldClass.MANAGEMENT,
    models.VisitRecord: FieldClass.MANAGEMENT,
    models.PersonPresent: FieldClass.VICTIMS,
    models.DeviceSeen: FieldClass.MANAGEMENT,
    models.ConditionChecked: FieldClass.MANAGEMENT,
    models.PreVisitCheck: FieldClass.MANAGEMENT,
    models.Plan: FieldClass.MANAGEMENT,
    models.PlanAction: FieldClass.MANAGEMENT,
    models.ConditionAction: FieldClass.MANAGEMENT,
    models.Contingency: FieldClass.MANAGEMENT,
    models.PlanDecision: FieldClass.MANAGEMENT,
    models.PlanRemark: FieldClass.MANAGEMENT,
    models.ActionResult: FieldClass.VICTIMS,
    models.Assessment: FieldClass.MANAGEMENT,
    models.AssessedResult: FieldClass.MANAGEMENT,
    models.AssessedFactor: FieldClass.MANAGEMENT,
    models.LevelDecision: FieldClass.MANAGEMENT,
    models.SharedSummary: FieldClass.MANAGEMENT,
    models.RiskReview: FieldClass.MANAGEMENT,
    models.OrderApplication: FieldClass.MANAGEMENT,
    models.OrderService: FieldClass.MANAGEMENT,
    models.PassportHeld: FieldClass.MANAGEMENT,
    models.LicenceWarning: FieldClass.MANAGEMENT,
    models.PolygraphTest: FieldClass.MANAGEMENT,
    models.PolygraphDisclosure: FieldClass.INTELLIGENCE,
    models.DeviceExamination: FieldClass.MANAGEMENT,
    models.MonitoringAlert: FieldClass.MANAGEMENT,
    models.ReactiveCase: FieldClass.MANAGEMENT,
    models.ReactiveStep: FieldClass.MANAGEMENT,
    models.SaidOfCriterion: FieldClass.MANAGEMENT,
    models.DeskReview: FieldClass.MANAGEMENT,
    models.DeskCheck: FieldClass.MANAGEMENT,
    models.EndReview: FieldClass.MANAGEMENT,
    # That somebody has asked about them tells of whoever asked, and of a child.
    models.DisclosureCase: FieldClass.VICTIMS,
    models.DisclosureDecision: FieldClass.VICTIMS,
    models.DisclosureTold: FieldClass.VICTIMS,
}
# What a plan says of those at risk, and what is done for them.
VICTIM_SAFETY = FieldClass.VICTIMS
_GUARDED_PLACES = (Place.VICTIMS, Place.SCENARIO, Place.DISCLOSURE)
_OF_AN_ACTION = dict.fromkeys(("what", "partner", "measure"), VICTIM_SAFETY)
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.Visit: {"safeguarding": FieldClass.VICTIMS},
    models.VisitRecord: {
        "sleeping": FieldClass.VICTIMS,
        "children": FieldClass.VICTIMS,
        "household_notified": FieldClass.VICTIMS,
        "sexual": FieldClass.HEALTH,
        "health": FieldClass.HEALTH,
        "intelligence": FieldClass.INTELLIGENCE,
    },
    # Whether somebody was told, and who, is of the class of disclosures.
    models.Plan: {
        **dict.fromkeys(("at_risk", "victims", "disclosure", "disclosure_why"), VICTIM_SAFETY),
        "needs": FieldClass.HEALTH,
        "intelligence": FieldClass.INTELLIGENCE,
    },
    # Who is fit to be tested is a matter of health; what a test showed is for those who work on it.
    models.PolygraphTest: {
        **dict.fromkeys(("unfit_for", "fitness"), FieldClass.HEALTH),
        **dict.fromkeys(
            ("result", "result_note", "told", "check_note", "actions", "risk_note"), FieldClass.INTELLIGENCE
        ),
    },
    models.MonitoringAlert: dict.fromkeys(("said", "assessment"), FieldClass.INTELLIGENCE),
    # One text may be what several systems showed: it is of the class of the most guarded.
    models.PreVisitCheck: {"found": FieldClass.INTELLIGENCE},
    # An account of somebody's risk speaks of whom they have harmed.
    models.Assessment: dict.fromkeys(("formulation", "evidence", "led_by"), FieldClass.VICTIMS),
    models.AssessedResult: {"note": FieldClass.VICTIMS},
    models.RiskReview: dict.fromkeys(("note", "plan_note"), FieldClass.VICTIMS),
    models.SharedSummary: {"why": FieldClass.VICTIMS},
    # Why an order is asked for is told by those it is to protect.
    models.OrderApplication: dict.fromkeys(("need", "evidence"), FieldClass.VICTIMS),
    # Partners speak of whoever may be at risk; a check shows what its systems hold.
    models.ReactiveStep: dict.fromkeys(("unmet", "override"), FieldClass.VICTIMS),
    models.SaidOfCriterion: {"evidence": FieldClass.VICTIMS},
    models.DeskCheck: {"found": FieldClass.INTELLIGENCE},
    models.EndReview: {"risk": FieldClass.VICTIMS},
}
_CHANGES: Mapping[str, FieldClass] = {
    ChangeKind.HEALTH: FieldClass.HEALTH,
    ChangeKind.PREGNANCY: FieldClass.HEALTH,
    ChangeKind.TREATMENT: FieldClass.HEALTH,
    ChangeKind.CHILD: FieldClass.VICTIMS,
    ChangeKind.VICTIM: FieldClass.VICTIMS,
    ChangeKind.DISCLOSURE: FieldClass.VICTIMS,
    ChangeKind.INTELLIGENCE: FieldClass.INTELLIGENCE,
    ChangeKind.POLYGRAPH: FieldClass.INTELLIGENCE,
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    if model is models.PlanAction and (values or {}).get("pillar") == Pillar.VICTIMS:
        return _OF_AN_ACTION
    if model is models.PlanRemark and (values or {}).get("place") in _GUARDED_PLACES:
        return {"reason": VICTIM_SAFETY}
    if model is models.AssessedFactor:
        return dict.fromkeys(("evidence", "changed_why"), class_of((values or {}).get("factor", "")))
    if model is models.RiskChange:
        field_class = _CHANGES.get((values or {}).get("kind", ""), FieldClass.MANAGEMENT)
        return dict.fromkeys(("kind", "what"), field_class)
    if model is models.PolygraphTest and (values or {}).get("state") in CHECKED:
        # Whether a final result leaves something to do tells what it was.
        return {**_SEALED[model], "state": FieldClass.INTELLIGENCE}
    return _SEALED.get(model, {})


def readable(rows: Iterable[Row], relationship: Relationship) -> list[Row]:
    """The rows this reader may see, without the values of classes they do not read. For pages: never saved."""
    shown = [row for row in rows if relationship.reads(CLASSES.get(type(row), FieldClass.MANAGEMENT))]
    for row in shown:
        for name, field_class in sealed(type(row), vars(row)).items():
            if not relationship.reads(field_class):
                setattr(row, name, "")
    return shown
