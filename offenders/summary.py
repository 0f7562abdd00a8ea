"""What this floor itself shows on a person's summary page: where they are, and what can be recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from access.log.lately import last_look
from access.policies import FieldClass
from frontend.dates import words
from offenders import panels, sharing, timeline
from offenders.choices import AbsenceKind
from offenders.models import Occupancy

A_FEW = 5  # news on the summary; the timeline has the rest


def register() -> None:
    for order, text, url_name in (
        (10, "Summary", "person"),
        (30, "Record", "person-record"),
        (85, "Timeline", "person-timeline"),
        (90, "History", "person-history"),
    ):
        panels.add_tab(panels.Tab(order, text, url_name))
    panels.add_tab(panels.Tab(80, "Access", "person-access", offered=sharing.governs))
    panels.add_panel(panels.Panel(20, "offenders/panel_changes.html", changes))
    panels.add_panel(panels.Panel(30, "offenders/panel_whereabouts.html", whereabouts, FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(40, "Contact log", "person-contacts", FieldClass.MANAGEMENT))
    for order, text, url_name in (
        (15, "Record a contact", "record-contact"),
        (20, "Record custody or absence", "record-custody"),
        (30, "Record a change of address", "record-move"),
    ):
        panels.add_action(panels.Action(order, text, url_name, lambda visit: visit.may_record))
    panels.add_action(
        panels.Action(40, "Allocate to an offender manager", "assign-manager", lambda visit: visit.may_assign)
    )


def changes(visit: panels.Visit) -> dict[str, Any]:
    """What happened or was recorded since the reader's visit before this one; two queries, or three."""
    looked = last_look(visit.user, visit.person.pk, visit.now)
    news = timeline.news(visit.person, looked, visit.today, limit=A_FEW) if looked else []
    return {"looked": looked, "news": news[:A_FEW], "more": len(news) > A_FEW}


def whereabouts(visit: panels.Visit) -> dict[str, Any]:
    """The home address and any running absence, as rows of a summary list; one query."""
    person = visit.person
    home: Occupancy | None = (
        person.occupancies.standing().homes().filter(ends_on__isnull=True).select_related("address").first()
    )
    rows: list[dict[str, Any]] = [
        {
            "key": "Home address",
            "value": str(home.address) if home else "None recorded",
        }
    ]
    if home:
        rows += [
            {"key": "Kind", "value": home.get_kind_display()},
            {"key": "Since", "value": home.starts_on},
            {"key": "Anyone under 18 there", "value": home.get_child_in_household_display()},
        ]
    for absence in person.away:
        release = {
            "href": reverse("record-release", args=[person.pk, absence["id"]]),
            "text": "Record release or return",
        }
        where = f" ({absence['place']})" if absence["place"] else ""
        since = words(date.fromisoformat(absence["since"]))
        rows.append(
            {
                "key": "Away",
                "value": f"{AbsenceKind(absence['kind']).label}{where}, since {since}",
                "actions": [release] if visit.may_record else [],
            }
        )
    return {"rows": rows}
