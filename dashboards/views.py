"""The first pages: Today, and the list of people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.exporting import MOST_ROWS, Form, Taken, TooMany, hand_over
from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from dashboards import exports, queries
from dashboards.forms import PeopleFilter
from diary.providers import page_of as page_of_duty
from frontend.paging import page_of
from handovers.queries import turns_of
from intelligence.queries import how_many_wait
from notifications.actions.station import ANSWERABLE
from notifications.overriding.queries import waiting_for
from notifications.reviews.duties import KINDS
from offenders import policies
from offenders.choices import ManagementLevel
from offenders.forms import ExportForm
from offenders.models.person import PersonQuerySet
from offenders.queries import emergencies_to_review
from practice.queries import waiting_for as policy_waiting_for

A_PAGE = 50


@require_safe
def today(request: SignedIn) -> HttpResponse:
    """What must I do, in what order?"""
    user, day = request.user, request.today
    scope, people = queries.whose(user, request.now)
    buckets = queries.todays_lists(people, request.now)
    notifiable = reach(user, Capability.NOTIFY, day)
    for entry in (entry for bucket in buckets for entry in bucket.entries):
        within = (scope == "caseload" and bool(notifiable.managers)) or notifiable.covers(
            unit_id=entry.person.unit_id, force_id=entry.person.force_id
        )
        # What the police themselves must do is answered on the record, not by an attendance.
        entry.may_notify = within and entry.kind in ANSWERABLE
        entry.page = page_of_duty(entry)
        entry.for_another = scope == "caseload" and entry.does_it != user.pk
        entry.anchor = "review-heading" if entry.kind in KINDS else f"duty-{entry.pk}"
    context = {
        "scope": scope,
        "buckets": buckets,
        "tiles": [
            {
                "number": bucket.total,
                "text": bucket.tile,
                "href": f"#{bucket.name}",
                "tone": bucket.name if bucket.total and bucket.name != "waiting" else "",
            }
            for bucket in buckets
        ],
        "today": day,
        "waiting": waiting_for(user, day),
        "last_sweep": queries.last_sweep(),
        "may_add": policies.may_add_people(user, day),
        "emergencies": _emergencies(request),
        "concerns": how_many_wait(user, day),
        "handovers": len(turns_of(user, request.now)),
        "covering": bool(user.covers_on(day)),
        "policy": list(policy_waiting_for(user, day)),
    }
    return render(request, "dashboards/today.html", context)


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
    user, day = request.user, request.today
    if not reach(user, Capability.EXPORT, day):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    rows, whose, _ = _narrowed(request)
    rows = rows.within_reach(user, Capability.EXPORT, day).order_by(
        F("level_order"), F("sort_name"), "reference"
    )
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = Taken(user, request.now, request_id())
        try:
            return hand_over(
                rows[: MOST_ROWS + 1],
                exports.PEOPLE,
                form=Form(form.cleaned_data["form"]),
                name="people",
                taken=taken,
            )
        except TooMany:
            form.add_error(
                None, f"More than {MOST_ROWS} people are on this list. Narrow it, then take it away."
            )
    context = {
        "form": form,
        "heading": "Take this list away as a file",
        "caption": "My caseload" if whose == "mine" else "People",
        "columns": [column.heading for column in exports.PEOPLE],
        "submit_text": "Make the file",
        "back_href": f"{reverse('people')}?{_filters(request.GET)}",
    }
    return render(request, "dashboards/export.html", context)


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
