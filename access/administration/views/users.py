"""Users: the list, one of them, and their coming and going."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.administration import actions, queries
from access.administration.forms import AddUserForm, ChangeUserForm, UsersFilter, details_of
from access.administration.views.common import (
    for_administrators,
    form_page,
    user_form_page,
    user_of,
)
from access.forms import ReasonForm, accepted, posted
from access.requests import SignedIn
from accounts.models import User
from accounts.stepup import step_up
from frontend.paging import Page, page_of

A_PAGE = 50


@for_administrators
def users(request: SignedIn) -> HttpResponse:
    """The users, narrowed by an address; or found by a name, which is posted so that it stands in no address."""
    today = request.today
    listed = queries.listed(request.user, today)
    assert request.user.force_id is not None  # noqa: S101 - they administer a force
    form = UsersFilter(request.GET or None, force_id=request.user.force_id)
    typed = " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:200]
    if words := typed.replace(",", " ").split()[:8]:
        page = Page(queries.found(listed, words))
    else:
        chosen = form.cleaned_data if form.is_valid() else {}
        narrowed = queries.narrowed(listed, chosen, today)
        page = page_of(narrowed, order=queries.ORDER, params=request.GET, size=A_PAGE)
    for row in page.rows:
        row.role_words = queries.role_words(row.roles_now)  # type: ignore[attr-defined]
        row.vetting_tag = _vetting_tag(row, today)  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "q": typed, "narrowed": bool(request.GET), "today": today}
    return render(request, "administration/users.html", context)


@require_safe
@for_administrators
def user(request: SignedIn, user_id: UUID) -> HttpResponse:
    """One user: details, roles, cover, sign-in, and all that was ever changed."""
    found = user_of(request, user_id)
    today = request.today
    own = found.pk == request.user.pk
    roles = queries.roles_of(found)
    for role in roles:
        role.last_day = queries.last_day(role.ends_on)  # type: ignore[attr-defined]
    covers = queries.covers_of(found, today)
    for cover in covers:
        cover.last_day = queries.last_day(cover.ends_on)  # type: ignore[attr-defined]
    over = [role for role in roles if role.ends_on is not None and role.ends_on <= max(today, role.starts_on)]
    context = {
        "subject": found,
        "own": own,
        "rows": _rows(found),
        "roles": [role for role in roles if role not in over],
        "roles_over": over,
        "covers": covers,
        "sessions": queries.sessions_of(found),
        "tokens": queries.tokens_of(found),
        "factors": queries.second_factors_of(found),
        "answers_for": queries.answers_for(found, request.today),
        "changes": queries.history(found),
        "today": today,
    }
    return render(request, "administration/user.html", context)


@for_administrators
@step_up
def add(request: SignedIn) -> HttpResponse:
    """A new user; the page that answers shows their temporary password, this once."""
    assert request.user.force is not None  # noqa: S101 - they administer it
    form = AddUserForm(posted(request), today=request.today, force=request.user.force)
    if form.is_valid():
        made: list[Any] = []
        given = {"username": form.cleaned_data["username"], "reason": form.cleaned_data["reason"]}
        if accepted(
            form,
            lambda: made.extend(
                actions.add_user(request.user, details=form.details(), now=request.now, **given)
            ),
        ):
            return password_page(request, *made, heading="User added")
    return form_page(
        request, form, heading="Add a user", submit_text="Add this user", back=reverse("administration")
    )


@for_administrators
def change(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Change who they are, where they work, their vetting."""
    found = user_of(request, user_id)
    assert request.user.force is not None  # noqa: S101 - they administer it
    form = ChangeUserForm(
        posted(request), today=request.today, force=request.user.force, initial=details_of(found)
    )
    overtaken: list[tuple[str, Any, Any]] = []
    if accepted(
        form,
        lambda: actions.change_user(
            request.user,
            user=found,
            changes=form.details(),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        overtaken=lambda stale: overtaken.extend(form.overtaken(stale, details_of(found), found.version)),
    ):
        messages.success(request, "Changed. It holds from their next request on.")
        return redirect("user", user_id=found.pk)
    return user_form_page(
        request, found, form, heading="Change details", submit_text="Save", overtaken=overtaken
    )


@for_administrators
def end(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Someone leaves."""
    found = user_of(request, user_id)
    form = ReasonForm(posted(request))
    if accepted(
        form, lambda: actions.end_user(request.user, user=found, now=request.now, **form.cleaned_data)
    ):
        messages.success(request, "They have left: no sign-in, no roles, no cover, no open session.")
        return redirect("user", user_id=found.pk)
    return user_form_page(
        request,
        found,
        form,
        heading="This user is leaving",
        submit_text="End this user’s access now",
        submit_warning=True,
        answers_for=queries.answers_for(found, request.today),
        consequences=[
            "They cannot sign in, and every open session ends at their next click.",
            "Every role and every cover, for them and by them, ends today.",
            "No record stays shared with them by name.",
        ],
    )


@for_administrators
@step_up
def readmit(request: SignedIn, user_id: UUID) -> HttpResponse:
    """A leaver comes back; the page that answers shows their temporary password, this once."""
    found = user_of(request, user_id)
    form = ReasonForm(posted(request))
    made: list[str] = []
    if accepted(
        form,
        lambda: made.append(
            actions.readmit_user(request.user, user=found, now=request.now, **form.cleaned_data)
        ),
    ):
        return password_page(request, found, *made, heading="They can sign in again")
    return user_form_page(
        request,
        found,
        form,
        heading="Let this user sign in again",
        submit_text="Let them sign in",
        consequences=[
            "They get a new temporary password.",
            "Roles, cover and shared records do not come back: grant the roles they need.",
        ],
    )


def password_page(request: SignedIn, user: User, password: str, *, heading: str) -> HttpResponse:
    """The one time a temporary password is shown: in the answer to the form, and kept nowhere."""
    context = {
        "heading": heading,
        "subject": user,
        "password": password,
        "until": user.temporary_password_until or request.now + actions.TEMPORARY_PASSWORD_LASTS,
    }
    return render(request, "administration/password.html", context)


def _rows(user: User) -> list[dict[str, Any]]:
    rows = [
        ("Name", user.get_full_name()),
        ("Username", user.username),
        ("Rank or grade", user.get_rank_display()),
        ("Collar number", user.collar_number or "None"),
        ("Works in", _workplace(user)),
        ("E-mail", user.email or "None"),
        ("Vetting", user.get_vetting_display()),
        ("Last day of vetting", user.vetting_expires_on or "None recorded"),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _workplace(user: User) -> str:
    if user.agency:
        return str(user.agency)
    return f"{user.unit}, {user.force}" if user.unit else f"{user.force}, no unit"


def _vetting_tag(user: User, today: date) -> dict[str, str] | None:
    last = user.vetting_expires_on
    if last is None or last > today + queries.VETTING_ENDS_SOON:
        return None
    if last < today:
        return {"text": "Vetting over", "colour": "red"}
    return {"text": "Vetting ends soon", "colour": "orange"}
