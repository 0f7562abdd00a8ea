"""What this floor shows on a person's page: when they are seen next, how risky they are held to be, and the plan."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse

from access.policies import FieldClass
from diary.models import Task
from offenders import kinds, panels
from riskplans import classes
from riskplans.assessments import queries as risk
from riskplans.models import Plan
from riskplans.plans.choices import OPEN, PlanState
from riskplans.visits import pack, queries


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        kinds.tell(model, field_class, sealed=partial(classes.sealed, model))
    panels.add_tab(panels.Tab(25, "Visits", "person-visits", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(20, "Risk", "person-risk", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(27, "Reactive", "person-reactive", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(52, "Disclosures", "person-disclosures", FieldClass.VICTIMS))
    panels.add_panel(panels.Panel(12, "riskplans/panel_visits.html", visits, FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(22, "Plan", "person-plan", FieldClass.MANAGEMENT))
    panels.add_panel(panels.Panel(13, "riskplans/panel_plan.html", plans))
    panels.add_panel(panels.Panel(11, "riskplans/panel_risk.html", values, FieldClass.MANAGEMENT))
    panels.add_action(panels.Action(14, "Report a change", "report-change", lambda visit: visit.may_record))
    panels.add_action(panels.Action(12, "Plan a visit", "plan-visit", lambda visit: visit.may_record))
    panels.add_action(
        panels.Action(13, "Pack for a visit", "visit-pack", lambda visit: pack.is_for(visit.relationship))
    )


def visits(visit: panels.Visit) -> dict[str, Any]:
    """By when they are to be seen, and the visit that is planned; one query."""
    return {"entry": queries.at_a_glance(visit.person), "today": visit.today}


def plans(visit: panels.Visit) -> dict[str, Any]:
    """The plan in force, the one being written, and what every reader is told of it; one query."""
    rows = Plan.objects.standing().filter(person=visit.person, state__in=[PlanState.APPROVED, *OPEN])
    found = {row["state"]: row for row in rows.values("pk", "state", "number", "briefing", "review_on")}
    held = found.pop(PlanState.APPROVED.value, None)
    opened = next(iter(found.values()), None)
    return {
        "plan": held,
        "open": opened,
        "state": PlanState(opened["state"]) if opened else None,
        "reads": visit.relationship.reads(FieldClass.MANAGEMENT),
        "may_record": visit.may_record,
        "today": visit.today,
    }


def values(visit: panels.Visit) -> dict[str, Any]:
    """The four values; one query."""
    return {"values": risk.values(visit.person)}


def page(task: Task) -> str:
    """Where a task that this app has set is dealt with; empty where that is nobody's page of ours."""
    kind, _, about = task.source.partition("/")[2].partition(":")
    about = about.partition(":")[0]
    pages = {
        "decision": "decide-attempts",
        "alone": "answer-alone",
        "interval": "answer-interval",
        "approve": "decide-assessment",
        "returned": "assessment",
        "level": "answer-level",
        "reactive": "decide-reactive",
    }
    if kind in pages:
        return reverse(pages[kind], args=[task.person_id, about])
    if kind == "unauthorised":
        return reverse("review-visit", args=[task.person_id, about])
    if kind == "plan":
        return reverse("decide-plan", args=[task.person_id, about.partition(".")[0]])
    if kind == "warrant":
        return reverse("visit-warrant", args=[task.person_id])
    if kind in ("silence", "query", "safeguarding"):
        return reverse("person-visits", args=[task.person_id])
    return ""
