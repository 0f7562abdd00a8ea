"""The first pages: Today with its lists, my week, and the list of people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.log import shows
from access.policies import Capability, administers, reach
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import User
from dashboards import queries
from dashboards.approvals import queue_of
from dashboards.exports import people as people_columns
from dashboards.exports.taking import take
from dashboards.forms import PeopleFilter, WeekForm, monday_of
from diary import agenda, noticeboard
from diary.models import Entry
from frontend.paging import page_of
from handovers.queries import notes_to_write
from intelligence.queries import how_many_wait
from mappa.portal.queries import today_of
from mappa.sittings.policies import is_partner
from notifications.reviews.duties import KINDS
from offenders import policies
from offenders.choices import ManagementLevel
from offenders.models.person import PersonQuerySet
from offenders.queries import emergencies_to_review
from practice.policy import read_once
from riskplans.disclosure.policies import takes_in
from riskplans.disclosure.queries import how_many_late

A_PAGE = 50
A_WEEK = 200  # duties of a week on one page


@require_safe
@read_once()
def today(request: SignedIn) -> HttpResponse:
    """What must I do, in what order?"""
    user, day = request.user, request.today
    scope = agenda.whose(user, request.now)
    buckets = agenda.lists(user, scope.duties, request.now)
    _ready(request, [entry for bucket in buckets for entry in bucket.entries])
    waiting_for_others = noticeboard.awaited(user, request.now)
    context = {
        "scope": scope.name,
        # What one asked to be reminded of is no list of its own until something stands in it.
        "buckets": [bucket for bucket in buckets if bucket.total or bucket.empty],
        "tiles": _tiles(buckets, waiting_for_others.total) if scope.name != "nobody" else [],
        "next_places": next_places(user, day) if scope.name == "nobody" else [],
        "portal": today_of(user, request.now) if is_partner(user, day) else None,
        "today": day,
        "urgent": noticeboard.urgent(user, scope.people, request.now),
        "to_decide": queue_of(user, request.now),
        "last_sweep": queries.last_sweep(),
        "may_add": policies.may_add_people(user, day),
        "emergencies": _emergencies(request),
        "concerns": how_many_wait(user, day),
        "disclosures": (disclosures := how_many_late(user, request.now)),
        "takes_in_disclosures": disclosures is None and takes_in(user, day),
        "may_record": bool(reach(user, Capability.RECORD, day)),
        "handovers": notes_to_write(user, request.now),
        "covering": bool(user.covers_on(day)),
        "awaited": waiting_for_others,
        "news": noticeboard.news(user, scope.people, request.now),
        "since_word": "Friday" if day.weekday() == 0 else "yesterday",
    }
    return render(request, "dashboards/today.html", context)


@require_safe
def duties(request: SignedIn, name: str) -> HttpResponse:
    """One list of Today, page by page."""
    bucket = next((agenda.Bucket(*row) for row in agenda.BUCKETS if row[0] == name), None)
    if bucket is None:
        raise Http404
    scope = agenda.whose(request.user, request.now)
    rows = agenda.one_list(request.user, scope.duties, request.now, name)
    page = page_of(rows, order=agenda.ONE_LIST_ORDER, params=request.GET, size=A_PAGE)
    _ready(request, page.rows)
    shows(entry.person_id for entry in page.rows)
    context = {"bucket": bucket, "page": page, "scope": scope.name, "today": request.today}
    return render(request, "dashboards/duties.html", context)


@require_safe
def week(request: SignedIn) -> HttpResponse:
    """My week: what is to be done by each of its days, from Monday to Sunday."""
    form = WeekForm(request.GET)
    chosen = form.cleaned_data["of"] if form.is_valid() else None
    monday = monday_of(chosen or request.today)
    scope = agenda.whose(request.user, request.now)
    entries = agenda.week(scope.duties, monday, most=A_WEEK + 1)
    _ready(request, entries)
    context = {
        "days": [
            {
                "day": day,
                "heading_id": f"day-{day:%Y-%m-%d}",
                "entries": [entry for entry in entries[:A_WEEK] if entry.work_to == day],
            }
            for day in (monday + timedelta(days=number) for number in range(7))
        ],
        "more": A_WEEK if len(entries) > A_WEEK else 0,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "this_week": monday == monday_of(request.today),
        "scope": scope.name,
        "today": request.today,
    }
    return render(request, "dashboards/week.html", context)


def _ready(request: SignedIn, entries: list[Entry]) -> None:
    """What the row of a duty shows beside the duty: its next action, and where its reasons are read."""
    agenda.add_next_actions(entries, request.user, request.now)
    for entry in entries:
        entry.anchor = "review-heading" if entry.kind in KINDS else f"duty-{entry.pk}"


def _tiles(buckets: list[agenda.Bucket], awaited: int) -> list[dict[str, Any]]:
    """The numbers above the lists, each leading to what it counts."""
    tiles = [
        {
            "number": bucket.total,
            "text": bucket.tile,
            "href": f"#{bucket.name}",
            "tone": bucket.name if bucket.total and bucket.name in ("overdue", "today", "soon") else "",
        }
        for bucket in buckets
        if bucket.empty and bucket.name != "waiting"
    ]
    return [*tiles, {"number": awaited, "text": "waiting for others", "href": "#awaited", "tone": ""}]


def next_places(user: User, today: date) -> list[dict[str, str]]:
    """Where somebody goes on from whose role opens no records, each in a sentence with its address."""
    found = []
    if user.has_role([Role.AUDITOR], today):
        found.append(
            ("You look into who opened which records, and open none.", "Go to the access log", "audit")
        )
    if administers(user, today):
        found.append(
            (
                "You look after users, their roles and units, and open no records.",
                "Go to Administration",
                "administration",
            )
        )
    if not found and (not is_partner(user, today) or policies.is_shown_records(user, today)):
        found.append(("You see the records that were shared with you by name.", "Go to People", "people"))
    return [{"sentence": said, "text": text, "href": reverse(name)} for said, text, name in found]


def _emergencies(request: SignedIn) -> dict[str, Any] | None:
    """How many emergency openings wait for this user's review, and the day the first must be done by."""
    if not policies.reviews_emergencies(request.user, request.today):
        return None
    waiting = emergencies_to_review(request.user, request.now).unreviewed()
    return waiting.aggregate(number=Count("pk"), first=Min("review_by"))


@require_safe
def people(request: SignedIn) -> HttpResponse:
    """My caseload, or everyone I may see: most serious first, page by page."""
    user, day = request.user, request.today
    rows, whose, chosen = _narrowed(request)
    export = f"{reverse('people-export')}?{_filters(request.GET)}"
    page = page_of(rows, order=("level_order", "sort_name", "reference"), params=request.GET, size=A_PAGE)
    shows(person.pk for person in page.rows)
    context = {
        "form": PeopleFilter(
            {"whose": whose, "level": chosen.get("level", []), "due": chosen.get("due", "")}
        ),
        "chosen": _chosen(request.GET, chosen),
        "page": page,
        "whose": whose,
        "today": day,
        "may_add": policies.may_add_people(user, day),
        "export_url": export if reach(user, Capability.EXPORT, day) else None,
    }
    return render(request, "dashboards/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SignedIn) -> HttpResponse:
    """Take the list as it is narrowed away as a file, after a fresh proof of who one is."""
    rows, whose, chosen = _narrowed(request)
    rows = rows.within_reach(request.user, Capability.EXPORT, request.today).order_by(
        F("level_order"), F("sort_name"), "reference"
    )
    return take(
        request,
        lambda most: rows[:most],
        people_columns.PEOPLE,
        name="people",
        back=f"{reverse('people')}?{_filters(request.GET)}",
        caption="My caseload" if whose == "mine" else "People",
        narrowed=[
            f"{group['heading']}: {item['text']}"
            for group in _chosen(request.GET, chosen)
            for item in group["items"]
        ],
    )


def _narrowed(request: SignedIn) -> tuple[PersonQuerySet, str, dict[str, Any]]:
    """The people the address asks for, whose they are ("mine" or "all"), and the filters in force."""
    form = PeopleFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    manages = request.user.assignments.filter(ends_on__isnull=True).exists()
    whose = chosen.get("whose") or ("mine" if manages else "all")
    rows = queries.caseload(request.user, request.now, scope=whose)
    if levels := chosen.get("level"):
        rows = rows.filter(management_level__in=levels)
    if chosen.get("due") == "overdue":
        rows = rows.filter(Q(is_overdue=True))
    return rows, whose, chosen


def _filters(query: QueryDict) -> str:
    """The address's filters, without the place in the list."""
    rest = query.copy()
    for place in ("after", "before"):
        rest.pop(place, None)
    return rest.urlencode()


def _chosen(query: QueryDict, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """The filters in force, each with the address of the list without it."""

    def without(name: str, value: str) -> str:
        rest = query.copy()
        rest.setlist(name, [kept for kept in rest.getlist(name) if kept != value])
        rest.pop("after", None)
        rest.pop("before", None)
        return f"{reverse('people')}?{rest.urlencode()}"

    groups = []
    if levels := chosen.get("level"):
        items = [{"text": ManagementLevel(v).label, "href": without("level", v)} for v in levels]
        groups.append({"heading": "Management level", "items": items})
    if chosen.get("due") == "overdue":
        items = [{"text": "Something is overdue", "href": without("due", "overdue")}]
        groups.append({"heading": "Duties", "items": items})
    return groups
