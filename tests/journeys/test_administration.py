"""Somebody joins: added, given a role, signed in with a password of their own. Every page on the way is accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_somebody_joins(
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[..., Page],
    accessible: Callable[[Page], None],
) -> None:
    own = "a-word-of-my-own-42"
    world.unit("West unit")
    world.user(Role.SYSTEM_ADMINISTRATOR, username="admin")
    sign_in("admin")
    page.get_by_role("link", name="Administration", exact=True).click()
    accessible(page)
    page.get_by_role("button", name="Add a user").click()
    page.get_by_label("Username").fill("sam.reed")
    page.get_by_label("Given name").fill("Sam")
    page.get_by_label("Family name").fill("Reed")
    page.get_by_label("Rank or grade").select_option("DC")
    page.get_by_label("Where do they work?").select_option("West unit")
    page.get_by_label("Why?").fill("Joins the unit")
    accessible(page)
    page.get_by_role("button", name="Add this user").click()
    expect(page.get_by_role("heading", name="User added")).to_be_visible()
    accessible(page)
    password = page.locator("code").inner_text()

    page.get_by_role("link", name="Go on to this user").click()
    accessible(page)
    page.get_by_role("link", name="Grant a role").click()
    accessible(page)
    page.get_by_label("Offender manager").check()
    page.get_by_label("Why do they need it?").fill("Manages a caseload")
    page.get_by_role("button", name="Grant").click()
    expect(page.get_by_text("Reason: Manages a caseload")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    sign_in("sam.reed", password)
    expect(page.get_by_role("heading", name="Change your password")).to_be_visible()
    accessible(page)
    for name, typed in (("oldpassword", password), ("password1", own), ("password2", own)):
        page.locator(f"[name={name}]").fill(typed)
    page.get_by_role("button", name="Change password").click()
    expect(page).to_have_url(live_server.url + "/")
