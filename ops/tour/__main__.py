"""Take the tour's pictures and write its page: ``make tour``; of some stops alone: ``make tour ONLY="board cover"``.

On servers that hold nothing else and are gone afterwards, with the demonstration's county as it is today.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID
from wsgiref.simple_server import WSGIServer

import django
from PIL import Image

from ops import browser, local_services
from ops.tour.stops import PAGE, PICTURES, STOPS, Stop, Who, written

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT, TALLEST, COLOURS = 1280, 800, 1400, 64
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def main(only: Collection[str] = ()) -> int:
    """Photograph every stop, or those named. 1 when there is no browser, or no such stop."""
    stops = [stop for stop in STOPS if not only or stop.name in only]
    if unknown := set(only) - {stop.name for stop in stops}:
        print(f"No stop of the tour: {', '.join(sorted(unknown))}")
        return 1
    chromium = browser.path()
    if chromium is None:
        print("There is no Chromium here: make browser")
        return 1
    held = local_services.throw_away()
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = held.database_url, held.redis_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    # Playwright keeps an event loop in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    browser.prepare_playwright()
    django.setup()

    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo_data", verbosity=0)
    PICTURES.mkdir(exist_ok=True)
    with _served() as address, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        shown = _shown()
        for role in dict.fromkeys(stop.role for stop in stops):
            context = chrome.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
            page = context.new_page()
            if role:
                _sign_in(page, address, role)
            for stop in (each for each in stops if each.role == role):
                page.goto(address + _path(stop, shown))
                _prove(page)
                if stop.finds:
                    page.get_by_label("Find a person by name, number or address").fill(stop.finds)
                    page.get_by_role("button", name="Find a person", exact=True).click()
                page.wait_for_load_state("networkidle")
                tall = page.evaluate("document.documentElement.scrollHeight")
                clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(tall, TALLEST)}
                _keep(stop, page.screenshot(full_page=True, clip=clip))  # type: ignore[arg-type]
                print(stop.picture, flush=True)
            context.close()
        chrome.close()
    for old in PICTURES.glob("*.png"):
        if old.name not in {stop.picture for stop in STOPS}:
            old.unlink()
    PAGE.write_text(written())
    held.release()
    return 0


def _keep(stop: Stop, photograph: bytes) -> None:
    """The picture in few colours: a page has not many, and the repository keeps them all."""
    picture = Image.open(io.BytesIO(photograph)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / stop.picture, optimize=True)


@contextmanager
def _served() -> Iterator[str]:
    """Vigil on a port of its own, while the body runs."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Silent(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of single requests."""

    server: WSGIServer = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _shown() -> dict[Who, tuple[UUID, ...]]:
    """What the address of each kind of stop names: somebody of the officer's caseload, or a meeting and its case."""
    from access.reading import as_vigil
    from diary.clock import now
    from diary.models import Entry
    from intelligence.models import Link
    from mappa.models import CaseReview, Referral, Sitting, SubjectRequest
    from notifications.models import Breach
    from offenders.models import Monitoring, Person, SafetyWarning
    from offenders.queries import everybodys_conditions
    from riskplans.models import Assessment, Plan, PolygraphTest, Visit

    with as_vigil():
        live_orders, _ = everybodys_conditions(now().date())
        theirs = Person.objects.filter(
            assignments__manager__username="officer", assignments__ends_on__isnull=True
        ).order_by("reference")
        found = {
            Who.WARNED: theirs.filter(pk__in=SafetyWarning.objects.standing().values("person")).first(),
            Who.OVERDUE: theirs.filter(pk__in=Entry.objects.overdue(now()).values("person")).first(),
            Who.REPORTED: theirs.filter(pk__in=Link.objects.standing().values("person")).first(),
            Who.BREACHED: theirs.filter(pk__in=Breach.objects.standing().values("person")).first(),
            Who.VISITED: theirs.filter(pk__in=Visit.objects.standing().values("person")).first(),
            Who.ASSESSED: theirs.filter(pk__in=Assessment.objects.approved().values("person")).first(),
            Who.PLANNED: theirs.filter(pk__in=Plan.objects.filter(state="approved").values("person")).first(),
            Who.ORDERED: theirs.filter(pk__in=live_orders.values("person")).first(),
            Who.TESTED: theirs.filter(pk__in=PolygraphTest.objects.open().values("person")).first(),
            Who.WATCHED: theirs.filter(
                pk__in=Monitoring.objects.standing().filter(removed_on__isnull=True).values("person")
            ).first(),
        }
        coming = Sitting.objects.coming().filter(cases__isnull=False).order_by("held_on").first()
        cases = CaseReview.objects.order_by("begins_at")
        referral = Referral.objects.order_by("-recorded_at").first()
        case = cases.filter(sitting=coming).first()
        heard = cases.filter(state="decided", minutes__number=2).first()  # its minutes were corrected
        asks = SubjectRequest.objects.open().first()
    shown: dict[Who, tuple[UUID, ...]] = {
        who: (person.pk,) for who, person in found.items() if person is not None
    }
    if referral and coming and case and heard:
        shown |= {
            Who.REFERRED: (referral.person_id,),
            Who.MEETING: (coming.pk,),
            Who.CASE: (coming.pk, case.pk),
            Who.HEARD: (heard.sitting_id, heard.pk),
        }
    if asks:
        shown[Who.ASKS] = (asks.person_id, asks.pk)
    return shown


def _path(stop: Stop, shown: dict[Who, tuple[UUID, ...]]) -> str:
    from django.urls import reverse

    named = () if stop.who is Who.NOBODY else shown[stop.who]
    return reverse(stop.url, args=[*named, *stop.of]) + stop.query


def _prove(page: Page) -> None:
    """Where the page asks again who it is."""
    from dashboards.context import DEMO_PASSWORD

    if page.get_by_role("heading", name="Confirm that it is you").count():
        page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Confirm", exact=True).click()
        page.wait_for_load_state("networkidle")


def _sign_in(page: Page, address: str, role: str) -> None:
    from dashboards.context import DEMO_PASSWORD

    page.goto(f"{address}/account/login/")
    page.get_by_label("Username").fill(role)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
