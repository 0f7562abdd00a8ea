"""What this floor shows on a person's page: tabs, a panel for each room on the summary, where its tasks lead."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import F
from django.urls import reverse

from access.policies import FieldClass
from diary.models import Task
from offenders import kinds, panels
from riskplans import classes
from riskplans.assessments import queries as risk
from riskplans.devices import queries as monitored
from riskplans.models import Plan, ReactiveCase, RiskReview
from riskplans.orders import glance
from riskplans.plans.choices import OPEN, PlanState
from riskplans.polygraph import queries as polygraphs
from riskplans.polygraph.choices import CHECKED, RESULT_IN, TestState
from riskplans.reactive.choices import ReactiveState
from riskplans.visits import pack, queries


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        kinds.tell(model, field_class, sealed=partial(classes.sealed, model))
    panels.add_tab(panels.Tab(25, "Visits", "person-visits", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(20, "Risk", "person-risk", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(29, "Reactive", "person-reactive", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(52, "Disclosures", "person-disclosures", FieldClass.VICTIMS))
    panels.add_tab(panels.Tab(22, "Plan", "person-plan", FieldClass.MANAGEMENT))
    panels.add_panel(
        panels.RowsPanel(
            6,
            "riskplans/panel_review.html",
            lambda visit: RiskReview.objects.open().filter(person=visit.person),
            {"starts_on": F("starts_on"), "assessed": F("assessment")},
            review,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            11,
            "riskplans/panel_risk.html",
            lambda visit: risk.measured(visit.person),
            {
                **{name: F(name) for name in risk.RESULT},
                "handed_in": F("assessment__submitted_at"),
            },
            values,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            12,
            "riskplans/panel_visits.html",
            lambda visit: queries.at_a_glance(visit.person),
            {name: F(name) for name in ("last", "visit_id", "planned_for", "under_way", "waits")},
            visits,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            13,
            "riskplans/panel_plan.html",
            lambda visit: Plan.objects.standing().filter(
                person=visit.person, state__in=[PlanState.APPROVED, *OPEN]
            ),
            {name: F(name) for name in ("id", "state", "number", "briefing", "review_on")},
            plans,
        )
    )
    panels.add_tab(panels.Tab(27, "Orders", "person-orders", FieldClass.MANAGEMENT))
    panels.add_panel(
        panels.RowsPanel(
            14,
            "riskplans/panel_orders.html",
            lambda visit: glance.rows(visit.person),
            {name: F(name) for name in glance.SAID},
            held,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            12,
            "riskplans/panel_reactive.html",
            lambda visit: ReactiveCase.objects.open().filter(person=visit.person),
            {name: F(name) for name in ("state", "starts_on", "questioned_on")},
            reactive,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_action(panels.Action(14, "Report a change", "report-change", lambda visit: visit.may_record))
    panels.add_action(panels.Action(12, "Plan a visit", "plan-visit", lambda visit: visit.may_record))
    panels.add_action(
        panels.Action(13, "Pack for a visit", "visit-pack", lambda visit: pack.is_for(visit.relationship))
    )
    panels.add_action(
        panels.Action(
            91,
            "End of notification",
            "person-ending",
            lambda visit: visit.relationship.reads(FieldClass.MANAGEMENT),
        )
    )
    register_tools()


def register_tools() -> None:
    panels.add_tab(panels.Tab(26, "Devices", "person-devices", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(28, "Polygraph", "person-polygraph", FieldClass.MANAGEMENT))
    panels.add_panel(
        panels.RowsPanel(
            15,
            "riskplans/panel_devices.html",
            lambda visit: monitored.at_a_glance(visit.person, visit.today),
            {name: F(name) for name in ("devices", "watched", "alerted", "silent")},
            devices,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            16,
            "riskplans/panel_polygraph.html",
            lambda visit: polygraphs.at_a_glance(visit.person),
            {name: F(name) for name in ("due", "is_due", "test", "state")},
            polygraph,
            FieldClass.MANAGEMENT,
        )
    )


def review(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """That something has changed; one at most."""
    for row in rows:
        row["starts_on"] = date.fromisoformat(row["starts_on"])
    return {"above": True, "review": rows[0] if rows else None}


def visits(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """By when they are to be seen, and the visit that is planned."""
    entry = rows[0] if rows else None
    if entry:
        entry["last"] = entry["last"] and date.fromisoformat(entry["last"])
        entry["planned_for"] = entry["planned_for"] and datetime.fromisoformat(entry["planned_for"])
    return {"entry": entry, "today": visit.today}


def reactive(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """That nobody visits them, or that somebody asks for it."""
    for case in rows:  # one at most
        for name in ("starts_on", "questioned_on"):
            case[name] = case[name] and date.fromisoformat(case[name])
        return {"case": case, "state": ReactiveState(case["state"])}
    return {"case": None}


def plans(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The plan in force, the one being written, and what every reader is told of it."""
    found = {row["state"]: row for row in rows}
    held = found.pop(PlanState.APPROVED.value, None)
    if held:
        held["review_on"] = held["review_on"] and date.fromisoformat(held["review_on"])
    opened = next(iter(found.values()), None)
    return {
        "plan": held,
        "open": opened,
        "state": PlanState(opened["state"]) if opened else None,
        "reads": visit.relationship.reads(FieldClass.MANAGEMENT),
        "may_record": visit.may_record,
        "today": visit.today,
    }


def held(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """Live orders and licences and what is done next about them; a query for policy, if there are any."""
    return {**glance.in_words(visit.person, rows[0], visit.today), "today": visit.today}


def values(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The four values."""
    for row in rows:
        row["assessment__assessed_on"] = date.fromisoformat(row["assessment__assessed_on"])
    rows.sort(key=lambda row: (row["assessment__assessed_on"], row["handed_in"]))
    return {"values": risk.values_from(visit.person, rows)}


def polygraph(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """By when they are to be tested, and the test under way."""
    found = rows[0]
    found["due"] = found["due"] and date.fromisoformat(found["due"])
    state = TestState(found["state"]) if found["state"] else None
    if state in CHECKED and not visit.relationship.reads(FieldClass.INTELLIGENCE):
        found["stands"], found["colour"] = RESULT_IN, "blue"
    elif state:
        found["stands"], found["colour"] = state.label, state.colour
    return {"polygraph": found, "today": visit.today}


def devices(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """How many devices they have, how many are monitored, and the alerts that wait."""
    return {"devices": rows[0]}


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
        "ending": "answer-end-review",
    }
    if kind in pages:
        return reverse(pages[kind], args=[task.person_id, about])
    if kind == "unauthorised":
        return reverse("review-visit", args=[task.person_id, about])
    if kind.startswith("polygraph-"):
        return reverse("polygraph-test", args=[task.person_id, about])
    if kind == "plan":
        return reverse("decide-plan", args=[task.person_id, about.partition(".")[0]])
    if kind == "warrant":
        return reverse("visit-warrant", args=[task.person_id])
    if kind == "silence":
        return reverse("person-visits", args=[task.person_id])
    return ""
