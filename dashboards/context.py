"""What every page shows around its content."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, administers, reach
from accounts.choices import Role
from accounts.models import User
from dashboards.board.scope import reads_board
from dashboards.system.banner import Banner, banner
from intelligence.policies import may_submit
from mappa.sittings.policies import convenes, is_partner
from offenders.policies import is_shown_records
from practice.policies import proposes
from riskplans.visits.queries import reads_visits

DEMO_SIGN_INS = [
    ("officer", "Offender manager"),
    ("supervisor", "Supervisor"),
    ("inspector", "Detective inspector"),
    ("coordinator", "MAPPA coordinator"),
    ("chair", "MAPPA chair"),
    ("counter", "Front counter"),
    ("partner", "Partner: probation"),
    ("housing", "Partner: housing"),
    ("victims", "Victim liaison officer"),
    ("auditor", "Auditor"),
    ("admin", "System administrator"),
]
DEMO_PASSWORD = "vigil-demo-only"  # noqa: S105 - fictional people; exists in the demonstration alone


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
        "search_url": reverse("people-search") if _searches(request) else "",
        "user_label": str(user),
        "account_url": reverse("mfa_index"),
        "sign_out_url": reverse("account_logout"),
        "banner": _banner(request, user),
    }


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """Where this user can go. An error page may come before the clock was read, and shows what everybody has."""
    places = [("Today", "today"), ("People", "people"), ("Calculator", "calculator")]
    today = getattr(request, "today", None)
    if today is not None and isinstance(request.user, User):
        user = request.user
        if is_partner(user, today):
            return _of_partners(user, today)
        if reads_visits(user, today):
            places.insert(2, ("Visits", "visits"))
        if reach(user, Capability.NOTIFY, today):
            places.append(("Take a notification", "new-notification"))
        if may_submit(user, today):
            places.append(("Record a concern", "record-concern"))
        if reach(user, Capability.RECORD, today):
            places.insert(2, ("Breaches", "breaches"))
        if reach(user, Capability.APPROVE, today) or user.has_role([Role.CHAIR], today):
            places.insert(1, ("Approvals", "approvals"))
        if convenes(user, today):
            places += [("Meetings", "meetings"), ("Actions", "agreed-actions")]
        if reach(user, Capability.COORDINATE, today):
            places.insert(1, ("MAPPA", "referrals"))
        if user.has_role([Role.AUDITOR], today):
            places.append(("Access log", "audit"))
        if team := _of_team(user, today):
            # One place in the menu for them all: their own pages name them.
            places.append(team[0] if len(team) == 1 else ("Team", team[0][1]))
        if administers(user, today):
            places.append(("Administration", "administration"))
    return places


def _searches(request: HttpRequest) -> bool:
    """Whether there is anybody for this user to find."""
    today = getattr(request, "today", None)
    if today is None or not isinstance(request.user, User) or not is_partner(request.user, today):
        return True
    return is_shown_records(request.user, today)


def _of_partners(user: User, today: date) -> list[tuple[str, str]]:
    """What is for somebody of a partner agency: its meetings and actions, and the records shared with them by name."""
    shown = [("People", "people")] if is_shown_records(user, today) else []
    return [("Today", "today"), ("Meetings", "meetings"), ("Actions", "agreed-actions"), *shown]


def _of_team(user: User, today: date) -> list[tuple[str, str]]:
    """What is for whoever looks after officers."""
    found = [("Board", "board")] if reads_board(user, today) else []
    if reach(user, Capability.ASSIGN, today):
        found += [
            ("Workload", "workload"),
            ("Cover and handover", "cover"),
            ("Handovers under way", "handovers"),
        ]
    if reach(user, Capability.APPROVE, today):
        found += [("Reactive management", "reactive"), ("Disclosures", "disclosures"), ("MAPPA", "referrals")]
        found.append(("Dip-samples", "dip-samples"))
        found.append(("Returns", "returns"))
    if proposes(user, today):
        found.append(("Policy", "policy"))
    if user.unit_id and user.has_role([Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR], today):
        found.append(("Access review", "audit-review"))
    return found


def _of_mappa(user: User, today: date) -> list[tuple[str, str]]:
    """What is for whoever decides on MAPPA levels and referrals, or looks after those who refer."""
    looks_after = any(reach(user, each, today) for each in (Capability.COORDINATE, Capability.APPROVE))
    return [("Referrals", "referrals"), *([("Levels", "mappa-levels")] if looks_after else [])]


def _team(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The way between these pages, on each of them."""
    here, today = request.resolver_match, getattr(request, "today", None)
    if today is None or here is None or here.url_name not in (*_TEAM, *_ON_BOARD, *_MAPPA):
        return []
    found = _of_mappa(user, today) if here.url_name in _MAPPA else _of_team(user, today)
    return [
        {
            "text": text,
            "href": reverse(name),
            "active": name == here.url_name or (name == "board" and here.url_name in _ON_BOARD),
        }
        for text, name in found
    ] * (len(found) > 1)


_TEAM = (
    "board",
    "workload",
    "cover",
    "handovers",
    "reactive",
    "disclosures",
    "dip-samples",
    "returns",
    "policy",
    "audit-review",
)
_ON_BOARD = ("board-figure", "board-trends")
_MAPPA = ("referrals", "mappa-levels")
# A place is here on every page below its address; Team on those of all its places.
_OF_TEAM = (
    *("/board/", "/workload/", "/cover/", "/handovers/", "/reactive/", "/disclosures/", "/dip-samples/"),
    *("/returns/", "/policy/", "/audit/review/", "/referrals/"),
)
_BELOW: dict[str, str | tuple[str, ...]] = {
    "people": "/people/",
    "visits": "/visits/",
    "breaches": "/breaches/",
    "meetings": "/meetings/",
    "agreed-actions": "/actions/",
    "referrals": "/referrals/",
    "administration": ("/administration/", "/system/"),
}


def _is_here(request: HttpRequest, name: str) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    below: str | tuple[str, ...] = _BELOW.get(name, ())
    if name in _TEAM:
        below = _OF_TEAM
    return match.url_name == name or request.path.startswith(below)


def _banner(request: HttpRequest, user: object) -> Banner | None:
    """An error page may come before the clock was read, and then has none."""
    now = getattr(request, "now", None)
    return banner(user, now=now, moment=timezone.now()) if now and isinstance(user, User) else None
