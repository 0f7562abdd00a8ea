"""One's own reminders and e-mail, one's calendar's address, what was written to one; and the calendar itself."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.choices import Channel, Operation
from access.forms import accepted, posted
from access.log import consulted, read_by, shows
from access.requests import SignedIn
from accounts.backends import VettedUserBackend
from accounts.models import User
from accounts.stepup import step_up
from diary import actions
from diary.actions.wishing import digest_of
from diary.choices import MailMode
from diary.middleware import CALENDAR
from diary.models import CalendarFeed, Mail, MailChoice, RemindBefore
from diary.wishes import feed
from diary.wishes.forms import WishesForm
from frontend.paging import page_of
from practice.keys import DIGEST_FROM
from practice.policy import policy_of

A_PAGE = 20
_AN_HOUR = 60 * 60
_FETCHES_AN_HOUR = 30


def reminders(request: SignedIn) -> HttpResponse:
    """What I am reminded of, and when I am written to."""
    user = request.user
    chosen = MailChoice.objects.filter(user=user).first()
    form = WishesForm(
        posted(request),
        days=dict(RemindBefore.objects.filter(user=user).values_list("kind", "days")),
        mail=chosen.mode if chosen else MailMode.EACH,
        digest_from=policy_of(user.force_id, request.today).in_words(DIGEST_FROM),
    )
    if accepted(
        form,
        lambda: actions.choose_reminders(user, days=form.days, mail=form.cleaned_data["mail"]),
    ):
        messages.success(request, "Saved. Reminders stand on Today from now on.")
        return redirect("reminders")
    return render(request, "diary/reminders.html", {"form": form, "address": user.email})


@require_safe
def calendar(request: SignedIn) -> HttpResponse:
    """Whether my calendar has an address, since when, and when it last fetched."""
    found = CalendarFeed.objects.live().filter(user=request.user).first()
    return render(request, "diary/calendar.html", {"feed": found})


@step_up
def make_calendar(request: SignedIn) -> HttpResponse:
    """Make the address, or another in place of the one there is; it is shown this once."""
    if request.method != "POST":
        return redirect("calendar")
    secret = actions.make_calendar_address(request.user, now=request.now)
    path = reverse("calendar-feed") + secret + CALENDAR.suffix
    return render(request, "diary/calendar_made.html", {"address": settings.PUBLIC_URL.rstrip("/") + path})


@require_POST
def revoke_calendar(request: SignedIn) -> HttpResponse:
    """Let the address fetch nothing more."""
    actions.revoke_calendar_address(request.user, now=request.now)
    messages.success(
        request, "The address no longer works. What a calendar has fetched already is still in it."
    )
    return redirect("calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """The calendar of whoever holds the secret that `diary.middleware` took out of the address.

    No session: the secret is asked for its user each time, and that user for what they may see now. Logged as an export
    to them.
    """
    now: datetime = request.now  # type: ignore[attr-defined]
    secret = getattr(request, "calendar_secret", "")
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
    found = CalendarFeed.objects.live().filter(digest=digest_of(secret)).first() if secret else None
    if not _within_limit(f"calendar-{found.pk}" if found else f"no-calendar-{address}", now):
        return HttpResponse("Too many requests", status=429, headers={"Retry-After": str(_AN_HOUR)})
    user = VettedUserBackend().get_user(found.user_id) if found else None
    if found is None or user is None:
        raise Http404
    read_by(user)
    entries = feed.duties_of(user, now)
    content = feed.calendar(entries, now.date())
    CalendarFeed.objects.filter(pk=found.pk).update(last_used_at=now)
    etag = feed.etag_of(content)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    _log(user, len(entries))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _log(user: User, rows: int) -> None:
    consulted(
        operation=Operation.DISCLOSURE,
        channel=Channel.EXPORT,
        object_type="calendar",
        recipients=[str(user.pk)],
        row_count=rows,
    )


def _within_limit(key: str, now: datetime) -> bool:
    """Counts one request of this key, if there were few enough in the hour before. Two at once may count as one."""
    began = now.timestamp() - _AN_HOUR
    lately = [at for at in cache.get(key, ()) if began < at <= now.timestamp()]
    if len(lately) >= _FETCHES_AN_HOUR:
        return False
    cache.set(key, [*lately, now.timestamp()], _AN_HOUR)
    return True


@require_safe
def outbox(request: SignedIn) -> HttpResponse:
    """What Vigil has written to me, or is about to; in the demonstration, where nothing leaves, what it would have."""
    mails = Mail.objects.filter(recipient=request.user)
    page = page_of(mails, order=("-composed_at", "pk"), params=request.GET, size=A_PAGE)
    consulted(people={person for mail in page.rows for person in mail.people}, sections=["message"])
    shows(person for mail in page.rows for person in mail.people)
    return render(request, "diary/outbox.html", {"page": page, "address": request.user.email})
