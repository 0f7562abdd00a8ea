"""What holds for every page there is: headers, and no name where names stay behind. The pages are the matrix's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from structlog.testing import capture_logs

from accounts.models import User
from config import csp
from diary import actions as diary
from notifications import actions as notifications
from offenders import actions
from offenders.models import Person
from tests import world
from tests.access.test_matrix import ours

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAME = "Quillfeather"
Answers = list[tuple[str, HttpResponse]]


@pytest.fixture
def manager() -> User:
    return world.officer()


@pytest.fixture
def person(manager: User) -> Person:
    return world.person(manager, family_name=NAME, given_names="Zebedee")


@pytest.fixture
def pages(manager: User, person: Person) -> list[str]:
    """An address for every row of the matrix, and for each page of allauth's that needs no argument."""
    now, today = world.at(world.TODAY), world.TODAY
    absence = actions.record_custody(
        manager, person=person, kind="custody", starts_on=today, place="", now=now
    )
    journey = notifications.record_journey(
        manager,
        person=person,
        journey={"countries": ["FR"], "departs_on": today + world.days(30), "details_known_on": today},
        now=now,
    )
    rows = [absence.pk, journey.pk, person.triggers.get().pk, person.names.get().pk]
    tries = [
        [],
        [person.pk],
        ["force"],
        [uuid4(), "identity"],
        *([person.pk, row] for row in rows),
        [person.pk, "name", rows[-1]],
    ]
    found = []
    for name in [
        *ours(),
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_index",
        "usersessions_list",
    ]:
        for arguments in tries:
            try:
                found.append(reverse(name, args=arguments))
            except NoReverseMatch:
                continue
    return [*found, "/no-such-page/", "/people", "/account/signup/"]


@pytest.fixture
def answers(manager: User, pages: list[str], sign_in: Callable[[User], Client]) -> Answers:
    signed_in, stranger = sign_in(manager), Client()
    return [(page, client.get(page)) for client in (signed_in, stranger) for page in pages]


def test_every_page(answers: Answers, subtests: pytest.Subtests) -> None:
    """In one test: the pages take most of a minute to fetch."""
    for holds in (kept_by_nobody_and_runs_nothing_of_anybody, nothing_is_inline, no_name_in_address_or_title):
        with subtests.test(holds.__name__):
            holds(answers)


def kept_by_nobody_and_runs_nothing_of_anybody(answers: Answers) -> None:
    wrong = []
    for page, answer in answers:
        policy = answer.get("Content-Security-Policy", "")
        holds = {
            "no-store": "no-store" in answer.get("Cache-Control", ""),
            "default-src": "default-src 'none'" in policy,
            "script-src": "script-src 'self'" in policy and "unsafe" not in policy,
            "framing": "frame-ancestors 'none'" in policy and answer["X-Frame-Options"] == "DENY",
            "reports": "report-uri /csp-report/" in policy
            and "report-to csp" in policy
            and answer["Reporting-Endpoints"] == 'csp="/csp-report/"',
            "opener": answer["Cross-Origin-Opener-Policy"] == "same-origin",
            "sniffing": answer["X-Content-Type-Options"] == "nosniff",
            "referrer": answer["Referrer-Policy"] == "same-origin",
            "permissions": "camera=()" in answer.get("Permissions-Policy", ""),
        }
        wrong += [f"{page}: {what}" for what, it_does in holds.items() if not it_does]
    assert len(answers) > 80
    assert not wrong


def nothing_is_inline(answers: Answers) -> None:
    for page, answer in answers:
        if "html" in answer.get("Content-Type", ""):
            text = answer.content.decode()
            assert not re.search(r"\sstyle=|\son\w+=|javascript:", text), page
            assert not re.search(r"<script(?![^>]*(\ssrc=|application/json))", text), page


def no_name_in_address_or_title(answers: Answers) -> None:
    seen = 0
    for page, answer in answers:
        text = unescape(answer.content.decode("utf-8", "replace"))
        addresses = [page, answer.get("Location", ""), *re.findall(r'(?:href|action|src)="([^"]*)"', text)]
        for place in [*addresses, *re.findall(r"<title>(.*?)</title>", text, re.S)]:
            assert NAME.lower() not in place.lower(), page
        seen += NAME.lower() in text.lower()
    assert seen > 10  # the person is on these pages: the test looks at something


def test_no_name_stands_in_a_message(person: Person) -> None:
    diary.sweep(today=world.TODAY, now=world.at(world.TODAY))
    diary.deliver(now=world.at(world.TODAY, 10))
    assert mail.outbox
    for message in mail.outbox:
        told = f"{message.subject} {message.body} {json.dumps(dict(message.extra_headers))}"
        assert NAME.lower() not in told.lower()
        assert "zebedee" not in told.lower()
        assert "1979" not in told


def test_paper_says_who_printed_it_when_and_by_which_request(
    manager: User, person: Person, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(manager)
    marks = set()
    for page in ("/", "/people/", reverse("person", args=[person.pk]), "/calculator/"):
        text = client.get(page).content.decode()
        mark = re.search(r'<p class="vigil-watermark">([^<]*)</p>', text)
        assert mark
        assert f"OFFICIAL-SENSITIVE. Shown to {manager} on 15 June 2026 at 9am. Request " in mark[1]
        marks.add(mark[1].rpartition("Request ")[2])
    assert len(marks) == 4
    assert "vigil-watermark" not in client.get("/no-such-page/").content.decode()


class TestBrokenPolicy:
    OLDER = {
        "csp-report": {
            "document-uri": "",
            "violated-directive": "script-src 'self'",
            "blocked-uri": "https://a.b/?q=x",
        }
    }

    @pytest.fixture(autouse=True)
    def _quiet_so_far(self) -> None:
        csp._written.clear()

    def send(self, what: object, kind: str = "application/csp-report") -> tuple[int, list[dict[str, object]]]:
        with capture_logs() as lines:
            answer = Client().post("/csp-report/", json.dumps(what), content_type=kind)
        return answer.status_code, [line for line in lines if "policy" in line["event"]]

    def test_the_log_says_directive_and_page_and_nothing_else(self, person: Person) -> None:
        where = f"https://vigil.force.example{reverse('person', args=[person.pk])}?from={NAME}"
        newer = [
            {"type": "csp-violation", "body": {"documentURL": where, "effectiveDirective": "style-src-elem"}},
            {"type": "deprecation", "body": {}},
        ]
        older = {"csp-report": {**self.OLDER["csp-report"], "document-uri": where}}
        for what, kind, directive in (
            (older, "application/csp-report", "script-src"),
            (newer, "application/reports+json", "style-src-elem"),
        ):
            assert self.send(what, kind) == (
                204,
                [
                    {
                        "event": "content security policy broken",
                        "log_level": "warning",
                        "directive": directive,
                        "page": "person",
                    }
                ],
            )

    def test_anybody_can_send_them_and_few_are_written_down(self) -> None:
        written = sum(len(self.send(self.OLDER)[1]) for _ in range(40))
        assert written == 30

    @pytest.mark.parametrize(
        ("what", "kind", "status"),
        [
            (OLDER, "text/plain", 415),
            ({"csp-report": {"violated-directive": "x" * 20_000}}, "application/csp-report", 413),
            ([], "application/csp-report", 204),
            ("x", "application/csp-report", 400),
            ({"csp-report": []}, "application/csp-report", 400),
            ([1], "application/reports+json", 400),
        ],
    )
    def test_what_is_no_report_is_not_written_down(self, what: object, kind: str, status: int) -> None:
        assert self.send(what, kind) == (status, [])

    def test_no_made_up_word_reaches_the_log(self) -> None:
        told = {"csp-report": {"violated-directive": f"{NAME}\n<b>", "document-uri": "not an address"}}
        assert [(line["directive"], line["page"]) for line in self.send(told)[1]] == [("?", "?")]
