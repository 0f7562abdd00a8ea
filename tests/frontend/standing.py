"""Pages that stand by themselves in a browser: no server, no database, but the built files and the real policy."""

import mimetypes
from pathlib import Path

from playwright.sync_api import Page, Route

ADDRESS = "http://vigil.invalid/page"
BUILT = Path(__file__).parents[2] / "static" / "build"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'none'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def answer_with(page: Page, html: str) -> None:
    """Whatever the page asks for comes from here."""

    def answer(route: Route) -> None:
        path = route.request.url.split("://", 1)[1].partition("/")[2].partition("?")[0]
        if path.startswith("static/build/"):
            file = BUILT / path.removeprefix("static/build/")
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        else:
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=html, headers=headers)

    page.route("**/*", answer)
