"""Filing a photograph and a document on a telephone's width, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from offenders.models import Document, Photograph
from tests import world
from tests.offenders.documents.samples import pdf, picture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab on until the wanted control has the focus, as somebody without a mouse would."""
    for _ in range(60):
        if wanted.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {wanted}")


def choose(page: Page, wanted: Locator, file: Path) -> None:
    """The browser's own window for files opens on the space bar; in it the file is named."""
    tab_to(page, wanted)
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Space")
    opened.value.set_files(file)


@pytest.mark.usefixtures("clock")
def test_an_officer_adds_a_photograph_and_files_an_order(
    sign_in: Callable[[str], Page],
    accessible: Callable[[Page], None],
    live_server: LiveServer,
    settings: Settings,
    tmp_path: Path,
) -> None:
    # Given a person without a photograph
    settings.DOCUMENT_DIR = str(tmp_path / "documents")
    face, order, page_of_html = tmp_path / "face.jpg", tmp_path / "order.pdf", tmp_path / "letter.pdf"
    face.write_bytes(picture(size=(300, 400)))
    order.write_bytes(pdf())
    page_of_html.write_bytes(b"<!DOCTYPE html><script>alert(1)</script>")
    person = world.person(world.officer(username="officer"))
    page = sign_in("officer")
    # Listened for from the beginning: the browser may take a key before it learns that somebody waits for its window.
    page.on("filechooser", lambda _: None)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/people/{person.pk}/photographs/")
    expect(page.get_by_text("No photograph is on record.")).to_be_visible()
    accessible(page)

    # When the officer adds one
    tab_to(page, page.get_by_role("button", name="Add a photograph"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add a photograph")).to_be_visible()
    accessible(page)
    tab_to(page, page.get_by_label("Face"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Date taken"))
    page.keyboard.type("1/6/2026")
    tab_to(page, page.get_by_label("Why was it taken?"))
    page.keyboard.type("Custody")
    choose(page, page.get_by_label("Photograph", exact=True), face)
    tab_to(page, page.get_by_role("button", name="Add it"))
    page.keyboard.press("Enter")

    # Then it stands beside the name, and among the photographs
    expect(page.get_by_text("Shown beside the name")).to_be_visible()
    accessible(page)
    for shown in (
        page.get_by_alt_text("Photograph", exact=True),
        page.get_by_alt_text("Face, taken 1 June 2026"),
    ):
        expect(shown).to_be_visible()
        assert shown.evaluate("image => image.complete && image.naturalWidth") == 216
    assert Photograph.objects.get().person == person

    # When an order is filed, at first with a file that is something else
    page.goto(f"{live_server.url}/people/{person.pk}/documents/")
    expect(page.get_by_text("No document is filed.")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="File a document"))
    page.keyboard.press("Enter")
    accessible(page)
    tab_to(page, page.get_by_label("Title"))
    page.keyboard.type("The order as sealed")
    tab_to(page, page.get_by_label("What is it?"))
    page.keyboard.type("Court")
    choose(page, page.get_by_label("File", exact=True), page_of_html)
    tab_to(page, page.get_by_role("button", name="File it"))
    page.keyboard.press("Enter")

    # Then it is said, and nothing typed is lost
    expect(page.get_by_role("link", name="what is in it is not")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("The order as sealed")
    accessible(page)
    assert not Document.objects.exists()

    # When the right file is chosen
    choose(page, page.get_by_label("File", exact=True), order)
    tab_to(page, page.get_by_role("button", name="File it"))
    page.keyboard.press("Enter")

    # Then it is on the list and can be had
    document = page.get_by_role("link", name="The order as sealed", exact=True)
    expect(document).to_be_visible()
    accessible(page)
    tab_to(page, document)
    with page.expect_download() as had:
        page.keyboard.press("Enter")
    assert Path(had.value.path()).read_bytes() == order.read_bytes()
    assert had.value.suggested_filename.startswith("OFFICIAL-SENSITIVE CU-")
