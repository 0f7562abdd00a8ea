"""The person's page, their facts and their history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import FieldClass
from access.requests import SignedIn
from frontend.dates import age
from offenders import panels, queries, standing, versions
from offenders.models import Person


def visit_of(request: SignedIn, person: Person) -> panels.Visit:
    """The looking-at that this request is, with what its user may do here."""
    return panels.Visit(
        person=person,
        user=request.user,
        today=request.today,
        now=request.now,
        relationship=person.relationship,
    )


def shell(request: SignedIn, person: Person, here: str = "") -> dict[str, Any]:
    """What every page of a person shows around its content: identity bar and sections."""
    today = request.today
    tabs = panels.tabs_for(person.relationship)
    consulted(sections=["identity", *(tab.text.lower() for tab in tabs if tab.url_name == here)])
    return {
        "person": person,
        "relationship": person.relationship,
        "identity": {
            "name": f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(
                ", "
            ),
            "href": reverse("person", args=[person.pk]),
            "photo_url": reverse("photograph-thumbnail", args=[person.pk, person.face_id])
            if person.face_id
            else "",
            "born": person.date_of_birth,
            "age": age(person.date_of_birth, standing.died_on(person) or today),
            "reference": person.reference,
            "tags": [
                {"text": f"Level: {person.level_word.lower()}", "colour": person.level_colour},
                *_mappa_tags(person),
                *standing.status_tags(person, today),
                *_closure_tags(person),
            ],
            "warnings": standing.warnings_in_words(person, today),
            "manager": _manager(person),
            "unit": person.unit.name,
            "contact": person.unit.telephone,
        },
        "sections": [
            {
                "text": tab.text,
                "href": reverse(tab.url_name, args=[person.pk]),
                "active": tab.url_name == here,
            }
            for tab in tabs
        ],
    }


def _mappa_tags(person: Person) -> list[dict[str, str]]:
    """Category and level, for those who read how agencies manage the person."""
    if person.mappa is None or not person.relationship.reads(FieldClass.MANAGEMENT):
        return []
    return [
        {
            "text": f"MAPPA category {person.mappa['category']}, level {person.mappa['level']}",
            "colour": "teal",
        }
    ]


def _closure_tags(person: Person) -> list[dict[str, str]]:
    tags = []
    if person.restricted:
        tags.append({"text": "Restricted record", "colour": "magenta"})
    if person.archived:
        tags.append({"text": "Archived", "colour": "grey"})
    return tags


def _manager(person: Person) -> str:
    if person.manager_id is None:
        return "No manager: not allocated"
    manager = f"{person.manager_family_name}, {person.manager_rank} {person.manager_collar_number}"
    return f"{manager}. Covered by {person.covered_by}" if person.covered_by else manager


@require_safe
def summary(request: SignedIn, person_id: UUID) -> HttpResponse:
    """What is due, until when the requirements last, where they live; the panels of the floors above first."""
    person = queries.visible_person(request.user, person_id, request.now)
    visit = visit_of(request, person)
    shown = panels.panels_for(visit)
    context = {
        **shell(request, person, "person"),
        "above": [each for each in shown if each[1].get("above")],
        "panels": [each for each in shown if not each[1].get("above")],
        "actions": panels.actions_for(visit),
    }
    return render(request, "offenders/summary.html", context)


@require_safe
def history(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every version of every fact: who recorded it, when, and why it was changed."""
    person = queries.visible_person(request.user, person_id, request.now)
    context = {**shell(request, person, "person-history"), "changes": versions.history(person)}
    return render(request, "offenders/history.html", context)
