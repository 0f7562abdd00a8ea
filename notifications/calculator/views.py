"""The page: what was typed goes in, what follows comes out above it, and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from access.requests import SignedIn
from notifications.calculator import words
from notifications.calculator.events import rows, source
from notifications.calculator.forms import ITEMS
from notifications.calculator.items import Document, Item
from notifications.calculator.record import begin_record
from notifications.calculator.sheet import Sheet
from notifications.calculator.timeline import pictures
from notifications.choices import DutyState
from notifications.law import DutyResult, PeriodResult, Result
from notifications.reviews.dates import ROWS
from offenders import policies

# Each group of the page: its heading, what its button says, and whether it is asked of everyone.
_GROUPS = {
    "triggers": ("Conviction, caution or finding", "Add another conviction, caution or finding"),
    "absences": ("Custody, hospital or abroad", "Add another absence"),
    "notifications": ("Notifications given", "Add a notification"),
    "orders": ("Orders", "Add an order"),
    "changes": ("Changes", "Add a change"),
    "stays": ("Stays at an address", "Add a stay"),
    "child_stays": ("Stays in a household with a child", "Add a stay with a child"),
    "nevers": ("Foretold changes that did not happen", "Add a foretold change that did not happen"),
    "names_intended": ("Names to be used", "Add an intended name"),
    "absences_intended": ("Absences from home to come", "Add an intended absence"),
    "journeys": ("Journeys abroad", "Add a journey abroad"),
    "determinations": ("Decisions on review", "Add a decision"),
}
_ALWAYS = ("triggers", "absences")
_REVIEW = ("determinations",)


def calculator(request: SignedIn) -> HttpResponse:
    """What if: the form, and the dates that follow from it."""
    may_add = policies.may_add_people(request.user, request.today)
    if request.method != "POST":
        return _page(request, Sheet(None, today=request.today), may_add=may_add)
    sheet = Sheet(request.POST, today=request.today)
    if group := request.POST.get("add"):
        return _page(request, sheet.with_another(group), may_add=may_add)
    if token := request.POST.get("remove"):
        return _page(request, sheet.without(token), may_add=may_add)
    wants_record = request.POST.get("do") == "record"
    if wants_record and not may_add:
        raise PermissionDenied
    found = sheet.work_out()
    if found and wants_record:
        draft = begin_record(request.user, sheet=sheet, now=request.now)
        return redirect("add-person-step", draft_id=draft.pk, step="identity")
    return _page(request, sheet, may_add=may_add, found=found)


def _page(
    request: SignedIn, sheet: Sheet, *, may_add: bool, found: tuple[Document, Result] | None = None
) -> HttpResponse:
    groups = [Group(name, *_GROUPS[name], sheet.items[name]) for name in (item.group for item in ITEMS)]
    context: dict[str, Any] = {
        "sheet": sheet,
        "forms": sheet.parts(),
        "foremost": [group for group in groups if group.name in _ALWAYS],
        "others": [group for group in groups if group.name not in (*_ALWAYS, *_REVIEW)],
        "review_groups": [group for group in groups if group.name in _REVIEW],
        "review_open": bool(
            sheet.items["determinations"]
            or (sheet.review.is_bound and (sheet.review.errors or sheet.review.changed_data))
        ),
        "may_add": may_add,
    }
    if found:
        context["answer"] = answered(*found)
    return render(request, "notifications/calculator/page.html", context)


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind as the page shows them."""

    name: str
    heading: str
    button: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """A duty in the words of the page."""

    title: str
    cause: str
    state: str
    colour: str
    limits: str
    why: str
    question: str
    duty: DutyResult


def answered(facts: Document, result: Result) -> dict[str, Any]:
    """The answer as the page shows it: what runs, what was met, what is not required, and the drawing."""
    shown = [_shown(duty, facts) for duty in result["duties"]]
    return {
        "result": result,
        "status": words.status(result),
        "judged": words.in_words(result["as_at"]),
        "born": words.in_words(facts["person"]["date_of_birth"]),
        "commenced": words.in_words(facts.get("rules", {}).get("EW-CPA2026")),
        "unsupported": words.unsupported(result),
        "running": [
            each for each in shown if each.duty["state"] in ("overdue", "due", "pending", "suspended")
        ],
        "met": [each for each in shown if each.duty["state"] in ("met", "met_late")],
        "not_required": [each for each in shown if each.duty["state"] == "not_required"],
        "pictures": pictures(facts, result),
        "columns": ["When", "What"],
        "rows": [[row.when, {"text": row.what, "note": row.note}] for row in rows(facts, result)],
        "periods": [{**period, "summary": _length(period)} for period in result["subject"]["periods"]],
        "review": _review(result),
    }


def _shown(duty: DutyResult, facts: Document) -> ShownDuty:
    state = DutyState(duty["state"])
    return ShownDuty(
        words.duty_title(duty, facts),
        duty["id"].split(":", 1)[1],
        str(state.label),
        state.colour,
        words.limits_in_words(duty),
        # Why not, at a glance: the last step is where the engine came down on it.
        duty["reasoning"][-1] if duty["state"] == "not_required" and duty["reasoning"] else "",
        "Why it is not required" if duty["state"] == "not_required" else "Why this date",
        duty,
    )


def _length(period: PeriodResult) -> str:
    until = f", to {words.in_words(period['last_day'])}" if period["last_day"] else ""
    return f"{source(period)}: {period['length']}{until}"


def _review(result: Result) -> dict[str, Any] | None:
    review = result["review"]
    if review is None:
        return None
    days = [(called, review[name]) for name, called in ROWS.items()]  # type: ignore[literal-required]
    rows = [{"key": called, "value": words.in_words(day)} for called, day in days if day]
    rows.append({"key": "May apply now", "value": "Yes" if review["eligible"] else "No"})
    if review["blocked_by"]:
        rows.append({"key": "Blocked by", "value": ", ".join(review["blocked_by"])})
    return {"rows": rows, "reasons": review}
