"""Who gets which page. A URL without a row fails, so that nobody adds a page without saying who may see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.choices import Role
from accounts.models import User
from notifications import actions as notifications
from notifications.models import Application, ResponsibleBody
from offenders import actions
from offenders.choices import EmergencyReason
from tests import world
from tests.access.test_administration_matrix import ADMINISTRATION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OK, HERE, GONE, NO, SIGN_IN = 200, 302, 404, 403, "sign in"

ACTORS = [
    "anonymous",
    "manager",
    "same unit",
    "other unit",
    "supervisor",
    "coordinator",
    "counter",
    "auditor",
]

# One row a page: the status each actor above gets for GET, in that order.
MATRIX: dict[str, list[int | str]] = {
    "today": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    "people": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    "people-search": [SIGN_IN, HERE, HERE, HERE, HERE, HERE, HERE, HERE],
    # Whoever may take a list away proves first who they are.
    "people-export": [SIGN_IN, NO, NO, NO, HERE, NO, NO, NO],
    "add-person": [SIGN_IN, HERE, HERE, HERE, HERE, NO, NO, NO],
    "add-person-step": [SIGN_IN, OK, OK, OK, OK, NO, NO, NO],
    "add-person-check": [SIGN_IN, GONE, GONE, GONE, GONE, NO, NO, NO],
    "person": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "person-facts": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "person-history": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "record-custody": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-release": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-move": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-conviction": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-sentence": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-order": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-name": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "person-notification": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "person-certificate": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "person-as-it-was": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "record-advance-notice": [SIGN_IN, OK, OK, GONE, OK, GONE, OK, GONE],
    "record-outcome": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-change": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-journey": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-return": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "override-date": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "decide-override": [SIGN_IN, GONE, GONE, GONE, OK, GONE, GONE, GONE],
    "withdraw-override": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "person-review": [SIGN_IN, OK, OK, GONE, OK, OK, OK, GONE],
    "record-relevant-notification": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-application": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-body": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-body-answer": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-review-step": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "assign-manager": [SIGN_IN, GONE, GONE, GONE, OK, GONE, GONE, GONE],
    "correct-fact": [SIGN_IN, OK, OK, GONE, OK, GONE, GONE, GONE],
    "record-notification": [SIGN_IN, OK, OK, GONE, OK, GONE, OK, GONE],
    "emergencies": [SIGN_IN, NO, NO, NO, OK, NO, NO, OK],
    "review-emergency": [SIGN_IN, GONE, GONE, GONE, OK, GONE, GONE, OK],
    # Whoever sees the record is sent to it; the others are asked for their password first.
    "open-in-emergency": [SIGN_IN, HERE, HERE, HERE, HERE, HERE, HERE, HERE],
    "person-log": [SIGN_IN, GONE, GONE, GONE, OK, GONE, GONE, GONE],
    "audit": [SIGN_IN, NO, NO, NO, NO, NO, NO, OK],
    "audit-review": [SIGN_IN, NO, NO, NO, OK, NO, NO, NO],
    "calculator": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    "check-certificate": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    "rules-in-force": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    # A system administrator's alone: see tests/notifications/test_law_change.py.
    "commence-rules": [SIGN_IN, NO, NO, NO, NO, NO, NO, NO],
    "withdraw-rules": [SIGN_IN, NO, NO, NO, NO, NO, NO, NO],
    # It takes POST alone, and says so in JSON.
    "statute-evaluate": [NO, 405, 405, 405, 405, 405, 405, 405],
    "kept-form": [SIGN_IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE],
    "stay-signed-in": [SIGN_IN, 204, 204, 204, 204, 204, 204, 204],
    "set-up-second-factor": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    # No identity provider is configured.
    "openid_connect_login": [GONE] * 8,
    "openid_connect_callback": [GONE] * 8,
    "socialaccount_login_cancelled": [OK] * 8,
    "socialaccount_login_error": [401] * 8,
    "frontend:styleguide": [SIGN_IN, OK, OK, OK, OK, OK, OK, OK],
    "healthz": [OK, OK, OK, OK, OK, OK, OK, OK],
    "readyz": [OK, OK, OK, OK, OK, OK, OK, OK],
}
# Sign-in, second factor and sessions are allauth's own pages: each about the signed-in user alone.
OUTSIDE = ("account_", "mfa_", "usersessions_", "account-")


def names(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterable[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def test_every_page_has_a_row() -> None:
    ours = {name for name in names(get_resolver().url_patterns) if not name.startswith(OUTSIDE)}
    assert ours == set(MATRIX) | set(ADMINISTRATION)


@pytest.fixture
def actors() -> dict[str, User | None]:
    manager = world.officer()
    return {
        "anonymous": None,
        "manager": manager,
        "same unit": world.officer(),
        "other unit": world.officer(of=world.unit("East unit")),
        "supervisor": world.supervisor(),
        "coordinator": world.user(Role.MAPPA_COORDINATOR),
        "counter": world.user(Role.FRONT_COUNTER),
        "auditor": world.user(Role.AUDITOR),
    }


def test_matrix(actors: dict[str, User | None], sign_in: Callable[[User], Client], client: Client) -> None:
    manager = actors["manager"]
    assert manager is not None
    person = world.person(manager)
    duty = person.diary_entries.get()
    override = notifications.request_override(
        manager,
        person=person,
        key=duty.key,
        seen=duty.last,
        new_date=world.TODAY + world.days(2),
        reason="The court has directed another day in writing.",
        now=world.at(world.TODAY),
    )
    absence = actions.record_custody(
        manager,
        person=person,
        kind="custody",
        starts_on=world.TODAY,
        place="",
        now=world.at(world.TODAY),
    )
    journey = notifications.record_journey(
        manager,
        person=person,
        journey={
            "countries": ["FR"],
            "departs_on": world.TODAY + world.days(30),
            "details_known_on": world.TODAY,
        },
        now=world.at(world.TODAY),
    )
    notice = notifications.record_advance_notice(
        manager,
        person=person,
        given_at=world.at(world.TODAY, 8),
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        now=world.at(world.TODAY),
    )
    opening = actions.open_in_emergency(
        world.officer(of=world.unit("East unit")),
        person_id=person.pk,
        why=EmergencyReason.OTHER,
        reason="Asked for by the control room at night",
        now=world.at(world.TODAY),
    )
    recorded = {"person": person, "recorded_at": world.at(world.TODAY), "recorded_by": manager}
    made = Application.objects.create(received_on=world.TODAY, received_how="post", **recorded)
    told = ResponsibleBody.objects.create(
        application=made, body="Probation", notified_on=world.TODAY, **recorded
    )
    arguments = {
        "review-emergency": lambda: [opening.pk],
        "open-in-emergency": lambda: [person.pk],
        "commence-rules": lambda: ["EW-CPA2026"],
        "withdraw-rules": lambda: ["EW-CPA2026"],
        "override-date": lambda: [person.pk, duty.pk],
        "decide-override": lambda: [person.pk, override.pk],
        "withdraw-override": lambda: [person.pk, override.pk],
        "record-body": lambda: [person.pk, made.pk],
        "record-body-answer": lambda: [person.pk, told.pk],
        "record-review-step": lambda: [person.pk, made.pk, "decision"],
        "record-return": lambda: [person.pk, journey.pk],
        "record-outcome": lambda: [person.pk, notice.pk],
        "add-person-step": lambda: [uuid4(), "identity"],
        "add-person-check": lambda: [uuid4()],
        "kept-form": lambda: [uuid4()],
        "openid_connect_login": lambda: ["force"],
        "openid_connect_callback": lambda: ["force"],
        "record-sentence": lambda: [person.pk, person.triggers.get().pk],
        "record-release": lambda: [person.pk, absence.pk],
        "correct-fact": lambda: [person.pk, "name", person.names.get().pk],
    }
    of_a_person = [
        name for name in MATRIX if name.startswith(("person", "record-", "assign-")) and name not in arguments
    ]
    wrong = []
    for place, actor in enumerate(ACTORS):
        user = actors[actor]
        if user is None:
            client.logout()
        else:
            sign_in(user)
        for name, row in MATRIX.items():
            args = arguments[name]() if name in arguments else [person.pk] if name in of_a_person else []
            answer = client.get(reverse(name, args=args))
            got: int | str = answer.status_code
            if got == HERE and "/account/login/" in answer["Location"]:
                got = SIGN_IN
            if got != row[place]:
                wrong.append(f"{name} for {actor}: {got}, not {row[place]}")
    assert not wrong


def without_token(page: bytes) -> str:
    """The page without what Django makes anew for every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_what_may_not_be_known_looks_like_what_does_not_exist(sign_in: Callable[[User], Client]) -> None:
    hidden = world.person(world.officer(of=world.unit("East unit")))
    client = sign_in(world.officer())
    for name in ("person", "person-facts", "record-custody", "record-notification"):
        there = client.get(reverse(name, args=[hidden.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code == 404
        assert without_token(there.content) == without_token(nowhere.content)


def test_every_page_forbids_inline_code_other_hosts_and_caches(sign_in: Callable[[User], Client]) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    for url in ("/", "/people/", reverse("person", args=[person.pk]), "/styleguide/", "/no-such-page"):
        answer = client.get(url)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert " style=" not in text
        assert "<script>" not in text
        assert "MARSH" not in text.split("</title>")[0]


def test_vetting_that_ends_ends_the_session(sign_in: Callable[[User], Client]) -> None:
    from django.utils import timezone

    officer = world.officer()
    client = sign_in(officer)
    assert client.get("/").status_code == 200
    officer.vetting_expires_on = timezone.localdate() - world.days(1)
    officer.save()
    refused = client.get("/")
    assert refused.status_code == 403
    assert "Your vetting has run out" in refused.content.decode()
    assert client.get("/")["Location"].startswith("/account/login/")


def test_a_leaver_is_out_at_once(sign_in: Callable[[User], Client]) -> None:
    officer = world.officer()
    client = sign_in(officer)
    officer.is_active = False
    officer.save()
    refused = client.get("/")
    assert refused.status_code == 403
    assert "Your account is closed" in refused.content.decode()
    assert client.get("/")["Location"].startswith("/account/login/")
