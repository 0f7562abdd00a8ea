"""What every page shows around its content, and the banner that says a sweep has fallen silent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from access.policies import Capability, administers, reach
from accounts.choices import Role
from accounts.models import User
from dashboards import queries
from frontend.dates import words
from intelligence.policies import may_submit
from practice.policies import proposes
from riskplans.visits.queries import reads_visits

DEMO_SIGN_INS = [
    ("officer", "Offender manager"),
    ("supervisor", "Supervisor"),
    ("inspector", "Detective inspector"),
    ("coordinator", "MAPPA coordinator"),
    ("chair", "MAPPA chair"),
    ("counter", "Front counter"),
    ("partner", "Partner representative"),
    ("auditor", "Auditor"),
    ("admin", "System administrator"),
]
DEMO_PASSWORD = "vigil-demo-only"  # noqa: S105 - fictional people; exists in the demonstration alone
# An hourly sweep that has been silent for longer than a day and its slack is a danger, not a delay.
SILENT_AFTER = timedelta(hours=26)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, account, marking; for someone signed out only what the sign-in page needs."""
    demonstration = settings.DEMONSTRATION
    found: dict[str, Any] = {"demonstration": demonstration}
    if demonstration:
        found["styleguide_url"] = reverse("frontend:styleguide")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        if demonstration:
            found["demo_sign_ins"] = [{"username": name, "role": role} for name, role in DEMO_SIGN_INS]
            found["demo_password"] = DEMO_PASSWORD
        return found
    return found | {
        "navigation": [
            {"text": text, "href": reverse(name), "active": _is_here(request, name)}
            for text, name in _places(request)
        ],
        "team": _team(request, user) if isinstance(user, User) else [],
        "search_url": reverse("people-search"),
        "user_label": str(user),
        "account_url": reverse("mfa_index"),
        "sign_out_url": reverse("account_logout"),
        "banner": _banner(request),
    }


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """Where this user can go. An error page may come before the clock was read, and shows what everybody has."""
    places = [("Today", "today"), ("People", "people"), ("Calculator", "calculator")]
    today = getattr(request, "today", None)
    if today is not None and isinstance(request.user, User):
        user = request.user
        if reads_visits(user, today):
            places.insert(2, ("Visits", "visits"))
        if reach(user, Capability.NOTIFY, today):
            places.append(("Take a notification", "new-notification"))
        if may_submit(user, today):
            places.append(("Record a concern", "record-concern"))
        if reach(user, Capability.RECORD, today):
            places.insert(2, ("Breaches", "breaches"))
        if reach(user, Capability.APPROVE, today):
            places.insert(1, ("Approvals", "approvals"))
        if user.has_role([Role.AUDITOR], today):
            places.append(("Access log", "audit"))
        if team := _of_team(user, today):
            # One place in the menu for them all: their own pages name them.
            places.append(team[0] if len(team) == 1 else ("Team", team[0][1]))
        if administers(user, today):
            places.append(("Administration", "administration"))
    return places


def _of_team(user: User, today: date) -> list[tuple[str, str]]:
    """What is for whoever looks after officers."""
    found = []
    if reach(user, Capability.ASSIGN, today):
        found += [("Cover and handover", "cover"), ("Handovers under way", "handovers")]
    if reach(user, Capability.APPROVE, today):
        found += [("Reactive management", "reactive"), ("Disclosures", "disclosures")]
    if proposes(user, today):
        found.append(("Policy", "policy"))
    if user.unit_id and user.has_role([Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR], today):
        found.append(("Access review", "audit-review"))
    return found


def _team(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The way between these pages, on each of them."""
    here, today = request.resolver_match, getattr(request, "today", None)
    if today is None or here is None or here.url_name not in _TEAM:
        return []
    found = _of_team(user, today)
    return [
        {"text": text, "href": reverse(name), "active": name == here.url_name} for text, name in found
    ] * (len(found) > 1)


_TEAM = ("cover", "handovers", "reactive", "disclosures", "policy", "audit-review")
# A place is here on every page below its address.
_BELOW = {
    "people": "/people/",
    "visits": "/visits/",
    "breaches": "/breaches/",
    "administration": "/administration/",
}


def _is_here(request: HttpRequest, name: str) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    below: tuple[str, ...] = (_BELOW[name],) if name in _BELOW else ()
    if name in _TEAM:
        below = ("/cover/", "/handovers/", "/reactive/", "/disclosures/", "/policy/", "/audit/review/")
    return match.url_name == name or request.path.startswith(below)


def _banner(request: HttpRequest) -> dict[str, str] | None:
    now = getattr(request, "now", None)
    last = queries.last_sweep() if now else None
    if now is None or (last is not None and timedelta(0) <= now - last <= SILENT_AFTER):
        return None
    when = f"since {last:%H:%M on} {words(last)}" if last else "on this system yet"
    return {
        "tone": "error",
        "title": "Messages about overdue duties are late",
        "text": f"Vigil has not gone through the dates {when}. The lists and dates on these pages are still right; "
        "what it writes to people is late. Tell whoever runs Vigil.",
    }
