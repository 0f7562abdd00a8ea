"""Returns and lists as files: one sheet of what the page says, for whom, and no more than the policy allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.choices import Channel
from access.models import AccessEvent
from access.policies import Capability
from accounts.choices import Role
from accounts.models import User
from dashboards.board.metrics import ALL
from offenders import actions
from offenders.models.person import PersonQuerySet
from tests import world
from tests.access.test_exporting import csv_rows, workbook, xlsx_rows
from tests.accounts.signing import sign_in
from tests.dashboards.returns.test_pages import REPORT, at_level_1
from tests.dashboards.test_pages import convicted
from tests.mappa import held
from tests.mappa.figures.seeded import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FOI = "/returns/foi/export/?measure=registered&on=15/6/2026&rows=unit&columns="

BOARD = ("/board/export/", "/board/managed/export/")


@pytest.fixture(autouse=True)
def wall() -> Iterator[None]:
    with time_machine.travel(world.at(world.TODAY), tick=False):
        yield


def test_a_cell_as_a_file_names_whom_one_may_take_and_counts_the_rest() -> None:
    several = people(3)
    at_level_1(several)
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    actions.restrict(
        inspector, person=several[0], readers=[], reason="Protected witness", now=world.at(world.TODAY)
    )
    answer = sign_in(world.supervisor()).post(REPORT + "t1-c1/export/", {"form": "xlsx"})
    rows = xlsx_rows(answer.content)
    assert rows[1] == ["Reference", "Family name", "Given names", "Why they count"]
    assert sorted(row[0] for row in rows[2:-1]) == sorted([several[1].reference, several[2].reference])
    assert rows[-1] == ["1 more record is counted that you may not take away", "", "", ""]
    event = AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq")
    assert set(event.person_ids) == {person.pk for person in several[1:]}
    assert event.row_count == 3


@pytest.mark.parametrize("url", [REPORT + "export/", REPORT + "t1-c1/export/", FOI, *BOARD])
def test_each_is_one_sheet_without_anything_hidden_and_a_pdf(url: str) -> None:
    at_level_1(people(6))
    client = sign_in(world.supervisor())
    parts = workbook(client.post(url, {"form": "xlsx"}).content)
    assert [name for name in parts if name.startswith("xl/worksheets/")] == ["xl/worksheets/sheet1.xml"]
    assert not parts["xl/worksheets/sheet1.xml"].xpath("//@hidden | //*[local-name()='f']")
    assert not parts["xl/workbook.xml"].xpath("//@state | //*[local-name()='definedName']")
    assert client.post(url, {"form": "pdf"}).content.startswith(b"%PDF-")
    assert sign_in(held.coordinator()).get(url).status_code == 403


def test_the_numbers_of_the_report_and_of_the_table_are_those_of_their_pages() -> None:
    at_level_1(people(6))
    client = sign_in(world.supervisor())
    rows = csv_rows(client.post(REPORT + "export/", {"form": "csv"}).content)
    assert ["T1. Offenders managed under MAPPA on the last day", "Level 1", "Category 1", "6"] in rows
    table = csv_rows(client.post(FOI, {"form": "csv"}).content)
    assert table[1:] == [["Local policing area", "Number"], ["West unit", "6"], ["Total", "6"]]


def test_more_rows_than_the_force_allows_are_refused_whole() -> None:
    at_level_1(people(3))
    world.decided("exports.most", 2)
    client = sign_in(world.supervisor())
    for url in (REPORT + "t1-c1/export/", "/people/export/", "/board/managed/export/"):
        answer = client.post(url, {"form": "csv"})
        assert "More than 2 rows are on this list" in answer.content.decode()
        assert "up to 2 rows" in client.get(url).content.decode()


def test_the_board_as_a_file_says_each_figure_and_names_nobody() -> None:
    person = world.person(family_name="Late", **convicted(date(2026, 3, 15)))
    client = sign_in(world.supervisor())
    shown = client.get("/board/").context["board"]
    answer = client.post("/board/export/", {"form": "xlsx"})
    rows = xlsx_rows(answer.content)
    assert "Taken by" in rows[0][0]
    assert rows[1][:5] == ["Group", "Figure", "Number", "Share", "Days"]
    want = [(each.metric.label, each.value) for group in shown.groups for each in group.figures]
    assert [(row[1], row[2]) for row in rows[2:]] == want
    assert not any(said in cell for row in rows for cell in row for said in (person.reference, "LATE"))
    assert AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq").row_count == len(want)


def test_the_people_behind_a_figure_as_a_file_are_its_list_and_stand_in_the_log() -> None:
    several = [world.person(family_name=f"Late{n}", **convicted(date(2026, 3, 15))) for n in range(3)]
    client = sign_in(world.supervisor())
    rows = xlsx_rows(client.post("/board/notifications-overdue/export/", {"form": "xlsx"}).content)
    assert rows[1][:4] == ["Reference", "Family name", "Given names", "Management level"]
    assert sorted(row[0] for row in rows[2:]) == sorted(each.reference for each in several)
    event = AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq")
    assert set(event.person_ids) == {each.pk for each in several}
    assert event.row_count == 3


def test_what_a_file_of_the_board_cannot_say_is_not_said() -> None:
    """Neither an address that cannot be read nor a day of which nothing is kept gives a file of everybody or nobody."""
    client = sign_in(world.supervisor())
    assert client.post("/board/export/?unit=999999", {"form": "csv"}).status_code == 404
    past = next(each.name for each in ALL if not each.by_day)
    assert client.post(f"/board/{past}/export/?day=2026-06-01", {"form": "csv"}).status_code == 404
    assert client.get("/board/no-such-figure/export/").status_code == 404


def test_the_queries_of_a_file_of_the_board_do_not_grow() -> None:
    def asked() -> list[int]:
        found = []
        for url in BOARD:
            with CaptureQueriesContext(connection) as queries:
                assert client.post(url, {"form": "csv"}).status_code == 200
            found.append(len(queries))
        return found

    people(2)
    client = sign_in(world.supervisor())
    asked()
    few = asked()
    people(4)
    assert asked() <= few
    assert max(few) <= 17


def test_whom_a_figure_counts_and_one_may_not_take_away_are_the_last_line_of_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = sorted(people(5), key=lambda person: person.pk)
    world.decided("exports.most", 4)
    may = [person.pk for person in several[:2]]
    reached = PersonQuerySet.within_reach

    def within_reach(self: PersonQuerySet, user: User, capability: Capability, today: date) -> PersonQuerySet:
        found = reached(self, user, capability, today)
        return found.filter(pk__in=may) if capability is Capability.EXPORT else found

    monkeypatch.setattr(PersonQuerySet, "within_reach", within_reach)
    monkeypatch.setattr("dashboards.exports.views._AT_ONCE", 2)
    client = sign_in(world.supervisor())
    rows = csv_rows(client.post("/board/managed/export/", {"form": "csv"}).content)
    assert sorted(row[0] for row in rows[2:-1]) == sorted(person.reference for person in several[:2])
    assert rows[-1][0] == "3 more records are counted that you may not take away"
    assert set(rows[-1][1:-1]) == {""}
    event = AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq")
    assert set(event.person_ids) == set(may)
