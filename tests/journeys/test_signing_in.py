"""Signing in, staying signed in, and what is typed when a session ends, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts import sessions
from accounts.models import User
from offenders.models import Absence
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def officer(clock: object) -> User:
    return world.officer(username="officer")


def let_time_pass() -> None:
    """Everybody's last use was a quarter of an hour ago."""
    for listed in UserSession.objects.all():
        store = SessionStore(listed.session_key)
        store[sessions.USED] = (timezone.now() - sessions.IDLE - timedelta(seconds=1)).timestamp()
        store.save()


def test_a_long_note_outlives_the_session_without_javascript(
    browser: Browser, live_server: LiveServer, officer: User
) -> None:
    person = world.person(officer)
    page = browser.new_context(java_script_enabled=False).new_page()

    def sign_in() -> None:
        page.get_by_label("Username").fill("officer")
        page.get_by_label("Password", exact=True).fill(world.PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    page.goto(f"{live_server.url}/people/{person.pk}/custody/")
    sign_in()
    page.get_by_label("Remanded in custody by a court").check()
    page.get_by_label("Prison, hospital or country").fill("HMP Example, said “it's <there>”")
    page.get_by_label("Since").fill("2 June 2026")
    let_time_pass()
    page.get_by_role("main").get_by_role("button", name="Record").click()

    expect(page.get_by_text("What you had typed has been kept")).to_be_visible()
    sign_in()
    expect(page.get_by_role("heading", name="What you had typed has been kept")).to_be_visible()
    expect(page.get_by_text("HMP Example, said “it's <there>”")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("In custody", exact=True)).to_be_visible()
    assert Absence.objects.get().place == "HMP Example, said “it's <there>”"
    page.context.close()


def test_a_warning_comes_before_the_end(
    page: Page, sign_in: Callable[[str], Page], officer: User, accessible: Callable[[Page], None]
) -> None:
    page.clock.install()
    sign_in("officer")
    expect(page.get_by_role("heading", name="Monday 15 June 2026")).to_be_visible()
    page.wait_for_load_state("networkidle")
    warning = page.get_by_text("You will soon be signed out")
    page.clock.fast_forward("11:58")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("00:03")
    expect(warning).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward("12:01")
    expect(warning).to_be_visible()
    let_time_pass()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
    accessible(page)


def test_pages_about_ones_account(
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    officer: User,
    accessible: Callable[[Page], None],
) -> None:
    page = sign_in("officer")
    for place in ("two-factor/", "two-factor/totp/activate/", "set-up/", "sessions/", "password/change/"):
        page.goto(f"{live_server.url}/account/{place}")
        accessible(page)
    officer.is_active = False
    officer.save()
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()
    accessible(page)
