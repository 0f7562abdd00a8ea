"""The partner matrix: which agency sees what, when, and by which way. Every cell is declared, and looked for.

In each table a row is what might be seen, a column who looks: `o` they see it, `-` they do not.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from accounts.models import User
from diary.models import OutboxMessage
from mappa import actions
from mappa.models import (
    AgencyReturn,
    Annex,
    Circulation,
    Correction,
    DisclosureView,
    ExecutiveSummary,
    Invitation,
    LevelView,
    LockedPack,
    Minutes,
    MinutesCopy,
    MinutesStep,
    Paragraph,
    PlanChange,
    PlanView,
    Release,
    RiskView,
    Transfer,
    VictimSafety,
)
from mappa.sittings.choices import SittingState
from tests import world
from tests.mappa import held
from tests.mappa.portal.staged import NOW, SAID, Stage, beside, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Clock = Callable[[datetime], None]

READERS = ("housing", "probation", "liaison", "stranger", "coordinator")
# On the page of the first case, which is heard.
ON_THE_PAGE = """
    housing's return                o - - - o
    probation's return              o o - - o
    liaison's return                - - o - o
    zone                            - - o - o
    address                         - - o - o
    police, not released            - - - - o
    police, released                o - - - o
    police, corrected since         - - - - -
    police, as corrected            - - - - o
    police, taken back              - - - - o
    victims, released to probation  - o - - o
    housing's words                 o - - - o
    probation's words               - o - - o
    risk                            - - - - o
    reasons                         - - - - o
    housing's action                o - - - o
    pack, released                  o - - - o
    held apart                      - - - - -
"""
# In the minutes of the first case, which housing and probation were given, and nobody else of an agency.
IN_THE_MINUTES = """
    housing's return                o o - - o
    probation's return              o o - - o
    liaison's return                - - - - o
    zone                            - - - - -
    address                         - - - - -
    police, not released            - - - - o
    police, released                o o - - o
    police, corrected since         - - - - -
    police, as corrected            o o - - o
    victims, released to probation  - - - - o
    housing's words                 o o - - o
    probation's words               o o - - o
    risk                            - - - - o
    held apart                      - - - - -
"""
# Whose name stands on which page of a list.
NAMES = """
    Alder on the day    o o o - o
    Birch on the day    - o - - o
    Alder on Today      o - - - -
    Birch on Today      - o - - -
    Cedar on Today      o o - - -
    action on its list  o - - - o
    how to join         o o o - o
"""
# Rows of each table that the database shows to the connection of each; what others hold is not there to be forgotten.
ROWS: dict[type, str] = {
    AgencyReturn: "2 1 1 0 3",
    VictimSafety: "0 0 1 0 1",
    Paragraph: "2 2 0 0 9",
    Release: "5 1 0 0 6",
    LockedPack: "1 0 0 0 2",
    RiskView: "0 0 0 0 1",
    PlanView: "0 0 0 0 1",
    DisclosureView: "0 0 0 0 1",
    LevelView: "0 0 0 0 1",
    Annex: "0 1 0 0 0",
    MinutesStep: "0 0 0 0 4",
    Correction: "1 1 0 0 3",
    ExecutiveSummary: "0 0 0 0 1",
    Transfer: "0 0 0 0 1",
    PlanChange: "0 0 0 0 1",
    Minutes: "1 1 1 0 1",
    Circulation: "1 1 0 0 1",
    MinutesCopy: "1 1 0 0 2",
}
# Of these the history is read as the row is; who reads that of others is told elsewhere, or nobody.
WITH_HISTORY = (MinutesStep, Correction, ExecutiveSummary, Transfer, PlanChange)
# What housing sees of the third case, whose meeting is to come: Today, the list, the day, the case, its calendar file,
# a return. `o` there, `-` not there.
MOMENTS = """
    planned          - - - - - -
    sent             o o o o o o
    last day         o o o o o o
    day after        - - - - - -
    withdrawn        - - - - - -
    asked again      o o o o o o
    taken off        - o o - o -
    called off       - o o - o -
    agency changed   - - - - - -
    role ended       - - - - - -
"""


def table(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.strip().splitlines():
        name, *cells = line.strip().rsplit(" ", line.split("  ")[-1].strip().count(" ") + 1)
        yield name.strip(), cells


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.VettedUserBackend")
    return client


def shown(client: Client, url: str) -> str:
    """What the page says; nothing where there is none."""
    response = client.get(url)
    return response.content.decode() if response.status_code == 200 else ""


def letters(there: list[bool]) -> list[str]:
    return ["o" if each else "-" for each in there]


def differ(declared: str, got: dict[str, list[str]]) -> list[str]:
    rows = dict(table(declared))
    assert set(rows) == set(got)
    return [
        f"{name}: {' '.join(got[name])}, not {' '.join(cells)}"
        for name, cells in rows.items()
        if got[name] != cells
    ]


@pytest.fixture(scope="module")
def on(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The same stage for every test here: what a test does on it is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with world.read_by("vigil"):
            staged = stage()
        yield staged
        transaction.set_rollback(True)


def test_the_pages_of_a_case(on: Stage) -> None:
    url = reverse("meeting-case", args=[on.case.sitting_id, on.case.pk])
    pages = [shown(signed_in(on.readers[name]), url).replace("&#x27;", "'") for name in READERS]
    assert [bool(page) for page in pages] == [True, True, True, False, True]
    rows = dict(table(ON_THE_PAGE))
    assert not differ(ON_THE_PAGE, {name: letters([SAID[name] in page for page in pages]) for name in rows})


def test_the_minutes(on: Stage) -> None:
    url = reverse("case-minutes", args=[on.case.sitting_id, on.case.pk])
    pages = [shown(signed_in(on.readers[name]), url).replace("&#x27;", "'") for name in READERS]
    rows = dict(table(IN_THE_MINUTES))
    assert not differ(
        IN_THE_MINUTES, {name: letters([SAID[name] in page for page in pages]) for name in rows}
    )


def test_the_lists(on: Stage) -> None:
    day = reverse("meeting", args=[on.case.sitting_id])
    got: dict[str, list[bool]] = {name: [] for name, _ in table(NAMES)}
    # Who was asked to what was heard still has a return to give to what was not.
    actions.invite(
        on.readers["coordinator"],
        cases=[on.third],
        agencies=[on.readers["probation"].agency],
        now=NOW,
    )
    for name in READERS:
        client = signed_in(on.readers[name])
        meeting, today, owed = shown(client, day), shown(client, "/"), shown(client, "/actions/")
        for person in ("Alder", "Birch"):
            got[f"{person} on the day"].append(person.upper() in meeting)
        for person in ("Alder", "Birch", "Cedar"):
            # What a coordinator's own Today holds is another matter.
            got[f"{person} on Today"].append(name != "coordinator" and person.upper() in today)
        got["action on its list"].append(SAID["housing's action"] in owed)
        got["how to join"].append(SAID["how to join"] in meeting)
    assert not differ(NAMES, {name: letters(cells) for name, cells in got.items()})


def test_the_minutes_on_paper(on: Stage) -> None:
    """No agency takes them away, whether it was given a copy or not; the force's own paper says what its page says."""
    about = [on.case.sitting_id, on.case.pk]
    for name in READERS:
        client = signed_in(on.readers[name])
        files = [client.get(reverse(each, args=about)) for each in ("minutes-pdf", "minutes-word")]
        assert [each.status_code for each in files] == [200 if name == "coordinator" else 404] * 2, name
    pdf, word = (each.content for each in files)
    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        body = re.sub("<[^>]+>", "", parts.read("word/document.xml").decode())
    for said, cells in table(IN_THE_MINUTES):
        for paper in (pages, body):
            there = "".join(SAID[said].split()) in "".join(html.unescape(paper).split())
            assert there is (cells[-1] == "o"), said


def test_the_last_line(on: Stage) -> None:
    """Whatever a query forgot: the rows that a connection is shown."""
    beside(on)
    tables: dict[type, type] = {model: model for model in ROWS}
    tables |= {its: of for of in WITH_HISTORY for its in of.pgh_event_models.values()}  # type: ignore[attr-defined]
    got: dict[type, list[int]] = {}
    for model in tables:
        for name in READERS:
            with world.read_by(on.readers[name]):
                got.setdefault(model, []).append(model._default_manager.count())  # type: ignore[attr-defined]
    declared = {model: [int(each) for each in ROWS[of].split()] for model, of in tables.items()}
    assert got == declared


def test_search_finds_nobody_for_an_agency(on: Stage) -> None:
    for name in READERS:
        found = signed_in(on.readers[name]).post(reverse("people-search"), {"q": "Alder"}, follow=True)
        assert ("ALDER" in found.content.decode()) is (name == "coordinator"), name


def test_no_file_leaves_with_an_agency(on: Stage) -> None:
    person, case = on.case.person_id, [on.case.sitting_id, on.case.pk]
    files = [
        reverse("meeting-pack", args=case[:1]),
        reverse("case-pack", args=case),
        reverse("case-releases", args=case),
        *(reverse(name, args=[person]) for name in ("person", "person-mappa", "person-plan")),
    ]
    for name in ("housing", "probation", "liaison", "stranger"):
        client = signed_in(on.readers[name])
        assert {url: client.get(url).status_code for url in files} == dict.fromkeys(files, 404), name
    assert signed_in(on.readers["coordinator"]).get(files[0]).status_code == 200


def test_the_api_says_nothing_of_meetings(on: Stage) -> None:
    """There is no address of meetings below /api/, and a case that is shown opens no record there."""
    client = signed_in(on.readers["housing"])
    for path in (
        "",
        "v1/",
        f"v1/people/{on.case.person_id}/",
        "v1/meetings/",
        f"v1/meetings/{on.case.sitting_id}/",
        "v1/actions/",
    ):
        assert client.get(f"/api/{path}").status_code == 404, path
    assert client.get(reverse("api-people")).json()["results"] == []
    answer = client.post(
        reverse("statute-evaluate"), {"reference": on.case.person.reference}, "application/json"
    )
    assert "ALDER" not in answer.content.decode().upper()


def test_mail_goes_to_those_who_are_asked_and_names_nobody(on: Stage) -> None:
    told = OutboxMessage.objects.select_related("recipient", "person")
    about = {
        name: sorted({each.person.reference for each in told if each.person and each.recipient == user})
        for name, user in on.readers.items()
    }
    first, second, third = (case.person.reference for case in (on.case, on.of_probation, on.third))
    assert about == {
        "housing": [first, third],
        "probation": [first, second],
        "liaison": [first],
        "stranger": [],
        "coordinator": [first],  # that its minutes were approved
    }
    words = " ".join(f"{each.subject} {each.body}" for each in told).lower()
    for secret in (*SAID.values(), "alder", "birch", "cedar"):
        assert secret.lower() not in words


def _as(moment: str, on: Stage, clock: Clock) -> None:
    """Bring the third case to a moment of its invitation."""
    by, asked = on.readers["coordinator"], on.third_invitation
    sitting, user = on.third.sitting, on.readers["housing"]
    if moment == "planned":
        other = held.sitting(by, held_on=held.DAY + world.days(11), chair=sitting.chair, now=NOW)
        actions.call_off(by, sitting=sitting, version=sitting.version, why="Moved", now=NOW)
        on.third = held.case(other, on.third.person)
        [on.third_invitation] = held.invited(on.third, user.agency)
        Invitation.objects.filter(pk=asked.pk).update(withdrawn_at=NOW, withdrawn_why="Moved")
    elif moment in ("last day", "day after"):
        clock(world.at(asked.closes_on + world.days(moment == "day after"), 9))
        held.brought(sitting, SittingState.PACK_OPEN)
    elif moment in ("withdrawn", "asked again"):
        actions.withdraw_invitation(by, invitation=asked, version=asked.version, why="Not theirs", now=NOW)
        if moment == "asked again":
            actions.invite(by, cases=[on.third], agencies=[user.agency], now=NOW)
    elif moment == "taken off":
        actions.adjourn_case(by, case=on.third, version=on.third.version, why="In hospital", now=NOW)
    elif moment == "called off":
        actions.call_off(by, sitting=sitting, version=sitting.version, why="Snow", now=NOW)
    elif moment == "agency changed":
        User.objects.filter(pk=user.pk).update(agency=on.readers["stranger"].agency)
    elif moment == "role ended":
        user.roles.update(ends_on=held.DAY)


@pytest.mark.parametrize(("moment", "cells"), list(table(MOMENTS)))
def test_an_invitation_opens_when_it_is_sent_and_closes(
    moment: str, cells: list[str], clock: Clock, on: Stage
) -> None:
    on = copy(on)
    client = signed_in(on.readers["housing"])
    _as(moment, on, clock)
    case, asked = on.third, on.third_invitation
    day, page = [case.sitting_id], [case.sitting_id, case.pk]
    link = reverse("meeting", args=day)
    give = reverse("give-return", args=[*page, asked.pk])
    sent = {"nothing_known": "on", "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a11"}
    there = [
        reverse("give-return", args=[*page, asked.pk]) in shown(client, "/"),
        link in shown(client, "/meetings/"),
        bool(shown(client, link)),
        "CEDAR" in shown(client, reverse("meeting-case", args=page)),
        client.get(reverse("meeting-calendar", args=day)).status_code == 200,
        client.post(give, sent).status_code == 302,
    ]
    assert letters(there) == cells
    # What they gave stands: nothing is lost with the sight of it.
    assert AgencyReturn.objects.filter(invitation=asked).exists() is (cells[-1] == "o")


def test_whoever_is_signed_out_for_good_is_out_at_the_next_click(on: Stage) -> None:
    client = signed_in(on.readers["housing"])
    assert client.get("/meetings/").status_code == 200
    User.objects.filter(pk=on.readers["housing"].pk).update(is_active=False)
    assert client.get("/meetings/").status_code == 403
